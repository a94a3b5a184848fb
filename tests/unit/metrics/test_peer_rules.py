import pytest
from scipy import stats

from tests.unit.metrics.one_item import VALUES, item, near, points, shares


def test_by_results_is_the_share_of_the_best_and_so_is_the_level_index() -> None:
    assert points(item("by_results", 100), [50, 40, 0]) == near(100, 80, 0)
    assert points(item("by_results", 10, direction="lower"), [4, 5, 10]) == near(10, 8, 4)
    assert points(item("by_results", 10, direction="lower"), [0, 5]) == near(10, 0)
    assert points(item("by_results", 10), [0, -1]) == near(0, 0)


def test_efficacy_between_the_peers_worst_and_best() -> None:
    rule, inverse = (
        item("efficacy", 100, parameters={"observed": True}, direction=direction) for direction in ("higher", "lower")
    )

    assert points(rule, [3, 5, 7]) == near(60, 80, 100)
    assert points(inverse, [3, 5, 7]) == near(100, 80, 60)
    assert points(rule, [4, 4]) == near(100, 100)


def test_by_rank_loses_2_per_cent_with_each_place_and_shares_places() -> None:
    rule, inverse = (
        item("by_rank", 100, parameters={"loss": 0.02}, direction=direction) for direction in ("higher", "lower")
    )

    assert points(rule, [9, 7, 7, 1]) == near(100, 98, 98, 94)
    assert points(inverse, [9, 7, 7, 1]) == near(94, 98, 98, 100)
    assert points(item("by_rank", 10, parameters={"loss": 0.6}), [3, 2, 1]) == near(10, 4, 0)


def test_the_place_that_a_judge_gives_is_not_ranked_again() -> None:
    assert points(item("by_rank", 100, parameters={"loss": 0.02, "given": True}), [1, 4, 4.5]) == near(100, 94, 93)


def test_places_1_to_5_of_31_add_5_to_1_and_the_last_five_cost_them() -> None:
    rule = item("places", 5, parameters={"of": 31, "top": 5, "bottom": 5})

    assert points(rule, [1, 2, 3, 4, 5]) == near(5, 4, 3, 2, 1)
    assert points(rule, [6, 16, 26]) == near(0, 0, 0)
    assert points(rule, [27, 28, 29, 30, 31]) == near(-1, -2, -3, -4, -5)


def test_places_among_the_peers_come_from_their_values() -> None:
    rule = item("places", 1, parameters={"of": 4, "top": 1, "bottom": 1, "step": 0.5, "peers": True})

    assert points(rule, [8, 3, 5, 9]) == near(0, -0.5, 0, 0.5)


def test_min_max_observed_and_fixed() -> None:
    observed, inverse = (
        item("min_max", 1, parameters={"observed": True}, direction=direction) for direction in ("higher", "lower")
    )
    expected = [(value - min(VALUES)) / (max(VALUES) - min(VALUES)) for value in VALUES]

    assert shares(observed, VALUES) == near(*expected)
    assert shares(inverse, VALUES) == near(*(1 - one for one in expected))
    assert shares(item("min_max", 1, parameters={"low": 0, "high": 10}), [5, 12, -1]) == near(0.5, 1, 0)


def test_z_scores_are_those_of_scipy() -> None:
    bounds = {"floor": -10, "cap": 10}
    rule = item("z_score", 1, parameters={"middle": 0, "per_deviation": 1, **bounds})

    assert shares(rule, VALUES) == near(*stats.zscore(VALUES))


def test_z_scores_are_t_scores_unless_the_scheme_says_otherwise() -> None:
    rule = item("z_score", 100, direction="lower")

    assert points(rule, VALUES) == near(*(50 - 10 * z for z in stats.zscore(VALUES)))
    assert points(rule, [4.0, 4.0]) == near(50, 50)


@pytest.mark.parametrize("sign", [1, -1])
def test_percentiles_are_those_of_scipy(sign: int) -> None:
    rule = item("percentile", 100, direction="higher" if sign > 0 else "lower")
    turned = [sign * value for value in VALUES]

    expected = [float(stats.percentileofscore(turned, one, kind="mean")) for one in turned]
    assert points(rule, VALUES) == near(*expected)


def test_borda_counts_the_others_that_are_beaten() -> None:
    expected = [(place - 1) / (len(VALUES) - 1) for place in stats.rankdata(VALUES)]

    assert shares(item("borda", 1), VALUES) == near(*expected)
    assert shares(item("borda", 1), [5.0]) == near(1)

import math
from typing import Any

import pytest
from scipy import stats

from config.model import SchemeItem
from metrics.rules import RULES
from metrics.rules.curve import Case
from tests.unit.metrics import builders as build
from tests.unit.metrics.one_item import curve_of, points, shares

VALUES = [3.0, 7.5, 7.5, 1.0, 12.25, -4.0, 7.5]


def item(rule: str, full_marks: float, **changes: Any) -> SchemeItem:
    return build.item("x", rule, full_marks, **changes)


def near(*numbers: float) -> Any:
    return pytest.approx(list(numbers), abs=1e-12)


def test_completion_pays_the_share_of_the_target_up_to_the_cap() -> None:
    plain = item("completion", 10, target={"value": 80})
    capped = item("completion", 10, target={"value": 80}, parameters={"cap": 1.2})

    assert points(plain, [0, 40, 80, 100, -5]) == near(0, 5, 10, 10, 0)
    assert points(capped, [40, 88, 100]) == near(5, 11, 12)


def test_completion_of_an_inverse_indicator_turns_the_share_round() -> None:
    rule = item("completion", 10, target={"value": 20}, direction="lower")

    assert points(rule, [40, 20, 10, 0]) == near(5, 10, 10, 10)


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("target", [0, -5])
def test_completion_without_a_positive_target_gives_no_share(target: float, direction: str) -> None:
    assert points(item("completion", 10, target={"value": target}, direction=direction), [0, 5]) == [None, None]


def test_completion_takes_the_target_of_the_group_alone() -> None:
    rule = item("completion", 10, by_group={"counties": {"target": {"value": 40}}})

    assert RULES["completion"].curve(Case(rule, "counties")).high == "target"
    with pytest.raises(KeyError, match="target"):
        RULES["completion"].curve(Case(rule, "districts"))


def test_each_full_point_below_98_costs_half_a_point_down_to_none() -> None:
    rule = item("step_deduction", 2, parameters={"threshold": 98, "step": 1, "per_step": 0.5})

    assert points(rule, [100, 98, 97.01, 97, 96.5, 95, 94, 50]) == near(2, 2, 2, 1.5, 1.5, 0.5, 0, 0)


def test_steps_see_through_binary_noise() -> None:
    whole = item("step_deduction", 2, parameters={"threshold": 98, "step": 1, "per_step": 0.5})
    decimal = item("step_deduction", 1, parameters={"threshold": 0.3, "step": 0.1, "per_step": 0.25})

    assert points(whole, [96.99999999999999, 97.00000000000001, 97.99999999999999]) == near(1.5, 1.5, 2)
    assert points(decimal, [0.2, 0.1, 0.0]) == near(0.75, 0.5, 0.25)


def test_step_deduction_of_an_inverse_indicator_counts_upwards() -> None:
    rule = item("step_deduction", 2, parameters={"threshold": 3, "step": 1, "per_step": 0.5}, direction="lower")

    assert points(rule, [1, 3, 4, 5.5]) == near(2, 2, 1.5, 1)


def test_four_articles_are_expected_and_each_missing_one_costs_one() -> None:
    rule = item("shortfall_per_item", 4, parameters={"expected": 4, "per_item": 1})

    assert points(rule, [6, 4, 3, 1, 0]) == near(4, 4, 3, 1, 0)


def test_tiers_of_200_to_160_include_their_bounds() -> None:
    bounds = [[90, 200], [80, 190], [70, 180], [60, 170]]
    rule = item("tiers", 200, parameters={"bounds": bounds, "otherwise": 160})

    assert points(rule, [95, 90, 89.99, 80, 70, 60, 59.9]) == near(200, 200, 190, 190, 180, 170, 160)


def test_tiers_see_through_binary_noise() -> None:
    rule = item("tiers", 2, parameters={"bounds": [[0.3, 2]], "otherwise": 1})

    assert points(rule, [0.1 + 0.2, 0.3, 0.7 - 0.4, 0.29]) == near(2, 2, 2, 1)


def test_doubtful_values_up_to_5_per_cent_cost_3_and_more_than_20_all_of_15() -> None:
    at_most = [[0, 15], [5, 12], [10, 9], [15, 6], [20, 3]]
    rule = item("tiers", 15, parameters={"at_most": at_most})

    assert points(rule, [0, 0.1, 5, 5.01, 10, 15, 20, 20.1]) == near(15, 12, 12, 9, 9, 6, 3, 0)


def test_tiers_may_cost_points() -> None:
    rule = item("tiers", 5, parameters={"at_most": [[0, 0], [5, -1], [10, -3]], "otherwise": -5})

    assert points(rule, [0, 3, 5, 8, 11]) == near(0, -1, -1, -3, -5)


def test_half_a_point_for_each_department_up_to_2_and_minus_10_for_each_serious_petition() -> None:
    bonus = item("per_event", 2, parameters={"per_event": 0.5})
    penalty = item("per_event", 15, parameters={"per_event": -10})
    started = item("per_event", 15, parameters={"per_event": -10, "start": 12})

    assert points(bonus, [0, 1, 3, 9]) == near(0, 0.5, 1.5, 2)
    assert points(penalty, [0, 1, 2]) == near(15, 5, 0)
    assert points(started, [0, 1]) == near(12, 2)


def test_two_yellow_lights_cost_one_point_and_a_red_one_two() -> None:
    yellow = item("per_event", 10, parameters={"per_event": -1, "every": 2, "start": 0, "floor": -10})
    red = item("per_event", 10, parameters={"per_event": -2, "start": 0, "floor": -10})

    assert points(yellow, [0, 1, 2, 3, 4, 99]) == near(0, 0, -1, -1, -2, -10)
    assert points(red, [0, 1, 2, 9]) == near(0, -2, -4, -10)


def test_by_results_is_the_share_of_the_best_and_so_is_the_level_index() -> None:
    assert points(item("by_results", 100), [50, 40, 0]) == near(100, 80, 0)
    assert points(item("by_results", 10, direction="lower"), [4, 5, 10]) == near(10, 8, 4)
    assert points(item("by_results", 10, direction="lower"), [0, 5]) == near(10, 0)
    assert points(item("by_results", 10), [0, -1]) == near(0, 0)


def test_efficacy_between_fixed_goalposts() -> None:
    rule = item("efficacy", 100, parameters={"low": 60, "high": 100})

    assert points(rule, [60, 80, 100, 120, 40, 0, -60]) == near(60, 80, 100, 100, 40, 0, 0)


@pytest.mark.parametrize("posts", [{"low": 10, "high": 2}, {"low": 2, "high": 10}])
def test_efficacy_of_an_inverse_indicator_is_reversed(posts: dict[str, float]) -> None:
    rule = item("efficacy", 100, parameters={**posts, "base": 50}, direction="lower")

    assert points(rule, [2, 6, 10]) == near(100, 75, 50)


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


def test_a_vote_score_of_votes_times_100_80_60_40_is_a_share_of_100() -> None:
    votes = {100: 6, 80: 2, 60: 1, 40: 1}
    score = sum(weight * count for weight, count in votes.items()) / sum(votes.values())

    assert points(item("votes", 20), [score, 100, 40]) == near(17.2, 20, 8)


def test_points_as_given_are_the_points_or_scaled_from_the_evaluators_full_marks() -> None:
    assert points(item("as_given", 20), [17.5, 25, -1]) == near(17.5, 20, 0)
    assert points(item("as_given", 20, parameters={"full": 100}), [85]) == near(17)


def test_annual_key_work_is_given_in_a_range_of_90_to_110() -> None:
    own = item("as_given", 100, points=(90, 110))
    of_hundred = item("as_given", 100, points=(90, 110), parameters={"full": 100})

    assert points(own, [90, 104.5, 120, 70]) == near(90, 104.5, 110, 90)
    assert points(of_hundred, [0, 50, 100]) == near(90, 100, 110)


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


def test_goalposts_with_logs_give_the_income_index_of_undp() -> None:
    rule = item("goalposts", 1, parameters={"low": 100, "high": 75_000}, log=True)

    expected = [(math.log(17_054) - math.log(100)) / (math.log(75_000) - math.log(100)), 1.0, 0.0]
    assert shares(rule, [17_054, 80_000, 90]) == near(*expected)


def test_goalposts_are_capped_at_both_ends_unless_open() -> None:
    posts = {"low": 20, "high": 85}

    assert shares(item("goalposts", 1, parameters=posts), [20, 52.5, 85, 98, 7]) == near(0, 0.5, 1, 1, 0)
    assert shares(item("goalposts", 1, parameters={**posts, "open": True}), [98, 7]) == near(1.2, -0.2)


def test_distance_to_target_is_capped_unless_the_scheme_pays_for_more() -> None:
    rules = [
        item("distance_to_target", 10, target={"value": 90}, parameters={"low": 40, **more})
        for more in ({}, {"cap": 1.1}, {"open": True})
    ]

    assert [points(rule, [40, 65, 90, 115, 30]) for rule in rules] == [
        near(0, 5, 10, 10, 0),
        near(0, 5, 10, 11, 0),
        near(0, 5, 10, 15, 0),
    ]


def test_distance_to_target_from_the_worst_gives_all_full_marks_once_all_have_reached_it() -> None:
    rule = item("distance_to_target", 10, target={"value": 80}, parameters={"observed": True})
    inverse = item("distance_to_target", 10, target={"value": 0}, parameters={"observed": True}, direction="lower")

    assert points(rule, [60, 70, 80, 95]) == near(0, 5, 10, 10)
    assert points(rule, [90, 95]) == near(10, 10)
    assert points(inverse, [4, 1, 0]) == near(0, 7.5, 10)


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


@pytest.mark.parametrize(
    ("rule", "parameters", "needed"),
    [
        ("step_deduction", {"step": 1, "per_step": 1}, "threshold"),
        ("tiers", {}, "bounds"),
        ("places", {"top": 3}, "of"),
        ("completion", {}, "target"),
        ("distance_to_target", {"low": 1}, "target"),
        ("goalposts", {"low": 1}, "high"),
    ],
)
def test_an_item_without_what_its_rule_needs_is_a_programmers_mistake(
    rule: str, parameters: dict[str, Any], needed: str
) -> None:
    with pytest.raises(KeyError, match=needed):
        curve_of(item(rule, 2, parameters=parameters))


ROW = {
    "value": 96.5,
    "target": 98.0,
    "low": 90.0,
    "high": 98.0,
    "share": 0.75,
    "points": 1.5,
    "full_marks": 2.0,
    "lost": 0.5,
    "rate": 75.0,
}
SAID = {
    "completion": {"target": {"value": 98}},
    "step_deduction": {"parameters": {"threshold": 98, "step": 1, "per_step": 0.5}},
    "shortfall_per_item": {"parameters": {"expected": 98, "per_item": 1}},
    "tiers": {"parameters": {"bounds": [[98, 2], [95, 1.5]]}},
    "per_event": {"parameters": {"per_event": 0.5}},
    "by_results": {},
    "efficacy": {"parameters": {"low": 90, "high": 98}},
    "by_rank": {"parameters": {"loss": 0.02}},
    "places": {"parameters": {"of": 31, "top": 5}},
    "votes": {},
    "as_given": {},
    "min_max": {"parameters": {"observed": True}},
    "z_score": {},
    "goalposts": {"parameters": {"low": 90, "high": 98}},
    "distance_to_target": {"target": {"value": 98}, "parameters": {"low": 90}},
    "percentile": {},
    "borda": {},
}


@pytest.mark.parametrize("rule", list(RULES))
def test_the_sentence_of_a_rule_gets_all_its_numbers(rule: str) -> None:
    case = Case(item(rule, 2, **SAID[rule]))

    said = RULES[rule].sentence.format(**{**case.parameters, **ROW, **RULES[rule].numbers(case, ROW)})

    assert "96.5" in said
    assert "1.5" in said


def test_the_sentence_of_a_deduction_counts_the_full_steps() -> None:
    rule, case = RULES["step_deduction"], Case(item("step_deduction", 2, **SAID["step_deduction"]))

    assert rule.numbers(case, ROW) == {"short": 1.5, "steps": 1}
    assert rule.numbers(case, {**ROW, "value": 96.99999999999999})["steps"] == 1
    assert rule.numbers(case, {**ROW, "value": 99.0}) == {"short": 0, "steps": 0}


def test_the_sentence_of_tiers_lists_them_in_signs() -> None:
    case = Case(item("tiers", 2, parameters={"bounds": [[98, 2], [95, 1.5]], "otherwise": 1}))
    above = Case(item("tiers", 2, parameters={"at_most": [[5, 2]]}))

    assert RULES["tiers"].numbers(case, ROW) == {"tiers": "≥ 98: 2; ≥ 95: 1.5", "otherwise": 1}
    assert RULES["tiers"].numbers(above, ROW) == {"tiers": "≤ 5: 2", "otherwise": 0}


def test_the_sentence_of_events_counts_how_often_they_count() -> None:
    case = Case(item("per_event", 10, parameters={"per_event": -1, "every": 2}))

    assert RULES["per_event"].numbers(case, {**ROW, "value": 5.0}) == {"start": 10, "every": 2, "times": 2}

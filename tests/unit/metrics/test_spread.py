from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from metrics.advice import fewest
from metrics.spread import spread

FIGURES = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=2, max_size=40)
GAINS = st.lists(st.floats(0.01, 5, allow_nan=False), max_size=8)


def test_who_lies_far_out_is_told_by_the_median_not_by_the_mean() -> None:
    found = spread([60.0, 61.0, 62.0, 63.0, 64.0, 200.0])

    assert found is not None
    assert (found.low, found.middle, found.high, found.far) == (61.25, 62.5, 63.75, (5,))


def test_figures_that_are_all_the_same_have_no_outlier() -> None:
    found = spread([5.0, 5.0, 5.0, 9.0])

    assert found is not None
    assert found.far == ()
    assert spread([5.0]) is None


@given(FIGURES)
def test_the_quartiles_are_in_order_and_the_order_of_units_does_not_matter(figures: list[float]) -> None:
    found, turned = spread(figures), spread(figures[::-1])

    assert found is not None
    assert turned is not None
    assert found.low <= found.middle <= found.high
    assert found.middle == median(figures)
    assert {figures[place] for place in found.far} == {figures[::-1][place] for place in turned.far}


def test_the_fewest_gains_that_close_a_gap_are_the_greatest() -> None:
    assert fewest([0.2, 1.0, 0.6], 0.9) == (1,)
    assert fewest([0.2, 1.0, 0.6], 1.5) == (1, 2)
    assert fewest([0.2, 1.0, 0.6], 1.8) == (1, 2, 0)
    assert fewest([0.2, 1.0, 0.6], 1.9) == ()
    assert fewest([], 0.1) == ()


@given(GAINS, st.floats(0.1, 10))
def test_no_smaller_choice_closes_the_gap(gains: list[float], gap: float) -> None:
    chosen = fewest(gains, gap)

    if chosen:
        assert sum(gains[place] for place in chosen) >= gap - 1e-6
        assert sum(sorted(gains, reverse=True)[: len(chosen) - 1]) < gap
    else:
        assert sum(gains) < gap

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.checking.robust import TO_SIGMA, median, spread

VALUES = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30)


@given(values=VALUES)
def test_the_median_is_that_of_the_standard_library(values: list[float]) -> None:
    assert median(values) == pytest.approx(statistics.median(values))


@given(values=VALUES)
def test_the_spread_does_not_mind_one_wild_value(values: list[float]) -> None:
    middle = statistics.median(values)

    assert spread(values, middle) == pytest.approx(TO_SIGMA * statistics.median(abs(one - middle) for one in values))
    assert spread([5.0, 5.0, 5.0, 1e12], 5.0) == 0

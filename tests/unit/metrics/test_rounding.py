from decimal import ROUND_HALF_UP, Decimal

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.rounding import half_up, settle


def rounded(number: float | None, precision: int) -> float | None:
    frame = nw.from_native(pl.LazyFrame({"points": [number]}, schema={"points": pl.Float64}))
    return frame.select(half_up(nw.col("points"), precision)).collect()["points"].to_list()[0]


@pytest.mark.parametrize(
    ("number", "precision", "published"),
    [
        (2.675, 2, 2.68),
        (1.005, 2, 1.01),
        (0.285, 2, 0.29),
        (0.5, 0, 1.0),
        (1.5, 0, 2.0),
        (2.5, 0, 3.0),
        (89.995, 2, 90.0),
        (89.994999, 2, 89.99),
        (-2.675, 2, -2.68),
        (-0.001, 2, 0.0),
        (104.82, 2, 104.82),
        (None, 2, None),
    ],
)
def test_halves_go_up_at_the_published_precision(number: float | None, precision: int, published: float | None) -> None:
    assert rounded(number, precision) == published


@given(st.decimals(min_value=0, max_value=1000, places=4, allow_nan=False), st.integers(0, 3))
def test_rounding_is_that_of_decimal_arithmetic(number: Decimal, precision: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-precision), rounding=ROUND_HALF_UP)

    assert Decimal(str(rounded(float(number), precision))) == expected


def test_a_settled_sum_is_the_decimal_number_that_was_meant() -> None:
    frame = nw.from_native(pl.LazyFrame({"amount": [0.1 + 0.2, 0.7 + 0.1]}))

    settled = frame.select(settle(nw.col("amount"))).collect()["amount"].to_list()

    assert settled == [0.3, 0.8]

"""The only place that rounds: publication (四舍五入), the settling of sums, and comparisons safe from binary noise."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import numpy.typing as npt

NOISE = 1e-9
"""Relative difference below which two figures are the same decimal number seen through binary arithmetic."""

_SETTLED_DECIMALS = 6
LEAST_WHOLE = -(2**36)
"""Stands for a missing score among whole numbers."""


def settle(amount: nw.Expr) -> nw.Expr:
    """A sum of reported amounts (which have at most 6 decimals) brought back to the decimal number that it is.

    Engines add in any order, so the 13th digit of a float sum may change between runs; the settled one does not.
    """
    return amount.round(_SETTLED_DECIMALS)


def half_up(points: nw.Expr, precision: int) -> nw.Expr:
    """Points rounded half away from zero (四舍五入) at `precision` decimals; null stays null.

    2.675 is stored as 2.67499999999999982: the product with 10^precision is first rounded to 6 more decimals, so that
    it counts as the 2.675 that was meant. Halves go through floor and ceil, because engines differ in their round().
    The last round() only takes the quotient to the nearest binary number: polars divides by multiplying with 1/100.
    """
    scaled = (points * 10**precision).round(_SETTLED_DECIMALS)
    whole = nw.when(scaled < 0).then((scaled - 0.5).ceil()).otherwise((scaled + 0.5).floor())
    return ((whole + 0.0) / 10**precision).round(precision)


def half_up_whole(points: npt.NDArray[np.float64], precision: int) -> npt.NDArray[np.int64]:
    """half_up on an array, in whole units of the published precision (2.675 at 2 decimals is 268).

    Whole numbers compare and sort exactly. NaN becomes the least whole number of all, so that it ranks last.
    """
    scaled = np.round(points * 10**precision, _SETTLED_DECIMALS)
    whole = np.where(scaled < 0, np.ceil(scaled - 0.5), np.floor(scaled + 0.5))
    return np.where(np.isnan(whole), LEAST_WHOLE, whole).astype(np.int64)


def reached(value: nw.Expr, bound: float) -> nw.Expr:
    """True where the value is at the bound or above it ("以上" includes the bound), noise apart."""
    return value >= bound - NOISE * max(1.0, abs(bound))


def whole_steps(steps: nw.Expr) -> nw.Expr:
    """The number of full steps in a count of steps: 2.9999999999 is 3, 2.9 is 2."""
    return (steps + NOISE).floor()

"""The kernel: every rule's curve (metrics.rules.curve) evaluated at once, on frames and on arrays by the same lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import narwhals as nw
import numpy as np

from metrics.rounding import NOISE
from metrics.rules.curve import Curve, Post


class Arithmetic(Protocol):
    """What frames and arrays write differently. Missing numbers are null in frames and NaN in arrays."""

    def where(self, condition: Any, then: Any, otherwise: Any) -> Any:
        """`then` where the condition is true, else `otherwise` (also where the condition is missing)."""

    def floor(self, number: Any) -> Any:
        """The next whole number below."""

    def between(self, number: Any, low: Any, high: Any) -> Any:
        """The number, or the bound that it passes; a missing number stays missing."""


class OnFrames:
    """Columns of a Narwhals frame."""

    def where(self, condition: Any, then: Any, otherwise: Any) -> nw.Expr:
        """See Arithmetic."""
        return nw.when(condition).then(then).otherwise(otherwise)

    def floor(self, number: Any) -> nw.Expr:
        """See Arithmetic."""
        return number.floor()

    def between(self, number: Any, low: Any, high: Any) -> nw.Expr:
        """See Arithmetic."""
        return nw.when(number < low).then(low).when(number > high).then(high).otherwise(number)


class OnArrays:
    """NumPy arrays."""

    def where(self, condition: Any, then: Any, otherwise: Any) -> Any:
        """See Arithmetic."""
        return np.where(condition, then, otherwise)

    def floor(self, number: Any) -> Any:
        """See Arithmetic."""
        return np.floor(number)

    def between(self, number: Any, low: Any, high: Any) -> Any:
        """See Arithmetic."""
        return np.minimum(np.maximum(number, low), high)


@dataclass(frozen=True)
class Parts:
    """Which parts of the kernel a set of curves needs; what none of them uses is not computed."""

    inverse: bool
    stepped: bool
    flat: bool
    positive: bool
    tiers: int

    @classmethod
    def of(cls, curves: Iterable[Curve]) -> Parts:
        """The parts that at least one of the curves uses."""
        curves = tuple(curves)
        return cls(
            inverse=any(curve.form == "inverse" for curve in curves),
            stepped=any(curve.stepped for curve in curves),
            flat=any(isinstance(post, Post) for curve in curves for post in (curve.low, curve.high)),
            positive=any(curve.positive for curve in curves),
            tiers=max((len(curve.tiers) for curve in curves), default=0),
        )


BEYOND_ALL = 1e300
"""Stands for infinity where an inverse rate divides by nothing; the cap brings it down."""


def share(x: Any, given: Mapping[str, Any], parts: Parts, on: Arithmetic) -> Any:
    """The share of full marks for x (the value or the place), missing where x or a goalpost is missing.

    `given` holds low, high, base, slope, floor, cap and, as `parts` asks for them, inverse, stepped, positive (true or
    false), flat, and bound_1, jump_1, ... (missing where a curve has fewer tiers). All are columns of one frame, or
    arrays that broadcast.
    """
    return bounded(reached(position(x, given, parts, on), x, given, parts, on), given, on)


def position(x: Any, given: Mapping[str, Any], parts: Parts, on: Arithmetic) -> Any:
    """z: where x lies between the goalposts, in whole steps where the curve goes by steps."""
    low, high = given["low"], given["high"]
    span = high - low
    z = (x - low) / (on.where(span == 0, 1.0, span) if parts.flat else span)
    if parts.inverse:
        rate = on.where(x <= 0, BEYOND_ALL, high / on.where(x <= 0, 1.0, x))
        z = on.where(given["inverse"], rate, z)
    return on.where(given["stepped"], on.floor(z + NOISE), z) if parts.stepped else z


def reached(z: Any, x: Any, given: Mapping[str, Any], parts: Parts, on: Arithmetic) -> Any:
    """The share that the curve gives for z, before its floor and cap."""
    y = z * given["slope"] + given["base"]
    for tier in range(1, parts.tiers + 1):
        y = y + on.where(z >= given[f"bound_{tier}"], given[f"jump_{tier}"], 0.0)
    if not (parts.flat or parts.positive):
        return y
    low, high = given["low"], given["high"]
    flat = (low == high) & ~given["inverse"] if parts.inverse else low == high
    flat = flat | (given["positive"] & (high <= 0)) if parts.positive else flat
    return on.where(flat, given["flat"] + x * 0.0, y)


def bounded(y: Any, given: Mapping[str, Any], on: Arithmetic) -> Any:
    """The share between the curve's floor and cap."""
    return on.between(y, given["floor"], given["cap"])


def add_share(rows: nw.LazyFrame, names: Iterable[str], parts: Parts) -> nw.LazyFrame:
    """Add `share` to rows that hold x and the curves' columns `names`: share(), each of its steps a column.

    An expression that is used twice is planned twice; a column is not.
    """
    given, on = {name: nw.col(name) for name in names}, OnFrames()
    rows = rows.with_columns(_z=position(nw.col("x"), given, parts, on))
    rows = rows.with_columns(_y=reached(nw.col("_z"), nw.col("x"), given, parts, on))
    return rows.with_columns(share=bounded(nw.col("_y"), given, on)).drop("_z", "_y")


def columns(curve: Curve, tiers: int) -> dict[str, Any]:
    """A curve as one row of plain numbers by the names that share() reads; a goalpost that is no number is None.

    Bounds are lowered by what binary arithmetic may be off, so that 以上 includes the bound.
    """
    steps = [*curve.tiers, *([(None, None)] * (tiers - len(curve.tiers)))]
    return {
        "low": None if isinstance(curve.low, Post) else float(curve.low),
        "high": None if isinstance(curve.high, Post) else float(curve.high),
        **{name: float(getattr(curve, name)) for name in ("base", "slope", "floor", "cap")},
        **{name: getattr(curve, name) for name in ("flat", "positive", "stepped")},
        "inverse": curve.form == "inverse",
        **{f"bound_{k}": None if b is None else b - NOISE * max(1.0, abs(b)) for k, (b, _) in enumerate(steps, 1)},
        **{f"jump_{k}": jump for k, (_, jump) in enumerate(steps, 1)},
    }

"""功效系数: base + (100 - base) x (x - xs) / (xh - xs), of 100; for an inverse indicator xs lies above xh.

The goalposts are fixed in the scheme (`low` is xs, `high` is xh; an inverse indicator may name them in either order),
or observed: the peer group's worst and best value, so that units then depend on each other. Over the item's figure
`year_change_share` or `change_share` this is the development index (发展指数), for growth may be below 0.
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Goalpost, Numbers, Post, Rule


def goalposts(case: Case) -> tuple[Goalpost, Goalpost]:
    """The goalposts low and high, in the indicator's unit: fixed, or the peers' worst and best where `observed`."""
    if case.switch("observed"):
        return Post.WORST, Post.BEST
    low, high = case.number("low"), case.number("high")
    return (high, low) if case.lower_is_better and low < high else (low, high)


def curve(case: Case) -> Curve:
    """Between 0 and 1; all units get full marks when the observed goalposts are one and the same value."""
    low, high = goalposts(case)
    base = case.number("base", 60.0) / 100
    return Curve(low=low, high=high, base=base, slope=1.0 - base, flat=1.0 if case.switch("observed") else None)


def numbers(case: Case, row: Numbers) -> Numbers:
    """`base`: per cent of full marks at the low goalpost."""
    return {"base": case.number("base", 60.0)}


RULE = Rule(
    curve,
    mark("From {low} ({base} % of full marks) to {high} (full marks): {value} gets {points} of {full_marks} points."),
    numbers,
)

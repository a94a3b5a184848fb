"""位次加减分: the first `top` of `of` places add points, the last `bottom` cost some, those between get none.

Places 1-5 of 31 get +5..+1 and the last five -1..-5: of 31, top 5, bottom 5. The value is the place that the unit holds
at national or provincial level; with `peers` the place is that of its value in the peer group, `of` units large.
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Numbers, Rule


def curve(case: Case) -> Curve:
    """One jump of `step` points (1) down at each place that gets less than the one before it."""
    top, bottom, of = (int(case.number(name, default)) for name, default in (("top", 0), ("bottom", 0), ("of", None)))
    step = case.share(case.number("step", 1.0))
    lower = (*range(2, top + 2), *range(of - bottom + 1, of + 1))
    return Curve(
        reads="place" if case.switch("peers") else "value",
        base=top * step,
        slope=0.0,
        tiers=tuple((float(place), -step) for place in sorted(lower)),
        floor=-bottom * step,
    )


def numbers(case: Case, row: Numbers) -> Numbers:
    """`top`, `bottom` and `step`, also where the scheme leaves them out."""
    return {name: case.number(name, default) for name, default in (("top", 0.0), ("bottom", 0.0), ("step", 1.0))}


RULE = Rule(
    curve,
    mark(
        "Of {of} places the first {top} add points and the last {bottom} cost points, {step} more for each place. "
        "{value} gets {points} points."
    ),
    numbers,
)

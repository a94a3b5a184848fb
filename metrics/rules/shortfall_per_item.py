"""缺项扣分: so many are expected, and each missing one costs `per_item`, down to none."""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Numbers, Rule


def curve(case: Case) -> Curve:
    """For instance four articles expected, 4 points, each missing one costs 1: expected 4, per_item 1."""
    expected = case.number("expected")
    slope = -case.share(case.number("per_item"))
    return Curve(low=expected, high=expected - 1.0, base=1.0, slope=slope, shown=expected)


def numbers(case: Case, row: Numbers) -> Numbers:
    """`short`: how many are missing (0 or more)."""
    return {"short": max(0.0, case.number("expected") - row["value"])}


RULE = Rule(
    curve,
    mark(
        "{expected} are expected, each missing one costs {per_item} points. {value} came, {short} are missing: "
        "{points} of {full_marks} points."
    ),
    numbers,
)

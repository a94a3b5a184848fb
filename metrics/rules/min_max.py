"""极差标准化 (min-max): (x - min) / (max - min), reversed for inverse indicators; OECD/JRC Handbook, section 5.

The bounds are the peers' worst and best value (`observed`) or fixed in the scheme (`low`, `high`).
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Rule
from metrics.rules.efficacy import goalposts


def curve(case: Case) -> Curve:
    """Between 0 and 1; all units get full marks when the observed bounds are one and the same value."""
    low, high = goalposts(case)
    return Curve(low=low, high=high, flat=1.0 if case.switch("observed") else None)


RULE = Rule(
    curve,
    mark("From {low} (no points) to {high} (full marks): {value} gets {points} of {full_marks} points."),
)

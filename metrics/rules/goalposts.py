"""目标区间 (goalposts): (x - low) / (high - low) with both fixed in the scheme, as in UNDP's Human Development Index.

With the item's `log` the value and both goalposts are taken in logarithms (the index of income).
"""

from __future__ import annotations

import math

from config.wording import mark
from metrics.rules.curve import Case, Curve, Rule
from metrics.rules.efficacy import goalposts


def curve(case: Case) -> Curve:
    """Between 0 and 1 (capped at both ends) unless `open`; an inverse indicator may name the two in either order."""
    low, high = goalposts(case)
    if case.switch("open"):
        return Curve(low=low, high=high, floor=-math.inf, cap=math.inf)
    return Curve(low=low, high=high)


RULE = Rule(
    curve,
    mark("The goalposts are {low} (no points) and {high} (full marks): {value} gets {points} of {full_marks} points."),
)

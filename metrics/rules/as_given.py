"""得分直报: the value is the points that evaluators gave, or points of `full` marks that are scaled to the item's."""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Rule


def curve(case: Case) -> Curve:
    """The value as points, between none and full marks, or within the item's range of points (90 to 110).

    With `full` the value is of so many marks: 85 of 100 is 0.85 of full marks, or of the way through the range.
    """
    if "full" in case.parameters:
        return Curve(high=case.number("full"))
    low, high = case.item.points or (0.0, case.full_marks)
    return Curve(low=low, high=high)


RULE = Rule(curve, mark("The evaluators gave {value}: {points} of {full_marks} points."))

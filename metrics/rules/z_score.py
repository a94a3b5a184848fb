"""标准分 (z-score): (x - mean) / standard deviation of the peer group (divided by n), reversed for inverse indicators.

OECD/JRC Handbook on Constructing Composite Indicators, section 5. The share is middle + per_deviation x z; the defaults
0.5 and 0.1 give the T score of 100 marks, 50 + 10 z.
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Numbers, Post, Rule


def curve(case: Case) -> Curve:
    """Between `floor` (0) and `cap` (1), both shares; all units get the middle where their values are the same."""
    middle = case.number("middle", 0.5)
    return Curve(
        low=Post.MEAN,
        high=Post.BEYOND,
        base=middle,
        slope=case.number("per_deviation", 0.1),
        floor=case.number("floor", 0.0),
        cap=case.number("cap", 1.0),
        flat=middle,
    )


def numbers(case: Case, row: Numbers) -> Numbers:
    """`middle_percent`, `deviation_percent`: per cent of full marks at the mean and for each standard deviation."""
    middle, each = case.number("middle", 0.5), case.number("per_deviation", 0.1)
    return {"middle_percent": middle * 100, "deviation_percent": each * 100}


RULE = Rule(
    curve,
    mark(
        "The group's mean gets {middle_percent} % of full marks, each standard deviation better {deviation_percent} % "
        "more. {value} gets {points} of {full_marks} points."
    ),
    numbers,
)

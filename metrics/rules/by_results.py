"""按实绩, and the level index (水平指数): own value over the best in the peer group; inverse: best over own value.

The level index of published schemes, x / max x 100 (inverse: min / x), is this rule with 100 full marks. Over the
item's figure `year_change_share` or `change_share` it is a development index, where the best growth is above 0.
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Post, Rule


def curve(case: Case) -> Curve:
    """Own value / best; where the best of a direct indicator is none, nobody has results and nobody gets points."""
    if case.lower_is_better:
        return Curve(high=Post.BEST, form="inverse")
    return Curve(high=Post.BEST, positive=True, flat=0.0)


RULE = Rule(
    curve,
    mark("The best of the group is {high}; {value} is worth {rate} of it: {points} of {full_marks} points."),
)

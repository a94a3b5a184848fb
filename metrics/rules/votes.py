"""民主测评: a vote score of 0 to 100, sum(votes x 100/80/60/40) / valid votes, as a share of 100.

The item's `inputs` make the score of the counted votes: `sum` weights them 100, 80, 60, 40, `per` 1 each.
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Rule

FULL_VOTE = 100.0
"""The score when every valid vote is the best one."""


def curve(case: Case) -> Curve:
    """The vote score over 100, between 0 and 1."""
    return Curve(high=FULL_VOTE)


RULE = Rule(curve, mark("The vote score is {value} of 100: {points} of {full_marks} points."))

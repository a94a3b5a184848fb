"""百分位 (percentile rank): the share of the peer group that is worse, equal units counted by half."""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Post, Rule


def curve(case: Case) -> Curve:
    """(n + 1/2 - place) / n with equals sharing the middle of their places; so above 0 and below 1."""
    return Curve(low=Post.UNITS_HALF, high=0.5, reads="middle_place")


RULE = Rule(
    curve,
    mark(
        "By the share of the group that is behind, equal units counted by half: {value} is ahead of {rate}, "
        "{points} of {full_marks} points."
    ),
)

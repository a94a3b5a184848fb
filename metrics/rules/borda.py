"""博达计数 (Borda count): the share of the other units of the peer group that are beaten, equals counted by half."""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Post, Rule


def curve(case: Case) -> Curve:
    """(n - place) / (n - 1) with equals sharing the middle of their places; a unit alone gets full marks."""
    return Curve(low=Post.UNITS, high=1.0, reads="middle_place", flat=1.0)


RULE = Rule(
    curve,
    mark(
        "By how many of the others are beaten, equal units counted by half: {value} beats {rate} of them, {points} of "
        "{full_marks} points."
    ),
)

"""Why an item has its points: its rule in words with the numbers put in."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.numbers import figure
from dashboard.usecases.region_report import ItemLine
from metrics.words import POINTS_DECIMALS, in_words

_COLUMNS = ("peer_group", "status", "value", "target", "low", "high", "share", "points", "lost")
_AGAINST_THE_GROUP = mark(
    "Measured against the group: {value} gets {points} of {full} points. What the group has reached is told with the "
    "release."
)
_STANDS_IN = mark(
    "No value was reported; one of the group stands in for it: {points} of {full} points. Which it is, is told with "
    "the release."
)
__all__ = ["POINTS_DECIMALS", "reason"]


def reason(line: ItemLine, say: Say) -> str:
    """The rule of an item with its numbers; what happened instead where the item has no value."""
    if line.in_part:
        return _in_part(line, say)
    row = {name: getattr(line, name) for name in _COLUMNS} | {"full_marks": line.item.full_marks}
    return in_words(line.item, row, line.scheme, say, line.indicator)


def _in_part(line: ItemLine, say: Say) -> str:
    """What its points are, without what the others have reached."""
    points, full = figure(line.points, POINTS_DECIMALS), figure(line.item.full_marks, 0)
    if line.value is None:
        return say(_STANDS_IN, points=points, full=full)
    return say(_AGAINST_THE_GROUP, value=figure(line.value, line.indicator.decimals), points=points, full=full)

"""Why an item has its points: its rule in words with the numbers put in."""

from __future__ import annotations

from config.wording import Say
from dashboard.usecases.region_report import ItemLine
from metrics.words import POINTS_DECIMALS, in_words

_COLUMNS = ("peer_group", "status", "value", "target", "low", "high", "share", "points", "lost")
__all__ = ["POINTS_DECIMALS", "reason"]


def reason(line: ItemLine, say: Say) -> str:
    """The rule of an item with its numbers; what happened instead where the item has no value."""
    row = {name: getattr(line, name) for name in _COLUMNS} | {"full_marks": line.item.full_marks}
    return in_words(line.item, row, line.scheme, say, line.indicator)

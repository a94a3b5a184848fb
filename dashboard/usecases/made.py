"""The figure that an item makes of several indicators, described as an indicator so that pages can show it."""

from __future__ import annotations

import datetime as dt

from config.model import Care, Indicator, SchemeItem

_DECIMALS = 2


def made_indicator(item: SchemeItem) -> Indicator:
    """The description of an item's made value: the item's own names, unit, direction, clause and owner."""
    return Indicator(
        code=item.code,
        name=item.name,
        name_en=item.name_en,
        definition=item.standard or item.name,
        definition_en=item.standard_en or item.name_en,
        unit=item.unit,
        unit_en=item.unit_en,
        decimals=_DECIMALS,
        direction=item.direction or "higher",
        measure="stock",
        owner=item.owner,
        levels=item.levels,
        roll_up="none",
        why=item.clause,
        source=item.clause,
        care=Care(author=item.owner, checker=item.owner, reviewed=dt.date.min),
    )

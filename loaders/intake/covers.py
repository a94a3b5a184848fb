"""Sheets without a table, such as a cover: all that is taken from them is the quarter that they name."""

from __future__ import annotations

from loaders.intake.cells import Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.titleblock import TitleBlock, read_title_block


def cover_of(sheet: Sheet, gazetteer: Gazetteer) -> TitleBlock:
    """The quarters that a sheet without a table names; a month there is the day of printing as often as not."""
    block = read_title_block(sheet, sheet.height + 1, gazetteer, gazetteer.config)
    said = [(period, said) for period, said in (*block.periods, *block.title_periods) if period.quarterly]
    return TitleBlock(title_periods=said)

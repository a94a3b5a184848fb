"""Units that a remark gives for the table (注：金额单位为亿元), held against those the columns were read in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.model import Reading
from loaders.intake.cells import Cell, Sheet
from loaders.intake.heads import Head
from loaders.intake.report import Report
from loaders.intake.slots import Slot, same_kind
from loaders.intake.words import tight

_SAID = re.compile(
    r"单位(?:统一|一律|全部|均|都)*(?:为|是|[:：])(?:人民币)?(?P<behind>[^,，。;；、()（）]{1,5})|"
    r"以(?:人民币)?(?P<before>[^,，。;；、()（）]{1,5}?)作?为(?:计量|统计|金额)?单位"
)


@dataclass(frozen=True)
class UnitNotes:
    """What the remarks of a sheet say of units: each unit with its cell."""

    said: tuple[tuple[str, Cell], ...]

    def check(self, heads: list[Head], slots: dict[int, Slot], sheet: Sheet, reading: Reading, report: Report) -> None:
        """The error unit_contradiction where a column that prints no unit of its own was read in another one."""
        own = {text for head in heads if head.column in slots for text in head.path}
        for unit, cell in self.said:
            for head in heads if cell.text not in own else ():
                slot = slots.get(head.column)
                if slot is None or head.unit or not same_kind(unit, slot.unit, reading):
                    continue
                read_in = slot.printed_unit or slot.unit
                if read_in != unit and reading.units[read_in] != reading.units[unit]:
                    report.add("unit_contradiction", sheet.name, cell, expected=slot.name, unit=unit, other=read_in)
                    break


def unit_notes(sheet: Sheet, reading: Reading) -> UnitNotes:
    """The units that cells of the sheet give in words."""
    return UnitNotes(tuple(_said(sheet, reading)))


def _said(sheet: Sheet, reading: Reading) -> Iterator[tuple[str, Cell]]:
    for cell in sheet.cells.values():
        if cell.kind != "text" or "单位" not in cell.text:
            continue
        for found in _SAID.finditer(tight(cell.text)):
            unit = found["behind"] or found["before"]
            if unit in reading.units:
                yield unit, cell

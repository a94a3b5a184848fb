"""Units that a remark gives for the table (注：金额单位为亿元), held against those the columns were read in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Reading
from loaders.intake.cells import Cell
from loaders.intake.heads import Head
from loaders.intake.report import Report
from loaders.intake.slots import Slot, same_kind
from loaders.intake.words import tight

_SAID = re.compile(
    r"单位(?:统一|一律|全部|均|都)*(?:为|是|[:：])(?:人民币)?(?P<behind>[^,，。;；、()（）]{1,5})|"
    r"以(?:人民币)?(?P<before>[^,，。;；、()（）]{1,5}?)作?为(?:计量|统计|金额)?单位"
)


def check_unit_notes(
    remarks: tuple[Cell, ...], sheet: str, heads: list[Head], slots: dict[int, Slot], reading: Reading, report: Report
) -> None:
    """The error unit_contradiction where a remark gives another unit than a column without a unit of its own was read
    in."""
    own = {text for head in heads if head.column in slots for text in head.path}
    plain = [slots[head.column] for head in heads if head.column in slots and not head.unit]
    for unit, cell in _said(remarks, reading):
        for slot in plain if cell.text not in own else ():
            read_in = slot.printed_unit or slot.unit
            if same_kind(unit, slot.unit, reading) and reading.units.get(read_in) != reading.units[unit]:
                report.add("unit_contradiction", sheet, cell, expected=slot.name, unit=unit, other=read_in)
                break


def _said(remarks: tuple[Cell, ...], reading: Reading) -> Iterator[tuple[str, Cell]]:
    for cell in remarks:
        for found in _SAID.finditer(tight(cell.text)):
            unit = found["behind"] or found["before"]
            if unit in reading.units:
                yield unit, cell

"""The figures of a table of regions as value rows, each figure once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.model import Config
from loaders.intake.cells import Sheet
from loaders.intake.outcome import ValueRow
from loaders.intake.report import Report
from loaders.intake.roles import period_of
from loaders.intake.slots import Slot, read_slot
from loaders.intake.totals import TableLine


def read_values(
    sheet: Sheet,
    lines: list[TableLine],
    slots: Mapping[int, Slot],
    derived: frozenset[str],
    period: str,
    config: Config,
    report: Report,
) -> Iterator[ValueRow]:
    """The value rows of all lines; figures of derived indicators are checked and left out; blank cells give no row."""
    stored: dict[tuple[str, str, str], ValueRow] = {}
    for line in lines:
        for column, slot in slots.items():
            cell = sheet.at(line.row, column)
            if cell is None:
                continue
            about = period_of(slot.role, period) if period else ""
            row = read_slot(cell, slot, (line.region, about, sheet.name), config.reading, report)
            if row is None or slot.indicator in derived:
                continue
            line.rows[f"{slot.indicator} {slot.role}"] = row
            if not line.region or line.kind == "own_share":
                continue
            first = stored.setdefault((line.region, slot.indicator, slot.role), row)
            if first is row:
                yield row
            elif (first.value, first.unit) != (row.value, row.unit):
                report.add("value_twice", sheet.name, cell, row.read, where=first.cell, other=first.read)

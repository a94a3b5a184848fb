"""A cell to fill in, and beside it last quarter's figure."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from config.model import Reading
from loaders.intake.cells import Cell
from loaders.intake.report import Report
from loaders.intake.slots import Slot, read_slot
from loaders.template.earlier import Figure
from loaders.template.paper import Paper


def add_pair(
    paper: Paper, sheet: Worksheet, place: tuple[int, int], key: tuple[str, str], slot: Slot, decimals: int
) -> None:
    """Write the two cells at and right of a place; `key` is (region code, indicator or statistic code).

    A figure of last quarter that the limits of today would refuse is left out: nobody could mend it in a locked cell.
    """
    row, column = place
    known, before = paper.earlier.reported.get(key), paper.earlier.previous.get(key)
    if before is not None and not _fits(before, slot, paper.config.reading):
        before = None
    pattern = _pattern(slot, decimals)
    _write(sheet, row, column, known, slot, paper.style("known" if known else "input", num_format=pattern), paper)
    _write(sheet, row, column + 1, before, slot, paper.style("before", num_format=pattern), paper)


def _pattern(slot: Slot, decimals: int) -> str:
    """How figures look; per cent has no format, so that a typed 95.3% keeps its sign."""
    return "General" if slot.unit == "%" else "#,##0." + "0" * decimals if decimals else "#,##0"


def _write(
    sheet: Worksheet, row: int, column: int, figure: Figure | None, slot: Slot, style: Format, paper: Paper
) -> None:
    """Write a figure or a blank; less than one per cent stands with its sign, lest it look like a fraction."""
    value = figure.in_unit(slot.unit, paper.config.reading) if figure is not None else None
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif slot.unit == "%" and 0 < value < 1:
        sheet.write_string(row, column, f"{value:.15g}%", style)
    else:
        sheet.write_number(row, column, value, style)


def _fits(figure: Figure, slot: Slot, reading: Reading) -> bool:
    report = Report()
    cell = Cell(1, 1, "number", figure.text, Decimal(figure.text), unit=figure.unit)
    return read_slot(cell, slot, ("", "", ""), reading, report) is not None and not report.findings

"""原表单元格: the place of a figure in the workbook that was handed in, with the heads and the lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.access.gate import needs
from dashboard.usecases.belonging import seen_by_receipt
from dashboard.usecases.desk import Desk
from dashboard.usecases.standing_state import as_it_stands
from loaders.intake.outcome import PrintedSheet
from loaders.store.readers import raw_file

HEAD_LINES, HEAD_COLUMNS, AROUND, BESIDE = 4, 2, 3, 1
"""What is shown of a sheet: its first lines and columns, where titles and names stand, and those around the cell
(lines) and beside it (columns): so much that the cell stands on a laptop without scrolling."""
_ADDRESS = re.compile(r"^([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class SheetLine:
    """A line of a sheet by its number (from 1), with the printed text of each shown column."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class CellView:
    """A cell in its sheet: `columns` are the letters of the shown columns, `lines` the shown lines in their order.

    `column` and `line` are those of the cell, `text` is what is printed in it. Without lines the workbook could not be
    shown, and `trouble` says why.
    """

    sheet: str
    cell: str
    column: str = ""
    line: int = 0
    text: str = ""
    columns: tuple[str, ...] = ()
    lines: tuple[SheetLine, ...] = ()
    trouble: str = ""


@needs("submissions")
def open_to_reader(desk: Desk, receipts: Iterable[str]) -> frozenset[str]:
    """Of the receipts' numbers those whose files the person may open."""
    asked = tuple(sorted(set(receipts)))
    return as_it_stands(
        desk, ("open_to_reader", asked), lambda: frozenset(one for one in asked if seen_by_receipt(desk, one))
    )


@needs("submissions")
def cell_in_workbook(desk: Desk, receipt: str, sheet: str, cell: str, locale: str = "zh_CN") -> CellView | None:
    """A cell of a submitted workbook (`D9`; of a range its first) as the file has it, byte for byte the one received.

    None for a submission that the person does not see, and for one that the database has lost.
    """
    return as_it_stands(desk, ("cell", receipt, sheet, cell, locale), lambda: _draw(desk, receipt, sheet, cell, locale))


def _draw(desk: Desk, receipt: str, sheet: str, cell: str, locale: str) -> CellView | None:
    submission, address = seen_by_receipt(desk, receipt), _ADDRESS.match(cell)
    content = raw_file(desk.engine, submission.sha256) if submission else None
    if content is None or address is None:
        return None
    column, line = address[1], int(address[2])
    read = desk.workshop.print(content, line + AROUND)
    if read.findings:
        return CellView(sheet, cell, trouble=read.findings[0].message(locale))
    printed = next((one for one in read.sheets if one.name == sheet), None)
    if printed is None or column not in printed.columns or line > len(printed.lines):
        return None
    return _around(printed, cell, column, line)


def _around(printed: PrintedSheet, cell: str, column: str, line: int) -> CellView:
    at = printed.columns.index(column)
    columns = [n for n in range(len(printed.columns)) if n < HEAD_COLUMNS or abs(n - at) <= BESIDE]
    numbers = [n for n in range(1, len(printed.lines) + 1) if n <= HEAD_LINES or abs(n - line) <= AROUND]
    return CellView(
        sheet=printed.name,
        cell=cell,
        column=column,
        line=line,
        text=printed.lines[line - 1][at],
        columns=tuple(printed.columns[n] for n in columns),
        lines=tuple(SheetLine(n, tuple(printed.lines[n - 1][c] for c in columns)) for n in numbers),
    )

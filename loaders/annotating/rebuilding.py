"""A workbook made anew from the cells as the intake reads them, so that every address and figure is the same."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import openpyxl
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from loaders.annotating.texts import display_width, put_text
from loaders.intake.cells import MERGE_CUT, WIDEST_MERGE, Book, Cell, Range, Sheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_WIDEST, _NARROWEST = 42, 9
_MOST_MERGED, _MOST_COVERED = 2_000, 200_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MONTH_ALONE = re.compile(r"\d{4}\D+\d{1,2}\D?$")
_NOT_CALCULATED = "#N/A"


def rebuilt(book: Book) -> Any:
    """The book as an openpyxl workbook: values, merged ranges and what is hidden; formulas give way to their values.

    The sheets are in the order of the book; a name that Excel does not allow is made fit.
    """
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for sheet in book.sheets:
        _add(made, sheet)
    if made.worksheets and all(sheet.sheet_state != "visible" for sheet in made.worksheets):
        made.worksheets[0].sheet_state = "visible"
    return made


def _add(made: Any, sheet: Sheet) -> None:
    name = _FORBIDDEN.sub("_", sheet.name).strip("' ")[:_LONGEST_NAME] or "Sheet"
    target = made.create_sheet(name)
    target.sheet_state = "hidden" if sheet.hidden else "visible"
    for (row, column), cell in sorted(sheet.cells.items()):
        if row <= _LAST_ROW and column <= _LAST_COLUMN:
            _write(target.cell(row, column), cell)
    covered = 0
    for area in sheet.merged[:_MOST_MERGED]:
        covered += _merge(target, area) if covered < _MOST_COVERED else 0
    for column, width in _widths(sheet).items():
        target.column_dimensions[get_column_letter(column)].width = width
    for row in sheet.hidden_rows & set(sheet.rows):
        target.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns & {column for _, column in sheet.cells}:
        target.column_dimensions[get_column_letter(column)].hidden = True


def _merge(target: Any, area: Range) -> int:
    """Merge a range, cut to what the intake takes of one as large as a sheet; gives how many places it covers.

    Added as it is, because merging by openpyxl goes through every place.
    """
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) > WIDEST_MERGE:
        bottom, right = min(bottom, top + MERGE_CUT), min(right, left + MERGE_CUT)
    if not (1 <= top <= bottom <= _LAST_ROW and 1 <= left <= right <= _LAST_COLUMN) or (top, left) == (bottom, right):
        return 0
    target.merged_cells.add(CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom).coord)
    return (bottom - top + 1) * (right - left + 1)


def _write(target: Any, cell: Cell) -> None:
    if cell.kind == "formula" or (cell.kind == "fault" and cell.text in ERROR_CODES):
        # Blank would read as nothing reported; a formula that was never calculated stays a mistake.
        target.value, target.data_type = cell.text or _NOT_CALCULATED, "e"
    elif cell.kind == "boolean":
        target.value = cell.text == "TRUE"
    elif cell.kind == "date" and cell.date is not None and cell.date.year >= 1900:
        target.value = dt.datetime(cell.date.year, cell.date.month, cell.date.day)
        target.number_format = 'yyyy"年"m"月"' if _MONTH_ALONE.match(cell.text) else 'yyyy"年"m"月"d"日"'
    elif cell.kind == "number" and cell.number is not None:
        target.value, target.number_format = float(cell.number), _format(cell)
    else:
        put_text(target, cell.text)


def _format(cell: Cell) -> str:
    whole = "#,##0" if "," in cell.text else "0"
    decimals = f"{whole}.{'0' * cell.decimals}" if cell.decimals else whole if whole != "0" else "General"
    if cell.percent:
        return f"{decimals.replace('General', '0')}%"
    return f'{decimals.replace("General", "0")}"{cell.unit}"' if cell.unit else decimals


def _widths(sheet: Sheet) -> dict[int, float]:
    """Widths that show the texts of each column; a title that runs over its neighbours does not count."""
    spread = {(top, left) for top, left, _, right in sheet.merged if right > left}
    widths: dict[int, float] = {}
    for row, cells in sheet.rows.items():
        for column, cell in cells:
            if len(cells) > 1 and (row, column) not in spread:
                shown = display_width(cell.text) + 2
                widths[column] = min(max(widths.get(column, _NARROWEST), shown), _WIDEST)
    return widths

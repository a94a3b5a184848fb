"""xls workbooks: values, merged ranges and hidden sheets through python-calamine, the rest from their own records."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from loaders.intake.biff import Traits, traits_of
from loaders.intake.cells import Book, Cell, Range, Sheet
from loaders.intake.compound import looked_over
from loaders.intake.formats import Format, printed_day
from loaders.intake.refusal import MAX_CELLS, MAX_SHEETS, Refusal
from loaders.intake.xlsxsheet import number_cell

_MAX_ROWS = 65_536
_FAULTS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")
Scalar = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_xls(content: bytes, macros: bool) -> Book:
    """Every worksheet of an xls workbook as cells.

    Raises Refusal: file_encrypted, file_damaged, too_many_cells.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(looked_over(content)))
        listed = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet][:MAX_SHEETS]
        sheets = [
            _sheet(workbook.get_sheet_by_name(meta.name), meta.visible != SheetVisibleEnum.Visible) for meta in listed
        ]
    except PasswordError as locked:
        raise Refusal("file_encrypted") from locked
    except (CalamineError, OSError) as broken:
        raise Refusal("file_damaged") from broken
    except BaseException as panic:
        # The Rust reader panics on some damaged files; its exception is a BaseException that no module exports.
        if type(panic).__name__ != "PanicException":
            raise
        raise Refusal("file_damaged") from panic
    if sum(len(sheet.cells) for sheet in sheets) > MAX_CELLS:
        raise Refusal("too_many_cells", limit=MAX_CELLS)
    traits = traits_of(content)
    return Book("xls", tuple(_traited(sheet, traits.get(sheet.name, Traits())) for sheet in sheets), macros)


def _traited(sheet: Sheet, traits: Traits) -> Sheet:
    """The sheet with numbers and dates as their formats print them, and with what is hidden."""
    cells = {place: _formatted(cell, place, traits) for place, cell in sheet.cells.items()}
    cells |= {place: Cell(*place, "formula", "") for place in traits.uncalculated}
    return replace(
        sheet,
        cells=cells,
        hidden_rows=frozenset(traits.hidden_rows),
        hidden_columns=frozenset(traits.hidden_columns),
    )


def _formatted(cell: Cell, place: tuple[int, int], traits: Traits) -> Cell:
    form = traits.formats.get(place)
    if form is None:
        return cell
    if cell.date is not None and form.date:
        return cell._replace(text=printed_day(cell.date, form))
    return number_cell(*place, str(cell.number), form) if cell.number is not None else cell


def _sheet(source: CalamineSheet, hidden: bool) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    top, left = source.start or (0, 0)
    for row, values in enumerate(source.to_python(skip_empty_area=True, nrows=_MAX_ROWS), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            cell = _cell(row, column, value)
            if cell is not None:
                cells[(row, column)] = cell
        if len(cells) > MAX_CELLS:
            raise Refusal("too_many_cells", limit=MAX_CELLS)
    merged: tuple[Range, ...] = tuple(
        (a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in source.merged_cell_ranges or ()
    )
    return Sheet(source.name, cells, merged, hidden)


def _cell(row: int, column: int, value: Scalar) -> Cell | None:
    if isinstance(value, str):
        text = value.replace("\x00", "\ufffd")
        return Cell(row, column, "fault" if text in _FAULTS else "text", text) if text.strip() else None
    if isinstance(value, bool):
        return Cell(row, column, "boolean", "TRUE" if value else "FALSE")
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return Cell(row, column, "date", printed_day(day, Format(date=True, day=True)), date=day)
    if isinstance(value, dt.time | dt.timedelta):
        return Cell(row, column, "text", str(value))
    return number_cell(row, column, str(float(value)), Format())

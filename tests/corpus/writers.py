"""Workbooks of every kind from plain grids; the same grid gives the same bytes on every day."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
import xlwt

Value = str | int | float | bool | dt.date | None
Grid = Sequence[Sequence[Value]]
_DAY = (2025, 10, 8, 9, 0, 0)


@dataclass(frozen=True)
class Page:
    """One sheet: its grid, and by address what is merged, formatted and hidden."""

    grid: Grid
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()
    hidden_columns: str = ""
    hidden: bool = False


def xlsx(*pages: Page | Grid) -> bytes:
    """An xlsx workbook as openpyxl writes it; texts that begin with = are formulas that were never calculated."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in map(_page, pages):
        sheet = book.create_sheet(page.name)
        for row in page.grid:
            sheet.append(list(row))
        for area in page.merged:
            sheet.merge_cells(area)
        for address, code in page.formats.items():
            sheet[address].number_format = code
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[column].hidden = True
        sheet.sheet_state = "hidden" if page.hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def calculated(grid: Grid, values: Mapping[str, float]) -> bytes:
    """An xlsx workbook with formulas and their kept values, as office software saves it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(grid):
            sheet.write_row(number, 0, [None if _is_formula(value) else value for value in row])
        for number, row in enumerate(grid):
            for column, value in enumerate(row):
                if _is_formula(value):
                    kept = values.get(f"{chr(65 + column)}{number + 1}", 0)
                    sheet.write_formula(number, column, str(value), None, kept)
    return steady(out.getvalue())


def xls(*pages: Page | Grid) -> bytes:
    """An xls workbook (BIFF8) as xlwt writes it."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in map(_page, pages):
        sheet = book.add_sheet(page.name)
        for number, row in enumerate(page.grid):
            for column, value in enumerate(row):
                code = page.formats.get(f"{chr(65 + column)}{number + 1}", "General")
                style = xlwt.easyxf(num_format_str=code)
                if value is not None:
                    sheet.write(number, column, xlwt.Formula(str(value)[1:]) if _is_formula(value) else value, style)
        for row_number in page.hidden_rows:
            sheet.row(row_number - 1).hidden = True
        for column_name in page.hidden_columns:
            sheet.col(ord(column_name) - 65).hidden = True
        sheet.visibility = int(page.hidden)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(page: Page | Grid) -> bytes:
    """An OpenDocument spreadsheet with one sheet; formats ending in % make percentages."""
    sheet = _page(page)
    columns = "".join(
        f'<table:table-column table:visibility="{"collapse" if chr(65 + n) in sheet.hidden_columns else "visible"}"/>'
        for n in range(max(map(len, sheet.grid)))
    )
    rows = "".join(_ods_row(number, row, sheet) for number, row in enumerate(sheet.grid, start=1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        table = f'<table:table table:name="{sheet.name}">{columns}{rows}</table:table>'
        archive.writestr("content.xml", f"{_ODS_HEAD}{table}{_ODS_TAIL}")
    return steady(out.getvalue())


def text(grid: Grid, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """A csv or tsv file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([["" if v is None else v for v in row] for row in grid])
    return out.getvalue().encode(encoding)


def steady(content: bytes) -> bytes:
    """The same archive with one day in all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("core.xml"):
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2025-10-08T09:00:00Z", part)
            target.writestr(zipfile.ZipInfo(name, _DAY), part)
    return out.getvalue()


def _page(page: Page | Grid) -> Page:
    return page if isinstance(page, Page) else Page(page)


def _is_formula(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("=")


_ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def _ods_row(number: int, row: Sequence[Value], page: Page) -> str:
    hidden = ' table:visibility="collapse"' if number in page.hidden_rows else ""
    cells = "".join(_ods_cell(value, page.formats.get(f"{chr(64 + n)}{number}", "")) for n, value in enumerate(row, 1))
    return f"<table:table-row{hidden}>{cells}</table:table-row>"


def _ods_cell(value: Value, code: str) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float) and code.endswith("%"):
        decimals = len(code.partition(".")[2]) - 1 if "." in code else 0
        shown = f"{value * 100:.{decimals}f}%"
        kind = f'office:value-type="percentage" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
    kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int | float) else ""
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date

import openpyxl
import xlwt

Value = str | int | float | bool | date | None
Grid = Sequence[Sequence[Value]]


def xlsx(grid: Grid, title: str = "Sheet1", merged: Sequence[str] = (), formats: dict[str, str] | None = None) -> bytes:
    return xlsx_sheets({title: grid}, merged, formats)


def xlsx_sheets(sheets: dict[str, Grid], merged: Sequence[str] = (), formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, grid in sheets.items():
        sheet = book.create_sheet(title)
        for row in grid:
            sheet.append(list(row))
    first = book.worksheets[0]
    for area in merged:
        first.merge_cells(area)
    for address, code in (formats or {}).items():
        first[address].number_format = code
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(grid: Grid, title: str = "Sheet1") -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(title)
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(grid: Grid, title: str = "Sheet1") -> bytes:
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid)
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    far = f'<table:table-row table:number-rows-repeated="1048000">{blank}'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        table = f'<table:table table:name="{title}">{rows}{far}</table:table-row></table:table>'
        archive.writestr("content.xml", f"{ODS_HEAD}{table}{ODS_TAIL}")
    return out.getvalue()


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int | float) else ""
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def text(grid: Grid, encoding: str = "utf-8", separator: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([["" if v is None else v for v in row] for row in grid])
    return out.getvalue().encode(encoding)


def elderly(rows: Grid, heads: Sequence[str] = ("地区", "养老机构床位（张）", "护理型床位（张）")) -> list[list[Value]]:
    top: list[list[Value]] = [["2025年第三季度养老服务情况表"], ["填报单位：养老服务处"], list(heads)]
    return [*top, *[list(row) for row in rows]]


PREFECTURES: list[list[Value]] = [["长沙市", 1200, 700], ["株洲市", 800, 300], ["湘潭市", 600, 250]]

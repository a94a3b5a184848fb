"""Sheets as they are read and printed: title, context, frozen head, filter, typed cells, A4 landscape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.pack.phrases import span

FONT = "Microsoft YaHei"
_HEAD_ROW = 3
_WIDEST = 46.0
_HEAD_WIDEST = 12
_HEAD_HEIGHT = 48
_A4 = 9
_NOTES_WIDTHS = (24, 28, 44, 18, 10, 24)
_SHEET_NAME_LONGEST = 31


@dataclass(frozen=True)
class Cell:
    """A cell: text stays text whatever it begins with, a number is a number under its pattern, None is empty."""

    content: str | float | int | None
    pattern: str = ""

    @property
    def shown(self) -> str:
        """Roughly what is seen, to find the width of a column."""
        decimals = len(self.pattern.partition(".")[2].rstrip("%")) if isinstance(self.content, float) else 0
        return self.content if isinstance(self.content, str) else f"{self.content or 0:,.{decimals}f}"


@dataclass(frozen=True)
class Page:
    """What every sheet says of itself: headline on the left of the printed head, state on the right, page numbers."""

    head: str
    state: str
    foot: str


@dataclass(frozen=True)
class Sheet:
    """A table to write: name, title, one line of context, heads (the unit in the second line), rows of cells."""

    name: str
    title: str
    context: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Grid:
    """A workbook under way; formats are made once for each pattern."""

    def __init__(self, workbook: Workbook, page: Page) -> None:
        self._workbook = workbook
        self._page = page
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._names: set[str] = set()

    def add(self, sheet: Sheet) -> None:
        """Write a table on a sheet of its own."""
        worksheet = self._sheet(sheet.name)
        self._title(worksheet, sheet.title, sheet.context)
        self._table(worksheet, sheet, _HEAD_ROW)
        worksheet.set_row(_HEAD_ROW, _HEAD_HEIGHT)
        for column, width in enumerate(_widths(sheet)):
            worksheet.set_column(column, column, width)
        self._frame(worksheet, len(sheet.heads), _HEAD_ROW + len(sheet.rows))

    def add_notes(self, name: str, pairs: Sequence[tuple[str, str]], below: Sheet) -> None:
        """Write names and what they are, and a table below them."""
        worksheet = self._sheet(name)
        self._title(worksheet, name, "")
        label_format = self._format(bold=True, align="left", valign="top")
        text_format = self._format(align="left", valign="top", text_wrap=True)
        for row, (label, text) in enumerate(pairs, start=2):
            worksheet.write_string(row, 0, label, label_format)
            worksheet.merge_range(row, 1, row, len(_NOTES_WIDTHS) - 1, "", text_format)
            worksheet.write_string(row, 1, text, text_format)
            worksheet.set_row(row, 18 * max(1, -(-span(text) // sum(_NOTES_WIDTHS[1:]))))
        title_row = len(pairs) + 3
        worksheet.write_string(title_row, 0, below.title, label_format)
        self._table(worksheet, below, title_row + 1)
        for column, width in enumerate(_NOTES_WIDTHS):
            worksheet.set_column(column, column, width)

    def _table(self, worksheet: Worksheet, sheet: Sheet, row: int) -> None:
        head = self._format(bold=True, bg_color="#F3F1EB", border=1, align="center", text_wrap=True)
        for column, text in enumerate(sheet.heads):
            worksheet.write_string(row, column, text, head)
        for number, cells in enumerate(sheet.rows, start=row + 1):
            for column, cell in enumerate(cells):
                self._write(worksheet, number, column, cell, border=1)

    def _sheet(self, name: str) -> Worksheet:
        worksheet = self._workbook.add_worksheet(self._free(name))
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.center_horizontally()
        worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        font = f'&"{FONT},Regular"&9 '
        left, right = (text.replace("&", "&&") for text in (self._page.head, self._page.state))
        worksheet.set_header(f"&L{font}{left}&R{font}{right}")
        worksheet.set_footer(f"&C{font}{self._page.foot}")
        return worksheet

    def _free(self, name: str) -> str:
        plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:_SHEET_NAME_LONGEST]
        number = 1
        free = plain
        while free.lower() in self._names:
            number += 1
            free = f"{plain[: _SHEET_NAME_LONGEST - 4]} {number}"
        self._names.add(free.lower())
        return free

    def _title(self, worksheet: Worksheet, title: str, context: str) -> None:
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, title, self._format(bold=True, font_size=16, align="left"))
        worksheet.set_row(0, 28)
        worksheet.write_string(1, 0, context, self._format(font_color="#5C6265", align="left"))

    def _frame(self, worksheet: Worksheet, columns: int, last_row: int) -> None:
        worksheet.freeze_panes(_HEAD_ROW + 1, 0)
        worksheet.autofilter(_HEAD_ROW, 0, max(last_row, _HEAD_ROW), columns - 1)
        worksheet.repeat_rows(_HEAD_ROW)
        worksheet.print_area(0, 0, max(last_row, _HEAD_ROW), columns - 1)

    def _write(self, worksheet: Worksheet, row: int, column: int, cell: Cell, **style: Any) -> None:
        if cell.content is None:
            worksheet.write_blank(row, column, None, self._format(**style))
        elif isinstance(cell.content, str):
            worksheet.write_string(row, column, cell.content, self._format(align="left", indent=1, **style))
        else:
            pattern = cell.pattern or "0"
            worksheet.write_number(
                row, column, cell.content, self._format(num_format=pattern, align="right", indent=1, **style)
            )

    def _format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            given = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "border_color": "#BFBBB0"} | properties
            self._formats[key] = self._workbook.add_format(given)
        return self._formats[key]


def _widths(sheet: Sheet) -> list[float]:
    lines = [min(max(map(span, head.split("\n"))), _HEAD_WIDEST) + 4 for head in sheet.heads]
    for row in sheet.rows:
        for column, cell in enumerate(row):
            lines[column] = max(lines[column], span(cell.shown) + 4)
    return [min(float(width), _WIDEST) for width in lines]

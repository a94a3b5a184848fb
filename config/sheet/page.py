"""How a scheme's workbook looks: heads, widths, wrapped text, merged levels, frozen panes, A4 across."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from config.rulebook import rulebook
from config.sheet.cells import Cell
from config.sheet.keys import keybook
from config.sheet.layout import Column

_FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_CELL = {**_FONT, "border": 1}
_STYLES = {
    "title": {"font_name": "黑体", "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"},
    "under": {**_FONT, "align": "center"},
    "head": {**_CELL, "bold": True, "align": "center", "bg_color": "#DDE7F0"},
    "head_back": {**_CELL, "bold": True, "align": "center", "bg_color": "#EDEDED"},
    "level": {**_CELL, "align": "center"},
    "text": _CELL,
    "number": {**_CELL, "align": "center"},
    "value": {**_CELL, "align": "left"},
    "note": {**_FONT, "border": 1, "font_color": "#595959"},
}
_LEVEL_WIDTH, _ITEM_WIDTH, _LINE = 16, 24, 14
_NUMERIC = ("number", "whole", "flag", "choice", "range")


@dataclass(frozen=True)
class Table:
    """One sheet: rows under heads. `level_heads` stand left of the columns; `pairs` is a sheet of key, value, note."""

    title: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    level_heads: list[str] = field(default_factory=list)
    printed: int = 0
    pairs: bool = False


class Page:
    """A workbook whose sheets are tables of one look."""

    def __init__(self, workbook: Workbook, locale: str, title: str, document: str) -> None:
        self.workbook, self.locale, self.title, self.document = workbook, locale, title, document
        self.styles = {name: workbook.add_format(style) for name, style in _STYLES.items()}

    def add(self, table: Table) -> None:
        """Write a table to a new sheet."""
        sheet = self.workbook.add_worksheet(table.title)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        if table.pairs:
            self._pairs(sheet, table)
        else:
            self._table(sheet, table)

    def _table(self, sheet: Worksheet, table: Table) -> None:
        levels, top = len(table.level_heads), 2 if table.level_heads else 0
        columns = levels + len(table.columns)
        printed = table.printed or columns
        if top:
            sheet.merge_range(0, 0, 0, printed - 1, self.title, self.styles["title"])
            sheet.merge_range(1, 0, 1, printed - 1, self.document, self.styles["under"])
            sheet.set_row(0, 28)
        for at, head in enumerate((*table.level_heads, *(column.head(self.locale) for column in table.columns))):
            sheet.write_string(top, at, head, self.styles["head" if at < printed else "head_back"])
        widths = [_LEVEL_WIDTH] * (levels - 1) + [_ITEM_WIDTH] * min(levels, 1) + [c.width for c in table.columns]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for number, row in enumerate(table.rows, top + 1):
            sheet.set_row(number, _height(row[:printed], widths, max(levels - 1, 0)))
            self._row(sheet, number, row, table)
        self._merged(sheet, table, top + 1)
        self._setup(sheet, table, top, columns, printed)

    def _row(self, sheet: Worksheet, number: int, row: list[Cell], table: Table) -> None:
        levels = len(table.level_heads)
        for at, cell in enumerate(row):
            if at < levels - 1:
                continue
            numeric = at >= levels and table.columns[at - levels].key.kind in _NUMERIC
            self._cell(sheet, number, at, cell, "number" if numeric else "text")

    def _merged(self, sheet: Worksheet, table: Table, top: int) -> None:
        """The level columns but the last: one cell for all rows of a section."""
        for at in range(len(table.level_heads) - 1):
            for _, same in groupby(enumerate(table.rows, top), key=lambda row, at=at: row[1][: at + 1]):  # type: ignore[misc]
                numbers = [number for number, _ in same]
                text = str(table.rows[numbers[0] - top][at])
                if len(numbers) > 1:
                    sheet.merge_range(numbers[0], at, numbers[-1], at, text, self.styles["level"])
                else:
                    sheet.write_string(numbers[0], at, text, self.styles["level"])

    def _setup(self, sheet: Worksheet, table: Table, top: int, columns: int, printed: int) -> None:
        last = top + max(len(table.rows), 1)
        sheet.freeze_panes(top + 1, len(table.level_heads) or 1)
        sheet.repeat_rows(top)
        sheet.print_area(0, 0, last, printed - 1)
        levels = len(table.level_heads)
        for at, column in enumerate(table.columns, levels):
            self._choices(sheet, column, (top + 1, at, last + 200, at))

    def _pairs(self, sheet: Worksheet, table: Table) -> None:
        widths: list[float] = [24, 44, 90]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for number, ((head, value, note), column) in enumerate(zip(table.rows, table.columns, strict=True)):
            sheet.set_row(number, _height([head, value, note], widths, 0))
            sheet.write_string(number, 0, str(head), self.styles["head"])
            self._cell(sheet, number, 1, value, "value")
            sheet.write_string(number, 2, str(note), self.styles["note"])
            self._choices(sheet, column, (number, 1, number, 1))

    def _cell(self, sheet: Worksheet, row: int, at: int, cell: Cell, style: str) -> None:
        if isinstance(cell, float):
            sheet.write_number(row, at, cell, self.styles[style])
        elif cell:
            sheet.write_string(row, at, cell, self.styles[style])
        else:
            sheet.write_blank(row, at, None, self.styles[style])

    def _choices(self, sheet: Worksheet, column: Column, cells: tuple[int, int, int, int]) -> None:
        """What a column means shows beside its cells; where it is one of a few, they are offered."""
        note = {"input_title": column.head(self.locale)[:32], "input_message": column.key.meaning(self.locale)[:255]}
        names = self._names(column)
        listed = names and not any("," in name for name in names) and len(",".join(names)) <= 255
        sheet.data_validation(
            *cells, {"validate": "list", "source": names} | note if listed else {"validate": "any"} | note
        )

    def _names(self, column: Column) -> list[str]:
        if column.key.kind == "rule":
            return [rule.label_in(self.locale) for rule in rulebook().rule]
        names = keybook().choices.get(column.key.choices, {}).values()
        return [pair[self.locale == "en"] for pair in names]


def _height(row: list[Cell], widths: list[float], skipped: int) -> float:
    """The height that the longest wrapped text of a row needs, in points."""
    lines = (_lines(str(cell), width) for cell, width in zip(row[skipped:], widths[skipped:], strict=False))
    return _LINE * max(*lines, 1) + 4


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(_signs(line) * 1.05 / width)) for line in _split(text))


def _split(text: str) -> Iterator[str]:
    yield from text.split("\n")


def _signs(text: str) -> int:
    """How many signs wide a text is; Chinese ones count twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)

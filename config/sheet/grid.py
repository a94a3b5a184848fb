"""An xlsx workbook as grids of cells with their addresses, and faults that stand at a cell."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from config.problems import Problem
from config.sheet.cells import text_of
from config.sheet.layout import SHEETS
from config.wording import DEFAULT_LOCALE, mark, translator

NO_WORKBOOK = mark("The file is no xlsx workbook, or it is damaged or locked with a password.")
NO_SHEET = mark("The sheet {title} is missing; write the scheme with `jiping scheme to-excel` to see how it looks.")
NEEDED = ("rules", "general", "sections", "bands")
_MAX_ROWS = 20_000


@dataclass(frozen=True)
class CellProblem(Problem):
    """A fault at a cell; `key` is the sheet with the cell's address, `read` what the cell holds."""

    read: str = ""

    def sentence(self, locale: str = DEFAULT_LOCALE) -> str:
        """What is wrong, and what was read."""
        sentence, say = super().sentence(locale), translator(locale)
        if not self.read:
            return say(mark("{sentence} The cell is empty."), sentence=sentence)
        return say(mark("{sentence} The cell reads: {read}"), sentence=sentence, read=self.read)


@dataclass(frozen=True)
class Place:
    """A cell of a sheet, counted from 0."""

    sheet: str
    row: int
    column: int
    read: str

    @property
    def key(self) -> str:
        """The address as Excel shows it: 评分细则!C5."""
        letters, column = "", self.column + 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{self.sheet}!{letters}{self.row + 1}"

    def fault(self, file: str, message: str, /, **places: Any) -> CellProblem:
        """A problem at this cell."""
        return CellProblem(file, self.key, message, places, self.read)


@dataclass(frozen=True)
class Grid:
    """A sheet's cells by row, as the reader gives them; empty ones are ""."""

    title: str
    rows: list[list[Any]]

    def cell(self, row: int, column: int) -> Any:
        """A cell, "" outside of what the sheet holds."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def place(self, row: int, column: int) -> Place:
        """The cell with its address and what is read there."""
        read = text_of(self.cell(row, column))
        return Place(self.title, row, column, read if len(read) <= 60 else read[:57] + "...")

    def filled(self, start: int) -> Iterator[int]:
        """The rows from one on that are not empty."""
        for row in range(start, len(self.rows)):
            if any(text_of(cell) for cell in self.rows[row]):
                yield row


def read_grids(content: bytes, file: str) -> tuple[dict[str, Grid], list[Problem]]:
    """The sheets of a scheme's workbook by part (config.sheet.layout), and what is missing."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        titles = workbook.sheet_names
        sheets = {
            title: Grid(title, workbook.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=_MAX_ROWS))
            for title in titles
        }
    except (CalamineError, PasswordError, OSError):
        return {}, [Problem(file, "", NO_WORKBOOK)]
    found = {part: sheets[title] for part, names in SHEETS.items() for title in titles if title.strip() in names}
    faults = [Problem(file, "", NO_SHEET, {"title": SHEETS[part][0]}) for part in NEEDED if part not in found]
    return found, faults

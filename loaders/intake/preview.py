"""The sheets as they look, for the screen."""

from __future__ import annotations

from loaders.intake.cells import Book, Sheet, letters
from loaders.intake.outcome import PrintedSheet

_MOST_LINES = 300
_MOST_COLUMNS = 60


def print_sheets(book: Book, lines: int = _MOST_LINES) -> tuple[PrintedSheet, ...]:
    """Every sheet with anything on it as printed text, cut to so many lines and 60 columns."""
    return tuple(_print(sheet, lines) for sheet in book.sheets if sheet.cells)


def _print(sheet: Sheet, lines: int) -> PrintedSheet:
    height, width = min(sheet.height, lines), min(sheet.width, _MOST_COLUMNS)
    grid = [[""] * width for _ in range(height)]
    for (row, column), cell in sheet.cells.items():
        if row <= height and column <= width:
            grid[row - 1][column - 1] = cell.text
    columns = tuple(letters(column) for column in range(1, width + 1))
    return PrintedSheet(
        sheet.name, columns, tuple(map(tuple, grid)), sheet.hidden, (height, width) != (sheet.height, sheet.width)
    )

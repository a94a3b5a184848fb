"""Several tables of regions on one sheet, side by side or one below the other, taken apart into one sheet each."""

from __future__ import annotations

import itertools
from dataclasses import replace

from config.model import Reading
from loaders.intake.cells import Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import Grid, find_grid, is_figure
from loaders.intake.periods import read_period
from loaders.intake.roles import read_heading
from loaders.intake.words import is_note, key_of, tight

_MOST = 60
"""A sheet with more tables is read as one, and its repeated lines are found."""


def sections_of(sheet: Sheet, gazetteer: Gazetteer, reading: Reading) -> list[tuple[Sheet, Grid]]:
    """The tables of regions on the sheet with their cells at their own addresses; none when there is no such table.

    A head that comes again unchanged, as on the next printed page, does not begin another table.
    """
    grid = find_grid(sheet, gazetteer, reading)
    panels = _panels(sheet, grid) if grid is not None else []
    return [
        (part, found)
        for panel in panels
        if (own := grid if panel is sheet else find_grid(panel, gazetteer, reading)) is not None
        for part in _stacked(panel, own, gazetteer)
        if (found := own if part is panel else find_grid(part, gazetteer, reading)) is not None
    ]


def _word_row(sheet: Sheet, grid: Grid) -> int:
    """The row of the head that names the column of regions or codes, 0 where none does."""
    return next((row for row in grid.head if (row, grid.name_column or grid.code_column) in sheet.cells), 0)


def _panels(sheet: Sheet, grid: Grid) -> list[Sheet]:
    """Side by side: the word over the regions stands in the head again, and figures stand between the two."""
    row = _word_row(sheet, grid)
    if not row:
        return [sheet]
    word = key_of(sheet.cells[row, grid.name_column or grid.code_column].text)
    again = [column for column, cell in sheet.rows[row] if key_of(cell.text) == word]
    if not 2 <= len(again) <= _MOST or not all(_figures(sheet, grid, a, b) for a, b in itertools.pairwise(again)):
        return [sheet]
    leads = {cell.text if (cell := sheet.at(row, column - 1)) is not None else "" for column in again}
    back = 1 if len(leads) == 1 and "" not in leads else 0
    edges = [1, *(column - back for column in again[1:]), sheet.width + 1]
    return [
        _kept(sheet, {(r, c) for r, c in sheet.cells if r < row or left <= c < right})
        for left, right in itertools.pairwise(edges)
    ]


def _figures(sheet: Sheet, grid: Grid, left: int, right: int) -> bool:
    return any(
        row >= grid.first and left < column < right and is_figure(cell) for (row, column), cell in sheet.cells.items()
    )


def _kept(sheet: Sheet, places: set[tuple[int, int]]) -> Sheet:
    return replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place in places})


def _stacked(sheet: Sheet, grid: Grid, gazetteer: Gazetteer) -> list[Sheet]:
    """One below the other: a head comes again with other columns, or below a title of another region or period."""
    row, column = _word_row(sheet, grid), grid.name_column or grid.code_column
    if not row:
        return [sheet]
    word = key_of(sheet.cells[row, column].text)
    heads = [r for r in sheet.rows if r > row and (cell := sheet.at(r, column)) and key_of(cell.text) == word]
    if not heads or len(heads) > _MOST:
        return [sheet]
    begins = [
        top for head in heads if _differs(sheet, grid, row, head, top := _top(sheet, head, grid.first), gazetteer)
    ]
    if not begins:
        return [sheet]
    edges = [1, *begins, sheet.height + 1]
    return [
        _kept(sheet, {(r, c) for r, c in sheet.cells if start <= r < end}) for start, end in itertools.pairwise(edges)
    ]


def _top(sheet: Sheet, head: int, floor: int) -> int:
    """The first row above a later head that holds no figures any more: its title."""
    top = head
    for row in sorted((row for row in sheet.rows if floor < row < head), reverse=True):
        if any(is_figure(cell) for _, cell in sheet.rows[row]):
            break
        top = row
    return top


def _differs(sheet: Sheet, grid: Grid, first: int, later: int, top: int, gazetteer: Gazetteer) -> bool:
    depth = next(
        (n for n in range(1, grid.head[-1] - first + 1) if any(is_figure(c) for _, c in sheet.rows.get(later + n, ()))),
        grid.head[-1] - first + 1,
    )
    heads = [_texts(sheet, range(start, start + depth)) for start in (first, later)]
    if heads[0] != heads[1]:
        return True
    known = {text for _, _, text in _texts(sheet, range(1, first))}
    fresh = {text for _, _, text in _texts(sheet, range(top, later))} - known
    word = tight(sheet.cells[first, grid.name_column or grid.code_column].text)
    if fresh and all(text == word or read_heading(text) for _, _, text in heads[0]):
        # Heads that only name periods leave the figure to the title.
        return True
    return any(read_period(text) is not None or gazetteer.mentioned(text) for text in fresh)


def _texts(sheet: Sheet, rows: range) -> set[tuple[int, int, str]]:
    return {
        (row - rows.start, column, tight(cell.text))
        for row in rows
        for column, cell in sheet.rows.get(row, ())
        if not is_figure(cell)
    }


def without_remarks(sheet: Sheet) -> Sheet:
    """The sheet without the remarks and signatures below its table, which are no column of a table turned round."""
    last = sheet.height
    for row in sorted(sheet.rows, reverse=True):
        cells = [cell for _, cell in sheet.rows[row]]
        if not is_note(cells[0].text) or any(cell.kind == "number" for cell in cells):
            break
        last = row - 1
    return replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place[0] <= last})

"""Tables with one indicator a line, or one period a line, spread into a table of regions with one column for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from config.model import Reading
from loaders.intake.cells import Cell, Sheet
from loaders.intake.grid import Grid
from loaders.intake.heads import Head, head_unit, read_heads, strange_unit
from loaders.intake.keycolumns import KeyColumns, is_value_head, period_text
from loaders.intake.roles import read_heading
from loaders.intake.words import key_of, tight

_UPPER, _NAME, _CODE, _FIRST_FIGURE = 1, 2, 3, 4
_Parts = tuple[Cell | None, Cell | None, Cell | None]


@dataclass(frozen=True)
class Spread:
    """The table of regions: each line and column at a place of this sheet's own, every cell with its own address.

    `unread` are the columns whose head says neither an indicator nor a period, `twice` the cells whose figure another
    cell, which stands before it, holds already.
    """

    sheet: Sheet
    grid: Grid
    heads: tuple[Head, ...]
    unread: tuple[Head, ...] = ()
    twice: tuple[tuple[Cell, Cell], ...] = ()


@dataclass
class _Line:
    """What one line says, with what it leaves blank taken from the line above it."""

    region: _Parts = (None, None, None)
    figure: Cell | None = None
    period: Cell | None = None
    unit: Cell | None = None


@dataclass
class _Spreading:
    figure: Callable[[Cell], str]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    heads: dict[tuple[str, int, str], Head] = field(default_factory=dict)
    twice: list[tuple[Cell, Cell]] = field(default_factory=list)

    def place(self, line: _Line, head: Head, cell: Cell) -> None:
        """Put the cell where the line's region and the column's figure meet; a second one there is kept apart."""
        region = tuple(tight(part.text) if part else "" for part in line.region)
        row = self.rows.setdefault(region, len(self.rows) + 1)
        column = self._column(line, head)
        first = self.cells.setdefault((row, column), cell._replace(beside=line.unit))
        if first.address != cell.address:
            self.twice.append((first, cell))
        names = zip((_UPPER, _NAME, _CODE), line.region, strict=True)
        for place, part in names:
            if part is not None:
                self.cells.setdefault((row, place), part)

    def _column(self, line: _Line, head: Head) -> int:
        figure = self.figure(line.figure) if line.figure is not None else ""
        period = period_text(line.period) if line.period is not None else ""
        key = (figure, head.column, str(read_heading(period)))
        if key not in self.heads:
            named = (line.figure.text,) if line.figure is not None else ()
            leaves = (text for text in head.path if not (named and is_value_head(text)))
            path = (*named, *leaves, *((period,) if period else ()))
            place, dated = _FIRST_FIGURE + len(self.heads), line.period or head.cell
            self.heads[key] = Head(place, line.figure or head.cell, path, head.unit, dated)
        return self.heads[key].column


def spread(
    sheet: Sheet, grid: Grid, keys: KeyColumns, own: Cell | None, figure: Callable[[Cell], str], reading: Reading
) -> Spread:
    """Spread the table; `own` names the region of all lines where no column does, `figure` gives what the spellings
    of one indicator share."""
    heads = [head for head in read_heads(sheet, grid, reading) if head.column not in keys.columns]
    listed = bool(keys.figure or keys.code)
    values = [head for head in heads if not listed or _is_value(head)]
    spreading = _Spreading(figure)
    for row, line in _lines(sheet, grid, keys, own, reading):
        for head in values:
            cell = sheet.at(row, head.column)
            if cell is not None and (line.figure is not None or not listed):
                spreading.place(line, head, cell)
    upper, code = (_UPPER if grid.upper_column else 0), (_CODE if grid.code_column else 0)
    named = _NAME if grid.name_column or own is not None else 0
    unread = tuple(head for head in heads if head not in values)
    flat = replace(sheet, cells=spreading.cells, merged=())
    return Spread(
        flat, Grid(named, code, upper, (), 1), tuple(spreading.heads.values()), unread, tuple(spreading.twice)
    )


def _is_value(head: Head) -> bool:
    return any(read_heading(text) or is_value_head(text) for text in head.path)


def _unit_of(figure: Cell | None, reading: Reading) -> Cell | None:
    """The unit in the brackets of the indicator's name, known or not, as a cell of units."""
    path = (figure.text,) if figure is not None else ()
    unit = head_unit(path, reading) or strange_unit(path, reading)
    return figure._replace(text=unit) if figure is not None and unit else None


def _lines(
    sheet: Sheet, grid: Grid, keys: KeyColumns, own: Cell | None, reading: Reading
) -> Iterator[tuple[int, _Line]]:
    """Each line below the head with its keys; a line without any region is of the region above it, and a head that
    comes again on the next page is left out."""
    again = {
        (column, key_of(cell.text))
        for row in grid.head
        for column, cell in sheet.rows.get(row, ())
        if cell.text.strip()
    }
    places = (grid.upper_column, grid.name_column, grid.code_column)
    line, units = _Line(), dict[str, Cell | None]()
    for row in sheet.rows:
        if row < grid.first or _is_head_again(sheet, row, keys, grid, again):
            continue
        figure = _at(sheet, row, keys.figure) or _at(sheet, row, keys.code)
        begins = any((row, column) in sheet.cells for column in places)
        line = _Line(
            _parts(sheet, row, places, own) if begins or own is not None else line.region,
            figure or (line.figure if begins else None),
            _at(sheet, row, keys.period) or line.period,
        )
        name = key_of(line.figure.text) if line.figure is not None else ""
        line.unit = units[name] = _at(sheet, row, keys.unit) or _unit_of(line.figure, reading) or units.get(name)
        yield row, line


def _at(sheet: Sheet, row: int, column: int) -> Cell | None:
    return sheet.covering(row, column) if column else None


def _parts(sheet: Sheet, row: int, places: tuple[int, int, int], own: Cell | None) -> _Parts:
    upper, name, code = (_at(sheet, row, place) for place in places)
    return upper, name or own, code


def _is_head_again(sheet: Sheet, row: int, keys: KeyColumns, grid: Grid, again: set[tuple[int, str]]) -> bool:
    columns = (keys.figure or keys.code, grid.name_column or grid.code_column)
    cells = [(column, cell) for column in columns if column and (cell := sheet.at(row, column)) is not None]
    return bool(cells) and all((column, key_of(cell.text)) in again for column, cell in cells)

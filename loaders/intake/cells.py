"""Cells with their addresses, and the sheets that hold them, whatever the file was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

CellKind = Literal["text", "number", "date", "boolean", "fault", "formula"]
Range = tuple[int, int, int, int]


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a column: 1 -> A, 27 -> AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Cell(NamedTuple):
    """One filled cell. `text` is what is printed; `number` is exact to 15 digits; `decimals` are those of the format.

    `unit` is what the number format prints behind the number; `scaled` tells that it shows thousands for ones.
    `beside` is the cell of a column of units that stands in the same line.
    kind `fault` is an error value such as #REF!, `formula` a formula that was never calculated.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    number: Decimal | None = None
    decimals: int = 0
    percent: bool = False
    unit: str = ""
    scaled: bool = False
    date: dt.date | None = None
    beside: Cell | None = None

    @property
    def address(self) -> str:
        """The address as Excel writes it, `B7`."""
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True)
class Sheet:
    """The filled cells of one sheet by (row, column), both from 1, with what is merged and what is hidden."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    turned: bool = field(default=False)

    @cached_property
    def rows(self) -> dict[int, list[tuple[int, Cell]]]:
        """The filled cells of each row as (column, cell), in order."""
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, []).append((column, cell))
        return rows

    @cached_property
    def height(self) -> int:
        """The last filled row."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """The last filled column."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        anchors: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merged:
            if len(anchors) < _MOST_MERGED and (top, left) in self.cells:
                anchors.update((place, (top, left)) for place in _inside(top, left, bottom, right))
        return anchors

    def at(self, row: int, column: int) -> Cell | None:
        """The cell itself, or None when it is blank."""
        return self.cells.get((row, column))

    def covering(self, row: int, column: int) -> Cell | None:
        """The cell, or the cell whose merged range covers the place."""
        return self.cells.get((row, column)) or self.cells.get(self._anchors.get((row, column), (0, 0)))

    def merged_in_row(self, row: int) -> bool:
        """True when a range that is wider than one column begins in or crosses the row."""
        return any(top <= row <= bottom and right > left for top, left, bottom, right in self.merged)

    def turn(self) -> Sheet:
        """The sheet with rows and columns exchanged; the cells keep their own addresses."""
        return replace(
            self,
            cells={(column, row): cell for (row, column), cell in self.cells.items()},
            merged=tuple((left, top, right, bottom) for top, left, bottom, right in self.merged),
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
            turned=not self.turned,
        )


@dataclass(frozen=True)
class Book:
    """A file as cells: its sheets in order, and whether it carries macros."""

    kind: str
    sheets: tuple[Sheet, ...]
    macros: bool = False


WIDEST_MERGE, MERGE_CUT = 4000, 60
"""A range that covers more places is taken for so many rows and columns behind its first."""
_MOST_MERGED = 200_000


def _inside(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    if (bottom - top + 1) * (right - left + 1) > WIDEST_MERGE:
        bottom, right = min(bottom, top + MERGE_CUT), min(right, left + MERGE_CUT)
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

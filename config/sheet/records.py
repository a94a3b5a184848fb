"""A sheet's rows under its heads: which column is which, and each row's values with their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from config.problems import Problem
from config.sheet import cells
from config.sheet.cells import text_of
from config.sheet.grid import Grid, Place
from config.sheet.layout import NUMERALS, Column, level_head
from config.wording import mark

NO_HEAD = mark("The sheet has no row of heads; expected {heads}.")
UNKNOWN_HEAD = mark("The column is not known here; check its spelling.")
TWICE_HEAD = mark("The column stands twice; it is also in {other}.")
MISSING_HEAD = mark("The column {head} is missing.")
_LEVEL = re.compile(r"(?:([一二三四五六七八九]|\d+)级指标|level (\d+))", re.IGNORECASE)
_HEAD_ROWS = 12

Path = tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A row: its values by path (empty cells left out), all its cells, and what its level columns say."""

    row: int
    values: dict[Path, Any]
    places: dict[Path, Place]
    levels: list[Place] = field(default_factory=list)


@dataclass
class Heads:
    """The row of the heads, and the columns of paths and levels."""

    row: int
    at: dict[Path, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)


class Sheet:
    """Reads one sheet into records; faults are gathered, nothing is raised."""

    def __init__(self, grid: Grid, file: str, columns: tuple[Column, ...], needed: tuple[Path, ...]) -> None:
        self.grid, self.file, self.columns, self.needed = grid, file, columns, needed
        self.faults: list[Problem] = []
        self.known = {head.casefold(): c for c in columns for head in (c.key.head, c.key.head_en)}

    def records(self, with_levels: bool = False) -> list[Record]:
        """The rows below the heads."""
        heads = self._heads(with_levels)
        return [] if heads is None else [self._record(heads, row) for row in self.grid.filled(heads.row + 1)]

    def fault(self, place: Place, message: str, /, **places: Any) -> None:
        """Note a fault at a cell."""
        self.faults.append(place.fault(self.file, message, **places))

    def _heads(self, with_levels: bool) -> Heads | None:
        rows = range(min(_HEAD_ROWS, len(self.grid.rows)))
        scored = [(sum(self._is_head(cell) for cell in self.grid.rows[row]), -row) for row in rows]
        hits, row = max(scored, default=(0, 0))
        if hits < 2:
            heads = "、".join(column.key.head for column in self.columns if column.path in self.needed)
            self.fault(self.grid.place(0, 0), NO_HEAD, heads=heads)
            return None
        found = Heads(-row)
        for column, cell in enumerate(self.grid.rows[found.row]):
            if text_of(cell):
                self._head(found, column, text_of(cell), with_levels)
        self._missing(found, with_levels)
        return found

    def _is_head(self, cell: object) -> bool:
        return _folded(text_of(cell)) in self.known

    def _head(self, found: Heads, column: int, text: str, with_levels: bool) -> None:
        level = _LEVEL.fullmatch(text.replace(" ", "") if "级" in text else text) if with_levels else None
        known = self.known.get(_folded(text))
        into: dict[Any, int] = found.levels if level else found.at
        name = _level(level) if level else known.path if known else None
        if name is None:
            self.fault(self.grid.place(found.row, column), UNKNOWN_HEAD)
        elif name in into:
            self.fault(self.grid.place(found.row, column), TWICE_HEAD, other=self.grid.place(found.row, into[name]).key)
        else:
            into[name] = column

    def _missing(self, found: Heads, with_levels: bool) -> None:
        missing = [c.key.head for c in self.columns if c.path in self.needed and c.path not in found.at]
        if with_levels:
            deepest = max([*found.levels, 2])
            missing += [level_head(n, "zh_CN") for n in range(1, deepest + 1) if n not in found.levels]
        for head in missing:
            self.fault(self.grid.place(found.row, 0), MISSING_HEAD, head=head)

    def _record(self, heads: Heads, row: int) -> Record:
        record = Record(row, {}, {}, [self.grid.place(row, heads.levels[level]) for level in sorted(heads.levels)])
        for column in self.columns:
            if column.path not in heads.at:
                continue
            place = record.places[column.path] = self.grid.place(row, heads.at[column.path])
            value = self.value(column, self.grid.cell(row, place.column), place)
            if value is not None:
                record.values[column.path] = value
        return record

    def value(self, column: Column, cell: object, place: Place) -> Any:
        """What a cell says, None where it is empty or does not fit."""
        try:
            return cells.read(column.key, cell)
        except cells.Unreadable as error:
            self.fault(place, error.message, **error.places)
            return None


def _folded(text: str) -> str:
    return text.replace("\n", "").strip().casefold()


def _level(found: re.Match[str]) -> int:
    sign = found[1] or found[2]
    return NUMERALS.index(sign) + 1 if sign in NUMERALS else int(sign)


def nested(values: dict[Path, Any], into: dict[str, Any] | None = None) -> dict[str, Any]:
    """Values by path as the nested tables that a TOML file would hold."""
    tables: dict[str, Any] = {} if into is None else into
    for path, value in values.items():
        inner = tables
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = value
    return tables

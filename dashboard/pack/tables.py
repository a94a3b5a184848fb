"""The bulletin's tables as text: figures with the declared decimals, the unit in the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from config.wording import Say, mark
from dashboard.pack.contents import GroupContents
from dashboard.pack.phrases import movement, span
from dashboard.parts.numbers import figure
from dashboard.usecases.board_shape import Board, BoardRow

_HALF_SIGN, _SIZE, _MARGINS = 1.86, 10.5, 1.8
"""Half the width in mm of a sign of so many points, and the margins of a cell, in mm."""
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Column:
    """A column: its head (the unit in a second line), its width, how its cells stand.

    A left column is as wide as its share of what the others leave; the others are never narrower than their cells.
    """

    head: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Columns and rows of text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def widths(self, whole: float, size: float = _SIZE) -> list[float]:
        """The width of each column in mm for letters of a size in points, all together the whole."""
        sign = _HALF_SIGN * size / _SIZE
        least = [
            0.0 if column.align == "left" else max(column.width, sign * max(map(span, cells), default=0) + _MARGINS)
            for column, cells in zip(self.columns, self._cells(), strict=True)
        ]
        shares = sum(column.width for column in self.columns if column.align == "left")
        rest = whole - sum(least)
        return [fixed or rest * column.width / shares for column, fixed in zip(self.columns, least, strict=True)]

    def _cells(self) -> list[list[str]]:
        """The cells of each column with the last line of its head, which must not be broken either."""
        heads = [column.head.split("\n")[-1] for column in self.columns]
        return [[head, *(row[number] for row in self.rows)] for number, head in enumerate(heads)]


def ranking_table(board: Board, say: Say) -> Table:
    """A group's board; the area stands in it where the units lie in several."""
    with_area = len({row.parent_code for row in board.rows}) > 1
    points = say(mark("(points)"))
    columns = (
        Column(say(mark("Rank")), 10, "center"),
        Column(say(mark("Movement")), 17, "center"),
        Column(say(mark("Region")), 25 if with_area else 40),
        *([Column(say(mark("Belongs to")), 20)] if with_area else []),
        Column(f"{say(mark('Score'))}\n{points}", 13, "right"),
        Column(say(mark("Band")), 13, "center"),
        Column(say(mark("Most points lost on")), 46),
        Column(f"{say(mark('Lost'))}\n{points}", 13, "right"),
    )
    return Table(columns, tuple(_ranking_row(row, board.precision, with_area, say) for row in board.rows))


def _ranking_row(row: BoardRow, decimals: int, with_area: bool, say: Say) -> tuple[str, ...]:
    return (
        "—" if row.rank is None else str(row.rank),
        movement(row, say),
        row.name,
        *([row.parent_name] if with_area else []),
        figure(row.published, decimals),
        row.band_name or "—",
        row.weakest_name or "—",
        figure(row.weakest_lost, decimals),
    )


def sections_table(group: GroupContents, say: Say) -> Table:
    """The points of each unit in each section, in the order of the ranking."""
    decimals = group.board.precision
    points = [{row.region_code: row.published for row in section.board.rows} for section in group.sections]
    heads = [(section.board.node_name, section.board.full_marks) for section in group.sections]
    columns = (
        Column(say(mark("Rank")), 11, "center"),
        Column(say(mark("Region")), 26),
        *(Column(f"{name}\n{figure(full, 0)}", 11.6, "right") for name, full in heads),
        Column(f"{say(mark('Score'))}\n{figure(group.board.full_marks, 0)}", 11.6, "right"),
    )
    return Table(columns, tuple(_section_row(row, points, decimals) for row in group.board.rows))


def _section_row(row: BoardRow, points: Sequence[dict[str, float | None]], decimals: int) -> tuple[str, ...]:
    return (
        "—" if row.rank is None else str(row.rank),
        row.name,
        *(figure(section.get(row.region_code), decimals) for section in points),
        figure(row.published, decimals),
    )

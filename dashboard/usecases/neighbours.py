"""同组比较: the units of a region's group that are nearest to it in size, with their points section by section."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard.access.gate import needs
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk

SIZE = "resident_population"
"""The indicator that says how large a region is."""
NEAREST = 5


@dataclass(frozen=True)
class Neighbour:
    """A unit of the group: its place and score, its size, its published points by section code."""

    row: BoardRow
    size: float | None
    own: bool
    points: dict[str, float | None]


@dataclass(frozen=True)
class Neighbours:
    """The region and the units nearest to it, by size where sizes are known, else by score; best score first."""

    size_name: str
    size_unit: str
    size_decimals: int
    by_size: bool
    sections: tuple[tuple[str, str], ...]
    units: tuple[Neighbour, ...]


@needs("results", "present")
def neighbours(desk: Desk, book: Book, quarter: str, code: str, locale: str = "zh_CN") -> Neighbours | None:
    """The nearest units of a region's group, as far as the person sees them; None where the region has no score."""
    return book.drawn(("neighbours", quarter, code, locale), lambda: _draw(desk, book, quarter, code, locale))


def _draw(desk: Desk, book: Book, quarter: str, code: str, locale: str) -> Neighbours | None:
    config = desk.config
    rows = board(desk, book, quarter, config.region[code].peer_group, locale=locale).rows
    own = next((row for row in rows if row.region_code == code and row.published is not None), None)
    if own is None:
        return None
    measured = book.rows("measures", quarter=quarter, indicator=SIZE, region_code=[row.region_code for row in rows])
    sizes = {row["region_code"]: row["value"] for row in measured if row["value"]}
    by_size, indicator = code in sizes, config.indicator.get(SIZE)
    others = sorted(
        (row for row in rows if row.region_code != code and row.published is not None),
        key=lambda row: _far(own, row, sizes, by_size=by_size),
    )[:NEAREST]
    scheme, _ = config.scheme_for(quarter)
    shown = sorted((own, *others), key=lambda row: -(row.published or 0.0))
    return Neighbours(
        size_name=indicator.label(locale) if indicator else "",
        size_unit=(indicator.unit_en if locale == "en" else indicator.unit) if indicator else "",
        size_decimals=indicator.decimals if indicator else 0,
        by_size=by_size,
        sections=tuple((section.code, section.label(locale)) for section in scheme.sections if not section.parent),
        units=tuple(
            Neighbour(row, sizes.get(row.region_code), row.region_code == code, _points(book, quarter, row.region_code))
            for row in shown
        ),
    )


def _far(own: BoardRow, row: BoardRow, sizes: dict[str, float], *, by_size: bool) -> tuple[float, str]:
    """How unlike two units are in size (as a ratio), or in score; units of unknown size come last."""
    if not by_size:
        return abs((row.published or 0.0) - (own.published or 0.0)), row.region_code
    size = sizes.get(row.region_code)
    return (math.inf if size is None else abs(math.log(size / sizes[own.region_code]))), row.region_code


def _points(book: Book, quarter: str, code: str) -> dict[str, float | None]:
    return {row["node"]: row["published"] for row in book.rows("nodes", quarter=quarter, region_code=code)}

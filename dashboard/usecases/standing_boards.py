"""The boards beside the total (环比提升, 同比提升, 综合): who improved most, and where a unit stands on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.model import Quarter, Scheme
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk

LEVEL, BY_QUARTER, BY_YEAR, COMPOSITE = "level", "improvement_quarter", "improvement_year", "composite"
BOARD_NAMES = (LEVEL, BY_QUARTER, BY_YEAR, COMPOSITE)
_BACK = {BY_QUARTER: 1, BY_YEAR: 4}


@dataclass(frozen=True)
class BoardPlace:
    """A unit's place on one board; rank and points are None where there is nothing to compare with.

    points: the total, its difference (improvement boards), or the composite; baseline_rank: the place compared with.
    """

    board: str
    rank: int | None
    ranked_units: int
    points: float | None
    baseline_rank: int | None


@dataclass(frozen=True)
class PlacesRow:
    """A ranked unit and its places by board."""

    region_code: str
    name: str
    short_name: str
    parent_code: str
    places: Mapping[str, BoardPlace]


@dataclass(frozen=True)
class StandingBoard:
    """One of BOARD_NAMES of a group in a quarter, best first, units that cannot be compared last.

    `against` is the quarter compared with, empty for the level and the composite; `weights` are the shares that the
    boards have in the composite, those left out that nobody of the group is on. A board in part has only the units
    that its reader sees before the release, with their places among all.
    """

    quarter: str
    group: str
    group_name: str
    level: str
    board: str
    against: str
    full_marks: float
    precision: int
    weights: Mapping[str, float]
    rows: tuple[PlacesRow, ...]
    in_part: bool = False

    @property
    def placed(self) -> tuple[PlacesRow, ...]:
        """The units that have a place on the board."""
        return tuple(row for row in self.rows if row.places[self.board].rank is not None)

    @property
    def leaders(self) -> tuple[PlacesRow, ...]:
        """Who is first; several in a tie."""
        return tuple(row for row in self.rows if row.places[self.board].rank == 1)


def places_on_boards(book: Book, quarter: str, code: str) -> tuple[BoardPlace, ...]:
    """The places of a unit in the order of BOARD_NAMES; none of a unit that is not ranked."""
    return book.drawn(("places_on_boards", quarter, code), lambda: _places(book, quarter, code))


def _places(book: Book, quarter: str, code: str) -> tuple[BoardPlace, ...]:
    found = {row["board"]: _place(row) for row in book.rows("boards", quarter=quarter, region_code=code)}
    return tuple(found[name] for name in BOARD_NAMES if name in found)


@needs("results", "present")
def standing_board(desk: Desk, book: Book, quarter: str, group: str, name: str, locale: str = "zh_CN") -> StandingBoard:
    """A board of a peer group. Raises LookupError when the workspace has no scheme."""
    return book.drawn(
        ("standing", quarter, group, name, locale), lambda: _draw(desk, book, quarter, group, name, locale)
    )


def compared_with(quarter: str, name: str) -> str:
    """The quarter that a board of improvement compares with; empty for other boards."""
    return str(Quarter(quarter).shift(-_BACK[name])) if name in _BACK else ""


def _draw(desk: Desk, book: Book, quarter: str, group: str, name: str, locale: str) -> StandingBoard:
    config = desk.config
    scheme, _ = config.scheme_for(quarter)
    places: dict[str, dict[str, BoardPlace]] = {}
    for row in book.rows("boards", quarter=quarter, peer_group=group):
        places.setdefault(row["region_code"], {})[row["board"]] = _place(row)
    rows = [_row(desk, code, on, locale) for code, on in places.items()]
    every = book.whole.rows("boards", quarter=quarter, peer_group=group)
    rows.sort(key=lambda row: (row.places[name].rank is None, row.places[name].rank or 0, row.region_code))
    peers = config.group[group]
    return StandingBoard(
        quarter=quarter,
        group=group,
        group_name=peers.label(locale),
        level=peers.level,
        board=name,
        against=compared_with(quarter, name),
        full_marks=scheme.full_marks,
        precision=scheme.precision,
        weights=_weights(scheme, {row["board"] for row in every if row["rank"] is not None}),
        rows=tuple(rows),
        in_part=book.scope is not None,
    )


def _place(row: Mapping[str, Any]) -> BoardPlace:
    return BoardPlace(row["board"], row["rank"], row["ranked_units"] or 0, row["published"], row["baseline_rank"])


def _row(desk: Desk, code: str, places: Mapping[str, BoardPlace], locale: str) -> PlacesRow:
    region = desk.config.region[code]
    short = region.name_en.split(" ")[0] if locale == "en" else region.short_name
    return PlacesRow(code, region.label(locale), short, region.parent_code, places)


def _weights(scheme: Scheme, filled: set[str]) -> dict[str, float]:
    given = {LEVEL: scheme.boards.level, BY_QUARTER: scheme.boards.quarter, BY_YEAR: scheme.boards.year}
    held = {name: weight for name, weight in given.items() if weight > 0 and name in filled}
    return {name: weight / sum(held.values()) for name, weight in held.items()}

"""自何时起: for how long a unit has held its place and its band, by the quarters that were released."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from config.model import Quarter
from dashboard.access.gate import needs
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.earlier import released_book

LOOKED_BACK = 8
"""How many quarters before this one are looked at."""
ENDS = 3
"""How many places at either end of a group are followed."""
Places = Mapping[str, Mapping[str, Any]]
"""The rows of RANKING of a group that have a place, by region code."""


@dataclass(frozen=True)
class Held:
    """Since which quarter a unit has had the place and the band that it has, without a break, this quarter included;
    empty where it has them for the first quarter. `first_for` and `last_for` count the quarters in a row among the
    first and the last ENDS of its group.
    """

    place_since: str = ""
    band_since: str = ""
    first_for: int = 0
    last_for: int = 0


@needs("results", "present")
def held(desk: Desk, book: Book, quarter: str, group: str) -> Mapping[str, Held]:
    """What each unit of a group holds, by region code; of a book in part the units that its reader sees.

    Earlier quarters count as they were released, one after the other; the first that is not released, or whose release
    cannot be read, ends every row.
    """
    known = tuple(sorted(q for q in released_quarters(desk) if q < quarter))
    return book.drawn(("held", quarter, group, known), lambda: _draw(desk, book, quarter, group))


def _draw(desk: Desk, book: Book, quarter: str, group: str) -> Mapping[str, Held]:
    quarters, told = [quarter], [_places(book, quarter, group)]
    for back in range(1, LOOKED_BACK + 1):
        earlier = str(Quarter(quarter).shift(-back))
        before = released_book(desk, earlier)
        if before is None:
            break
        quarters.append(earlier)
        told.append(_places(before, earlier, group))
    return {code: _held(code, row, quarters, told) for code, row in told[0].items()}


def _places(book: Book, quarter: str, group: str) -> Places:
    rows = book.rows("ranking", quarter=quarter, peer_group=group)
    return {row["region_code"]: row for row in rows if row["rank"] is not None}


def _held(code: str, now: Mapping[str, Any], quarters: list[str], told: list[Places]) -> Held:
    def run(alike: Callable[[Mapping[str, Any]], bool]) -> int:
        count = 0
        for places in told:
            if code not in places or not alike(places[code]):
                break
            count += 1
        return count

    place, band = run(lambda row: row["rank"] == now["rank"]), run(lambda row: row["band"] == now["band"])
    return Held(
        place_since=quarters[place - 1] if place > 1 else "",
        band_since=quarters[band - 1] if band > 1 and now["band"] else "",
        first_for=run(lambda row: row["rank"] <= ENDS),
        last_for=run(lambda row: row["rank"] > row["ranked_units"] - ENDS),
    )

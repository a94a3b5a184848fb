"""怎样进位: how far each of the places above is, and the fewest improvements that reach it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.access.gate import needs
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.prospects import Prospects, Way, prospects
from metrics.advice import fewest

PLACES = 3
"""How many places above are looked at."""


@dataclass(frozen=True)
class Climb:
    """A place above: who holds it, how many points pass it (at the published precision), and the fewest ways that
    together gain as much. `reached` is False where all that is feasible would not be enough; `enough` is the value that
    a single way needs for the next place, None where there are several, or the place is farther up.
    """

    rank: int
    holder: str
    gap: float
    ways: tuple[Way, ...]
    reached: bool
    enough: float | None = None


@needs("results", "present")
def climbs(desk: Desk, book: Book, quarter: str, code: str, locale: str = "zh_CN") -> tuple[Climb, ...]:
    """The next places above a region, the nearest first; none for the first, for who has no place, and before the
    release for who does not see the others' scores.
    """
    return book.drawn(("climbs", quarter, code, locale), lambda: _draw(desk, book, quarter, code, locale))


def _draw(desk: Desk, book: Book, quarter: str, code: str, locale: str) -> tuple[Climb, ...]:
    found = prospects(desk, book, quarter, code, locale)
    if found is None or found.in_part:
        return ()
    rows = board(desk, book, quarter, desk.config.region[code].peer_group, locale=locale).ranked
    own = next((row for row in rows if row.region_code == code), None)
    if own is None or own.rank is None:
        return ()
    above = [row for row in rows if row.rank is not None and row.rank < own.rank]
    return tuple(_climb(own, row, found) for row in reversed(above[-PLACES:]))


def _climb(own: BoardRow, holder: BoardRow, found: Prospects) -> Climb:
    gap = (holder.published or 0.0) - (own.published or 0.0) + 10.0**-found.precision
    chosen = [found.ways[place] for place in fewest([way.gain for way in found.ways], gap)]
    alone = len(chosen) == 1 and holder.rank == found.next_rank
    return Climb(
        rank=holder.rank or 0,
        holder=holder.name,
        gap=gap,
        ways=tuple(chosen),
        reached=bool(chosen),
        enough=chosen[0].needed_for_place if alone else None,
    )

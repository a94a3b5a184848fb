"""Why a region's rank moved since the quarter before: four causes that add up, and the items that changed most."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import polars as pl

from config.frames import ITEMS, RANKING, Schema
from dashboard.access.gate import needs
from dashboard.usecases.book import Book, Rows
from dashboard.usecases.desk import Desk
from dashboard.usecases.standings import earlier_quarter
from loaders.store.readers import polars_schema
from metrics.moves import item_moves, moves

_SEEN = 0.005
"""A smaller difference is 0.00 at the two decimals that points of items are shown with."""


@dataclass(frozen=True)
class ItemMove:
    """What an item did to the points; difference is after less before."""

    name: str
    section_name: str
    before: float
    after: float
    difference: float


@dataclass(frozen=True)
class RankMove:
    """Places won (positive) by each cause; the four add up to previous_rank - rank.

    `release` is the id of the earlier quarter's release, empty where it was recomputed from the present data.
    """

    earlier: str
    release: str
    previous_rank: int
    rank: int
    by_correction: int
    by_scheme: int
    by_own: int
    by_others: int
    items: tuple[ItemMove, ...]

    @property
    def change(self) -> int:
        """Places won in all."""
        return self.previous_rank - self.rank

    @property
    def gained(self) -> tuple[ItemMove, ...]:
        """The items that gained points, the most first."""
        return tuple(sorted((one for one in self.items if one.difference >= _SEEN), key=lambda one: -one.difference))

    @property
    def fell(self) -> tuple[ItemMove, ...]:
        """The items that lost points, the most first."""
        return tuple(sorted((one for one in self.items if one.difference <= -_SEEN), key=lambda one: one.difference))


@needs("results", "present")
def rank_move(desk: Desk, book: Book, before: Book, quarter: str, code: str, locale: str = "zh_CN") -> RankMove | None:
    """Why the rank of a region moved, None where it had no place in one of the states compared, or is not in sight.

    `before` is the newest release of the earlier quarter, or the same book where there is none. What moved the region
    is worked out among all units and told of it alone.
    """
    key = ("move", quarter, code, locale, before.state)
    return book.drawn(key, lambda: _draw(desk, book, before, quarter, code, locale))


def _draw(desk: Desk, book: Book, before: Book, quarter: str, code: str, locale: str) -> RankMove | None:
    region, earlier = desk.config.region[code], earlier_quarter(quarter)
    if not book.rows("ranking", quarter=quarter, region_code=code):
        return None
    split = book.whole.drawn(
        ("moves", quarter, region.peer_group, before.state),
        lambda: _moves(desk, book.whole, before.whole, quarter, region.peer_group),
    )
    row = next((row for row in split if row["region_code"] == code), None)
    if row is None or row["by_own"] is None:
        return None
    return RankMove(
        earlier=earlier,
        release=before.release.id if before.release else "",
        items=_items(desk, book, before, quarter, code, locale),
        **{name: row[name] for name in ("previous_rank", "rank", "by_correction", "by_scheme", "by_own", "by_others")},
    )


def _moves(desk: Desk, book: Book, before: Book, quarter: str, group: str) -> Rows:
    """MOVES of a group: its earlier quarter as published, as known now, under the present scheme; and this quarter."""
    earlier = earlier_quarter(quarter)
    wanted = {"quarter": earlier, "peer_group": group}
    corrected = book.rows("ranking", **wanted)
    recast = book.rows("recast", **wanted)
    if not recast and _one_scheme(desk, earlier, quarter):
        recast = corrected
    after = book.rows("ranking", quarter=quarter, peer_group=group)
    states = (before.rows("ranking", **wanted), corrected, recast, after)
    found = moves(*(_frame(rows, RANKING) for rows in states))
    return tuple(nw.to_native(found).collect().to_dicts())


def _one_scheme(desk: Desk, earlier: str, quarter: str) -> bool:
    return desk.config.scheme_for(earlier)[0].code == desk.config.scheme_for(quarter)[0].code


def _items(desk: Desk, book: Book, before: Book, quarter: str, code: str, locale: str) -> tuple[ItemMove, ...]:
    scheme, _ = desk.config.scheme_for(quarter)
    states = ((before, earlier_quarter(quarter)), (book, quarter))
    earlier, later = (_frame(b.rows("items", quarter=q, region_code=code), ITEMS) for b, q in states)
    rows = nw.to_native(item_moves(earlier, later)).collect().to_dicts()
    known = {row["node"]: row for row in rows if row["difference"] is not None}
    return tuple(
        ItemMove(
            item.label(locale),
            section.label(locale),
            *(known[item.code][name] for name in ("points_before", "points_after", "difference")),
        )
        for section in scheme.sections
        for item in section.items
        if item.code in known
    )


def _frame(rows: Rows, shape: Schema) -> nw.LazyFrame:
    """Rows as a frame of this thread's own."""
    return nw.from_native(pl.DataFrame(list(rows), schema=polars_schema(shape), orient="row").lazy())

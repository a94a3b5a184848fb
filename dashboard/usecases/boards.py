"""赛成绩 boards: who stands where in a quarter, drawn from the book of scores as immutable rows."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from config.frames import IMPUTED
from config.model import Certainty, Config, Quarter, Scheme, SchemeItem
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.item_places import places_on_item, values_over_time
from dashboard.usecases.made import made_indicator
from dashboard.usecases.standings import (
    earlier_quarter,
    history_of,
    intervals_of,
    places_of,
    ranked_before,
    weakest_of,
)

TOTAL = "total"
HISTORY = 8
"""How many quarters a history shows, the present one included."""
NEVER = (None,) * HISTORY
_NAMELESS: Mapping[str, str] = {}


@dataclass(frozen=True)
class BoardRow:
    """A unit on a board; rank, change, published and what cost it most are empty for a unit that is not ranked.

    change is None too for a unit that had no place in the quarter before; `ranked_before`: it had one in some earlier
    quarter. rank_low (the better) to rank_high is the interval of its rank by the total, alike the number of units
    whose place is not really different; None where no interval was worked out. On the board of an item `value` is the
    unit's, in the board's unit, and `status` says why there is none.
    """

    region_code: str
    name: str
    short_name: str
    parent_code: str
    parent_name: str
    rank: int | None
    change: int | None
    published: float | None
    band: str
    band_name: str
    history: tuple[float | None, ...]
    weakest_name: str
    weakest_lost: float | None
    coverage_share: float | None
    ranked_before: bool = False
    rank_low: int | None = None
    rank_high: int | None = None
    alike: int | None = None
    value: float | None = None
    status: str = ""


@dataclass(frozen=True)
class BandCount:
    """A band, best first, and how many units are in it."""

    code: str
    name: str
    at_least: float
    units: int


@dataclass(frozen=True)
class Board:
    """One board: a peer group in a quarter by the total, a section or an item, best first, unranked units last.

    A unit whose data are complete to less than `minimum_coverage` (0 to 1) is not ranked; `earlier_units` were ranked
    in the quarter before, under another scheme where `scheme_changed`. `certainty` tells what the intervals of the
    ranks rest on, None where the rows have none; `with_errors`: values were varied too, by their declared errors.
    A board in part has only the units that its reader sees before the release, with their places among all. The board
    of an item has the `unit` and the `decimals` of its values; decimals are None on every other.
    """

    quarter: str
    group: str
    group_name: str
    level: str
    node: str
    node_name: str
    full_marks: float
    precision: int
    scheme_name: str
    document: str
    scheme_invented: bool
    back_cast: bool
    scheme_changed: bool
    minimum_coverage: float
    earlier_units: int
    quarters: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    bands: tuple[BandCount, ...]
    certainty: Certainty | None = None
    with_errors: bool = False
    in_part: bool = False
    unit: str = ""
    decimals: int | None = None

    @property
    def of_item(self) -> bool:
        """True where the units are ranked by one item."""
        return self.decimals is not None

    @property
    def ranked(self) -> tuple[BoardRow, ...]:
        """The units that have a place."""
        return tuple(row for row in self.rows if row.rank is not None)

    @property
    def leaders(self) -> tuple[BoardRow, ...]:
        """Who is first; several in a tie."""
        return tuple(row for row in self.ranked if row.rank == 1)

    @property
    def risers(self) -> tuple[BoardRow, ...]:
        """Who moved up, the most first (进位)."""
        return tuple(sorted((r for r in self.ranked if (r.change or 0) > 0), key=lambda r: (-(r.change or 0), r.rank)))

    @property
    def fallers(self) -> tuple[BoardRow, ...]:
        """Who moved down, the most first (退位)."""
        return tuple(sorted((r for r in self.ranked if (r.change or 0) < 0), key=lambda r: ((r.change or 0), r.rank)))

    @property
    def reporting(self) -> int:
        """How many units have at least one value."""
        return sum(1 for row in self.rows if row.coverage_share)

    @property
    def completeness(self) -> float | None:
        """The mean share of the units' applicable items that have a value."""
        shares = [row.coverage_share for row in self.rows if row.coverage_share is not None]
        return sum(shares) / len(shares) if shares else None


def ranked_quarters(book: Book, released: Set[str] = frozenset()) -> tuple[str, ...]:
    """The quarters that have a board, of the present scores or released, newest first."""
    return tuple(sorted({*book.quarters("ranking"), *released}, reverse=True))


def scored_quarters(book: Book, released: Set[str] = frozenset()) -> tuple[str, ...]:
    """The quarters in which a region has scores, if only of some items; released ones, newest first."""
    return tuple(sorted({*book.quarters("items"), *released}, reverse=True))


def opening_quarter(book: Book, released: Set[str] = frozenset()) -> str:
    """The newest quarter in which a unit that the book shows is ranked, else the newest released one, else the newest
    that has a board; empty when none has.
    """
    quarters = ranked_quarters(book)
    ranked = next((quarter for quarter in quarters if _has_ranks(book, quarter)), "")
    return ranked or max(released, default="") or next(iter(quarters), "")


def _has_ranks(book: Book, quarter: str) -> bool:
    return book.drawn(
        ("has_ranks", quarter), lambda: any(row["rank"] is not None for row in book.rows("ranking", quarter=quarter))
    )


def last_quarters(quarter: str) -> tuple[str, ...]:
    """The eight quarters that end with this one, in order of time."""
    return tuple(str(Quarter(quarter).shift(back)) for back in range(1 - HISTORY, 1))


@needs("results", "present")
def board(desk: Desk, book: Book, quarter: str, group: str, node: str = TOTAL, locale: str = "zh_CN") -> Board:
    """The board of a peer group in a quarter by the total, a section or an item of the scheme.

    Raises LookupError when the workspace has no scheme.
    """
    return book.drawn(("board", quarter, group, node, locale), lambda: _draw(desk, book, quarter, group, node, locale))


def _draw(desk: Desk, book: Book, quarter: str, group: str, node: str, locale: str) -> Board:
    config = desk.config
    scheme, back_cast = config.scheme_for(quarter)
    section = next((s for s in scheme.sections if s.code == node), None)
    item = next((i for i in scheme.items if i.code == node), None)
    part = section or item
    before = ranked_before(book, quarter, group, section.code if section else "")
    if item:
        rows = _item_rows(desk, book, quarter, group, item, locale)
    else:
        rows = _rows(config, book, scheme, quarter, group, node, frozenset().union(*before.values()), locale)
    peers = config.group[group]
    return Board(
        quarter=quarter,
        group=group,
        group_name=peers.label(locale),
        level=peers.level,
        node=node,
        node_name=part.label(locale) if part else "",
        full_marks=part.full_marks if part else scheme.full_marks,
        precision=scheme.precision,
        scheme_name=scheme.name_en if locale == "en" else scheme.name,
        document=scheme.document,
        scheme_invented=scheme.invented,
        back_cast=back_cast,
        scheme_changed=config.scheme_for(earlier_quarter(quarter))[0].code != scheme.code,
        minimum_coverage=scheme.minimum_coverage,
        earlier_units=len(before.get(earlier_quarter(quarter), ())),
        quarters=last_quarters(quarter),
        rows=rows,
        bands=_band_counts(scheme, rows, locale) if part is None else (),
        certainty=scheme.certainty if any(row.rank_low is not None for row in rows) else None,
        with_errors=any(item.error > 0 for item in scheme.items),
        in_part=book.scope is not None,
        **(_values_of(config, item, locale) if item else {}),
    )


def _values_of(config: Config, item: SchemeItem, locale: str) -> dict[str, Any]:
    indicator = config.indicator.get(item.indicator) or made_indicator(item)
    return {"unit": indicator.unit_en if locale == "en" else indicator.unit, "decimals": indicator.decimals}


def _item_rows(desk: Desk, book: Book, quarter: str, group: str, item: SchemeItem, locale: str) -> tuple[BoardRow, ...]:
    """The rows of an item's board; their history is of the value, and their data are complete where there is one."""
    told = values_over_time(book, last_quarters(quarter), item.source)
    rows = []
    for code, place in places_on_item(desk, book, quarter, group, item.code).items():
        history = told.get(code, NEVER)
        known = {"value": place["value"], "status": place["status"]}
        reported = 0.0 if place["value"] is None or place["status"] == IMPUTED else 1.0
        row = board_row(desk.config, {"coverage_share": reported}, place, history, locale=locale)
        before = any(value is not None for value in history[:-1])
        rows.append(replace(row, ranked_before=before, **known))
    return tuple(sorted(rows, key=_by_place))


def _by_place(row: BoardRow) -> tuple[bool, int, str]:
    return row.rank is None, row.rank or 0, row.region_code


def _rows(
    config: Config,
    book: Book,
    scheme: Scheme,
    quarter: str,
    group: str,
    node: str,
    before: frozenset[str],
    locale: str,
) -> tuple[BoardRow, ...]:
    totals = {row["region_code"]: dict(row) for row in book.rows("ranking", quarter=quarter, peer_group=group)}
    section = "" if node == TOTAL else node
    placed = places_of(config, book, quarter, group, section)
    weakest = weakest_of(book, quarter, group, section) if section else {}
    history = history_of(book, last_quarters(quarter), group, section)
    items = {item.code: item.label(locale) for item in scheme.items}
    bands = {band.code: band.label(locale) for band in scheme.bands}
    drawn = (
        board_row(
            config, totals.get(code, {}) | weakest.get(code, {}), place, history.get(code, NEVER), items, bands, locale
        )
        for code, place in placed.items()
    )
    sure = {} if section else intervals_of(book, quarter, group)
    rows = [replace(row, ranked_before=row.region_code in before, **sure.get(row.region_code, {})) for row in drawn]
    return tuple(sorted(rows, key=_by_place))


def board_row(
    config: Config,
    total: Mapping[str, Any],
    place: Mapping[str, Any],
    history: tuple[float | None, ...] = NEVER,
    items: Mapping[str, str] = _NAMELESS,
    bands: Mapping[str, str] = _NAMELESS,
    locale: str = "zh_CN",
) -> BoardRow:
    """The row of a unit from what RANKING says of it and its place; `items` and `bands` are their names by code."""
    region = config.region[place["region_code"]]
    parent = config.region.get(region.parent_code)
    ranked = place["rank"] is not None
    band = (total.get("band") or "") if place["band"] else ""
    return BoardRow(
        region_code=region.code,
        name=region.label(locale),
        short_name=region.name_en.split(" ")[0] if locale == "en" else region.short_name,
        parent_code=region.parent_code,
        parent_name=parent.label(locale) if parent else "",
        rank=place["rank"],
        change=place["rank_change"],
        published=place["published"] if ranked else None,
        band=band,
        band_name=bands.get(band, ""),
        history=history,
        weakest_name=items.get(total.get("weakest_item") or "", "") if ranked else "",
        weakest_lost=total.get("weakest_lost") if ranked else None,
        coverage_share=total.get("coverage_share"),
    )


def _band_counts(scheme: Scheme, rows: tuple[BoardRow, ...], locale: str) -> tuple[BandCount, ...]:
    falling = sorted(scheme.bands, key=lambda band: -band.at_least)
    return tuple(
        BandCount(band.code, band.label(locale), band.at_least, sum(1 for row in rows if row.band == band.code))
        for band in falling
    )

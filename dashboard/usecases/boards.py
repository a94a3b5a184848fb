"""赛成绩 boards: who stands where in a quarter, drawn from the book of scores as immutable rows."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

from config.frames import IMPUTED
from config.model import Config, Quarter, Scheme, SchemeItem
from dashboard.access.gate import needs
from dashboard.usecases.board_shape import BandCount, Board, BoardRow
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

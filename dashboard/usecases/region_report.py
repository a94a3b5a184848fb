"""One region in one quarter: its place, what it lost where, and every item down to the cell it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.model import Config, Indicator, Scheme, SchemeItem, SchemeSection
from dashboard.access.gate import needs
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.boards import TOTAL, board, board_row, last_quarters
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.made import made_indicator
from dashboard.usecases.narrowing import Scope
from dashboard.usecases.sources import Source, sources_of

_SCORED = ("status", "value", "target", "low", "high", "share", "points", "lost")
_MEASURED = ("change", "year_change", "numerator_value", "denominator_value", "coverage_share")


@dataclass(frozen=True)
class SectionLine:
    """A section: points out of full marks, and what was lost."""

    code: str
    name: str
    full_marks: float
    points: float | None
    published: float | None
    lost: float | None


@dataclass(frozen=True)
class ItemLine:
    """A scheme item of the region: the value, the rule it went through, the points, and where the value came from.

    change and year_change are in the indicator's unit; history holds the value of each of the last eight quarters.
    An item in part says its points without what the group has reached, which is told with the release.
    """

    item: SchemeItem
    name: str
    section: str
    section_name: str
    indicator: Indicator
    status: str
    value: float | None
    target: float | None
    low: float | None
    high: float | None
    share: float | None
    points: float | None
    lost: float | None
    change: float | None
    year_change: float | None
    history: tuple[float | None, ...]
    derivation: str
    numerator_value: float | None
    denominator_value: float | None
    coverage_share: float | None
    source: Source | None
    peer_group: str
    scheme: Scheme
    in_part: bool = False


@dataclass(frozen=True)
class RegionReport:
    """Everything that the page of a region shows.

    Where the reader sees only some items before the release, these and the sections that they stand in (`only_items`).
    """

    quarter: str
    quarters: tuple[str, ...]
    code: str
    name: str
    level: str
    group: str
    group_name: str
    row: BoardRow
    ranked_units: int
    full_marks: float
    precision: int
    scheme_name: str
    document: str
    back_cast: bool
    sections: tuple[SectionLine, ...]
    items: tuple[ItemLine, ...]
    below: tuple[BoardRow, ...]
    scheme_changed: bool = False
    minimum_coverage: float = 0.0
    only_items: bool = False


@needs("results", "present")
def region_report(desk: Desk, book: Book, quarter: str, code: str, locale: str = "zh_CN") -> RegionReport | None:
    """The report of a region in a quarter, None for a region that is not on a board then."""
    return book.drawn(("region", quarter, code, locale), lambda: _draw(desk, book, quarter, code, locale))


def _draw(desk: Desk, book: Book, quarter: str, code: str, locale: str) -> RegionReport | None:
    config = desk.config
    region = config.region.get(code)
    if region is None or not region.peer_group:
        return None
    table = board(desk, book, quarter, region.peer_group, TOTAL, locale)
    scheme, _ = config.scheme_for(quarter)
    row = next((row for row in table.rows if row.region_code == code), None)
    items = _items(desk, book, scheme, quarter, code, locale)
    if row is None and not items:
        return None
    placed = next(iter(book.rows("ranking", quarter=quarter, region_code=code)), {})
    sections = None if row else {line.section for line in items}
    return RegionReport(
        quarter=quarter,
        quarters=table.quarters,
        code=code,
        name=region.label(locale),
        level=region.level,
        group=table.group,
        group_name=table.group_name,
        row=row or _without_place(config, code, locale),
        ranked_units=placed.get("ranked_units") or 0,
        full_marks=table.full_marks,
        precision=table.precision,
        scheme_name=table.scheme_name,
        document=table.document,
        back_cast=table.back_cast,
        sections=_sections(book, scheme, quarter, code, sections, locale),
        items=items,
        below=_below(desk, book, quarter, code, locale),
        scheme_changed=table.scheme_changed,
        minimum_coverage=table.minimum_coverage,
        only_items=row is None,
    )


def _without_place(config: Config, code: str, locale: str) -> BoardRow:
    """The row of a region whose place its reader does not see."""
    return board_row(config, {}, {"region_code": code, "rank": None, "rank_change": None, "band": False}, locale=locale)


def _sections(
    book: Book, scheme: Scheme, quarter: str, code: str, only: set[str] | None, locale: str
) -> tuple[SectionLine, ...]:
    rows = {row["node"]: row for row in book.rows("nodes", quarter=quarter, region_code=code)}
    lines = []
    for section in scheme.sections:
        if only is not None and section.code not in only:
            continue
        row = rows.get(section.code, {})
        figures = (row.get("points"), row.get("published"), row.get("lost"))
        lines.append(SectionLine(section.code, section.label(locale), section.full_marks, *figures))
    return tuple(lines)


def _items(desk: Desk, book: Book, scheme: Scheme, quarter: str, code: str, locale: str) -> tuple[ItemLine, ...]:
    quarters = last_quarters(quarter)
    measured = book.rows("measures", region_code=code, quarter=list(quarters))
    measures = {(row["indicator"], row["quarter"]): row for row in measured}
    rows = {row["node"]: row for row in book.rows("items", quarter=quarter, region_code=code)}
    sources = sources_of(desk, book, quarter)
    return tuple(
        _item(desk.config, scheme, item, section, rows[item.code], measures, quarters, sources, book.scope, locale)
        for section in scheme.sections
        for item in section.items
        if item.code in rows
    )


def _item(
    config: Config,
    scheme: Scheme,
    item: SchemeItem,
    section: SchemeSection,
    row: Mapping[str, Any],
    measures: Mapping[tuple[str, str], Mapping[str, Any]],
    quarters: tuple[str, ...],
    sources: Mapping[int, Source],
    scope: Scope | None,
    locale: str,
) -> ItemLine:
    now = measures.get((item.source, quarters[-1]), {})
    source = sources.get(now.get("submission_id") or 0)
    scored: dict[str, Any] = {name: row[name] for name in _SCORED}
    measured: dict[str, Any] = {name: now.get(name) for name in _MEASURED}
    return ItemLine(
        item=item,
        name=item.label(locale),
        section=section.code,
        section_name=section.label(locale),
        indicator=config.indicator.get(item.indicator) or made_indicator(item),
        peer_group=row["peer_group"],
        scheme=scheme,
        history=tuple(measures.get((item.source, q), {}).get("value") for q in quarters),
        derivation=now.get("derivation") or "",
        source=source.at(now.get("sheet") or "", now.get("cell") or "") if source else None,
        in_part=scope is not None and scope.withholds(row),
        **scored,
        **measured,
    )


def _below(desk: Desk, book: Book, quarter: str, code: str, locale: str) -> tuple[BoardRow, ...]:
    regions = desk.config.children.get(code, ())
    groups = sorted({region.peer_group for region in regions if region.peer_group})
    boards = (board(desk, book, quarter, group, TOTAL, locale) for group in groups)
    return tuple(row for table in boards for row in table.rows if row.parent_code == code)

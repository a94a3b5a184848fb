"""Draw what the workbook and the bulletin of a quarter say, from the same boards that the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from config.model import Config, Quarter, Scheme, SchemeItem, Status
from dashboard.access.gate import NotAllowed, needs
from dashboard.pack.contents import (
    GroupContents,
    ItemEntry,
    Loss,
    PackContents,
    Reporting,
    SectionContents,
    SourceLine,
    mean,
    published,
    standing,
)
from dashboard.usecases.board_shape import Board
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book
from dashboard.usecases.collection import collection
from dashboard.usecases.deliveries import Delivery, deliveries
from dashboard.usecases.desk import Desk
from dashboard.usecases.red_black import red_black
from dashboard.usecases.standing_boards import LEVEL, standing_board
from loaders.store import readers

_SHARE_DECIMALS = 3
_TARGET_DECIMALS = 4


@needs("results", "present")
def may_pack(desk: Desk, book: Book) -> bool:
    """True when the person may have the whole of what a book says in one file: a release, or the present scores."""
    return book.release is not None or (book.scope is None and desk.sight.whole("present"))


@needs("results", "present")
def pack_contents(desk: Desk, book: Book, quarter: str, locale: str = "zh_CN") -> PackContents:
    """The published figures of a quarter, and who has submitted for it by now; or of its release, and by then.

    Before the release only for who sees all of it (NotAllowed for others). Raises LookupError when the workspace has no
    scheme.
    """
    if not may_pack(desk, book):
        raise NotAllowed("present")
    config = desk.config
    scheme, back_cast = config.scheme_for(quarter)
    items = _items(config, book, scheme, quarter, locale)
    english = locale == "en"
    return PackContents(
        locale=locale,
        quarter=quarter,
        earlier=str(Quarter(quarter).shift(-1)),
        department=config.province.department_en if english else config.province.department,
        scheme_name=scheme.name_en if english else scheme.name,
        document=scheme.document,
        scheme_invented=scheme.invented,
        back_cast=back_cast,
        shared_places=scheme.tie == "shared",
        full_marks=scheme.full_marks,
        precision=scheme.precision,
        invented=desk.workspace.invented,
        release=book.release.id if book.release else "",
        state=book.state,
        computed=_computed(desk, book),
        groups=tuple(_group(desk, book, scheme, quarter, code, items, locale) for code in scheme.groups),
        items=items,
        reporting=_reporting(desk, quarter, locale, book.release.submissions if book.release else None),
    )


def _computed(desk: Desk, book: Book) -> str:
    """When the figures were computed, local time; those of a release when it was made."""
    if book.release:
        return f"{book.release.made:%Y-%m-%d %H:%M}"
    kept = readers.scoring(desk.engine, book.state)
    return f"{desk.local(kept.computed_at):%Y-%m-%d %H:%M}" if kept else ""


def _group(
    desk: Desk, book: Book, scheme: Scheme, quarter: str, code: str, items: Sequence[ItemEntry], locale: str
) -> GroupContents:
    drawn = board(desk, book, quarter, code, locale=locale)
    sections = (board(desk, book, quarter, code, section.code, locale) for section in scheme.sections)
    total = _published_board(drawn)
    ranked = {row.region_code for row in total.ranked}
    return GroupContents(
        board=total,
        standing=standing(total.rows, total.precision),
        sections=tuple(_section(_published_board(section), ranked) for section in sections),
        losses=_losses([entry for entry in items if entry.code in ranked], total.precision),
        completeness=published(drawn.completeness, _SHARE_DECIMALS),
        incomplete=tuple(row for row in total.rows if row.coverage_share is not None and row.coverage_share < 1),
        places=standing_board(desk, book, quarter, code, LEVEL, locale).rows,
        lists=red_black(desk, book, quarter, code, locale),
    )


def _section(board: Board, ranked: Set[str]) -> SectionContents:
    """A section's board; how it stands is said of the units that the whole board ranks."""
    return SectionContents(board, standing([row for row in board.rows if row.region_code in ranked], board.precision))


def _published_board(drawn: Board) -> Board:
    rows = (
        replace(
            row,
            weakest_lost=published(row.weakest_lost, drawn.precision),
            coverage_share=published(row.coverage_share, _SHARE_DECIMALS),
        )
        for row in drawn.rows
    )
    return replace(drawn, rows=tuple(rows))


def _items(config: Config, book: Book, scheme: Scheme, quarter: str, locale: str) -> tuple[ItemEntry, ...]:
    rows = {(row["region_code"], row["node"]): row for row in book.rows("items", quarter=quarter)}
    regions = sorted({code for code, _ in rows})
    return tuple(
        _entry(config, item, section.label(locale), rows[code, item.code], scheme.precision, locale)
        for group in scheme.groups
        for code in regions
        if config.region[code].peer_group == group
        for section in scheme.sections
        for item in section.items
        if (code, item.code) in rows
    )


def _entry(
    config: Config, item: SchemeItem, section: str, row: Mapping[str, Any], precision: int, locale: str
) -> ItemEntry:
    region = config.region[row["region_code"]]
    parent = config.region.get(region.parent_code)
    indicator = config.indicator[item.indicator]
    return ItemEntry(
        group=config.group[region.peer_group].label(locale),
        code=region.code,
        region=region.label(locale),
        parent=parent.label(locale) if parent else "",
        section=section,
        item=item.label(locale),
        status=row["status"],
        value=published(row["value"], indicator.decimals),
        target=published(row["target"], _TARGET_DECIMALS),
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        points=published(row["points"], precision),
        full_marks=row["full_marks"],
        lost=published(row["lost"], precision),
    )


def _losses(items: Sequence[ItemEntry], decimals: int) -> tuple[Loss, ...]:
    by_item: dict[tuple[str, str], list[ItemEntry]] = {}
    for entry in items:
        if entry.lost is not None and entry.status != Status.NOT_APPLICABLE:
            by_item.setdefault((entry.section, entry.item), []).append(entry)
    losses = [_loss(entries, decimals) for entries in by_item.values()]
    return tuple(sorted((loss for loss in losses if loss.losers), key=lambda loss: -loss.mean))


def _loss(entries: Sequence[ItemEntry], decimals: int) -> Loss:
    lost = [entry.lost or 0.0 for entry in entries]
    most = max(lost)
    return Loss(
        item=entries[0].item,
        section=entries[0].section,
        full_marks=entries[0].full_marks,
        units=len(entries),
        losers=sum(1 for points in lost if points > 0),
        mean=mean(lost, decimals) or 0.0,
        most=most,
        most_names=tuple(entry.region for entry, points in zip(entries, lost, strict=True) if points == most),
    )


def _reporting(desk: Desk, quarter: str, locale: str, among: Mapping[int, Sequence[str]] | None) -> Reporting:
    """Who had submitted: by now, or of a release by when it was made (`among` the submissions behind it)."""
    units = collection(desk.whole, quarter, locale, among).owing
    every = (d for d in deliveries(desk.whole, locale) if d.quarter == quarter and (among is None or d.number in among))
    came = sorted(every, key=lambda d: d.number)
    return Reporting(
        sources=tuple(map(_source, came)),
        owing=len(units),
        on_time=sum(unit.state == "on_time" for unit in units),
        partial=tuple(unit.name for unit in units if unit.state == "partial"),
        late=tuple(unit.name for unit in units if unit.state == "late"),
        absent=tuple(unit.name for unit in units if unit.state in ("missing", "returned", "awaited")),
    )


def _source(delivery: Delivery) -> SourceLine:
    return SourceLine(
        receipt=delivery.receipt,
        submitter=delivery.submitter or delivery.region,
        file_name=delivery.file_name,
        received=f"{delivery.received:%Y-%m-%d %H:%M}",
        late=delivery.late,
        publisher=delivery.publisher,
    )

"""One indicator (or one statistic of a form) in one period: every region's figure with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from config.model import Config, Indicator
from dashboard.access.gate import needs
from dashboard.releasing.inputs import shown_quarters
from dashboard.releasing.reading import open_edition, released_quarters
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.in_sight import InSight, in_sight, quarter_of
from dashboard.usecases.sources import Source, sources_of
from loaders.store.stored import newest_values, stored_indicators
from loaders.store.tables import StoredValue

CURRENT = "current"


@dataclass(frozen=True)
class FigureLine:
    """A region's figure; `role` is the form's column it stood in, decimals are those to print."""

    region_code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    parent_name: str
    peer_group: str
    value: float | None
    decimals: int
    unit: str
    status: str
    role: str
    change: float | None
    year_change: float | None
    derivation: str
    coverage_share: float | None
    source: Source | None


@dataclass(frozen=True)
class IndicatorReport:
    """All figures of an indicator in a quarter, or of a form's statistic in a month `YYYY-MM`."""

    code: str
    name: str
    indicator: Indicator | None
    period: str
    lines: tuple[FigureLine, ...]

    def among(self, units: str) -> tuple[FigureLine, ...]:
        """The figures of the regions of one level, or of one peer group, by its code."""
        return tuple(line for line in self.lines if units in (line.level, line.peer_group))

    def below(self, region_code: str) -> tuple[FigureLine, ...]:
        """The figures of the regions directly below one, which its own figure may be the sum of."""
        return tuple(line for line in self.lines if line.parent_code == region_code and line.role == CURRENT)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that have a figure, as the lines name them."""
        return tuple(dict.fromkeys(line.level for line in self.lines if line.value is not None))


@needs("results", "present")
def known_codes(desk: Desk, book: Book) -> tuple[str, ...]:
    """The indicators and statistics that have a figure, the catalogue's first."""
    return book.drawn(("known_codes", _released(desk)), lambda: _known(desk, book))


@needs("results", "present")
def periods_of(desk: Desk, book: Book, code: str) -> tuple[str, ...]:
    """The quarters of an indicator, or the months of a form's statistic, that have a figure; newest first."""
    if code in desk.config.indicator:
        return tuple(sorted((quarter for known, quarter in _measured_pairs(desk, book) if known == code), reverse=True))
    return tuple(sorted({row.period for row in _stored(desk, book, code)}, reverse=True))


@needs("results", "present")
def indicator_report(desk: Desk, book: Book, code: str, period: str, locale: str = "zh_CN") -> IndicatorReport:
    """The figures of an indicator or statistic in one of its periods."""
    key = ("indicator", code, period, locale, _released(desk))
    return book.drawn(key, lambda: _draw(desk, book, code, period, locale))


@needs("results", "present")
def inputs_of(
    desk: Desk, book: Book, indicator: Indicator, quarter: str, region_code: str, locale: str = "zh_CN"
) -> tuple[tuple[str, FigureLine], ...]:
    """The numerator and the denominator of a region's ratio by their names; none where the indicator is no ratio."""
    codes = (indicator.numerator, indicator.denominator) if indicator.is_ratio else ()
    reports = (indicator_report(desk, book, code, quarter, locale) for code in codes)
    return tuple((report.name, line) for report in reports for line in report.lines if line.region_code == region_code)


def _known(desk: Desk, book: Book) -> tuple[str, ...]:
    measured = {code for code, _ in _measured_pairs(desk, book)}
    stored = set(stored_indicators(desk.engine)) - set(desk.config.indicator)
    catalogue = (indicator.code for indicator in desk.config.indicators if indicator.code in measured)
    statistics = (statistic.code for statistic in desk.config.statistics if statistic.code in stored)
    return (*catalogue, *statistics, *sorted(stored - set(desk.config.statistic)))


def _measured_pairs(desk: Desk, book: Book) -> frozenset[tuple[str, str]]:
    """The (indicator, quarter) pairs with a figure in sight: in the book, and if that is in part released ones."""
    seen: frozenset[tuple[str, str]] = book.drawn("measured", book.measured)
    return seen if book.scope is None else seen | _released_pairs(desk)


def _released_pairs(desk: Desk) -> frozenset[tuple[str, str]]:
    """Those of the released quarters, as the releases tell that cover them, which each show eight quarters."""
    left, found = set(released_quarters(desk)), set()
    while left:
        book = open_edition(desk, max(left)).book
        measured: frozenset[tuple[str, str]] = book.drawn("measured", book.measured)
        covered = left & {max(left), *shown_quarters(max(left))}
        found |= {(code, quarter) for code, quarter in measured if quarter in covered}
        left -= covered
    return frozenset(found)


def _released(desk: Desk) -> tuple[str, ...]:
    """What a report of a book in part rests on beside the book; nothing for who sees everything."""
    sees = in_sight(desk)
    return () if sees is None else sees.told.ids


def _stored(desk: Desk, book: Book, code: str) -> tuple[StoredValue, ...]:
    return book.drawn(("stored", code, _released(desk)), lambda: _stored_in_sight(desk, code))


def _stored_in_sight(desk: Desk, code: str) -> tuple[StoredValue, ...]:
    """The newest values; those that are not in sight as they were released, if they were."""
    sees = in_sight(desk)
    if sees is None:
        return tuple(newest_values(desk.engine, code))
    own = [row for row in newest_values(desk.engine, code) if sees.figure(row.region_code, code)]
    told = newest_values(desk.engine, code, among=lambda row: _was_released(sees, row))
    known = {(row.region_code, row.period, row.column_role) for row in own}
    return (*own, *(row for row in told if (row.region_code, row.period, row.column_role) not in known))


def _was_released(sees: InSight, row: StoredValue) -> bool:
    return sees.told.has(quarter_of(row.period), row.submission_id, row.region_code)


def _draw(desk: Desk, book: Book, code: str, period: str, locale: str) -> IndicatorReport:
    config = desk.config
    indicator = config.indicator.get(code)
    if indicator is not None:
        lines = _measured(desk, book, indicator, period, locale)
    else:
        lines = _printed(desk, book, code, period, locale)
    order = {level.code: level.order for level in config.levels}
    ordered = sorted(
        lines, key=lambda line: (order[line.level], line.role != CURRENT, line.value is None, -(line.value or 0))
    )
    return IndicatorReport(code, config.item_name(code, locale), indicator, period, tuple(ordered))


def _measured(desk: Desk, book: Book, indicator: Indicator, quarter: str, locale: str) -> Iterable[FigureLine]:
    sources = sources_of(desk, book, quarter)
    for row in book.rows("measures", indicator=indicator.code, quarter=quarter):
        source = sources.get(row["submission_id"] or 0)
        yield FigureLine(
            **_place(desk.config, row["region_code"], locale),
            value=row["value"],
            decimals=indicator.decimals,
            unit=indicator.unit_en if locale == "en" else indicator.unit,
            status=row["status"],
            role=CURRENT,
            change=row["change"],
            year_change=row["year_change"],
            derivation=row["derivation"] or "",
            coverage_share=row["coverage_share"],
            source=source.at(row["sheet"] or "", row["cell"] or "") if source else None,
        )


def _printed(desk: Desk, book: Book, code: str, month: str, locale: str) -> Iterable[FigureLine]:
    sources = sources_of(desk, book)
    for row in _stored(desk, book, code):
        if row.period != month:
            continue
        source = sources.get(row.submission_id)
        yield FigureLine(
            **_place(desk.config, row.region_code, locale),
            value=row.value,
            decimals=len(row.text.partition(".")[2]),
            unit=row.unit,
            status=row.status,
            role=row.column_role,
            change=None,
            year_change=None,
            derivation="",
            coverage_share=None,
            source=source.at(row.sheet, row.cell) if source else None,
        )


def _place(config: Config, code: str, locale: str) -> dict[str, str]:
    region = config.region[code]
    parent = config.region.get(region.parent_code)
    return {
        "region_code": code,
        "name": region.label(locale),
        "short_name": region.name_en.split(" ")[0] if locale == "en" else region.short_name,
        "level": region.level,
        "parent_code": region.parent_code,
        "parent_name": parent.label(locale) if parent else "",
        "peer_group": region.peer_group,
    }

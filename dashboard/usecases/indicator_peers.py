"""An indicator among the units of a level or a peer group: places by what is better, the spread, who says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from config.model import Config
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.indicator_report import CURRENT, FigureLine, IndicatorReport
from dashboard.usecases.rounding import half_up
from metrics.spread import Spread, spread


@dataclass(frozen=True)
class Peers:
    """The units of a level or a peer group (`units`, its code), in the order of their figures, the best first.

    `places` are 1, 2, 2, 4 by region code, at the printed decimals: empty where neither high nor low is better, and
    where the reader does not see all units (`whole` is False). `target` is in the indicator's unit; None where the
    scheme has none, or another one for each unit.
    """

    units: str
    direction: str
    known: tuple[FigureLine, ...]
    missing: tuple[FigureLine, ...]
    places: Mapping[str, int]
    spread: Spread | None
    target: float | None
    whole: bool

    @property
    def lines(self) -> tuple[FigureLine, ...]:
        """Every unit, those without a figure at the end."""
        return (*self.known, *self.missing)

    @property
    def far(self) -> tuple[FigureLine, ...]:
        """The units whose figure lies far from all others."""
        return tuple(self.known[place] for place in self.spread.far) if self.spread else ()


@needs("results", "present")
def peers(desk: Desk, book: Book, report: IndicatorReport, units: str) -> Peers:
    """The units of a level or a peer group in a report that was drawn from the same book."""
    # the report is kept beside what was drawn of it, so that its id stays its own
    return book.drawn(("peers", id(report), units), lambda: (_draw(desk, book, report, units), report))[0]


def level_choices(config: Config, report: IndicatorReport, locale: str) -> dict[str, str]:
    """Whom the figures may be held against: the levels that have one, and the peer groups of a level with several."""
    chosen: dict[str, str] = {}
    for level in (level for level in config.levels if level.code in report.levels):
        chosen[level.code] = level.label(locale)
        found = {line.peer_group for line in report.among(level.code) if line.peer_group and line.value is not None}
        if len(found) > 1:
            chosen |= {group.code: group.label(locale) for group in config.groups if group.code in found}
    return chosen


def _draw(desk: Desk, book: Book, report: IndicatorReport, units: str) -> Peers:
    direction = report.indicator.direction if report.indicator else "neutral"
    lines = [line for line in report.among(units) if line.role == CURRENT]
    known = sorted((line for line in lines if line.value is not None), key=lambda line: _worth(line, direction))
    whole = _whole(book, desk.config, report)
    return Peers(
        units=units,
        direction=direction,
        known=tuple(known),
        missing=tuple(line for line in lines if line.value is None),
        places=MappingProxyType(_places(known) if whole and direction != "neutral" else {}),
        spread=spread([line.value or 0.0 for line in known]),
        target=_target(book, report, {line.region_code for line in lines}),
        whole=whole,
    )


def _worth(line: FigureLine, direction: str) -> tuple[float, str]:
    """In the order of printed figures, the better first, so that equal ones share a place."""
    printed = float(half_up(line.value or 0.0, line.decimals))
    return (printed if direction == "lower" else -printed, line.region_code)


def _places(known: Iterable[FigureLine]) -> dict[str, int]:
    places: dict[str, int] = {}
    for _, alike in groupby(known, key=lambda line: half_up(line.value or 0.0, line.decimals)):
        place = len(places) + 1
        places |= {line.region_code: place for line in alike}
    return places


def _whole(book: Book, config: Config, report: IndicatorReport) -> bool:
    """True where the reader sees the figures of every unit, not of some only."""
    statistic = config.statistic.get(report.code)
    codes = {report.code, statistic.indicator if statistic else ""}
    return book.scope is None or not codes.isdisjoint(book.scope.figures)


def _target(book: Book, report: IndicatorReport, regions: set[str]) -> float | None:
    if report.indicator is None:
        return None
    rows = book.rows("items", quarter=report.period, indicator=report.code)
    targets = {row["target"] for row in rows if row["region_code"] in regions}
    return next(iter(targets)) if len(targets) == 1 else None

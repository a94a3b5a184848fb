"""A file beside its history: every figure with its earlier ones, and what is known of any other figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache
from typing import Any

from config.model import Config, Quarter
from loaders.checking.history import History, Known, factor_between, item_of, unit_of
from loaders.checking.robust import median
from loaders.intake.outcome import Finding, Intake, ValueRow
from loaders.intake.report import finding_of

_RECENT = 4
_FINEST, _ROOM = 6, Context(prec=60)
_CUMULATIVE = "ytd_cumulative"
_ADDRESS = re.compile(r"^([A-Z]*)(\d*)$")
Past = tuple[str, Known]
"""A month and the figure that was reported for it, by the file's own earlier columns or before."""


@dataclass(frozen=True)
class Figure:
    """A figure of the file; `value` is in the catalogue's unit, `factor` turns the printed unit into that.

    `earlier` are the known figures of the same region before it, the oldest first.
    """

    row: ValueRow
    value: float
    factor: float
    earlier: tuple[Past, ...]

    @property
    def cumulative(self) -> bool:
        """True for amounts since 1 January."""
        return self.row.measure == _CUMULATIVE

    @cached_property
    def levels(self) -> list[float]:
        """The earlier figures, brought to this month."""
        return brought(self.earlier, self.row.period, self.cumulative)

    @cached_property
    def expected(self) -> float | None:
        """The median of the last four earlier figures; None without any."""
        return median(self.levels[-_RECENT:]) if self.levels else None

    def shown(self, value: float) -> str:
        """A value of the catalogue's unit as this file prints figures: in its unit and with its decimals."""
        number, decimals = value / self.factor, min(len(self.row.text.partition(".")[2]), _FINEST)
        if 0 < abs(number) < 1 and decimals < 3:
            return f"{number:.3g}"
        return str(Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOM))

    def printed(self, known: Known) -> str:
        """A known figure as it was printed, if in this file's unit, else turned into that."""
        return known.text if known.unit == self.row.unit else self.shown(known.value or 0.0)


@dataclass(frozen=True)
class Scene:
    """The figures that a check looks at, in the order of sheets and cells, and everything around them.

    `own` has all of the file's figures by region, indicator and month; `found` are rule, sheet and cell of what was
    found so far, in the file alone and by the checks before; `explained` the cells that a finding elsewhere speaks of.
    """

    config: Config
    history: History
    own: dict[tuple[str, str], dict[str, Known]]
    figures: tuple[Figure, ...]
    found: set[tuple[str, str, str]]
    explained: set[tuple[str, str]] = field(default_factory=set)

    def known(self, region: str, code: str, period: str) -> Known | None:
        """The figure of a region and a month: the file's own, else what was reported before."""
        return self.own.get((region, code), {}).get(period) or self.history.series(region, code).get(period)

    @cached_property
    def at(self) -> dict[tuple[str, str, str], Figure]:
        """The figures by region, indicator and month."""
        return {(figure.row.region_code, figure.row.indicator, figure.row.period): figure for figure in self.figures}

    def expected(self, region: str, code: str, period: str) -> float | None:
        """What the earlier figures of a region lead to expect; None without any."""
        figure = self.at.get((region, code, period))
        if figure is not None:
            return figure.expected
        item = item_of(code, self.config)
        past = _before(self.history.series(region, code).items(), period)[-_RECENT:]
        levels = brought(past, period, item is not None and item.measure == _CUMULATIVE)
        return median(levels) if levels else None

    def peers_of(self, region: str) -> str:
        """What regions are compared within: the peer group, else the level."""
        known = self.config.region[region]
        return known.peer_group or known.level

    def rounding(self, known: Known, code: str) -> float:
        """What rounding may have taken from a printed figure, in the catalogue's unit; whole counts are exact."""
        item = item_of(code, self.config)
        decimals = len(known.text.partition(".")[2])
        factor = factor_between(known.unit, unit_of(code, self.config), self.config.reading) or 1.0
        exact = not decimals and factor <= 1 and item is not None and item.whole
        return 0.0 if exact else 0.500001 * 10**-decimals * factor

    def apart(self, one: Known, code: str, other: Known, same: str) -> bool:
        """True when two figures that should be the same differ by more than their rounding and the tolerance."""
        one_value, value = one.value or 0.0, other.value or 0.0
        allowed = self.rounding(one, code) + self.rounding(other, same)
        return abs(one_value - value) > allowed + self.config.plausibility.tolerance * abs(value)

    def find(self, rule: str, figure: Figure, /, **places: Any) -> Finding:
        """A finding at a figure; name, region and unit are among its places."""
        return self.find_at((figure.row.sheet, figure.row.cell, figure.row.read), rule, figure, **places)

    def find_at(self, place: tuple[str, str, str], rule: str, figure: Figure, /, **places: Any) -> Finding:
        """The same at another cell: its sheet, address and text."""
        sheet, cell, read = place
        places["name"] = self.config.item_name(figure.row.indicator)
        places["region"] = self.config.region[figure.row.region_code].name
        return finding_of(rule, sheet, cell, read, unit=figure.row.unit, **places)


def scene_of(intake: Intake, history: History, config: Config) -> Scene:
    """The file beside its history; figures in a unit that is not the indicator's are left out."""
    own: dict[tuple[str, str], dict[str, Known]] = {}
    current = []
    for row in sorted(intake.rows, key=in_order):
        factor = factor_between(row.unit, unit_of(row.indicator, config), config.reading)
        placed = row.period and row.region_code in config.region
        if factor is None or row.column_role == "change_pct" or not placed:
            continue
        series = own.setdefault((row.region_code, row.indicator), {})
        value = None if row.value is None else row.value * factor
        known = Known(value, row.text, row.unit, row.status, row.sheet, row.cell)
        series[row.period] = known if row.column_role == "current" else series.get(row.period, known)
        if row.column_role == "current" and value is not None:
            current.append((row, value, factor))
    figures = (
        Figure(row, value, factor, _earlier(row, own[row.region_code, row.indicator], history))
        for row, value, factor in current
    )
    found = {(one.rule, one.sheet, one.cell) for one in intake.findings}
    return Scene(config, history, own, tuple(figures), found)


def brought(earlier: Iterable[Past], period: str, cumulative: bool) -> list[float]:
    """Earlier figures as they would be in a month: cumulative ones in proportion to the time of the year."""
    month = int(period[5:]) if cumulative else 0
    return [(known.value or 0.0) * (month / int(past[5:]) if cumulative else 1) for past, known in earlier]


def in_order(place: ValueRow | Finding) -> tuple[str, int, int, str]:
    """What sorts by sheet, line and column."""
    found = _ADDRESS.match(place.cell)
    column, line = found.groups() if found else ("", "")
    return place.sheet, int(line or 0), len(column), column


def closes_quarter(period: str) -> bool:
    """True for the last month of a quarter."""
    return int(period[5:]) % 3 == 0


@lru_cache(maxsize=1024)
def before(period: str) -> str:
    """The month that the last figure should be of: the quarter before, of a month within a quarter the month before."""
    if closes_quarter(period):
        return Quarter.of_month(period).shift(-1).last_month
    year, month = int(period[:4]), int(period[5:])
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"


def _earlier(row: ValueRow, own: dict[str, Known], history: History) -> tuple[Past, ...]:
    """Of the stored months only quarter ends count for a quarter end; the file's own columns go first."""
    series = history.series(row.region_code, row.indicator)
    if closes_quarter(row.period):
        series = {period: known for period, known in series.items() if closes_quarter(period)}
    return tuple(_before({**series, **own}.items(), row.period))


def _before(series: Iterable[Past], until: str) -> list[Past]:
    return sorted(past for past in series if past[0] < until and past[1].value is not None)

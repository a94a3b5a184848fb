"""What a file is compared with: the figures that were reported before it and elsewhere, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from config.model import Config, Indicator, Quarter, Reading, Statistic
from loaders.intake.outcome import Intake


class Known(NamedTuple):
    """A figure and where it stands; `value` is in the catalogue's unit (None with a mark), `text` as it was printed."""

    value: float | None
    text: str
    unit: str
    status: str
    sheet: str
    cell: str
    receipt: str = ""
    submitter: str = ""

    @property
    def where(self) -> str:
        """Receipt, sheet and cell."""
        return " ".join(part for part in (self.receipt, f"{self.sheet}!{self.cell}") if part)


@dataclass(frozen=True)
class History:
    """The newest figure of each region, indicator (or statistic, by its own code) and month `YYYY-MM`.

    It reaches from `quarters` before the file to the file's own month, and tells of all regions, so that it holds the
    earlier figures of a region, its peers' and its counties', and what others reported for the same period.
    """

    figures: Mapping[tuple[str, str], Mapping[str, Known]] = field(default_factory=dict)

    def series(self, region: str, code: str) -> Mapping[str, Known]:
        """The figures of a region and an indicator by month."""
        return self.figures.get((region, code), {})


def codes_compared(intake: Intake, config: Config) -> frozenset[str]:
    """The indicators and statistics whose history a file needs: its own, and those that are the same or its ratios'."""
    own = {row.indicator for row in intake.rows}
    linked = {(s.code, s.indicator) for s in config.statistics if s.indicator}
    ratios = {(i.numerator, i.denominator) for i in config.indicators if i.is_ratio}
    return frozenset(own.union(*({*pair} for pair in linked | ratios if own & {*pair})))


def months_compared(intake: Intake, config: Config) -> tuple[str, str]:
    """The first and the last month of the history; the file may have a sheet for each month."""
    months = sorted({row.period for row in intake.rows if row.column_role == "current" and row.period})
    if not months:
        return "", ""
    return Quarter.of_month(months[0]).shift(-config.plausibility.quarters).last_month, months[-1]


def factor_between(unit: str, wanted: str, reading: Reading) -> float | None:
    """What turns a figure of one unit into another; None for units of different kinds."""
    if unit == wanted:
        return 1.0
    one, two = reading.units.get(unit), reading.units.get(wanted)
    return one[1] / two[1] if one and two and one[0] == two[0] else None


def item_of(code: str, config: Config) -> Indicator | Statistic | None:
    """The indicator or statistic of a code; None when the catalogue lost it."""
    return config.indicator.get(code) or config.statistic.get(code)


def unit_of(code: str, config: Config) -> str:
    """The catalogue's unit of an indicator or a statistic; empty when the catalogue lost it."""
    known = item_of(code, config)
    return known.unit if known else ""

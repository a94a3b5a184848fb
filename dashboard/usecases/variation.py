"""An indicator of a region over the quarters: ordinary variation, and the quarters that have a special cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import narwhals as nw
import polars as pl

from config.model import Indicator
from dashboard.access.gate import needs
from dashboard.usecases.boards import last_quarters
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from loaders.store.readers import polars_schema
from metrics.control import SERIES, control

SIGNALS = ("outside", "run", "near_limit", "jump")
"""In the order of how much they say."""


@dataclass(frozen=True)
class Moment:
    """A quarter of a series: its value and the signals that it completes."""

    quarter: str
    value: float | None
    signals: tuple[str, ...]


@dataclass(frozen=True)
class Variation:
    """A series with its natural process limits, in the indicator's unit; None where there are too few points.

    `quarter_only`: amounts that are cumulative within the year are looked at quarter by quarter.
    """

    region: str
    moments: tuple[Moment, ...]
    centre: float | None
    lower: float | None
    upper: float | None
    quarter_only: bool

    @property
    def special(self) -> tuple[Moment, ...]:
        """The quarters with a special cause."""
        return tuple(moment for moment in self.moments if moment.signals)


@dataclass(frozen=True)
class History:
    """A region's values of eight quarters, and what the last of them signals in its series; empty for nothing."""

    values: tuple[float | None, ...]
    signals: tuple[str, ...]


@needs("results", "present")
def variation(
    desk: Desk, book: Book, indicator: Indicator, quarter: str, region: str, locale: str = "zh_CN"
) -> Variation:
    """The series of eight quarters that ends with a quarter, as far as the person sees it."""
    key = ("variation", indicator.code, quarter, region, locale)
    return book.drawn(key, lambda: _draw(desk, book, indicator, quarter, region, locale))


def _draw(desk: Desk, book: Book, indicator: Indicator, quarter: str, region: str, locale: str) -> Variation:
    quarters, column = last_quarters(quarter), _column(indicator)
    rows = book.rows("measures", indicator=indicator.code, region_code=region, quarter=list(quarters))
    known = {row["quarter"]: row[column] for row in rows}
    found = {row["quarter"]: row for row in _control(indicator.code, [(region, q, known.get(q)) for q in quarters])}
    last: dict[str, Any] = next(iter(reversed(found.values())), {})
    return Variation(
        region=desk.config.region[region].label(locale),
        moments=tuple(
            Moment(q, known.get(q), tuple(name for name in SIGNALS if found.get(q, {}).get(name))) for q in quarters
        ),
        centre=last.get("centre"),
        lower=last.get("lower"),
        upper=last.get("upper"),
        quarter_only=column == "quarter_value",
    )


def _column(indicator: Indicator) -> str:
    """Amounts that are cumulative within the year are looked at quarter by quarter."""
    return "quarter_value" if indicator.measure == "ytd_cumulative" else "value"


def _control(code: str, points: list[tuple[str, str, float | None]]) -> list[dict[str, Any]]:
    rows = [{"region_code": region, "series": code, "quarter": q, "value": value} for region, q, value in points]
    series = nw.from_native(pl.DataFrame(rows, schema=polars_schema(SERIES), orient="row").lazy())
    return list(nw.to_native(control(series)).collect().to_dicts())


@needs("results", "present")
def histories(desk: Desk, book: Book, indicator: Indicator, quarter: str) -> Mapping[str, History]:
    """The eight quarters that end with a quarter, by region, as far as the person sees them."""
    return book.drawn(("histories", indicator.code, quarter), lambda: _histories(book, indicator, quarter))


def _histories(book: Book, indicator: Indicator, quarter: str) -> Mapping[str, History]:
    quarters, column = last_quarters(quarter), _column(indicator)
    rows = book.rows("measures", indicator=indicator.code, quarter=list(quarters))
    signals = _signals(indicator.code, quarter, [(row["region_code"], row["quarter"], row[column]) for row in rows])
    known: dict[str, dict[str, float | None]] = {}
    for row in rows:
        known.setdefault(row["region_code"], {})[row["quarter"]] = row["value"]
    found = {code: tuple(values.get(q) for q in quarters) for code, values in known.items()}
    return MappingProxyType({code: History(values, signals.get(code, ())) for code, values in found.items()})


def _signals(code: str, quarter: str, points: list[tuple[str, str, float | None]]) -> dict[str, tuple[str, ...]]:
    """What the figure of a quarter signals in each region's series."""
    rows = (row for row in _control(code, points) if row["quarter"] == quarter)
    return {row["region_code"]: tuple(name for name in SIGNALS if row[name]) for row in rows}

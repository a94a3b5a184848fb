"""底线告警: the regions where a benefit standard fell, people were left out, or harm was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from config.model import BottomLine, Indicator
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.sources import Source, sources_of
from metrics.bottom_lines import EVENT, RECIPIENTS, STANDARD, alarm, question
from metrics.rounding import NOISE

_ASKED = {
    "kind": pl.String(),
    "value": pl.Float64(),
    "previous": pl.Float64(),
    "at_least": pl.Float64(),
    "falls_by": pl.Float64(),
    "moved": pl.Boolean(),
}
_ORDER = (STANDARD, "coverage", EVENT, RECIPIENTS)
Lined = Mapping[str, tuple[Indicator, BottomLine]]


@dataclass(frozen=True)
class Alarm:
    """A figure that crosses its bottom line: `kind` is standard, coverage or event; figures in the indicator's unit.

    Of the kind recipients it is a question, not a verdict: fewer people, and no standard moved.
    """

    kind: str
    indicator: str
    division: str
    name: str
    unit: str
    decimals: int
    region: str
    region_name: str
    value: float
    previous: float | None
    at_least: float | None
    source: Source | None

    @property
    def asks(self) -> bool:
        """True for a question: nothing is wrong until it is answered."""
        return self.kind == RECIPIENTS


@needs("results", "present")
def bottom_line_alarms(desk: Desk, book: Book, quarter: str, locale: str = "zh_CN") -> tuple[Alarm, ...]:
    """The alarms of a quarter, by kind and region; those of lowest level only, since a sum repeats what is below it."""
    return book.drawn(("bottom_lines", quarter, locale), lambda: _draw(desk, book, quarter, locale))


def _draw(desk: Desk, book: Book, quarter: str, locale: str) -> tuple[Alarm, ...]:
    lined = _lined(desk, quarter)
    rows = [
        row
        for row in book.rows("measures", quarter=quarter, indicator=list(lined))
        if desk.config.region[row["region_code"]].level in lined[row["indicator"]][0].filled_levels
        or row["derivation"] == "ratio"
    ]
    sources = sources_of(desk, book)
    crossed = [_alarm(desk, row, *lined[row["indicator"]], sources, locale) for row in _crossed(rows, lined)]
    return tuple(sorted(crossed, key=lambda one: (_ORDER.index(one.kind), one.indicator, one.region)))


def _lined(desk: Desk, quarter: str) -> Lined:
    """The indicators with a bottom line: their own, and the events of the scheme's vetoes (一票否决)."""
    known = desk.config.indicator
    scheme, _ = desk.config.scheme_for(quarter)
    vetoes = {veto.indicator: BottomLine(kind="event") for veto in scheme.vetoes if veto.indicator in known}
    own = {one.code: one.bottom_line for one in desk.config.indicators if one.bottom_line is not None}
    return {code: (known[code], line) for code, line in (vetoes | own).items()}


def _crossed(rows: list[Mapping[str, Any]], lined: Lined) -> list[Mapping[str, Any]]:
    moved = {(row["region_code"], row["indicator"]): _moved(row) for row in rows}
    asked = [_asked(row, lined[row["indicator"]][1], moved) for row in rows]
    frame = nw.from_native(pl.DataFrame(asked, schema=_ASKED, orient="row"))
    told = frame.select(alarm() | question()).to_native().to_series().to_list()
    return [row for row, rings in zip(rows, told, strict=True) if rings]


def _asked(row: Mapping[str, Any], line: BottomLine, moved: Mapping[tuple[str, str], bool | None]) -> dict[str, Any]:
    beside = [moved.get((row["region_code"], code)) for code in line.beside]
    return {
        "kind": line.kind,
        "value": row["value"],
        "previous": row["previous"],
        "at_least": line.at_least,
        "falls_by": line.falls_by,
        "moved": True if True in beside else None if None in beside else False,
    }


def _moved(row: Mapping[str, Any]) -> bool | None:
    """True when a figure is another than in the quarter before; None where one of the two is not known."""
    if row["value"] is None or row["previous"] is None:
        return None
    return bool(abs(row["value"] - row["previous"]) > NOISE)


def _alarm(
    desk: Desk,
    row: Mapping[str, Any],
    indicator: Indicator,
    line: BottomLine,
    sources: Mapping[int, Source],
    locale: str,
) -> Alarm:
    source = sources.get(row["submission_id"])
    return Alarm(
        kind=line.kind,
        indicator=indicator.code,
        division=indicator.owner,
        name=indicator.label(locale),
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        region=row["region_code"],
        region_name=desk.config.region[row["region_code"]].label(locale),
        value=row["value"],
        previous=row["previous"],
        at_least=line.at_least,
        source=source.at(row["sheet"] or "", row["cell"] or "") if source else None,
    )

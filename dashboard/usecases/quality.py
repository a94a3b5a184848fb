"""Reporting quality (报送质量) of each submitting unit: the facts of the store, by metrics.quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from config.frames import VALUES
from config.model import Config
from config.wording import DEFAULT_LOCALE, translator
from dashboard.access.gate import inner, needs
from dashboard.usecases.collection import collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality_facts import Unsent, quality_facts
from dashboard.usecases.windows import deadline, granted_deadlines
from loaders.store import readers
from loaders.store.counting import RETURNED
from loaders.store.trail import extensions
from metrics.quality import CORRECTIONS, FACTS, QUALITY, as_values, quality_in_words, quality_parts

_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True)
class Part:
    """One part of the formula: its points (of so many) and the sentence that says why."""

    code: str
    points: float
    full_marks: float | None
    sentence: str


@dataclass(frozen=True)
class UnitQuality:
    """The reporting quality of one unit: the total, and its parts in the order of the formula."""

    unit: str
    name: str
    total: float
    parts: tuple[Part, ...]


@needs("present")
def reporting_quality(
    desk: Desk,
    quarter: str,
    locale: str = DEFAULT_LOCALE,
    *,
    workload: Mapping[str, float] = _NOTHING,
    analysis: Mapping[str, float] = _NOTHING,
) -> tuple[UnitQuality, ...]:
    """The quality of every unit in sight that owes something and has delivered, or whose time is up, the best first.

    `workload` and `analysis` give the workload weight and the points of the analysis report by unit code (0 where they
    say nothing): the department decides on them, no file brings them.
    """
    names = {unit.code: unit.name for unit in collection(desk.whole, quarter, locale).owing}
    facts = _frame(quality_facts(desk, quarter, workload, analysis))
    rows = nw.to_native(quality_parts(nw.from_native(facts.lazy()))).collect().to_dicts()
    by_unit: dict[str, list[Part]] = {}
    say = translator(locale)
    for row in rows:
        part = Part(row["part"], row["points"], row["full_marks"], quality_in_words(row, say))
        by_unit.setdefault(row["unit"], []).append(part)
    seen = {unit: parts for unit, parts in by_unit.items() if desk.sight.unit("present", unit)}
    units = [UnitQuality(unit, names[unit], parts[-1].points, tuple(parts)) for unit, parts in seen.items()]
    return tuple(sorted(units, key=lambda unit: (-unit.total, unit.unit)))


@inner
def quality_values(desk: Desk, quarters: Sequence[str] = (), unsent: Unsent | None = None) -> pl.DataFrame:
    """VALUES of reporting_quality and reporting_corrections for the units that are regions, as scoring takes them.

    Of every quarter with a submission, or of those in `quarters`. Divisions are no regions, so they have no rows here.
    What is `unsent` counts as if it had come.
    """
    wanted = quarters or sorted({submission.quarter for submission in readers.submissions(desk.engine)})
    every = (row for quarter in wanted for row in quality_facts(desk, quarter, unsent=unsent))
    facts = [row for row in every if row["unit"] in desk.config.region]
    return nw.to_native(as_values(nw.from_native(_frame(facts).lazy()))).collect()


def reads_quality(config: Config) -> bool:
    """True when a scheme reads one of the two indicators."""
    return any({QUALITY, CORRECTIONS} & set(scheme.indicators) for scheme in config.schemes)


@inner
def with_quality(desk: Desk, values: pl.DataFrame, unsent: Unsent | None = None) -> pl.DataFrame:
    """VALUES with those of the reporting quality, where a scheme reads them; otherwise the very same frame, unread.

    What a file may say under these two names does not count; what is `unsent` counts as if it had come.
    """
    if not reads_quality(desk.config):
        return values
    quarters = sorted(values["quarter"].unique())
    own = values.filter(~pl.col("indicator").is_in([QUALITY, CORRECTIONS])).select(*VALUES)
    return pl.concat([own, quality_values(desk, quarters, unsent)]) if quarters else values


@inner
def clock_of_quality(desk: Desk) -> str:
    """What the quality takes from elsewhere than the values: the windows that have closed, extensions, and returns.

    Empty where no scheme reads the quality.
    """
    if not reads_quality(desk.config):
        return ""
    desk = desk.whole
    stands = {quarter: deadline(desk, quarter) for quarter in desk.config.calendar.quarters}
    closed = [quarter for quarter, stand in stands.items() if stand and stand.state == "closed"]
    quarters = sorted({quarter for quarter, _ in extensions(desk.engine)})
    own = [(unit, stand) for quarter in quarters for unit, stand in granted_deadlines(desk, quarter).items()]
    later = [f"{stand.quarter}/{unit}/{stand.closes:%Y%m%d%H%M%S}/{stand.state}" for unit, stand in own]
    returned = [f"-{one.id}" for one in readers.submissions(desk.engine) if one.state == RETURNED]
    return " ".join((*closed, *sorted(later), *returned))


def _frame(facts: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(facts, schema=readers.polars_schema(FACTS))

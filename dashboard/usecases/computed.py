"""The computed indicators of the scores: the reporting quality, the points of assignments and of highlights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from config.frames import VALUES
from config.model import Config
from dashboard.access.gate import inner
from dashboard.usecases.assignments.escalations import points_taken
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality import clock_of_quality, with_quality
from dashboard.usecases.quality_facts import Unsent
from dashboard.usecases.selection.bonus import points_given
from loaders.store import readers
from metrics.computed import Sums, computed_rows
from metrics.escalating import DEDUCTION
from metrics.rewarding import BONUS

POINTS: Mapping[str, Callable[[Desk], Sums]] = {DEDUCTION: points_taken, BONUS: points_given}
"""By indicator, where the points of regions come from. Another one is a line here and a file of config."""


@inner
def with_computed(desk: Desk, values: pl.DataFrame, unsent: Unsent | None = None) -> pl.DataFrame:
    """VALUES with the computed indicators that a scheme reads; the very same frame where none is read.

    What a file may say under one of these names does not count. What is `unsent` counts as if it had come.
    """
    values = with_quality(desk, values, unsent)
    read = _read(desk.config)
    if not read:
        return values
    own = values.filter(~pl.col("indicator").is_in(read)).select(*VALUES)
    quarters = values["quarter"].unique().to_list()
    return pl.concat([own, *(computed_values(desk, indicator, quarters) for indicator in read)])


@inner
def computed_values(desk: Desk, indicator: str, quarters: Sequence[str]) -> pl.DataFrame:
    """VALUES of one of POINTS for every region of its levels; 0 where there are no points."""
    levels = desk.config.indicator[indicator].levels
    regions = [region.code for region in desk.config.regions if region.level in levels]
    rows = computed_rows(indicator, POINTS[indicator](desk), regions, quarters)
    return pl.DataFrame(rows, schema=readers.polars_schema(VALUES), orient="row")


@inner
def clock_of_computed(desk: Desk) -> str:
    """What the scores take from elsewhere than the values; empty where no scheme reads any of it."""
    given = ((indicator, POINTS[indicator](desk)) for indicator in _read(desk.config))
    told = (f"{name} {where}{points:+}" for name, sums in given for where, points in sorted(sums.items()))
    return " ".join((clock_of_quality(desk), *told)).strip()


def _read(config: Config) -> list[str]:
    """The indicators of POINTS that a scheme reads."""
    return [indicator for indicator in POINTS if any(indicator in scheme.indicators for scheme in config.schemes)]

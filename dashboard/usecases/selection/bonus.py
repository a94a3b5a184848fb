"""亮点加分: the points that confirmed cases bring their regions, and how they reach the score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import polars as pl

from config.frames import VALUES
from config.model import Config, Quarter, Recognition
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.selection.belonging import told_to_all
from dashboard.usecases.selection.standings import Chosen, choice, level_of, scores
from loaders.store import readers
from metrics.rewarding import BONUS, Bonus, Rewarded, bonus_rows, bonuses


@needs("results", "present")
def case_bonuses(desk: Desk) -> dict[str, Bonus]:
    """The points of every confirmed case, by its number."""
    return {one.case.number: one for one in _every(desk)}


def reads_bonus(config: Config) -> bool:
    """True when a scheme reads the points of highlights."""
    return any(BONUS in scheme.indicators for scheme in config.schemes)


@inner
def with_bonus(desk: Desk, values: pl.DataFrame) -> pl.DataFrame:
    """VALUES with the points of highlights, where a scheme reads them; otherwise the very same frame.

    What a file may say under this name does not count.
    """
    if not reads_bonus(desk.config):
        return values
    own = values.filter(pl.col("indicator") != BONUS).select(*VALUES)
    return pl.concat([own, bonus_values(desk, values["quarter"].unique().to_list())])


@inner
def bonus_values(desk: Desk, quarters: Sequence[str]) -> pl.DataFrame:
    """VALUES of the computed indicator for every region of its levels; 0 where there are no points."""
    levels = desk.config.indicator[BONUS].levels
    regions = [region.code for region in desk.config.regions if region.level in levels]
    rows = bonus_rows(_every(desk), regions, quarters)
    return pl.DataFrame(rows, schema=readers.polars_schema(VALUES), orient="row")


@inner
def clock_of_bonus(desk: Desk) -> str:
    """What the scores take from highlights; empty where no scheme reads them."""
    if not reads_bonus(desk.config):
        return ""
    return " ".join(f"{one.case.quarter}/{one.case.region}/{one.case.number}{one.points:+}" for one in _every(desk))


@inner
def _every(desk: Desk) -> tuple[Bonus, ...]:
    confirmed = [_rewarded(desk, one) for one in choice(desk) if told_to_all(one)]
    return bonuses(confirmed, desk.config.highlights.bonus)


@inner
def _rewarded(desk: Desk, one: Chosen) -> Rewarded:
    """A confirmed case; it counts in the quarter in which it was confirmed, so that no released score changes."""
    step = one.last("confirmed")
    assert step is not None
    place = scores(desk, one.entry.quarter).cases.get(one.number, {}).get("rank")
    counts_in = str(Quarter.of_month(f"{desk.local(step.at):%Y-%m}"))
    return Rewarded(one.number, one.entry.region_code, counts_in, cast(Recognition, level_of(one)), place)

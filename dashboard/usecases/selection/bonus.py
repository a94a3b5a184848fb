"""亮点加分: the points that confirmed cases bring their regions, and how they reach the score."""

from __future__ import annotations

from typing import cast

from config.model import Quarter, Recognition
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.selection.belonging import told_to_all
from dashboard.usecases.selection.standings import Chosen, choice, level_of, scores
from metrics.computed import Sums
from metrics.rewarding import Bonus, Rewarded, bonus_sums, bonuses


@needs("results", "present")
def case_bonuses(desk: Desk) -> dict[str, Bonus]:
    """The points of every confirmed case, by its number."""
    return {one.case.number: one for one in _every(desk)}


@inner
def points_given(desk: Desk) -> Sums:
    """The points that the confirmed cases of each region bring it in each quarter."""
    return bonus_sums(_every(desk))


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

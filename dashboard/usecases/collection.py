"""Who has submitted for a quarter and who has not: what is owed, what came, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.access.gate import needs
from dashboard.usecases.belonging import seen, sees
from dashboard.usecases.deliveries import Delivery, delivered
from dashboard.usecases.desk import Desk
from dashboard.usecases.owing import Owed, owed_figures, owed_units
from dashboard.usecases.standing_state import as_handed_in, as_it_stands
from dashboard.usecases.windows import Deadline, deadline, granted_deadlines
from loaders.store import readers
from loaders.store.counting import RETURNED
from loaders.store.stored import reported_figures
from loaders.store.tables import Submission

State = Literal["missing", "returned", "awaited", "partial", "late", "on_time", "extra"]
STATES: tuple[State, ...] = ("missing", "returned", "awaited", "partial", "late", "on_time", "extra")
ENOUGH = 0.9
"""The share of what a unit owes from which it counts as submitted; below it has submitted in part (部分报送)."""


@dataclass(frozen=True)
class Unit:
    """One unit and what it owes: its newest delivery (None while missing) and how many times it delivered.

    `reported` of the `owed` figures have come in all its deliveries that count together; a statutory form counts as
    one. `silent` names the regions of which a delivered workbook says nothing that counts; `window` is the unit's own
    where it was granted an extension. A unit is late by its first delivery, whether that was returned or not, and
    returned while its newest one is.
    """

    code: str
    name: str
    owes: Owed
    state: State
    delivery: Delivery | None
    times: int
    reported: int
    owed: int
    silent: tuple[str, ...] = ()
    window: Deadline | None = None

    @property
    def key(self) -> str:
        """What tells this line from the others."""
        return f"{self.owes}.{self.code}"


@dataclass(frozen=True)
class Collection:
    """The collection of a quarter: its window and every unit, those that are missing first."""

    quarter: str
    window: Deadline | None
    units: tuple[Unit, ...]

    @property
    def owing(self) -> tuple[Unit, ...]:
        """The units that owe something, without what came unasked."""
        return tuple(unit for unit in self.units if unit.state != "extra")

    def count(self, *states: State) -> int:
        """How many units are in one of the states."""
        return sum(unit.state in states for unit in self.units)


@needs("submissions")
def collection(desk: Desk, quarter: str, locale: str, among: Mapping[int, Sequence[str]] | None = None) -> Collection:
    """The state of a quarter's collection. Divisions owe their own indicators, prefectures the statutory form.

    Of it the units that the person sees. With `among` as it stood for a release: the submissions behind it, each with
    the regions that were set aside.
    """
    if among is not None:
        return _draw(desk, quarter, locale, among)
    return as_it_stands(desk, ("collection", quarter, locale), lambda: _draw(desk, quarter, locale, None))


def _draw(desk: Desk, quarter: str, locale: str, among: Mapping[int, Sequence[str]] | None) -> Collection:
    window, later = deadline(desk, quarter), granted_deadlines(desk, quarter)
    every = seen(desk, readers.submissions(desk.engine, quarter))
    came = delivered(desk, [s for s in every if among is None or s.id in among], locale)
    owed = [one for one in owed_units(desk.config, quarter, locale) if sees(desk, one[0], one[1])]
    said = _said(desk, quarter) if among is None else reported_figures(desk.engine, quarter, among)
    reported = dict(said)
    units = []
    for owes, code, name in owed:
        own = [delivery for submission, delivery in came if _settles(submission, owes, code)]
        if owes == "statutory_form" and any(_counts(delivery, code, among) for delivery in own):
            reported[code] = {(owes, code)}
        unit = Unit(code, name, owes, "missing", own[0] if own else None, len(own), 0, 0, (), later.get(code, window))
        units.append(_judged(desk, unit, own, reported.get(code, set()), locale, frozen=among is not None))
    units += [
        Unit(str(delivery.number), delivery.submitter or delivery.region, "other", "extra", delivery, 1, 0, 0)
        for submission, delivery in came
        if not any(_settles(submission, owes, code) for owes, code, _ in owed)
    ]
    return Collection(quarter, window, tuple(sorted(units, key=lambda unit: STATES.index(unit.state))))


def _said(desk: Desk, quarter: str) -> dict[str, set[tuple[str, str]]]:
    return as_handed_in(desk, ("reported", quarter), lambda: reported_figures(desk.engine, quarter))


@needs("submissions")
def collected_quarters(desk: Desk) -> tuple[str, ...]:
    """The quarters to look at, newest first: those whose window has opened, and those with a submission."""
    return as_it_stands(desk, "collected_quarters", lambda: _quarters(desk))


def _quarters(desk: Desk) -> tuple[str, ...]:
    opened = {q for q in desk.config.calendar.quarters if q <= desk.current_quarter()}
    return tuple(sorted(opened | {s.quarter for s in seen(desk, readers.submissions(desk.engine))}, reverse=True))


def _judged(
    desk: Desk, unit: Unit, own: Sequence[Delivery], said: set[tuple[str, str]], locale: str, *, frozen: bool
) -> Unit:
    """A unit with what came of what it owes, and the state that follows from it."""
    due = owed_figures(desk.config, unit.owes, unit.code)
    told = {region for _, region in due & said}
    silent = {region for _, region in due} - told if own and unit.owes == "division_workbook" else set()
    names = tuple(region.label(locale) for region in desk.config.regions if region.code in silent)
    judged = replace(unit, reported=len(due & said), owed=len(due), silent=names)
    return replace(judged, state=_state(judged, own, frozen=frozen))


def _state(unit: Unit, own: Sequence[Delivery], *, frozen: bool) -> State:
    if not own:
        return "awaited" if unit.window is not None and unit.window.state != "closed" else "missing"
    if own[0].state == RETURNED and not frozen:
        return "returned"
    if unit.reported < ENOUGH * unit.owed:
        return "partial"
    return "late" if own[-1].late else "on_time"


def _counts(delivery: Delivery, region: str, among: Mapping[int, Sequence[str]] | None) -> bool:
    """True when a delivery counts for a region: now, or as it stood for a release."""
    if among is not None:
        return region not in among[delivery.number]
    return delivery.state != RETURNED and region not in delivery.set_aside


def _settles(submission: Submission, owes: Owed, code: str) -> bool:
    who = submission.submitter if owes == "division_workbook" else submission.region_code
    return submission.kind == owes and who == code

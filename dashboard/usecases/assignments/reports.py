"""交办 as they are read: each assignment in sight, how it stands, its chain, and what the reader may do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.access.gate import inner, needs
from dashboard.usecases.assignments.posts import acts_of, sees
from dashboard.usecases.assignments.standings import Figure, Followed, followed
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from loaders.store.followtables import AssignmentStep
from metrics.following import Light, Run, State, days_left, lights_from


@dataclass(frozen=True)
class FileLine:
    """A file that was sent as evidence, by the hash of its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class StepLine:
    """A step: when (local time), what, by whom in the post of which unit, why, and what was sent with it."""

    at: dt.datetime
    action: str
    actor: str
    post_name: str
    reason: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True)
class Watch:
    """The declared indicator: where it is watched, which figure is good enough, and what the releases told."""

    indicator: str
    name: str
    region_name: str
    bound: float
    decimals: int
    unit: str
    lower: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class AssignmentReport:
    """An assignment as it stands today. `days_left` are working days, negative when it is overdue; `coming` are the
    days on which the next lights come on; `acts` is what the reader may do now (sent, returned, closed, reopened)."""

    number: str
    title: str
    demand: str
    owner: str
    owner_name: str
    co_owners: tuple[str, ...]
    co_names: tuple[str, ...]
    division: str
    division_name: str
    quarter: str
    source: dict[str, Any]
    ledger_name: str
    closes_by: str
    watch: Watch | None
    made: dt.datetime
    made_by: str
    days: int
    state: State
    light: Light
    due: dt.date
    days_left: int
    runs: tuple[Run, ...]
    coming: tuple[tuple[Light, dt.date], ...]
    recovered: bool
    fell_back: bool
    steps: tuple[StepLine, ...]
    acts: frozenset[str] = frozenset()

    @property
    def closed(self) -> bool:
        """True when nothing is left to do."""
        return self.state == "closed"

    @property
    def overdue(self) -> bool:
        """True for one that is open although it was due, and for which nothing waits to be looked at."""
        return self.state in ("open", "returned") and self.days_left < 0

    @property
    def reopened(self) -> bool:
        """True for one that was closed before."""
        return len(self.runs) > 1

    def concerns(self, units: Collection[str]) -> bool:
        """True when one of the units owns it, together with others or alone, or is in charge of it."""
        return bool({self.owner, *self.co_owners, self.division} & set(units))


@needs("assignments")
def assignments(desk: Desk, locale: str = "zh_CN") -> tuple[AssignmentReport, ...]:
    """The assignments in sight: overdue ones first, then by due date; the closed ones last, newest first."""
    found = [one for one in followed(desk) if sees(desk, one)]
    drawn = [replace(_drawn(desk, one, locale), acts=acts_of(desk, one)) for one in found]
    still = sorted((one for one in drawn if not one.closed), key=lambda one: (one.state == "sent", one.due, one.number))
    done = sorted((one for one in drawn if one.closed), key=lambda one: one.number, reverse=True)
    return (*still, *done)


@needs("assignments")
def assignment(desk: Desk, number: str, locale: str = "zh_CN") -> AssignmentReport | None:
    """One assignment in sight by its number; None where there is none."""
    return next((one for one in assignments(desk, locale) if one.number == number), None)


@inner
def _drawn(desk: Desk, one: Followed, locale: str) -> AssignmentReport:
    today = desk.local(desk.now()).date()
    key = ("assignment", one.assignment.number, len(one.kept.steps), one.standing, len(one.figures), today, locale)
    report: AssignmentReport = desk.once(key, lambda: _draw(desk, one, today, locale))
    return report


def _draw(desk: Desk, one: Followed, today: dt.date, locale: str) -> AssignmentReport:
    kept, standing, rules = one.assignment, one.standing, desk.config.supervision
    ahead = lights_from(standing.run, rules) if standing.state in ("open", "returned") else ()
    return AssignmentReport(
        number=kept.number,
        title=kept.title,
        demand=kept.demand,
        owner=kept.owner,
        owner_name=_name(desk, kept.owner, locale),
        co_owners=tuple(kept.co_owners),
        co_names=tuple(_name(desk, unit, locale) for unit in kept.co_owners),
        division=kept.division,
        division_name=_name(desk, kept.division, locale),
        quarter=kept.quarter,
        source=dict(kept.source),
        ledger_name=_ledger_name(desk, kept.source, locale),
        closes_by=kept.closes_by,
        watch=_watch(desk, one, locale) if kept.watch else None,
        made=desk.local(kept.made_at),
        made_by=kept.made_by,
        days=kept.days,
        state=standing.state,
        light=standing.light,
        due=standing.run.due,
        days_left=days_left(standing.run, today, rules.due.workdays),
        runs=standing.runs,
        coming=tuple((lit.light, lit.on) for lit in ahead if lit.on > today),
        recovered=standing.recovered,
        fell_back=standing.fell_back,
        steps=tuple(_step(desk, one, step, locale) for step in one.kept.steps),
    )


def _watch(desk: Desk, one: Followed, locale: str) -> Watch:
    watch, indicator = one.assignment.watch, desk.config.indicator.get(one.assignment.watch["indicator"])
    return Watch(
        indicator=watch["indicator"],
        name=desk.config.item_name(watch["indicator"], locale),
        region_name=_name(desk, watch["region"], locale),
        bound=float(watch["bound"]),
        decimals=indicator.decimals if indicator else 2,
        unit="" if indicator is None else indicator.unit_en if locale == "en" else indicator.unit,
        lower=indicator is not None and indicator.direction == "lower",
        figures=one.figures,
    )


def _step(desk: Desk, one: Followed, step: AssignmentStep, locale: str) -> StepLine:
    files = tuple(FileLine(file.name, file.sha256, file.size) for file in one.kept.files.get(step.id or 0, ()))
    post = _name(desk, step.post, locale) if step.post else ""
    return StepLine(desk.local(step.at), step.action, step.actor, post, step.reason, files)


def _ledger_name(desk: Desk, source: Mapping[str, Any], locale: str) -> str:
    ledger = desk.config.ledger.get(str(source.get("ledger", "")))
    return ledger.label(locale) if ledger is not None else ""


def _name(desk: Desk, unit: str, locale: str) -> str:
    return name_of_submitter(desk.config, unit, locale)

"""Handing out an assignment: what is asked of which unit until when, where it comes from, and when it may be closed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from config.model import Config
from config.wording import translator
from dashboard.access.gate import inner, needs
from dashboard.access.titles import unit_name
from dashboard.usecases.assignments import refusing
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.following import hand_out
from loaders.store.followtables import Assignment
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed, written

LONGEST_TITLE, LONGEST_DEMAND, MOST_DAYS = 120, 1000, 250


@dataclass(frozen=True)
class Wanted:
    """What someone wants to hand out. `days` 0 means the usual number of working days, `division` empty the one that
    fits; with `indicator` it is watched in `region` (the owner's own when empty) against `bound`, and with `recovers`
    the assignment closes only once it has recovered."""

    title: str
    demand: str
    owner: str
    quarter: str
    co_owners: tuple[str, ...] = ()
    division: str = ""
    days: int = 0
    source: Mapping[str, Any] = field(default_factory=lambda: {"kind": "free"})
    indicator: str = ""
    region: str = ""
    bound: float | None = None
    recovers: bool = False


@needs("assign")
def assign(desk: Desk, wanted: Wanted) -> str:
    """Hand out an assignment; its number. Raises StepRefused with what is missing."""
    made, by = drafted(desk, wanted)
    with writing(desk.engine) as session:
        return hand_out(session, made, by).number


@inner
def drafted(desk: Desk, wanted: Wanted) -> tuple[Assignment, Signed]:
    """An assignment that has no number yet, and who hands it out. Raises StepRefused with what is missing."""
    _must_be_whole(desk.config, wanted)
    by, rules = signed(desk, OFFICE if desk.sight.has("confirm") else ""), desk.config.supervision.due
    days = wanted.days or rules.days
    made = Assignment(
        number="",
        title=written(wanted.title)[:LONGEST_TITLE],
        demand=written(wanted.demand)[:LONGEST_DEMAND],
        owner=wanted.owner,
        co_owners=list(wanted.co_owners),
        division=in_charge(desk.config, wanted),
        quarter=wanted.quarter,
        source=dict(wanted.source),
        closes_by="indicator" if wanted.recovers else "evidence",
        watch=_watch(desk.config, wanted),
        days=days,
        due=rules.workdays.after(desk.local(by.at).date(), days),
        made_at=by.at,
        made_by=by.actor,
        login=by.login,
        invented=desk.workspace.invented,
    )
    return made, by


@needs("assign")
def units_to_ask(desk: Desk, locale: str = "zh_CN") -> dict[str, str]:
    """The units that something may be handed out to, by code: divisions in their order, then regions."""
    config, say = desk.config, translator(locale)
    divisions = [one.code for one in sorted(config.divisions, key=lambda one: one.order)]
    regions = [one.code for one in config.regions if one.code != config.province.top]
    return {code: unit_name(config, code, say, locale) for code in (*divisions, *regions)}


def in_charge(config: Config, wanted: Wanted) -> str:
    """The division that looks at the evidence: the one named, else the owner of the indicator, else the office."""
    asked = {wanted.owner, *wanted.co_owners}
    known = config.indicator.get(wanted.indicator)
    fitting = (wanted.division, known.owner if known else "", OFFICE)
    return next((code for code in fitting if code in config.division and code not in asked), "")


def _must_be_whole(config: Config, wanted: Wanted) -> None:
    for fault, message in _faults(config, wanted):
        if fault:
            raise StepRefused(message, quarter=wanted.quarter)


def _faults(config: Config, wanted: Wanted) -> tuple[tuple[bool, str], ...]:
    """What may be missing, each with the sentence that says so."""
    units = (wanted.owner, *wanted.co_owners)
    unknown = any(unit not in config.division and unit not in config.region for unit in units)
    wrong = unknown or config.province.top in units or len(set(units)) < len(units)
    watched = bool(wanted.indicator) or wanted.recovers
    return (
        (not wanted.title.strip(), refusing.NO_TITLE),
        (not wanted.demand.strip(), refusing.NO_DEMAND),
        (wrong, refusing.NO_OWNER),
        (wanted.division in units or not in_charge(config, wanted), refusing.NO_DIVISION),
        (not 0 <= wanted.days <= MOST_DAYS, refusing.WRONG_DAYS),
        (wanted.quarter not in config.calendar.quarters, refusing.NO_QUARTER),
        (watched and not _watch(config, wanted), refusing.NO_INDICATOR),
    )


def _watch(config: Config, wanted: Wanted) -> dict[str, Any]:
    region = wanted.region or wanted.owner
    if wanted.indicator not in config.indicator or region not in config.region:
        return {}
    if wanted.bound is None or not math.isfinite(wanted.bound):
        return {}
    return {"indicator": wanted.indicator, "region": region, "bound": wanted.bound}

"""交办督办: where an assignment stands, worked out from what happened to it; nothing is stored but what happened.

A step that the rules do not allow changes nothing here, whoever wrote it: so no assignment is closed without its
condition, and nobody closes their own.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from config.model import Supervision
from config.workdays import Workdays

Light = Literal["", "blue", "yellow", "red"]
Action = Literal["sent", "returned", "closed", "reopened", "read"]
State = Literal["open", "sent", "returned", "closed"]
GRAVITY: tuple[Light, ...] = ("", "blue", "yellow", "red")
TICKING: tuple[State, ...] = ("open", "returned")
"""The states in which time runs against the owner; while evidence is looked at it does not."""


@dataclass(frozen=True)
class Terms:
    """What an assignment asks: handed out and due on (local days), by which units it is owned, and when it may close.

    By `evidence` that someone else approves, or only once the declared `indicator` has recovered. `watched`: an
    indicator is declared, so that the assignment opens again when a later quarter falls short; `quarter` is where it
    came from.
    """

    made: dt.date
    due: dt.date
    owners: frozenset[str]
    closes_by: Literal["evidence", "indicator"] = "evidence"
    watched: bool = False
    quarter: str = ""


@dataclass(frozen=True)
class Happening:
    """Something that happened to an assignment (local time): a step of someone (`login`, in the post of a unit), or a
    quarter's figure that a release told (`read`): whether it meets the bound, None where there is no figure."""

    at: dt.datetime
    action: Action
    login: str = ""
    post: str = ""
    quarter: str = ""
    meets: bool | None = None


@dataclass(frozen=True)
class Lit:
    """A light that came on: on which day, and why (time, overdue, returned)."""

    light: Light
    on: dt.date
    why: Literal["time", "overdue", "returned"]


@dataclass(frozen=True)
class Run:
    """From handing out, or reopening, to closing: the due date as it stands, and the lights in order."""

    began: dt.date
    due: dt.date
    lit: tuple[Lit, ...] = ()
    closed: dt.date | None = None

    @property
    def light(self) -> Light:
        """The light now: the gravest that came on."""
        return self.lit[-1].light if self.lit else ""


@dataclass(frozen=True)
class Standing:
    """Where an assignment stands: its state, its runs (the last one is the present one), who sent evidence in it, the
    newest figure read, `since` when time runs again or stands still, and whether that figure opened it again."""

    state: State
    runs: tuple[Run, ...]
    senders: frozenset[str] = frozenset()
    read: tuple[str, bool | None] = ("", None)
    closed_at_quarter: str = ""
    fell_back: bool = False
    since: dt.date | None = None

    @property
    def run(self) -> Run:
        """The present run."""
        return self.runs[-1]

    @property
    def light(self) -> Light:
        """The light that burns: none once it is closed."""
        return "" if self.state == "closed" else self.run.light

    @property
    def recovered(self) -> bool:
        """True when the newest figure meets the bound."""
        return self.read[1] is True


def follow(terms: Terms, happened: Iterable[Happening], today: dt.date, rules: Supervision) -> Standing:
    """The standing at the end of a local day, from everything that happened up to then."""
    standing = Standing("open", (Run(terms.made, terms.due),), since=terms.made)
    for one in sorted(happened, key=lambda one: one.at):
        day = one.at.date()
        if day > today:
            break
        standing = _after(_timed(standing, day, rules), one, terms, rules)
    return _timed(standing, today, rules)


def allowed(standing: Standing, terms: Terms, one: Happening) -> bool:
    """True when a step may be taken: see the module's docstring."""
    others = one.post not in terms.owners and one.login not in standing.senders
    if one.action == "sent":
        return standing.state != "closed"
    if one.action == "returned":
        return standing.state == "sent" and others
    if one.action == "reopened":
        return standing.state == "closed" and others
    if one.action == "closed":
        fulfilled = standing.recovered if terms.closes_by == "indicator" else standing.state == "sent"
        return standing.state != "closed" and fulfilled and others
    return True


def lights_from(run: Run, rules: Supervision) -> tuple[Lit, ...]:
    """The days from which the lights of a run come on while nothing is sent, by time alone."""
    days, lights = rules.due.workdays, rules.lights
    span = days.between(run.began, run.due)
    soon, late = (
        days.after(run.began, math.ceil(span * share - 1e-9)) for share in (lights.blue_from, lights.yellow_from)
    )
    past = days.after(run.due, lights.red_after) + dt.timedelta(days=1)
    return (Lit("blue", min(soon, past), "time"), Lit("yellow", min(late, past), "time"), Lit("red", past, "overdue"))


def days_left(run: Run, today: dt.date, days: Workdays) -> int:
    """Working days to the due date; negative when it is past, and at least one day so as soon as it is."""
    left = days.between(today, run.due)
    return min(left, -1) if today > run.due else left


def _timed(standing: Standing, day: dt.date, rules: Supervision) -> Standing:
    """The lights that time brings up to a day, while it runs against the owner."""
    if standing.state not in TICKING:
        return standing
    resumed = standing.since or standing.run.began
    for lit in lights_from(standing.run, rules):
        if lit.on <= day:
            standing = _lighted(standing, replace(lit, on=max(lit.on, resumed)))
    return standing


def _lighted(standing: Standing, lit: Lit) -> Standing:
    """A light that comes on; one that is no graver than what burns changes nothing."""
    if GRAVITY.index(lit.light) <= GRAVITY.index(standing.run.light):
        return standing
    shown = tuple(one for one in standing.run.lit if one.on < lit.on)
    return _with(standing, replace(standing.run, lit=(*shown, lit)))


def _with(standing: Standing, run: Run) -> Standing:
    return replace(standing, runs=(*standing.runs[:-1], run))


def _after(standing: Standing, one: Happening, terms: Terms, rules: Supervision) -> Standing:
    """What a happening makes of a standing; one that is not allowed leaves it as it is."""
    if not allowed(standing, terms, one):
        return standing
    day = one.at.date()
    if one.action == "read":
        return _read(standing, one, terms, rules)
    if one.action == "sent":
        return replace(standing, state="sent", senders=standing.senders | {one.login} - {""}, since=day)
    if one.action == "returned":
        return _returned(standing, day, rules)
    if one.action == "reopened":
        return _opened(standing, day, rules)
    closed = _with(standing, replace(standing.run, closed=day))
    return replace(
        closed, state="closed", closed_at_quarter=max(standing.read[0], terms.quarter), since=day, fell_back=False
    )


def _read(standing: Standing, one: Happening, terms: Terms, rules: Supervision) -> Standing:
    """A quarter's figure: the newest quarter counts; one that falls short opens a closed assignment again."""
    if not terms.watched or one.quarter < max(standing.read[0], terms.quarter):
        return standing
    known = replace(standing, read=(one.quarter, one.meets))
    later = one.quarter > standing.closed_at_quarter or terms.closes_by == "indicator"
    if standing.state == "closed" and one.meets is False and later:
        return replace(_opened(known, one.at.date(), rules), fell_back=True)
    return known


def _returned(standing: Standing, day: dt.date, rules: Supervision) -> Standing:
    """Evidence that was not enough: yellow, and at least some days to mend it."""
    due = max(standing.run.due, rules.due.workdays.after(day, rules.due.return_days))
    back = _lighted(_with(standing, replace(standing.run, due=due)), Lit("yellow", day, "returned"))
    return replace(back, state="returned", since=day)


def _opened(standing: Standing, day: dt.date, rules: Supervision) -> Standing:
    """The problem is back: a run of its own, with its own due date and no light yet."""
    run = Run(day, rules.due.workdays.after(day, rules.due.reopened_days))
    return Standing("open", (*standing.runs, run), read=standing.read, since=day)

"""Who has submitted for a quarter and who has not: what is owed, what came, and what was found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from config.model import Config, Quarter, Severity
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.windows import Deadline, deadline
from loaders.intake.outcome import Finding
from loaders.store import readers
from loaders.store.stored import reported_figures
from loaders.store.tables import Submission

Owed = Literal["division_workbook", "statutory_form", "other"]
State = Literal["missing", "awaited", "partial", "late", "on_time", "extra"]
_SAME = ("receipt", "kind", "period", "quarter", "file_name", "sha256", "late", "rows", "publisher", "published")
STATES: tuple[State, ...] = ("missing", "awaited", "partial", "late", "on_time", "extra")
ENOUGH = 0.9
"""The share of what a unit owes from which it counts as submitted; below it has submitted in part (部分报送)."""


@dataclass(frozen=True)
class Delivery:
    """One submission as the page lists it; local times; the publisher's words are empty for its own files."""

    number: int
    receipt: str
    submitter: str
    kind: str
    region: str
    period: str
    quarter: str
    file_name: str
    sha256: str
    received: dt.datetime
    late: bool
    rows: int
    warnings: int
    notes: int
    publisher: str
    published: str
    address: str
    note: str


@dataclass(frozen=True)
class Unit:
    """One unit and what it owes: its newest delivery (None while missing) and how many times it delivered.

    `reported` of the `owed` figures have come in all its deliveries together; a statutory form counts as one.
    """

    code: str
    name: str
    owes: Owed
    state: State
    delivery: Delivery | None
    times: int
    reported: int
    owed: int

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


@dataclass(frozen=True)
class Opened:
    """A delivery opened: its findings, the gravest first."""

    delivery: Delivery
    findings: tuple[Finding, ...]


def collection(desk: Desk, quarter: str, locale: str, among: Set[int] | None = None) -> Collection:
    """The state of a quarter's collection. Divisions owe their own indicators, prefectures the statutory form.

    With `among` only the submissions with these numbers count.
    """
    window = deadline(desk, quarter)
    every = readers.submissions(desk.engine, quarter)
    came = _deliveries(desk, [s for s in every if among is None or s.id in among], locale)
    still_time = window is not None and window.state != "closed"
    units, owed = [], owing_units(desk.config, quarter, locale)
    reported = reported_figures(desk.engine, quarter, among)
    for owes, code, name in owed:
        own = [delivery for submission, delivery in came if _settles(submission, owes, code)]
        form = owes == "statutory_form"
        due = set() if form else _owed_figures(desk.config, code)
        given, wanted = (min(len(own), 1), 1) if form else (len(due & reported.get(code, set())), len(due))
        state = _state(own, given / wanted, still_time=still_time)
        units.append(Unit(code, name, owes, state, own[0] if own else None, len(own), given, wanted))
    units += [
        Unit(str(delivery.number), delivery.submitter or delivery.region, "other", "extra", delivery, 1, 0, 0)
        for submission, delivery in came
        if not any(_settles(submission, owes, code) for owes, code, _ in owed)
    ]
    return Collection(quarter, window, tuple(sorted(units, key=lambda unit: STATES.index(unit.state))))


def deliveries(desk: Desk, locale: str) -> tuple[Delivery, ...]:
    """Every submission of the workspace, newest period first."""
    every = (delivery for _, delivery in _deliveries(desk, readers.submissions(desk.engine), locale))
    return tuple(sorted(every, key=lambda delivery: (delivery.period, delivery.number), reverse=True))


def collected_quarters(desk: Desk) -> tuple[str, ...]:
    """The quarters to look at, newest first: those whose window has opened, and those that have a submission."""
    opened = {q for q in desk.config.calendar.quarters if q <= desk.current_quarter()}
    return tuple(sorted(opened | {s.quarter for s in readers.submissions(desk.engine)}, reverse=True))


def opened_delivery(desk: Desk, number: int, locale: str) -> Opened | None:
    """A delivery with its findings; None when there is none with the number."""
    submission = readers.submission(desk.engine, number)
    if submission is None:
        return None
    (_, delivery), *_ = _deliveries(desk, [submission], locale)
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    found = [
        Finding(row.rule, Severity(row.severity), row.sheet, row.cell, row.read, dict(row.places))
        for row in readers.findings(desk.engine, number)
    ]
    return Opened(delivery, tuple(sorted(found, key=lambda finding: order.index(finding.severity))))


def raw_bytes(desk: Desk, delivery: Delivery) -> bytes | None:
    """The file as it came, byte for byte; None when the database has lost it."""
    return readers.raw_file(desk.engine, delivery.sha256)


def owing_units(config: Config, quarter: str, locale: str) -> list[tuple[Owed, str, str]]:
    """Who owes what for a quarter, with code and name: divisions their figures, prefectures the statutory form."""
    if not config.schemes:
        return []
    divisions = sorted(config.divisions, key=lambda division: division.order)
    owed: list[tuple[Owed, str, str]] = [
        ("division_workbook", d.code, d.label(locale)) for d in divisions if config.owed_by(d.code)
    ]
    if any(form.layout == "rows" and form.in_force(Quarter(quarter).last_month) for form in config.forms):
        top = config.province.scored_levels[0]
        owed += [("statutory_form", r.code, r.label(locale)) for r in config.regions if r.level == top]
    return owed


def _owed_figures(config: Config, division: str) -> set[tuple[str, str]]:
    """The (indicator, region) pairs that a division fills in, without those that are summed from the regions below."""
    return {
        (indicator.code, region.code)
        for indicator in config.owed_by(division)
        for region in config.regions
        if region.level in indicator.filled_levels
    }


def _state(own: Sequence[Delivery], share: float, *, still_time: bool) -> State:
    if not own:
        return "awaited" if still_time else "missing"
    if share < ENOUGH:
        return "partial"
    return "late" if own[-1].late else "on_time"


def _settles(submission: Submission, owes: Owed, code: str) -> bool:
    who = submission.submitter if owes == "division_workbook" else submission.region_code
    return submission.kind == owes and who == code


def _deliveries(desk: Desk, submissions: Sequence[Submission], locale: str) -> list[tuple[Submission, Delivery]]:
    counts = readers.finding_counts(desk.engine)
    return [(submission, _delivery(desk, submission, counts, locale)) for submission in submissions]


def _delivery(desk: Desk, submission: Submission, counts: Mapping[tuple[int, str], int], locale: str) -> Delivery:
    number = submission.id or 0
    region = desk.config.region.get(submission.region_code)
    return Delivery(
        number=number,
        submitter=name_of_submitter(desk.config, submission.submitter, locale),
        region=region.label(locale) if region else "",
        received=desk.local(submission.received_at),
        warnings=counts.get((number, Severity.WARNING), 0),
        notes=counts.get((number, Severity.NOTE), 0),
        address=submission.source_url,
        note=submission.source_note,
        **{name: getattr(submission, name) for name in _SAME},
    )

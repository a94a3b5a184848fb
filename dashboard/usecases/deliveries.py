"""What was handed in, submission by submission: how it stands, what was found in it, and the file as it came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.model import Severity
from dashboard.access.gate import inner, needs
from dashboard.usecases.belonging import seen
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.standing_state import as_it_stands
from loaders.intake.outcome import Finding
from loaders.store import readers
from loaders.store.counting import RETURNED, in_force, set_asides
from loaders.store.lifetables import Extension
from loaders.store.steps import unit_of
from loaders.store.tables import Submission
from loaders.store.trail import extensions

_SAME = ("receipt", "kind", "period", "quarter", "file_name", "sha256", "state", "rows", "publisher", "published")


@dataclass(frozen=True)
class Delivery:
    """One submission as the page lists it; local times; the publisher's words are empty for its own files.

    `unit` is the code of whose it is. `late` forgives what came within an extension; `set_aside` are the codes of the
    regions that were returned of it.
    """

    number: int
    receipt: str
    unit: str
    submitter: str
    kind: str
    region: str
    period: str
    quarter: str
    file_name: str
    sha256: str
    state: str
    set_aside: tuple[str, ...]
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
class Opened:
    """A delivery opened: its findings, the gravest first."""

    delivery: Delivery
    findings: tuple[Finding, ...]


@needs("submissions")
def deliveries(desk: Desk, locale: str) -> tuple[Delivery, ...]:
    """Every submission of the workspace that the person sees, newest period first."""
    every = (delivery for _, delivery in delivered(desk, seen(desk, readers.submissions(desk.engine)), locale))
    return tuple(sorted(every, key=lambda delivery: (delivery.period, delivery.number), reverse=True))


@needs("submissions")
def standing_deliveries(desk: Desk, quarter: str, locale: str) -> tuple[Delivery, ...]:
    """The submissions of a quarter that still say something, the newest first: not returned, and not corrected whole.
    Of them those that the person sees.

    One without a single value (a file of cases only) says what it says.
    """
    holding = in_force(desk.engine, quarter)
    came = seen(desk, readers.submissions(desk.engine, quarter))
    every = (delivery for _, delivery in delivered(desk, came, locale))
    return tuple(one for one in every if one.state != RETURNED and (one.number in holding or not one.rows))


@needs("submissions")
def opened_delivery(desk: Desk, number: int, locale: str) -> Opened | None:
    """A delivery with its findings; None when there is none with the number that the person sees."""
    return as_it_stands(desk, ("opened", number, locale), lambda: _opened(desk, number, locale))


def _opened(desk: Desk, number: int, locale: str) -> Opened | None:
    submission = readers.submission(desk.engine, number)
    if submission is None or not seen(desk, [submission]):
        return None
    (_, delivery), *_ = delivered(desk, [submission], locale)
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    found = [
        Finding(row.rule, Severity(row.severity), row.sheet, row.cell, row.read, dict(row.places))
        for row in readers.findings(desk.engine, number)
    ]
    return Opened(delivery, tuple(sorted(found, key=lambda finding: order.index(finding.severity))))


@needs("submissions")
def raw_bytes(desk: Desk, delivery: Delivery) -> bytes | None:
    """The file as it came, byte for byte; None when the database has lost it, or the person does not see it."""
    submission = readers.submission(desk.engine, delivery.number)
    if submission is None or not seen(desk, [submission]):
        return None
    return readers.raw_file(desk.engine, submission.sha256)


@inner
def delivered(desk: Desk, submissions: Sequence[Submission], locale: str) -> list[tuple[Submission, Delivery]]:
    """Submissions with what a page lists of each."""
    beside = _Beside(readers.finding_counts(desk.engine), set_asides(desk.engine), extensions(desk.engine))
    return [(submission, _delivery(desk, submission, beside, locale)) for submission in submissions]


@dataclass(frozen=True)
class _Beside:
    """What stands beside the submissions: findings by severity, regions set aside, extensions."""

    findings: Mapping[tuple[int, str], int]
    set_asides: Mapping[int, tuple[str, ...]]
    extensions: Mapping[tuple[str, str], Extension]

    def late(self, submission: Submission) -> bool:
        """True for a submission that came late and was not granted the time, before or afterwards."""
        extension = self.extensions.get((submission.quarter, unit_of(submission)))
        return submission.late and (extension is None or submission.received_at > extension.until)


def _delivery(desk: Desk, submission: Submission, beside: _Beside, locale: str) -> Delivery:
    number = submission.id or 0
    region = desk.config.region.get(submission.region_code)
    return Delivery(
        number=number,
        unit=unit_of(submission),
        submitter=name_of_submitter(desk.config, submission.submitter, locale),
        region=region.label(locale) if region else "",
        set_aside=beside.set_asides.get(number, ()),
        received=desk.local(submission.received_at),
        late=beside.late(submission),
        warnings=beside.findings.get((number, Severity.WARNING), 0),
        notes=beside.findings.get((number, Severity.NOTE), 0),
        address=submission.source_url,
        note=submission.source_note,
        **{name: getattr(submission, name) for name in _SAME},
    )

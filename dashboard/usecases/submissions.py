"""One submission as its submitter and its reviewer see it: its state, why it was returned, what was found and said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.model import Severity
from dashboard.access.gate import needs
from dashboard.usecases.belonging import seen_by_receipt, within
from dashboard.usecases.changes import Changes, against_before, against_last_quarter
from dashboard.usecases.deliveries import Delivery, delivered
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.standing_state import as_it_stands
from dashboard.usecases.trails import TrailLine, trail_of_submission
from loaders.intake.outcome import Finding
from loaders.store import readers
from loaders.store.stored import regions_told
from loaders.store.tables import Submission
from loaders.store.trail import answers_of, corrected_by

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Noted:
    """A finding with the reason that was given for it, and by whom; both empty where none was."""

    finding: Finding
    reason: str
    by: str


@dataclass(frozen=True)
class SubmissionStatus:
    """How a submission stands: submitted, returned, approved or confirmed (`delivery.state`), and what led there.

    `returns` are the steps that returned it, whole or for the regions they name, the newest first; `regions` are those
    that it tells of and that were not set aside, `set_aside` those that were, both as code and name. `corrected_by` is
    the receipt of the next submission of the same kind, unit and period, empty while there is none; `before` what this
    one says otherwise than the one that it corrects.
    """

    delivery: Delivery
    returns: tuple[TrailLine, ...]
    regions: Mapping[str, str]
    set_aside: Mapping[str, str]
    findings: tuple[Noted, ...]
    before: Changes | None
    corrected_by: str
    trail: tuple[TrailLine, ...]

    @property
    def unanswered(self) -> int:
        """How many warnings have no reason yet."""
        return sum(noted.finding.severity is Severity.WARNING and not noted.reason for noted in self.findings)


@needs("submissions")
def submission_status(desk: Desk, receipt: str, locale: str) -> SubmissionStatus | None:
    """The submission with a receipt's number, in a reader's language; None when there is none that the person sees."""
    return as_it_stands(desk, ("status", receipt, locale), lambda: _status(desk, receipt, locale))


def _status(desk: Desk, receipt: str, locale: str) -> SubmissionStatus | None:
    submission = seen_by_receipt(desk, receipt)
    if submission is None:
        return None
    (_, delivery), *_ = delivered(desk, [submission], locale)
    told = regions_told(desk.engine, delivery.number)
    trail = trail_of_submission(desk, submission, locale)
    return SubmissionStatus(
        delivery=delivery,
        returns=tuple(line for line in reversed(trail) if line.action == "returned"),
        regions=_named(desk, [code for code in told if code not in delivery.set_aside], locale),
        set_aside=_named(desk, delivery.set_aside, locale),
        findings=_noted(desk, submission, locale),
        before=against_before(desk, submission, locale),
        corrected_by=corrected_by(desk.engine, submission),
        trail=trail,
    )


@needs("submissions")
def moved_since_last_quarter(desk: Desk, receipt: str, locale: str) -> Changes | None:
    """How the figures of a submission moved since the quarter before; None when the person sees no such submission.

    Figures of the quarter before that the person does not see are not compared with.
    """
    submission = seen_by_receipt(desk, receipt)
    if submission is None:
        return None
    return against_last_quarter(desk, submission, locale, within(desk, "submissions"))


def _named(desk: Desk, regions: Iterable[str], locale: str) -> dict[str, str]:
    return {code: name_of_submitter(desk.config, code, locale) for code in regions}


def _noted(desk: Desk, submission: Submission, locale: str) -> tuple[Noted, ...]:
    """The findings, the gravest first, otherwise in the order of the file."""
    answers = answers_of(desk.engine, submission.id or 0)
    noted = []
    for row in readers.findings(desk.engine, submission.id or 0):
        finding = Finding(row.rule, Severity(row.severity), row.sheet, row.cell, row.read, dict(row.places))
        given = answers.get(row.id or 0)
        by = name_of_submitter(desk.config, given.actor, locale) if given else ""
        noted.append(Noted(finding, given.reason if given else "", by))
    return tuple(sorted(noted, key=lambda one: _ORDER.index(one.finding.severity)))

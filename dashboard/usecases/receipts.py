"""Submissions as the API lists them: what came, how it stands, what was found, and the file itself."""

from __future__ import annotations

from typing import Any

from dashboard.access.gate import needs
from dashboard.usecases.belonging import seen, seen_by_receipt
from dashboard.usecases.copying import copy_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.loading import finding_record
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.submissions import SubmissionStatus, submission_status
from dashboard.usecases.trails import step_records
from loaders.store import readers
from loaders.store.tables import Submission

_SAME = (
    *("receipt", "outcome", "state", "kind", "submitter", "region_code", "period", "quarter", "sha256", "rows", "late"),
    *("channel", "invented", "publisher", "published", "source_url", "source_note"),
)


@needs("submissions")
def submission_records(desk: Desk, quarter: str, locale: str) -> list[dict[str, Any]]:
    """The submissions of a quarter (of all when empty) that the person sees, newest first."""
    return [_record(desk, one, locale) for one in seen(desk, readers.submissions(desk.engine, quarter))]


@needs("submissions")
def submission_record(desk: Desk, submission: Submission, locale: str) -> dict[str, Any]:
    """One submission with its findings (each with the reason that was given), its steps and what was set aside.

    Raises KeyError for one that the person does not see.
    """
    status = _status(desk, submission, locale)
    findings = [finding_record(noted.finding, locale) | {"reason": noted.reason} for noted in status.findings]
    return _record(desk, submission, locale) | {
        "findings": findings,
        "steps": step_records(desk, submission),
        "regions_returned": list(status.set_aside),
        "corrected_by": status.corrected_by,
    }


@needs("submissions")
def submission_of(desk: Desk, receipt: str) -> Submission | None:
    """The submission with a receipt's number; None when there is none that the person sees."""
    return seen_by_receipt(desk, receipt)


@needs("submissions")
def raw_content(desk: Desk, submission: Submission) -> bytes | None:
    """The file as it came, byte for byte; None when the database has lost it, or the person does not see it."""
    return readers.raw_file(desk.engine, submission.sha256) if seen(desk, [submission]) else None


@needs("submissions")
def annotated_content(desk: Desk, submission: Submission, locale: str) -> tuple[str, bytes]:
    """The submitter's workbook with every finding and the reason given at its cell, as name and xlsx.

    Raises KeyError for a submission that the person does not see.
    """
    status = _status(desk, submission, locale)
    findings = [one.finding for one in status.findings]
    reasons = {one.finding.key: one.reason for one in status.findings}
    return copy_of(desk, submission.file_name, raw_content(desk, submission) or b"", findings, locale, reasons)


def _status(desk: Desk, submission: Submission, locale: str) -> SubmissionStatus:
    status = submission_status(desk, submission.receipt, locale)
    if status is None:
        raise KeyError(submission.receipt)
    return status


def _record(desk: Desk, submission: Submission, locale: str) -> dict[str, Any]:
    kept = submission.model_dump()
    return {
        "file": submission.file_name,
        **{name: kept[name] for name in _SAME},
        "submitter_name": name_of_submitter(desk.config, submission.submitter, locale),
        "received_at": f"{submission.received_at:%Y-%m-%dT%H:%M:%SZ}",
    }

"""Submissions as the API lists them: what came, how it stands, what was found, and the file itself."""

from __future__ import annotations

from typing import Any

from config.model import Severity
from dashboard.usecases.desk import Desk
from dashboard.usecases.loading import finding_record
from dashboard.usecases.names import name_of_submitter
from loaders.intake.outcome import Finding
from loaders.store import readers
from loaders.store.tables import Submission

_SAME = (
    *("receipt", "outcome", "state", "kind", "submitter", "region_code", "period", "quarter", "sha256", "rows", "late"),
    *("channel", "invented", "publisher", "published", "source_url", "source_note"),
)


def submission_records(desk: Desk, quarter: str, unit: str, locale: str) -> list[dict[str, Any]]:
    """The submissions of a quarter (all when empty) that a unit reported (any when empty), newest first."""
    every = readers.submissions(desk.engine, quarter)
    return [_record(desk, one, locale) for one in every if not unit or one.submitter == unit]


def submission_record(desk: Desk, submission: Submission, locale: str) -> dict[str, Any]:
    """One submission with its findings in the order of the file."""
    findings = [
        finding_record(
            Finding(row.rule, Severity(row.severity), row.sheet, row.cell, row.read, dict(row.places)), locale
        )
        for row in readers.findings(desk.engine, submission.id or 0)
    ]
    return _record(desk, submission, locale) | {"findings": findings}


def submission_of(desk: Desk, receipt: str, unit: str) -> Submission | None:
    """The submission with a receipt's number; None when there is none, or when another unit reported it."""
    found = readers.submission_by_receipt(desk.engine, receipt)
    return found if found is not None and unit in ("", found.submitter) else None


def raw_content(desk: Desk, submission: Submission) -> bytes | None:
    """The file as it came, byte for byte; None when the database has lost it."""
    return readers.raw_file(desk.engine, submission.sha256)


def _record(desk: Desk, submission: Submission, locale: str) -> dict[str, Any]:
    kept = submission.model_dump()
    return {
        "file": submission.file_name,
        **{name: kept[name] for name in _SAME},
        "submitter_name": name_of_submitter(desk.config, submission.submitter, locale),
        "received_at": f"{submission.received_at:%Y-%m-%dT%H:%M:%SZ}",
    }

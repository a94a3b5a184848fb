"""The receipt (回执) of a submission in words, made from what the store keeps of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from config.model import Severity
from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from loaders.store.readers import kept_counts
from loaders.store.tables import Submission
from loaders.store.trail import steps_of


@dataclass(frozen=True)
class Slip:
    """Who handed in what for when, and what identifies the file; `before` says that it had been received already.

    `sender` is the person who handed it in (经办人), the unit where nobody was named.
    """

    number: str
    received: dt.datetime
    timezone: str
    file_name: str
    size: int
    sha256: str
    kind: str
    submitter: str
    sender: str
    region: str
    period: str
    quarter: str
    rows: int
    highlights: int
    warnings: int
    notes: int
    late: bool
    department: str
    locale: str
    before: bool


@inner
def slip_of(desk: Desk, submission: Submission, locale: str, *, before: bool = False) -> Slip:
    """The receipt of a stored submission."""
    region, province = desk.config.region.get(submission.region_code), desk.config.province
    kept = kept_counts(desk.engine, submission)
    first = next(iter(steps_of(desk.engine, submission.id or 0)), None)
    return Slip(
        number=submission.receipt,
        received=desk.local(submission.received_at),
        timezone=desk.config.calendar.timezone,
        file_name=submission.file_name,
        size=kept["bytes"],
        sha256=submission.sha256,
        kind=submission.kind,
        submitter=name_of_submitter(desk.config, submission.submitter, locale),
        sender=name_of_submitter(desk.config, first.actor, locale) if first else "",
        region=region.label(locale) if region else "",
        period=submission.period,
        quarter=submission.quarter,
        rows=submission.rows,
        highlights=kept["highlights"],
        warnings=kept[Severity.WARNING],
        notes=kept[Severity.NOTE],
        late=submission.late,
        department=province.department_en if locale == "en" else province.department,
        locale=locale,
        before=before,
    )

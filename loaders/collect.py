"""The use case of every way in: keep the raw file, read, check, save rows and receipt in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from config.model import Config, Quarter, Severity
from loaders.examine import Read, Within, examine, local
from loaders.intake.filename import plain_name
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.read import read_submission
from loaders.store.counting import RETURNED
from loaders.store.database import writing
from loaders.store.life import hand_over, note_reasons
from loaders.store.lifetables import SetAside
from loaders.store.meanings import keep_meanings
from loaders.store.steps import Signed, unit_of
from loaders.store.tables import StoredValue, Submission
from loaders.store.trail import granted
from loaders.store.writers import keep_raw, keep_submission

_NO_REASONS: Mapping[str, str] = {}
Outcome = Literal["accepted", "accepted_with_findings", "rejected"]
Channel = Literal["page", "command", "folder", "api", "demonstration", "published"]


@dataclass(frozen=True)
class Provenance:
    """Where a file comes from when it is not the submitter's own: its publisher, date, address, and our notes."""

    publisher: str = ""
    published: str = ""
    source_url: str = ""
    source_note: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Receipt:
    """What a submitter gets back: the outcome, the receipt's number when the file was kept, and every finding."""

    outcome: Outcome
    intake: Intake
    receipt: str = ""
    sha256: str = ""
    submission_id: int | None = None
    received_at: dt.datetime | None = None
    late: bool = False
    rows: int = 0
    findings: tuple[Finding, ...] = field(default=())


def collect(
    engine: Engine,
    config: Config,
    name: str,
    content: bytes,
    *,
    now: dt.datetime,
    told: Told | None = None,
    channel: Channel = "page",
    provenance: Provenance | None = None,
    by: Signed | None = None,
    reasons: Mapping[str, str] = _NO_REASONS,
    read: Read = read_submission,
    within: Within | None = None,
) -> Receipt:
    """Take one file in: refused with its findings and nothing kept, or kept whole with a numbered receipt.

    `now` is aware. The same bytes sent again by the same submitter, told the same, give the first receipt again.
    Returned bytes may be sent again. `by` is who sends it, by which way in (the unit by `channel` where nobody is
    named), `reasons` what was said to its warnings by Finding.key, `read` how the file is read, `within` what it is
    held against. What `told` says of heads and names is remembered for the submitter.
    """
    signed = by or Signed("", now, channel)
    intake = examine(engine, config, name, content, now=now, told=told, read=read, within=within)
    if intake.refused or intake.kind is None:
        return Receipt(outcome="rejected", intake=intake, findings=intake.findings)
    with writing(engine) as session:
        sha256 = keep_raw(session, content)
        known = _received_before(session, intake, sha256)
        if known is not None:
            kept = known
            note_reasons(session, kept, replace(signed, actor=signed.actor or unit_of(known)), reasons)
        else:
            one = _submission(name, sha256, intake, config, now, signed.channel, provenance or Provenance())
            one.late = _is_late(session, config, one)
            kept = keep_submission(session, one, intake)
            hand_over(session, kept, signed, reasons)
        if told is not None and told.meanings:
            keep_meanings(session, intake.submitter, told.meanings, signed.actor, now)
        findings = intake.findings
        if known is not None:
            findings = (*findings, Finding("already_received", Severity.NOTE, places={"receipt": known.receipt}))
        return Receipt(
            outcome="accepted_with_findings" if kept.outcome == "accepted_with_findings" else "accepted",
            intake=intake,
            receipt=kept.receipt,
            sha256=sha256,
            submission_id=kept.id,
            received_at=kept.received_at,
            late=kept.late,
            rows=kept.rows,
            findings=findings,
        )


def _submission(
    name: str, sha256: str, intake: Intake, config: Config, now: dt.datetime, channel: str, source: Provenance
) -> Submission:
    quarter = Quarter.of_month(intake.period)
    remarks = any(finding.severity is Severity.WARNING for finding in intake.findings)
    return Submission(
        receipt=f"pending-{sha256}-{now.timestamp()}",
        kind=intake.kind or "",
        submitter=intake.submitter,
        region_code=intake.region_code,
        period=intake.period,
        quarter=quarter,
        file_name=plain_name(name),
        sha256=sha256,
        received_at=now,
        channel=channel,
        outcome="accepted_with_findings" if remarks else "accepted",
        late=False,
        invented=source.invented,
        rows=len(intake.rows),
        publisher=source.publisher,
        published=source.published,
        source_url=source.source_url,
        source_note=source.source_note,
    )


def _is_late(session: Session, config: Config, submission: Submission) -> bool:
    """True after the window has closed, and after the extension that the unit was granted; never without a scheme."""
    if not config.schemes:
        return False
    closes = config.calendar.window(submission.quarter).closes
    extension = granted(session, submission.quarter, unit_of(submission))
    until = closes if extension is None else max(closes, local(extension.until, config))
    return local(submission.received_at, config) > until


def _received_before(session: Session, intake: Intake, sha256: str) -> Submission | None:
    """The newest submission when it is this very file, and still counts whole: what was returned may come again."""
    newest = session.exec(
        select(Submission)
        .where(
            Submission.kind == intake.kind,
            Submission.submitter == intake.submitter,
            Submission.period == intake.period,
        )
        .order_by(col(Submission.id).desc())
    ).first()
    if newest is None or newest.sha256 != sha256 or newest.state == RETURNED:
        return None
    if not _reads_alike(session, newest, intake):
        return None
    aside = session.exec(select(SetAside).where(SetAside.submission_id == newest.id)).first()
    return newest if aside is None else None


def _reads_alike(session: Session, kept: Submission, intake: Intake) -> bool:
    """True when the file was read then as it is now; with another meaning said of a head it is not."""
    columns = (StoredValue.region_code, StoredValue.period, StoredValue.indicator, StoredValue.cell)
    stored = session.exec(select(*columns).where(StoredValue.submission_id == kept.id)).all()
    return sorted(map(tuple, stored)) == sorted((r.region_code, r.period, r.indicator, r.cell) for r in intake.rows)

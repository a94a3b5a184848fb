"""The only places that write. Each function takes an open writing session; its transaction belongs to the caller."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from loaders.intake.evidence import Evidence
from loaders.intake.outcome import Intake
from loaders.store.tables import (
    Highlight,
    JobRun,
    LedgerEntry,
    RawFile,
    Release,
    Scoring,
    ScoringFrame,
    StoredFinding,
    StoredValue,
    Submission,
    WindowEvent,
)


def keep_raw(session: Session, content: bytes) -> str:
    """Keep the bytes once, addressed by their SHA-256; gives the hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    if session.get(RawFile, sha256) is None:
        session.add(RawFile(sha256=sha256, size=len(content), content=content))
        session.flush()
    return sha256


def sent_file(session: Session, file: Evidence) -> dict[str, Any]:
    """Keep the bytes of a file that was sent; what a SentFile keeps of it."""
    return {"name": file.name, "sha256": keep_raw(session, file.content), "size": len(file.content)}


def keep_submission(session: Session, submission: Submission, intake: Intake) -> Submission:
    """Keep a submission with its values, findings and highlight cases, and number its receipt."""
    session.add(submission)
    session.flush()
    submission.receipt = f"JP-{submission.quarter}-{submission.id:06d}"
    session.flush()
    number = {"submission_id": submission.id}
    rows: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (StoredValue, [number | vars(row) for row in intake.rows]),
        (StoredFinding, [number | vars(finding) for finding in intake.findings]),
        (Highlight, [number | vars(case) for case in intake.highlights]),
        (LedgerEntry, [number | vars(entry) for entry in intake.entries]),
    )
    for table, entries in rows:
        if entries:
            session.execute(insert(table.__table__), entries)
    return submission


def keep_window_event(session: Session, quarter: str, event: str, due_at: dt.datetime, done_at: dt.datetime) -> bool:
    """Record that a window opened or closed; False when it was recorded before."""
    known = session.exec(select(WindowEvent).where(WindowEvent.quarter == quarter, WindowEvent.event == event)).first()
    if known is None:
        session.add(WindowEvent(quarter=quarter, event=event, due_at=due_at, done_at=done_at))
    return known is None


def keep_job_run(session: Session, run: JobRun, kept: int = 200) -> None:
    """Record a run; of each job the newest `kept` runs stay, and of those that found nothing to do only the last."""
    if run.outcome == "idle":
        session.execute(delete(JobRun).where(col(JobRun.job) == run.job, col(JobRun.outcome) == "idle"))
    session.add(run)
    session.flush()
    newest = select(JobRun.id).where(JobRun.job == run.job).order_by(col(JobRun.id).desc()).limit(kept)
    session.execute(delete(JobRun).where(col(JobRun.job) == run.job, col(JobRun.id).not_in(newest)))


def keep_scoring(session: Session, scoring: Scoring, frames: Mapping[str, bytes], kept: int = 3) -> bool:
    """Keep computed frames (Parquet) under their input hash; False when they are there already. Older ones go."""
    if session.get(Scoring, scoring.input_hash) is not None:
        return False
    session.add(scoring)
    session.flush()
    rows = [{"input_hash": scoring.input_hash, "name": name, "content": content} for name, content in frames.items()]
    session.execute(insert(ScoringFrame), rows)
    newest = select(Scoring.input_hash).order_by(col(Scoring.computed_at).desc()).limit(kept)
    for table in (ScoringFrame, Scoring):
        session.execute(delete(table).where(col(table.input_hash).not_in(newest)))
    return True


def keep_release(session: Session, release: Release) -> None:
    """Register a release; there is no way to change or to delete one."""
    session.add(release)
    session.flush()


def places_as_text(places: Mapping[str, Any]) -> dict[str, str]:
    """The places of a sentence as JSON can keep them."""
    return {name: str(value) for name, value in places.items()}

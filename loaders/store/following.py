"""The only writers of assignments (交办): each takes an open writing session, whose transaction is the caller's.

Every act is kept with its event of the audit trail. Whether a step may be taken is the caller's to see to, in the same
transaction: who writes waits for who writes before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from loaders.intake.evidence import Evidence
from loaders.store.audit import Event, keep_event
from loaders.store.followtables import Assignment, AssignmentEvidence, AssignmentStep
from loaders.store.numbering import next_number
from loaders.store.steps import Signed, event_of, signature, written
from loaders.store.writers import sent_file

TOLD = (
    "title", "demand", "owner", "co_owners", "division", "quarter", "source", "closes_by", "watch", "days", "due",
    "made_by", "invented",
)  # fmt: skip
"""What the event of an assignment repeats of it."""
STEP_TOLD = ("action", "actor", "post", "channel", "reason")
"""What the event of a step repeats of it, beside its number, its time and its files."""


def hand_out(session: Session, assignment: Assignment, signed: Signed) -> Assignment:
    """Keep a new assignment and number it within its year (`JB-2026-0001`)."""
    year = f"JB-{assignment.made_at.astimezone(dt.UTC):%Y}-"
    assignment.number = next_number(session, Assignment.number, year, 4)
    session.add(assignment)
    session.flush()
    said = assignment_says({name: getattr(assignment, name) for name in ("id", *TOLD)})
    keep_event(session, _event("made", assignment.number, signed, said))
    return assignment


def take_step(
    session: Session, assignment: Assignment, action: str, signed: Signed, reason: str, files: Sequence[Evidence] = ()
) -> AssignmentStep:
    """Keep a step with its files."""
    step = AssignmentStep(
        assignment_id=assignment.id or 0,
        action=action,
        **signature(signed),
        reason=written(reason),
    )
    session.add(step)
    session.flush()
    kept = [AssignmentEvidence(step_id=step.id or 0, **sent_file(session, file)) for file in files]
    session.add_all(kept)
    session.flush()
    row = {"id": step.id, **{name: getattr(step, name) for name in STEP_TOLD}}
    keep_event(session, _event(action, assignment.number, signed, step_says(row, [one.sha256 for one in kept])))
    return step


def assignment_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of an assignment says of it in `after`."""
    due = row["due"]
    said = {name: row[name] for name in TOLD} | {"due": due if isinstance(due, str) else due.isoformat()}
    return {"assignment": row["id"], **said, "invented": bool(row["invented"])}


def step_says(row: Mapping[str, Any], files: Sequence[str]) -> dict[str, Any]:
    """What the event of a step says of it in `after`; `files` are the hashes of what was sent, in order."""
    return {"assignment_step": row["id"], **{name: row[name] for name in STEP_TOLD}, "files": list(files)}


def _event(action: str, number: str, signed: Signed, said: Mapping[str, Any]) -> Event:
    return event_of(signed, f"assignment.{action}", number, said)

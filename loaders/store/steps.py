"""The steps of the audit trail (审计留痕): who takes one, which state it leads to, and how it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, select

from loaders.store.lifetables import Step
from loaders.store.refusals import UNKNOWN, WRONG_STATE, StepRefused
from loaders.store.tables import Submission

State = Literal["submitted", "returned", "approved", "confirmed"]
Action = Literal["submitted", "answered", "returned", "approved", "confirmed", "extended"]
MOVES: Mapping[tuple[str, Action], State] = {
    ("submitted", "approved"): "approved",
    ("approved", "confirmed"): "confirmed",
    ("submitted", "returned"): "returned",
    ("approved", "returned"): "returned",
}
"""The state that a step leads to from a state; there is no other way to move one."""
OPEN: tuple[State, ...] = ("submitted", "approved")
"""The states in which something may still be answered or returned."""


@dataclass(frozen=True)
class Signed:
    """Who takes a step, in which post (a division's code, empty where none was said), when (aware), by which way in."""

    actor: str
    at: dt.datetime
    channel: str
    post: str = ""


def unit_of(submission: Submission) -> str:
    """Whose submission it is: the region of a statutory form, else the submitter."""
    return submission.region_code if submission.kind == "statutory_form" else submission.submitter


def known(session: Session, receipt: str) -> Submission:
    """The submission with a receipt; StepRefused where there is none."""
    submission = session.exec(select(Submission).where(Submission.receipt == receipt)).first()
    if submission is None:
        raise StepRefused(UNKNOWN, receipt=receipt)
    return submission


def open_one(session: Session, receipt: str, action: Action) -> Submission:
    """The submission with a receipt, for a step that leaves it as open as it is; StepRefused where it is not open."""
    submission = known(session, receipt)
    if submission.state not in OPEN:
        raise _wrong(session, submission, action)
    return submission


def move(session: Session, submission: Submission, action: Action, signed: Signed, reason: str) -> Step:
    """Bring a submission into the state that a step leads to; StepRefused where its state does not allow the step."""
    if (submission.state, action) not in MOVES:
        raise _wrong(session, submission, action)
    submission.state = MOVES[submission.state, action]
    session.add(submission)
    return keep_step(session, submission, action, signed, reason)


def keep_step(
    session: Session,
    submission: Submission,
    action: Action,
    signed: Signed,
    reason: str = "",
    regions: Sequence[str] = (),
    places: Mapping[str, Any] | None = None,
) -> Step:
    """Add a step about a submission to the trail."""
    return _added(
        session,
        signed,
        submission_id=submission.id,
        quarter=submission.quarter,
        unit=unit_of(submission),
        action=action,
        reason=reason.strip(),
        regions=list(regions),
        places=dict(places or {}),
    )


def keep_unit_step(
    session: Session, quarter: str, unit: str, action: Action, signed: Signed, reason: str, places: Mapping[str, Any]
) -> Step:
    """Add a step about a unit, not about one of its submissions, to the trail."""
    about: dict[str, Any] = {"quarter": quarter, "unit": unit, "action": action}
    return _added(session, signed, **about, reason=reason.strip(), regions=[], places=dict(places))


def _added(session: Session, signed: Signed, *, places: dict[str, Any], **about: Any) -> Step:
    if signed.post:
        places = places | {"post": signed.post}
    step = Step(actor=signed.actor, at=signed.at, channel=signed.channel, places=places, **about)
    session.add(step)
    session.flush()
    return step


def _wrong(session: Session, submission: Submission, action: Action) -> StepRefused:
    """What is said of a step that comes too late or too early: who brought the submission into its state."""
    moved = select(Step).where(Step.submission_id == submission.id, Step.action == submission.state)
    last = session.exec(moved.order_by(col(Step.id).desc())).first()
    actor = last.actor if last else unit_of(submission)
    return StepRefused(WRONG_STATE[submission.state, action], receipt=submission.receipt, actor=actor)

"""The steps of the audit trail (审计留痕): who takes one, which state it leads to, and how it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, select

from loaders.store.audit import Event, keep_event
from loaders.store.lifetables import Step
from loaders.store.refusals import UNKNOWN, WRONG_STATE, StepRefused
from loaders.store.tables import Submission

State = Literal["submitted", "returned", "approved", "confirmed"]
Action = Literal["submitted", "answered", "returned", "approved", "confirmed", "extended"]
LONGEST_REASON = 1000
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
    """Who takes a step, in which post (a division's code, empty where none was said), when (aware), by which way in.

    `actor` is the name that stands below the step; `login` and `address` are the account and where it came from, empty
    where nobody was signed in (the watched folder).
    """

    actor: str
    at: dt.datetime
    channel: str
    post: str = ""
    login: str = ""
    address: str = ""


def event_of(
    signed: Signed, action: str, subject: str, after: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> Event:
    """What the audit trail keeps of something that was signed."""
    return Event(
        action=action,
        subject=subject,
        login=signed.login,
        name=signed.actor,
        at=signed.at,
        post=signed.post,
        address=signed.address,
        channel=signed.channel,
        before=before or {},
        after=after,
    )


def signature(signed: Signed) -> dict[str, Any]:
    """Who signed, as a SignedRow keeps it beside its action."""
    same = {"actor": signed.actor, "login": signed.login, "post": signed.post}
    return {**same, "at": signed.at, "channel": signed.channel}


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
    earlier = submission.state
    submission.state = MOVES[earlier, action]
    session.add(submission)
    return keep_step(session, submission, action, signed, reason, earlier=earlier)


def keep_step(
    session: Session,
    submission: Submission,
    action: Action,
    signed: Signed,
    reason: str = "",
    regions: Sequence[str] = (),
    places: Mapping[str, Any] | None = None,
    earlier: str = "",
) -> Step:
    """Add a step about a submission to the trail; `earlier` is the state before it, where it moved one."""
    first = action == "submitted"
    file = {"file": submission.file_name, "sha256": submission.sha256} if first else {}
    return _added(
        session,
        signed,
        subject=submission.receipt,
        before={} if first else {"state": earlier or submission.state},
        beside={"state": submission.state, **file},
        submission_id=submission.id,
        quarter=submission.quarter,
        unit=unit_of(submission),
        action=action,
        reason=written(reason),
        regions=list(regions),
        places=dict(places or {}),
    )


def keep_unit_step(
    session: Session,
    quarter: str,
    unit: str,
    action: Action,
    signed: Signed,
    reason: str,
    places: Mapping[str, Any],
    before: Mapping[str, Any],
) -> Step:
    """Add a step about a unit, not about one of its submissions, to the trail; `before` is what held until then."""
    return _added(
        session,
        signed,
        subject=f"{quarter}/{unit}",
        before=before,
        beside={},
        quarter=quarter,
        unit=unit,
        action=action,
        reason=written(reason),
        regions=[],
        places=dict(places),
    )


def written(reason: str) -> str:
    """A reason as it is kept: what is longer than any reason needs is cut off."""
    return reason.replace("\0", "").strip()[:LONGEST_REASON]


def event_action(action: str) -> str:
    """What a step is called in the audit trail."""
    return "deadline.extended" if action == "extended" else f"submission.{action}"


def _added(
    session: Session,
    signed: Signed,
    *,
    subject: str,
    before: Mapping[str, Any],
    beside: Mapping[str, Any],
    places: dict[str, Any],
    **about: Any,
) -> Step:
    """Keep a step and its event: what `beside` says, the event alone says."""
    if signed.post:
        places = places | {"post": signed.post}
    step = Step(actor=signed.actor, at=signed.at, channel=signed.channel, places=places, **about)
    session.add(step)
    session.flush()
    keep_event(session, event_of(signed, event_action(step.action), subject, {**said_of(vars(step)), **beside}, before))
    return step


def said_of(step: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a step repeats of it in `after`; who, when and by which way in the event itself says."""
    same = {name: step[name] for name in ("quarter", "unit", "reason", "regions", "places")}
    return {"step": step["id"], "submission": step.get("submission_id"), **same}


def _wrong(session: Session, submission: Submission, action: Action) -> StepRefused:
    """What is said of a step that comes too late or too early: who brought the submission into its state."""
    moved = select(Step).where(Step.submission_id == submission.id, Step.action == submission.state)
    last = session.exec(moved.order_by(col(Step.id).desc())).first()
    actor = last.actor if last else unit_of(submission)
    return StepRefused(WRONG_STATE[submission.state, action], receipt=submission.receipt, actor=actor)

"""The only writers of appeals (申诉): each takes an open writing session, whose transaction is the caller's.

How an appeal stands is what its steps say; a step that this does not allow raises StepRefused before anything is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, select

from config.wording import mark
from loaders.intake.evidence import Evidence
from loaders.store.appealtables import Appeal, AppealFile, AppealStep
from loaders.store.audit import keep_event
from loaders.store.numbering import next_number
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed, event_of, signature, written
from loaders.store.writers import sent_file

Action = Literal["asked", "opinion", "accepted", "rejected", "withdrawn", "answered"]
State = Literal["open", "accepted", "rejected", "withdrawn", "answered"]
About = Literal["rank", "items"]
LONGEST_HELD = 200
MOVES: Mapping[tuple[State, Action], State] = {
    ("open", "opinion"): "open",
    ("open", "accepted"): "accepted",
    ("open", "rejected"): "rejected",
    ("open", "withdrawn"): "withdrawn",
    ("accepted", "answered"): "answered",
}
"""The state that a step leads to from a state; there is no other way."""
_LEADS: Mapping[tuple[str, str], State] = {(str(one), str(step)): after for (one, step), after in MOVES.items()}
UNKNOWN = mark("There is no appeal {appeal}.")
NO_REASON = mark("Write the reason, so that the others can follow it.")
ALREADY = mark("{appeal} asks the same of this release already ({state}).")
OWN_HAND = mark("{appeal} was asked for by {actor}; someone else decides it.")
WRONG_STATE: Mapping[State, str] = {
    "open": mark("{appeal} has not been accepted; decide it first."),
    "accepted": mark("{appeal} was accepted already, by {actor}."),
    "rejected": mark("{appeal} was rejected already, by {actor}."),
    "withdrawn": mark("{appeal} was withdrawn by {actor}."),
    "answered": mark("{appeal} is settled already, by release {release}."),
}
STATES: Mapping[State, str] = {
    "open": mark("to be decided"),
    "accepted": mark("accepted, the correction follows"),
    "rejected": mark("rejected"),
    "withdrawn": mark("withdrawn"),
    "answered": mark("accepted and corrected"),
}
"""What the states are called."""


@dataclass(frozen=True)
class Asked:
    """What a region (code) asks to be reviewed of a release; see Appeal."""

    quarter: str
    release_id: str
    region_code: str
    about: About
    items: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    held: str = ""


def state_of(actions: Sequence[str]) -> State:
    """How an appeal stands after its steps, the first one first."""
    state: State = "open"
    for action in actions:
        state = _LEADS.get((state, action), state)
    return state


def ask(session: Session, asked: Asked, signed: Signed, reason: str, files: Sequence[Evidence] = ()) -> Appeal:
    """Keep an appeal with its files and its first step, and number it.

    Raises StepRefused without a reason, and where the region asks the same of the release already.
    """
    _must_be_given(reason)
    _must_be_new(session, asked)
    said = vars(asked) | {"items": list(asked.items), "owners": list(asked.owners)}
    said["held"] = asked.held.replace("\0", "").strip()[:LONGEST_HELD]
    appeal = Appeal(number=next_number(session, Appeal.number, f"SS-{asked.quarter}-", 3), **said)
    session.add(appeal)
    session.flush()
    kept = {row["sha256"]: row for row in (sent_file(session, file) | {"kind": file.kind} for file in files)}
    session.add_all(AppealFile(appeal_id=appeal.id or 0, **row) for row in kept.values())
    _keep(session, appeal, "asked", signed, reason, said=asked_says(vars(appeal), sorted(kept)))
    return appeal


def take(
    session: Session, number: str, action: Action, signed: Signed, reason: str, release_id: str | None = None
) -> AppealStep:
    """Add a step to an appeal; StepRefused for an unknown number, a state that does not allow it, a missing reason.

    Whoever asked gives no opinion and does not decide.
    """
    appeal = known(session, number)
    _must_be_given(reason)
    steps = steps_of(session, appeal)
    state = state_of([step.action for step in steps])
    if (state, action) not in MOVES:
        last = steps[-1]
        places = {"actor": last.actor, "release": last.release_id or ""}
        raise StepRefused(WRONG_STATE[state], appeal=number, **places)
    if action in ("opinion", "accepted", "rejected") and signed.login and signed.login == steps[0].login:
        raise StepRefused(OWN_HAND, appeal=number, actor=steps[0].actor)
    return _keep(session, appeal, action, signed, reason, release_id)


def known(session: Session, number: str) -> Appeal:
    """The appeal with a number; StepRefused where there is none."""
    appeal = session.exec(select(Appeal).where(Appeal.number == number)).first()
    if appeal is None:
        raise StepRefused(UNKNOWN, appeal=number)
    return appeal


def steps_of(session: Session, appeal: Appeal) -> Sequence[AppealStep]:
    """The steps of an appeal, the first one first."""
    return session.exec(select(AppealStep).where(AppealStep.appeal_id == appeal.id).order_by(col(AppealStep.id))).all()


def must_stand(session: Session, number: str, state: State, quarter: str) -> None:
    """Raise StepRefused unless an appeal of a quarter stands so."""
    appeal = known(session, number)
    steps = steps_of(session, appeal)
    found = state_of([step.action for step in steps])
    if appeal.quarter != quarter:
        raise StepRefused(UNKNOWN, appeal=number)
    if found != state:
        places = {"actor": steps[-1].actor, "release": steps[-1].release_id or ""}
        raise StepRefused(WRONG_STATE[found], appeal=number, **places)


def step_says(step: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a step repeats of it in `after`; who, when and by which way in the event itself says."""
    return {"step": step["id"], "reason": step["reason"], "release": step["release_id"] or ""}


def asked_says(appeal: Mapping[str, Any], files: Sequence[str]) -> dict[str, Any]:
    """What the event of the first step repeats of the appeal and of its files (their hashes, sorted)."""
    same = {name: appeal[name] for name in ("quarter", "about", "items", "owners", "held")}
    return same | {"region": appeal["region_code"], "of_release": appeal["release_id"], "files": list(files)}


def _keep(
    session: Session,
    appeal: Appeal,
    action: Action,
    signed: Signed,
    reason: str,
    release_id: str | None = None,
    said: Mapping[str, Any] | None = None,
) -> AppealStep:
    step = AppealStep(
        appeal_id=appeal.id or 0,
        action=action,
        **signature(signed),
        reason=written(reason),
        release_id=release_id,
    )
    session.add(step)
    session.flush()
    told = {**(said or {}), **step_says(vars(step))}
    keep_event(session, event_of(signed, f"appeal.{action}", appeal.number, told))
    return step


def _must_be_given(reason: str) -> None:
    if not reason.replace("\0", "").strip():
        raise StepRefused(NO_REASON)


def _must_be_new(session: Session, asked: Asked) -> None:
    """An appeal about the same place or one of the same items of the same release stands, unless it was withdrawn."""
    same = select(Appeal).where(Appeal.release_id == asked.release_id, Appeal.region_code == asked.region_code)
    for earlier in session.exec(same.where(Appeal.about == asked.about)):
        state = state_of([step.action for step in steps_of(session, earlier)])
        shared = asked.about == "rank" or set(earlier.items) & set(asked.items)
        if shared and state != "withdrawn":
            raise StepRefused(ALREADY, appeal=earlier.number, state=STATES[state])

"""The only writers of honours (荣誉): each takes an open writing session, whose transaction is the caller's.

Every act is kept with its event of the audit trail; a step that is not allowed raises StepRefused before that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from config.wording import mark
from loaders.intake.evidence import Evidence
from loaders.store.audit import keep_event
from loaders.store.honourtables import HonourConfirmed, HonourFile, HonourPerson, HonourStep
from loaders.store.numbering import next_number
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed, event_of, signature, written
from loaders.store.writers import sent_file

Action = Literal["named", "checked", "confirmed", "rejected", "withdrawn"]
State = Literal["named", "checked", "confirmed", "rejected", "withdrawn"]
MOVES: Mapping[tuple[str, str], State] = {
    ("named", "checked"): "checked",
    ("named", "rejected"): "rejected",
    ("named", "withdrawn"): "withdrawn",
    ("checked", "confirmed"): "confirmed",
    ("checked", "rejected"): "rejected",
    ("checked", "withdrawn"): "withdrawn",
}
"""The state that a step leads to from a state; there is no other way."""
UNKNOWN = mark("There is no nomination {number}.")
NO_REASON = mark("Write the reason, so that the others can follow it.")
OWN_HAND = mark("{number} was named by you; someone else checks and confirms it.")
ENOUGH = mark("This unit has named {count} people for {year} already, as many as it may; withdraw one first.")
SAME = mark("{name} was named for {year} already ({number}).")
WRONG_STATE: Mapping[str, str] = {
    "named": mark("{number} has to be checked first."),
    "checked": mark("{number} was checked already, by {actor}."),
    "confirmed": mark("{number} was confirmed already, by {actor}."),
    "rejected": mark("{number} was rejected already, by {actor}."),
    "withdrawn": mark("{number} was withdrawn by {actor}."),
}
LIST_TOLD = ("code", "year", "revision", "releases", "sha256", "reason", "made_by", "invented")
"""What the event of a confirmed list repeats of it; the content is held by its hash."""
PERSON_TOLD = ("year", "unit", "name", "workplace", "story", "invented")
STEP_TOLD = ("action", "actor", "post", "channel", "reason")


@dataclass(frozen=True)
class Nominee:
    """Who is named for a year, by which unit (code), where they work, and why."""

    year: int
    unit: str
    name: str
    workplace: str
    story: str
    invented: bool


def confirm_list(
    session: Session,
    code: str,
    year: int,
    releases: Mapping[str, str],
    content: str,
    signed: Signed,
    reason: str,
    *,
    invented: bool,
) -> HonourConfirmed:
    """Keep a list (canonical JSON) as its next revision, numbered within its year (`RY-2025-001`)."""
    same = select(func.count()).where(HonourConfirmed.year == year, HonourConfirmed.code == code)
    revision = session.exec(same).one() + 1
    kept = HonourConfirmed(
        number=next_number(session, HonourConfirmed.number, f"RY-{year}-", 3),
        code=code,
        year=year,
        revision=revision,
        releases=dict(releases),
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        reason=written(reason),
        made_at=signed.at,
        made_by=signed.actor,
        login=signed.login,
        invented=invented,
    )
    session.add(kept)
    session.flush()
    keep_event(session, event_of(signed, "honours.listed", kept.number, list_says(vars(kept))))
    return kept


def name_person(
    session: Session, nominee: Nominee, signed: Signed, files: Sequence[Evidence], most: int
) -> HonourPerson:
    """Keep a nomination with its files and its first step; a unit names at most `most` people in a year.

    Raises StepRefused where the unit has named enough, or the same person.
    """
    _must_fit(session, nominee, most)
    number = next_number(session, HonourPerson.number, f"ZM-{nominee.year}-", 3)
    person = HonourPerson(number=number, **vars(nominee))
    session.add(person)
    session.flush()
    kept = {row["sha256"]: row for row in (sent_file(session, file) for file in files)}
    session.add_all(HonourFile(person_id=person.id or 0, **row) for row in kept.values())
    _keep(session, person, "named", signed, "", person_says(vars(person), sorted(kept)))
    return person


def take(session: Session, number: str, action: Action, signed: Signed, reason: str) -> HonourStep:
    """Add a step to a nomination; StepRefused for an unknown number, a state that does not allow it, the own hand.

    Rejecting and withdrawing need a reason.
    """
    person = session.exec(select(HonourPerson).where(HonourPerson.number == number)).first()
    if person is None:
        raise StepRefused(UNKNOWN, number=number)
    steps = steps_of(session, person)
    state = steps[-1].action
    if (state, action) not in MOVES:
        raise StepRefused(WRONG_STATE[state], number=number, actor=steps[-1].actor)
    if action in ("checked", "confirmed", "rejected") and signed.login and signed.login == steps[0].login:
        raise StepRefused(OWN_HAND, number=number)
    if action in ("rejected", "withdrawn") and not written(reason):
        raise StepRefused(NO_REASON)
    return _keep(session, person, action, signed, reason, {})


def steps_of(session: Session, person: HonourPerson) -> Sequence[HonourStep]:
    """The steps of a nomination, the first one first."""
    own = select(HonourStep).where(HonourStep.person_id == person.id)
    return session.exec(own.order_by(col(HonourStep.id))).all()


def list_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a confirmed list says of it in `after`."""
    return {"honour_list": row["id"], **{name: row[name] for name in LIST_TOLD}, "invented": bool(row["invented"])}


def person_says(row: Mapping[str, Any], files: Sequence[str]) -> dict[str, Any]:
    """What the event of a nomination says of the person in `after`; `files` are the hashes, sorted."""
    same = {name: row[name] for name in PERSON_TOLD} | {"invented": bool(row["invented"])}
    return {"honour_person": row["id"], **same, "files": list(files)}


def step_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a step of a nomination says of it in `after`."""
    return {"honour_step": row["id"], **{name: row[name] for name in STEP_TOLD}}


def _must_fit(session: Session, nominee: Nominee, most: int) -> None:
    own = select(HonourPerson).where(HonourPerson.year == nominee.year, HonourPerson.unit == nominee.unit)
    gone = ("withdrawn", "rejected")
    standing = [one for one in session.exec(own).all() if steps_of(session, one)[-1].action not in gone]
    for one in standing:
        if one.name == nominee.name:
            raise StepRefused(SAME, name=one.name, year=one.year, number=one.number)
    if len(standing) >= most:
        raise StepRefused(ENOUGH, count=len(standing), year=nominee.year)


def _keep(
    session: Session, person: HonourPerson, action: Action, signed: Signed, reason: str, said: Mapping[str, Any]
) -> HonourStep:
    step = HonourStep(
        person_id=person.id or 0,
        action=action,
        **signature(signed),
        reason=written(reason),
    )
    session.add(step)
    session.flush()
    keep_event(session, event_of(signed, f"honours.{action}", person.number, {**said, **step_says(vars(step))}))
    return step

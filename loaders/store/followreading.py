"""Reading assignments (交办): what was handed out, with its steps and its files, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, text
from sqlmodel import Session, col, select

from loaders.store.database import reading
from loaders.store.followtables import Assignment, AssignmentEvidence, AssignmentStep
from loaders.store.moment import asked_lately
from loaders.store.tables import Release

_FILES = text("SELECT step_id, sha256 FROM assignment_evidence ORDER BY id")
_STEPS = text("SELECT id, action, actor, post, channel, reason FROM assignment_step ORDER BY id")
_ASSIGNMENTS = select(Assignment.__table__).order_by(Assignment.__table__.c.id)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Kept:
    """An assignment with its steps and the files of each step, by the step's id."""

    assignment: Assignment
    steps: tuple[AssignmentStep, ...]
    files: Mapping[int, tuple[AssignmentEvidence, ...]]


def kept_assignments(engine: Engine) -> tuple[Kept, ...]:
    """Every assignment, in the order they were handed out."""
    with reading(engine) as session:
        return tuple(_with_steps(session, session.exec(select(Assignment).order_by(col(Assignment.id))).all()))


def kept_one(session: Session, number: str) -> Kept | None:
    """The assignment with a number, read in an open session."""
    found = session.exec(select(Assignment).where(Assignment.number == number)).all()
    return next(_with_steps(session, found), None)


def follow_pulse(engine: Engine) -> tuple[int, int, int]:
    """A mark that changes with every assignment, step of one, and release."""
    return asked_lately(("follow_pulse", engine), lambda: _pulse(engine))


def kept_in(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every assignment as a row, for verifying."""
    return (dict(row._mapping) for row in connection.execute(_ASSIGNMENTS))


def steps_in_store(connection: Connection) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Every step of an assignment as a row with the hashes of its files, for verifying."""
    files: dict[int, list[str]] = {}
    for step, sha256 in connection.execute(_FILES):
        files.setdefault(step, []).append(sha256)
    for row in connection.execute(_STEPS):
        yield dict(row._mapping), files.get(row.id, [])


def _with_steps(session: Session, found: Sequence[Assignment]) -> Iterator[Kept]:
    numbers = [one.id for one in found]
    steps: dict[int, list[AssignmentStep]] = {}
    files: dict[int, list[AssignmentEvidence]] = {}
    query = select(AssignmentStep).where(col(AssignmentStep.assignment_id).in_(numbers))
    for step in session.exec(query.order_by(col(AssignmentStep.id))):
        steps.setdefault(step.assignment_id, []).append(step)
    own = select(AssignmentEvidence).join(AssignmentStep, col(AssignmentStep.id) == AssignmentEvidence.step_id)
    mine = own.where(col(AssignmentStep.assignment_id).in_(numbers)).order_by(col(AssignmentEvidence.id))
    for file in session.exec(mine):
        files.setdefault(file.step_id, []).append(file)
    every = {number: tuple(sent) for number, sent in files.items()}
    session.expunge_all()
    for one in found:
        own_steps = tuple(steps.get(one.id or 0, ()))
        yield Kept(one, own_steps, {step.id or 0: every.get(step.id or 0, ()) for step in own_steps})


def _pulse(engine: Engine) -> tuple[int, int, int]:
    highest = (select(func.max(col(table.id))).scalar_subquery() for table in (Assignment, AssignmentStep))
    releases = select(func.count()).select_from(Release).scalar_subquery()
    with engine.connect() as connection:
        found = connection.execute(select(*highest, releases)).one()  # type: ignore[call-overload]
    return found[0] or 0, found[1] or 0, found[2] or 0

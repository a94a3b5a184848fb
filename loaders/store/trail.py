"""Reading the life of submissions: steps, answers, extensions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from loaders.store.database import reading
from loaders.store.life import earlier, later
from loaders.store.lifetables import Answer, Extension, Step
from loaders.store.tables import StoredFinding, Submission


def steps_of(engine: Engine, submission_id: int) -> Sequence[Step]:
    """The steps of one submission, the first one first."""
    with reading(engine) as session:
        return session.exec(select(Step).where(Step.submission_id == submission_id).order_by(col(Step.id))).all()


def steps_in(engine: Engine, quarter: str) -> Sequence[tuple[Step, str]]:
    """Every step of a quarter with the receipt that it is about (empty for a unit's), the first one first."""
    query = select(Step, Submission.receipt).join(Submission, isouter=True).where(Step.quarter == quarter)
    with reading(engine) as session:
        return [(step, receipt or "") for step, receipt in session.exec(query.order_by(col(Step.id)))]


def submission_before(engine: Engine, submission: Submission) -> Submission | None:
    """The submission that this one corrects: the newest earlier one of the same kind, unit and period."""
    with reading(engine) as session:
        return earlier(session, submission)


def corrected_by(engine: Engine, submission: Submission) -> str:
    """The receipt of the submission that corrects this one; empty while there is none."""
    with reading(engine) as session:
        corrected = later(session, submission)
        return corrected.receipt if corrected else ""


def answers_of(engine: Engine, submission_id: int) -> dict[int, Answer]:
    """The newest answer to each finding of a submission that has one, by the finding's id."""
    query = select(Answer).join(StoredFinding).where(StoredFinding.submission_id == submission_id)
    with reading(engine) as session:
        return {answer.finding_id: answer for answer in session.exec(query.order_by(col(Answer.id)))}


def answered_counts(engine: Engine, quarter: str) -> dict[int, int]:
    """How many findings of each submission of a quarter have an answer, by the submission's id."""
    query = select(StoredFinding.submission_id, StoredFinding.id).join(Answer).join(Submission)
    counts: dict[int, int] = {}
    with reading(engine) as session:
        for number, _ in session.exec(query.where(Submission.quarter == quarter).distinct()):
            counts[number] = counts.get(number, 0) + 1
    return counts


def extensions(engine: Engine, quarter: str = "") -> dict[tuple[str, str], Extension]:
    """The extension that holds of each (quarter, unit) that was granted one (of one quarter, of all when empty)."""
    query = select(Extension).order_by(col(Extension.id))
    if quarter:
        query = query.where(Extension.quarter == quarter)
    with reading(engine) as session:
        return {(row.quarter, row.unit): row for row in session.exec(query)}


def granted(session: Session, quarter: str, unit: str) -> Extension | None:
    """The extension of a unit that holds, read in an open session."""
    own = select(Extension).where(Extension.quarter == quarter, Extension.unit == unit)
    return session.exec(own.order_by(col(Extension.id).desc())).first()

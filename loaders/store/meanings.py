"""What submitters said that the heads and names of their workbooks mean, remembered so that nobody is asked twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from loaders.intake.outcome import Subject
from loaders.store.database import reading
from loaders.store.lifetables import Meaning


def meanings_of(engine: Engine, unit: str) -> dict[tuple[Subject, str], str]:
    """The newest meaning of each (subject, key) that a unit explained; none without a unit."""
    if not unit:
        return {}
    query = select(Meaning).where(Meaning.unit == unit).order_by(col(Meaning.id))
    with reading(engine) as session:
        return {(row.subject, row.key): row.meaning for row in session.exec(query)}  # type: ignore[misc]


def keep_meanings(
    session: Session, unit: str, meanings: Iterable[tuple[Subject, str, str]], actor: str, at: dt.datetime
) -> None:
    """Remember what a unit said; the transaction belongs to the caller."""
    for subject, key, meaning in meanings:
        session.add(Meaning(unit=unit, subject=subject, key=key, meaning=meaning, actor=actor, at=at))

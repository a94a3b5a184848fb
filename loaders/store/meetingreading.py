"""Reading meetings (会议): what was prepared and what happened, in order; and one cheap mark of how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, func
from sqlmodel import Session, col, select

from loaders.store.database import reading
from loaders.store.meetingtables import Meeting, MeetingAct
from loaders.store.moment import asked_lately

_MEETINGS = select(Meeting.__table__).order_by(Meeting.__table__.c.id)  # type: ignore[attr-defined]
_ACTS = select(MeetingAct.__table__).order_by(MeetingAct.__table__.c.id)  # type: ignore[attr-defined]


def kept_meetings(engine: Engine) -> tuple[Meeting, ...]:
    """Every meeting, the first one first."""
    with reading(engine) as session:
        found = tuple(session.exec(select(Meeting).order_by(col(Meeting.id))).all())
        session.expunge_all()
        return found


def meeting_in(session: Session, number: str) -> Meeting | None:
    """The meeting with a number, read in an open session."""
    return session.exec(select(Meeting).where(Meeting.number == number)).first()


def acts_in(session: Session, meeting_id: int, behind: int = 0) -> tuple[MeetingAct, ...]:
    """What happened in a meeting after the act with the number `behind`, read in an open session."""
    query = select(MeetingAct).where(MeetingAct.meeting_id == meeting_id, col(MeetingAct.id) > behind)
    return tuple(session.exec(query.order_by(col(MeetingAct.id))).all())


def acts_of(engine: Engine, meeting_id: int, behind: int = 0) -> tuple[MeetingAct, ...]:
    """What happened in a meeting after the act with the number `behind`."""
    with reading(engine) as session:
        found = acts_in(session, meeting_id, behind)
        session.expunge_all()
        return found


def meeting_pulse(engine: Engine) -> tuple[int, int]:
    """A mark that changes with every meeting that is prepared and everything that happens in one."""
    return asked_lately(("meeting_pulse", engine), lambda: _pulse(engine))


def meetings_in_store(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every meeting as a row, for verifying."""
    return (dict(row._mapping) for row in connection.execute(_MEETINGS))


def acts_in_store(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every act as a row, for verifying."""
    return (dict(row._mapping) for row in connection.execute(_ACTS))


def _pulse(engine: Engine) -> tuple[int, int]:
    highest = (select(func.max(col(table.id))).scalar_subquery() for table in (Meeting, MeetingAct))
    with engine.connect() as connection:
        found = connection.execute(select(*highest)).one()
    return found[0] or 0, found[1] or 0

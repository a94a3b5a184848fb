"""Reading the audit trail: the events that someone asks for, the newest first, and where the chain stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import col, or_, select

from loaders.store.accesstables import AuditEvent
from loaders.store.database import reading


@dataclass(frozen=True)
class Asked:
    """Which events: `who` in the login or the name, `action` a whole verb or what stands before its dot, `subject` in
    what it was done to, from `since` (aware) until before `until`; everything that is empty asks for nothing."""

    who: str = ""
    action: str = ""
    subject: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def everything(self) -> bool:
        """True when no event is left out."""
        return self == Asked()


def conditions(asked: Asked) -> list[Any]:
    """What events have to meet, as the database is asked."""
    met: list[Any] = []
    if asked.who:
        named = (col(AuditEvent.login), col(AuditEvent.name))
        met.append(or_(*(column.icontains(asked.who, autoescape=True) for column in named)))
    if asked.action:
        action = col(AuditEvent.action)
        met.append(or_(action == asked.action, action.startswith(f"{asked.action}.", autoescape=True)))
    if asked.subject:
        met.append(col(AuditEvent.subject).icontains(asked.subject, autoescape=True))
    if asked.since is not None:
        met.append(col(AuditEvent.at) >= asked.since)
    if asked.until is not None:
        met.append(col(AuditEvent.at) < asked.until)
    return met


def events(engine: Engine, asked: Asked, before: int = 0, limit: int = 100) -> Sequence[AuditEvent]:
    """The events asked for, the newest first; those with a number below `before` where it is given."""
    met = conditions(asked) + ([col(AuditEvent.number) < before] if before else [])
    query = select(AuditEvent).where(*met).order_by(col(AuditEvent.number).desc()).limit(limit)
    with reading(engine) as session:
        return session.exec(query).all()


def count(engine: Engine, asked: Asked) -> int:
    """How many events are asked for."""
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(AuditEvent).where(*conditions(asked))).one()


def actions(engine: Engine) -> Sequence[str]:
    """Every action of which there is an event."""
    with reading(engine) as session:
        return session.exec(select(AuditEvent.action).distinct().order_by(AuditEvent.action)).all()

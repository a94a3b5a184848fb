"""What goes into the audit trail, said by the desk: who sits at it, from where, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import AuditEvent
from loaders.store.audit import Event, keep_event
from loaders.store.database import writing

_NOTHING: Mapping[str, Any] = {}


@inner
def event(
    desk: Desk,
    action: str,
    subject: str,
    *,
    before: Mapping[str, Any] = _NOTHING,
    after: Mapping[str, Any] = _NOTHING,
    post: str = "",
) -> Event:
    """The event of an act of whoever sits at the desk; `before` and `after` hold what changed, never a secret."""
    who = desk.person
    return Event(
        action=action,
        subject=subject,
        login=who.login,
        name=who.name,
        at=desk.now(),
        post=post,
        address=who.address,
        channel=who.channel,
        before=before,
        after=after,
    )


def note(session: Session, desk: Desk, action: str, subject: str, **said: Any) -> AuditEvent:
    """Add the event to the trail in the transaction of the act itself."""
    return keep_event(session, event(desk, action, subject, **said))


@inner
def note_alone(desk: Desk, action: str, subject: str, **said: Any) -> AuditEvent:
    """Add the event in a transaction of its own, for an act that writes nothing else (a download, say)."""
    with writing(desk.engine) as session:
        return note(session, desk, action, subject, **said)

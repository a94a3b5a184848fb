"""The audit trail (审计留痕): events in one chain, each sealed with the hash of the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from loaders.store.accesstables import AuditEvent

BEGINNING = "0" * 64
"""What stands for the hash before the first event."""
SAID = (
    "number",
    "at",
    "login",
    "name",
    "post",
    "address",
    "channel",
    "action",
    "subject",
    "before",
    "after",
    "previous",
)
"""What an event says, all of which its hash covers."""
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LAST = select(AuditEvent.number, AuditEvent.sha256).order_by(col(AuditEvent.number).desc()).limit(1)


@dataclass(frozen=True)
class Event:
    """Who did what: `login` and `name` of who acts (in which `post`, empty where none), from which `address` and by
    which way in (`channel`); `action` is a verb such as session.opened, `subject` what it was done to (a receipt, a
    login, a release); `before` and `after` hold what changed, never a secret."""

    action: str
    subject: str
    login: str
    name: str
    at: dt.datetime
    post: str = ""
    address: str = ""
    channel: str = "page"
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def keep_event(session: Session, event: Event) -> AuditEvent:
    """Add an event to the chain, in an open writing session: writers queue, so that the chain has no forks.

    Raises TypeError for what JSON cannot hold. What is given back is a copy: changing it changes nothing.
    """
    last = session.execute(_LAST).first()
    kept = AuditEvent(
        number=last.number + 1 if last else 1,
        at=event.at.astimezone(dt.UTC),
        login=_storable(event.login),
        name=_storable(event.name),
        post=_storable(event.post),
        address=_storable(event.address),
        channel=event.channel,
        action=event.action,
        subject=_storable(event.subject),
        before=dict(event.before),
        after=dict(event.after),
        previous=last.sha256 if last else BEGINNING,
        sha256="",
    )
    kept.sha256 = seal(kept)
    session.execute(insert(AuditEvent), {name: getattr(kept, name) for name in (*SAID, "sha256")})
    return kept


def seal(event: AuditEvent) -> str:
    """The SHA-256 over everything that an event says and the hash of the one before, as canonical JSON."""
    return seal_of({name: getattr(event, name) for name in SAID})


def seal_of(said: Mapping[str, Any]) -> str:
    """The same over what an event says by the names of SAID; `at` is aware."""
    text = _CANONICAL.encode({**{name: said[name] for name in SAID}, "at": said["at"].astimezone(dt.UTC).isoformat()})
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _storable(text: str) -> str:
    """A text as every database can keep it: what strangers write (a login that fails, say) may hold anything."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()

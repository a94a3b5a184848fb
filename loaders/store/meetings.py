"""The only writers of meetings (会议): each takes an open writing session, whose transaction is the caller's.

Every act is kept with its event of the audit trail. Of a vote the event says who voted on what, and of the scores only
a seal: who reads the trail while a ballot is open does not learn how anyone voted.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from loaders.store.audit import keep_event
from loaders.store.meetingtables import Meeting, MeetingAct
from loaders.store.numbering import next_number
from loaders.store.steps import Signed, event_of, signature

TOLD = ("kind", "title", "quarter", "day", "agenda", "made_by", "invented")
"""What the event of a meeting repeats of it."""
ACT_TOLD = ("item", "actor", "post", "channel")
"""What the event of an act repeats of it, beside its number and what was said."""
SECRET = "voted"
SALT = "salt"


def keep_meeting(session: Session, meeting: Meeting, signed: Signed) -> Meeting:
    """Keep a new meeting and number it within its quarter (`HY-2026Q3-1`)."""
    meeting.number = next_number(session, Meeting.number, f"HY-{meeting.quarter}-")
    session.add(meeting)
    session.flush()
    said = meeting_says({name: getattr(meeting, name) for name in ("id", *TOLD)})
    keep_event(session, event_of(signed, "meeting.prepared", meeting.number, said))
    return meeting


def keep_act(
    session: Session,
    meeting: Meeting,
    action: str,
    signed: Signed,
    item: str = "",
    said: Mapping[str, Any] | None = None,
) -> MeetingAct:
    """Keep an act with its event; a vote is kept with a salt, so that its seal tells nothing."""
    content = dict(said or {}) | ({SALT: secrets.token_hex(16)} if action == SECRET else {})
    act = MeetingAct(
        meeting_id=meeting.id or 0,
        action=action,
        item=item,
        **signature(signed),
        said=content,
    )
    session.add(act)
    session.flush()
    row = {name: getattr(act, name) for name in ("id", "action", *ACT_TOLD, "said")}
    keep_event(session, event_of(signed, f"meeting.{action}", meeting.number, act_says(row)))
    return act


def meeting_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a meeting says of it in `after`."""
    day = row["day"]
    said = {name: row[name] for name in TOLD} | {"day": day if isinstance(day, str) else day.isoformat()}
    return {"meeting": row["id"], **said, "invented": bool(row["invented"])}


def act_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of an act says of it in `after`: of a vote the seal of what was said, else all of it."""
    said = {"seal": seal_of_vote(row["said"])} if row["action"] == SECRET else {"said": row["said"]}
    return {"meeting_act": row["id"], **{name: row[name] for name in ACT_TOLD}, **said}


def seal_of_vote(said: Mapping[str, Any]) -> str:
    """The SHA-256 over a vote and its salt, as canonical JSON."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""Ending sessions, on record."""

from __future__ import annotations

from dashboard.door.acting import as_holder
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accounts import end_sessions
from loaders.store.database import writing
from loaders.store.sessions import SignedIn, end_session


def end(desk: Desk, signed: SignedIn, why: str, address: str = "") -> bool:
    """End a session, for a reason (signed_out, idle, absolute ...); False when it had ended before."""
    with writing(desk.engine) as session:
        if not end_session(session, signed.number, why, desk.now()):
            return False
        who = as_holder(desk, signed, address or signed.address)
        note(session, who, "session.ended", signed.login, after={"session": signed.number, "why": why})
        return True


def end_all(desk: Desk, signed: SignedIn, why: str, address: str = "", *, this_too: bool = True) -> int:
    """End every session of the account of a session, or every other one; gives how many there were."""
    with writing(desk.engine) as session:
        count = end_sessions(session, signed.account, why, desk.now(), but=0 if this_too else signed.number)
        if count:
            who = as_holder(desk, signed, address or signed.address)
            note(session, who, "session.ended", signed.login, after={"sessions": count, "why": why})
        return count

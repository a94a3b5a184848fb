"""Whose account a person of the single sign-on comes in with, and the link between the two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from config.model import SingleSignOn
from dashboard.access.person import Person
from dashboard.door.acting import as_holder
from dashboard.door.trouble import UNKNOWN, SignOnTrouble
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note, note_alone
from loaders.store.accesstables import Account
from loaders.store.accounts import account_of, end_sessions, keep_account
from loaders.store.database import reading, writing

METHOD = "single_sign_on"


def account_for(desk: Desk, settings: SingleSignOn, claims: Mapping[str, Any], address: str) -> Account:
    """The account of a person whom the provider vouches for: by issuer and subject, or once by the claim, which links.

    Nobody gets an account by coming, and one that is linked is never linked anew. Raises SignOnTrouble.
    """
    subject = subject_of(settings, claims["sub"])
    with reading(desk.engine) as session:
        account = _linked(session, subject) or _claimed(session, settings, claims)
    why = _refusal(account, subject)
    if account is None or why:
        said = str(claims.get(settings.claim) or claims["sub"]) if settings.claim else str(claims["sub"])
        who = Person(login=account.login if account else said, name=account.name if account else "", address=address)
        note_alone(desk.of(who), "session.refused", who.login, after={"method": METHOD, "why": why, "subject": subject})
        raise SignOnTrouble(UNKNOWN, f"{why}: {subject}")
    return account if account.subject == subject else _link(desk, account, subject, address)


def subject_of(settings: SingleSignOn, sub: str) -> str:
    """How an account keeps who it is at the provider: issuer and subject."""
    return f"{settings.issuer} {sub}"


def end_sessions_of(desk: Desk, subject: str) -> int:
    """End the sessions that a subject opened through the single sign-on; gives how many there were."""
    with writing(desk.engine) as session:
        account = _linked(session, subject)
        if account is None or account.id is None:
            return 0
        ended = end_sessions(session, account.id, "provider", desk.now(), method=METHOD)
        if ended:
            who = as_holder(desk, account, "", channel="provider")
            note(session, who, "session.ended", account.login, after={"why": "provider", "sessions": ended})
        return ended


def _linked(session: Session, subject: str) -> Account | None:
    return session.exec(select(Account).where(Account.subject == subject)).first()


def _claimed(session: Session, settings: SingleSignOn, claims: Mapping[str, Any]) -> Account | None:
    value = claims.get(settings.claim) if settings.claim else None
    if settings.claim == "email" and claims.get("email_verified") is not True:
        return None
    return account_of(session, value) if isinstance(value, str) and value.strip() else None


def _refusal(account: Account | None, subject: str) -> str:
    if account is None:
        return "no_account"
    if not account.active:
        return "deactivated"
    return "linked_elsewhere" if account.subject not in (None, subject) else ""


def _link(desk: Desk, account: Account, subject: str, address: str) -> Account:
    with writing(desk.engine) as session:
        fresh = session.get_one(Account, account.id)
        if _refusal(fresh, subject) or _linked(session, subject) is not None:
            raise SignOnTrouble(UNKNOWN, f"linked meanwhile: {account.login}")
        fresh.subject = subject
        keep_account(session, fresh)
        who = as_holder(desk, fresh, address)
        note(session, who, "account.changed", fresh.login, before={"subject": ""}, after={"subject": subject})
    with reading(desk.engine) as session:
        return session.get_one(Account, account.id)

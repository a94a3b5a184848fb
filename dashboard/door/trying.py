"""A try to sign in with a password: one answer for everything that is wrong, and a wait that doubles.

What is right is decided under the writers' lock, in the order of the tries: a hundred guesses at once are worth no more
than those before the account waits.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from config.model import Lockout
from config.wording import mark
from dashboard.access.passwords import matches
from dashboard.access.person import Person
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import Account
from loaders.store.accounts import account_of
from loaders.store.database import reading, writing

T = TypeVar("T")
REFUSED = mark(
    "The login or the password is wrong, or this account cannot sign in. "
    "After several wrong tries an account waits a while before it is let in again, even with the right password."
)
TOO_LATE = mark("This one-time password was not used in time. Ask who manages the accounts of your unit for a new one.")
BUSY = mark("Many people are signing in at the moment. Please try again in a few seconds.")
MOST_WAITING = 64
_LOGIN_LENGTH = 64
_checkers = ThreadPoolExecutor(2, thread_name_prefix="door")
_waiting: set[object] = set()


class TooManyAtOnce(Exception):
    """More passwords wait to be checked than can be in a sensible time."""


@dataclass(frozen=True)
class Tried:
    """What a try came to: the account that it opens, or the sentence why not."""

    account: Account | None = None
    sentence: str = REFUSED


async def in_turn(work: Callable[[], T]) -> T:
    """Do what costs an argon2 hash: two at a time, the rest waits. Raises TooManyAtOnce when too many do."""
    if len(_waiting) >= MOST_WAITING:
        raise TooManyAtOnce
    turn = object()
    _waiting.add(turn)
    try:
        return await asyncio.get_running_loop().run_in_executor(_checkers, work)
    finally:
        _waiting.discard(turn)


def try_password(desk: Desk, login: str, password: str, address: str) -> Tried:
    """Check a login and a password; wrong ones are counted and kept on record.

    A right one forgives them where no second factor is asked for; else its code does.
    """
    with reading(desk.engine) as session:
        account = account_of(session, login)
        kept = account.password if account else ""
    right = matches(kept, password)
    with writing(desk.engine) as session:
        account = account_of(session, login)
        why = _why(account, kept, right, desk.now())
        if account is not None and not why:
            if not account.totp:
                clear_failures(session, account)
            session.flush()
            session.expunge(account)
            return Tried(account)
        if account is not None and why == "wrong":
            count_failure(session, account, desk.config.access.lockout, desk.now())
        note_refusal(session, desk, account, login, why, address)
    return Tried(sentence=TOO_LATE if why == "expired" else REFUSED)


def count_failure(session: Session, account: Account, rules: Lockout, now: dt.datetime) -> None:
    """Count a wrong password or code; from the last that is forgiven on, the account waits."""
    account.failures += 1
    beyond = account.failures - rules.failures
    if beyond >= 0:
        account.locked_until = now + dt.timedelta(seconds=min(rules.most_seconds, rules.seconds * 2 ** min(beyond, 30)))
    session.add(account)


def waits(account: Account, now: dt.datetime) -> bool:
    """True while an account waits after wrong tries."""
    return account.locked_until is not None and account.locked_until > now


def note_refusal(session: Session, desk: Desk, account: Account | None, login: str, why: str, address: str) -> None:
    """Put a refused try on record, with the login as it was typed."""
    typed = "".join(sign for sign in login if sign.isprintable())[:_LOGIN_LENGTH]
    who = Person(typed, account.name if account else "", address=address)
    note(session, desk.of(who), "session.refused", typed, after={"why": why})


def clear_failures(session: Session, account: Account) -> None:
    """Begin to count anew after a success."""
    account.failures, account.locked_until = 0, None
    session.add(account)


def _why(account: Account | None, kept: str, right: bool, now: dt.datetime) -> str:
    """Why a try is refused (unknown, waiting, inactive, wrong, expired); empty when it is right."""
    if account is None:
        return "unknown"
    if waits(account, now):
        return "waiting"
    if not account.active:
        return "inactive"
    if not right or account.password != kept:
        return "wrong"
    late = account.must_change and account.password_until is not None and account.password_until < now
    return "expired" if late else ""

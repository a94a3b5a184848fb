"""Sessions of accounts: of a token only the SHA-256 is kept; who holds one is asked for by it or by its number."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from loaders.store.accesstables import Account, AccountPost, AccountSession
from loaders.store.accounts import posts_held
from loaders.store.database import reading


@dataclass(frozen=True)
class SignedIn:
    """A session as it stands, and whose it is; `posts` are roles with the unit of each, `ended_why` is empty while it
    runs, `version` is the account's."""

    number: int
    sha256: str
    account: int
    login: str
    name: str
    active: bool
    version: int
    address: str
    made_at: dt.datetime
    seen_at: dt.datetime
    ends_at: dt.datetime
    ended_why: str
    posts: tuple[tuple[str, str], ...] = ()

    def over(self, now: dt.datetime, idle: dt.timedelta, acted: dt.datetime | None = None) -> str:
        """Why the session holds no longer (what it was ended for, inactive, absolute, idle); empty while it does.

        `acted`: the last act that is not yet on record.
        """
        if self.ended_why or not self.active:
            return self.ended_why or "inactive"
        if self.ends_at <= now:
            return "absolute"
        return "idle" if max(self.seen_at, acted or self.seen_at) + idle <= now else ""


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def open_session(
    session: Session,
    account: Account,
    token: str,
    *,
    method: str,
    address: str,
    browser: str,
    now: dt.datetime,
    hours: int,
) -> AccountSession:
    """Open a session for an account, for so many hours at most."""
    opened = AccountSession(
        sha256=token_hash(token),
        account_id=account.id or 0,
        method=method,
        address=address,
        browser=browser,
        made_at=now,
        seen_at=now,
        ends_at=now + dt.timedelta(hours=hours),
    )
    session.add(opened)
    session.flush()
    return opened


def signed_by_hash(engine: Engine, sha256: str) -> SignedIn | None:
    """The session of a token's hash, running or ended, with the posts that its account holds now."""
    return _signed(engine, col(AccountSession.sha256) == sha256)


def signed_by_number(engine: Engine, number: int) -> SignedIn | None:
    """The same by the session's number."""
    return _signed(engine, col(AccountSession.id) == number)


def signed_of(engine: Engine, numbers: Iterable[int]) -> Sequence[SignedIn]:
    """Sessions as they stand, by their numbers, in one query and without posts."""
    with reading(engine) as session:
        rows = session.exec(_both().where(col(AccountSession.id).in_(list(numbers)))).all()
        return [_of(row, account) for row, account in rows]


def running_sessions(
    engine: Engine, now: dt.datetime, idle: dt.timedelta, account_id: int = 0
) -> Sequence[AccountSession]:
    """The sessions that run (of one account, of all without): not ended, not past their time, not idle for too long;
    the last used first."""
    running = select(AccountSession).where(
        col(AccountSession.ended_at).is_(None),
        col(AccountSession.ends_at) > now,
        col(AccountSession.seen_at) > now - idle,
    )
    if account_id:
        running = running.where(AccountSession.account_id == account_id)
    with reading(engine) as session:
        return session.exec(running.order_by(col(AccountSession.seen_at).desc(), col(AccountSession.id).desc())).all()


def touch_sessions(session: Session, seen: Mapping[int, dt.datetime]) -> None:
    """Keep when each session was last acted in."""
    for row in session.exec(select(AccountSession).where(col(AccountSession.id).in_(list(seen)))):
        row.seen_at = max(row.seen_at, seen[row.id or 0])
        session.add(row)
    session.flush()


def end_session(session: Session, number: int, why: str, now: dt.datetime) -> bool:
    """End a running session; False when it does not run."""
    row = session.get(AccountSession, number)
    if row is None or row.ended_at is not None:
        return False
    row.ended_at, row.ended_why = now, why
    session.add(row)
    session.flush()
    return True


def last_sign_ins(engine: Engine) -> dict[int, dt.datetime]:
    """When each account signed in last, by its number; without those that never did."""
    last = select(AccountSession.account_id, func.max(col(AccountSession.made_at))).group_by(
        col(AccountSession.account_id)
    )
    with reading(engine) as session:
        return {number: moment for number, moment in session.exec(last) if moment is not None}


def end_session_of(session: Session, account_id: int, number: int, why: str, now: dt.datetime) -> bool:
    """End a running session of an account; False when the account has none of that number that runs."""
    row = session.get(AccountSession, number)
    return row is not None and row.account_id == account_id and end_session(session, number, why, now)


def _both() -> Select[AccountSession, Account]:
    return select(AccountSession, Account).where(col(Account.id) == col(AccountSession.account_id))


def _signed(engine: Engine, where: ColumnElement[bool]) -> SignedIn | None:
    with reading(engine) as session:
        found = session.exec(_both().where(where)).first()
        if found is None:
            return None
        row, account = found
        return _of(row, account, posts_held(session, row.account_id))


def _of(row: AccountSession, account: Account, posts: Sequence[AccountPost] = ()) -> SignedIn:
    return SignedIn(
        number=row.id or 0,
        sha256=row.sha256,
        account=row.account_id,
        login=account.login,
        name=account.name,
        active=account.active,
        version=account.version,
        address=row.address,
        made_at=row.made_at,
        seen_at=row.seen_at,
        ends_at=row.ends_at,
        ended_why=row.ended_why if row.ended_at is None else row.ended_why or "ended",
        posts=tuple((post.role, post.unit) for post in posts),
    )

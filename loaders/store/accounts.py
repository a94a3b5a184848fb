"""Accounts and the posts they hold: writers take an open writing session, whose transaction is the caller's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from loaders.store.accesstables import Account, AccountPost, AccountSession
from loaders.store.database import reading


def login_of(text: str) -> str:
    """A login as it is kept: without spaces around it, in lower case."""
    return text.strip().casefold()


def account_of(session: Session, login: str) -> Account | None:
    """The account of a login, active or not; None when there is none."""
    return session.exec(select(Account).where(Account.login == login_of(login))).first()


def keep_account(session: Session, account: Account) -> Account:
    """Keep a new or changed account; a changed one counts its version up, which its open pages notice."""
    if account.id is not None:
        account.version += 1
    session.add(account)
    session.flush()
    return account


def give_post(session: Session, account: Account, role: str, unit: str, by: str, now: dt.datetime) -> AccountPost:
    """Give an account a post; one that it holds already is given back as it is."""
    held = _held(account.id or 0).where(AccountPost.role == role, AccountPost.unit == unit)
    known = session.exec(held).first()
    if known is not None:
        return known
    post = AccountPost(account_id=account.id or 0, role=role, unit=unit, since=now, made_by=by)
    session.add(post)
    keep_account(session, account)
    return post


def end_post(session: Session, account: Account, role: str, unit: str, by: str, now: dt.datetime) -> bool:
    """End a post; it stays on record. False when the account does not hold it."""
    held = _held(account.id or 0).where(AccountPost.role == role, AccountPost.unit == unit)
    known = session.exec(held).first()
    if known is None:
        return False
    known.until, known.ended_by = now, by
    session.add(known)
    keep_account(session, account)
    return True


def posts_held(session: Session, account_id: int) -> Sequence[AccountPost]:
    """The posts that an account holds now, in the order they were given."""
    return session.exec(_held(account_id).order_by(col(AccountPost.id))).all()


def posts_ever(session: Session, account_id: int) -> Sequence[AccountPost]:
    """Every post that an account holds or held, in the order they were given."""
    mine = select(AccountPost).where(AccountPost.account_id == account_id)
    return session.exec(mine.order_by(col(AccountPost.id))).all()


def active_holders(session: Session, role: str, unit: str) -> int:
    """How many active accounts hold a post now."""
    held = select(Account.id).join(AccountPost).where(AccountPost.role == role, AccountPost.unit == unit)
    return len(session.exec(held.where(col(AccountPost.until).is_(None), col(Account.active))).all())


def subject_taken(session: Session, subject: str, but: int = 0) -> bool:
    """True when another account (than that of the number) is linked to a single sign-on subject."""
    linked = select(Account.id).where(Account.subject == subject, Account.id != but)
    return session.exec(linked).first() is not None


def accounts(engine: Engine) -> Sequence[tuple[Account, tuple[AccountPost, ...]]]:
    """Every account with every post that it holds or held, by login."""
    with reading(engine) as session:
        found: dict[int, list[AccountPost]] = {}
        for post in session.exec(select(AccountPost).order_by(col(AccountPost.id))):
            found.setdefault(post.account_id, []).append(post)
        rows = session.exec(select(Account).order_by(col(Account.login))).all()
        return [(row, tuple(found.get(row.id or 0, ()))) for row in rows]


def end_sessions(session: Session, account_id: int, why: str, now: dt.datetime, but: int = 0, method: str = "") -> int:
    """End every running session of an account (but one; only those that a way of signing in opened, if one is named);
    gives how many there were."""
    running = select(AccountSession).where(
        AccountSession.account_id == account_id, col(AccountSession.ended_at).is_(None), AccountSession.id != but
    )
    if method:
        running = running.where(AccountSession.method == method)
    ended = session.exec(running).all()
    for row in ended:
        row.ended_at, row.ended_why = now, why
        session.add(row)
    session.flush()
    return len(ended)


def _held(account_id: int) -> SelectOfScalar[AccountPost]:
    return select(AccountPost).where(AccountPost.account_id == account_id, col(AccountPost.until).is_(None))

"""The accounts that a person manages: what each may do, when it signed in last, what runs, and what hinders it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from config.model import ROLES, Role
from dashboard.access.gate import needs
from dashboard.access.person import Post
from dashboard.usecases.accounts.opening import managing, posts_of
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account, AccountPost, AccountSession
from loaders.store.accounts import accounts
from loaders.store.sessions import last_sign_ins, running_sessions


@dataclass(frozen=True)
class HeldPost:
    """A post, when it was given and by whom, and when it ended (by the calendar's clocks); `until` is None for now."""

    post: Post
    since: dt.datetime
    made_by: str
    until: dt.datetime | None
    ended_by: str


@dataclass(frozen=True)
class OpenSession:
    """A session that runs, on the calendar's clocks."""

    number: int
    method: str
    address: str
    browser: str
    began: dt.datetime
    seen: dt.datetime


@dataclass(frozen=True)
class AccountLine:
    """An account, on the calendar's clocks: `posts` are held now, `past` were; `own` is that of whoever asks.

    `must_change`: the password is a one-time one, `lapsed`: nobody signed in with it in time. `locked` is the moment
    until which wrong passwords lock it.
    """

    login: str
    name: str
    active: bool
    posts: tuple[HeldPost, ...]
    past: tuple[HeldPost, ...]
    sessions: tuple[OpenSession, ...]
    last_sign_in: dt.datetime | None
    must_change: bool
    lapsed: bool
    locked: dt.datetime | None
    password: bool
    subject: str
    second_factor: bool
    made: dt.datetime
    made_by: str
    own: bool


@needs("accounts")
def managed_accounts(desk: Desk) -> tuple[AccountLine, ...]:
    """Every account that the person at the desk manages, by login."""
    running: dict[int, list[AccountSession]] = {}
    for row in running_sessions(desk.engine, desk.now(), desk.config.access.sessions.idle):
        running.setdefault(row.account_id, []).append(row)
    last, rules = last_sign_ins(desk.engine), managing(desk)
    return tuple(
        _line(desk, account, posts, running.get(account.id or 0, ()), last.get(account.id or 0))
        for account, posts in accounts(desk.engine)
        if rules.manages(posts_of([post for post in posts if post.until is None] or posts))
    )


def _line(
    desk: Desk,
    account: Account,
    posts: Sequence[AccountPost],
    running: Sequence[AccountSession],
    last: dt.datetime | None,
) -> AccountLine:
    now, until, held = desk.now(), account.password_until, [_held(desk, post) for post in posts if posts_of([post])]
    locked = account.locked_until if account.locked_until and account.locked_until > now else None
    return AccountLine(
        login=account.login,
        name=account.name,
        active=account.active,
        posts=tuple(one for one in held if one.until is None),
        past=tuple(one for one in held if one.until is not None),
        sessions=tuple(_session(desk, row) for row in running),
        last_sign_in=desk.local(last) if last else None,
        must_change=account.must_change,
        lapsed=account.must_change and until is not None and until <= now,
        locked=desk.local(locked) if locked else None,
        password=bool(account.password),
        subject=account.subject or "",
        second_factor=bool(account.totp),
        made=desk.local(account.made_at),
        made_by=account.made_by,
        own=account.id == desk.person.account,
    )


def _held(desk: Desk, row: AccountPost) -> HeldPost:
    until = desk.local(row.until) if row.until else None
    return HeldPost(posts_of([row])[0], desk.local(row.since), row.made_by, until, row.ended_by)


def _session(desk: Desk, row: AccountSession) -> OpenSession:
    began, seen = desk.local(row.made_at), desk.local(row.seen_at)
    return OpenSession(row.id or 0, row.method, row.address, row.browser, began, seen)


@needs("accounts")
def posts_offered(desk: Desk) -> dict[Role, tuple[str, ...]]:
    """The roles that the person may give, each with its units (the empty one is the whole province)."""
    offers = {role: managing(desk).offers(role) for role in ROLES}
    return {role: units for role, units in offers.items() if units}


@needs("accounts")
def regions_managed(desk: Desk) -> tuple[str, ...]:
    """The regions whose accounts a delegated administrator manages, the own ones only; none for the whole province."""
    rules = managing(desk)
    return () if rules.whole else rules.own

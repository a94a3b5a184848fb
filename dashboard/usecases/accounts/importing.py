"""Accounts from a workbook: every fault at once with its cell, what would happen, then all of it or nothing.

An import adds: new accounts, further posts, a name or a single sign-on subject that differs. It ends no posts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session

from config.wording import mark
from dashboard.access.gate import inner, needs
from dashboard.access.passwords import OneTime, one_time
from dashboard.access.person import Post
from dashboard.usecases.accounts.importfaults import Fault, file_faults, no_head, too_many
from dashboard.usecases.accounts.importplan import Planned, planned
from dashboard.usecases.accounts.importsheet import ListRow, listed_rows
from dashboard.usecases.accounts.making import Entry, acting, enter_account
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.intake.outcome import Finding
from loaders.store.accounts import account_of, give_post, keep_account
from loaders.store.database import reading, writing

MOST_ROWS = 1000
MOST_BYTES = 2 * 1024 * 1024
TOO_LARGE = mark("The file has more than {limit} MB, which no list of accounts has.")


@dataclass(frozen=True)
class Plan:
    """What a list of accounts would do: the accounts in the order of the list; nothing while there are faults."""

    name: str
    content: bytes
    accounts: tuple[Planned, ...]
    faults: tuple[Finding, ...]

    def of(self, kind: str) -> tuple[Planned, ...]:
        """The accounts that are new, that change, or that stay untouched."""
        return tuple(one for one in self.accounts if one.kind == kind)


@dataclass(frozen=True)
class Issued:
    """A new account with its one-time password (empty where it signs in by single sign-on), to be handed over once."""

    login: str
    name: str
    posts: tuple[Post, ...]
    password: str


class ImportRefused(Exception):
    """The list has faults (someone may have changed the accounts meanwhile); nothing was kept. `plan` says which."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"{len(plan.faults)} faults")
        self.plan = plan


@needs("accounts")
def plan_import(desk: Desk, name: str, content: bytes, locale: str) -> Plan:
    """Read a list of accounts, in a process of its own, and say what it would do; nothing is kept."""
    rows, faults = _read(desk, content, locale)
    if faults:
        return Plan(name, content, (), tuple(faults))
    with reading(desk.engine) as session:
        return Plan(name, content, *planned(desk, session, rows, locale))


@needs("accounts")
def take_import(desk: Desk, plan: Plan, locale: str) -> tuple[Issued, ...]:
    """Do what a plan says, in one transaction, and give the new accounts with their one-time passwords.

    The list is held against the accounts anew. Raises ImportRefused when it has faults by now.
    """
    rows, faults = _read(desk, plan.content, locale)
    if faults:
        raise ImportRefused(Plan(plan.name, plan.content, (), tuple(faults)))
    secrets = {one.login: one_time() for one in plan.of("new") if not one.subject}
    with writing(desk.engine) as session:
        fresh = Plan(plan.name, plan.content, *planned(desk, session, rows, locale))
        new = {one.login for one in fresh.of("new") if not one.subject}
        if fresh.faults or new != secrets.keys():
            raise ImportRefused(fresh)
        for one in fresh.accounts:
            _take(desk, session, one, secrets.get(one.login))
        _note(desk, session, fresh)
    return tuple(Issued(one.login, one.name, one.gains, _shown(secrets.get(one.login))) for one in fresh.of("new"))


def _read(desk: Desk, content: bytes, locale: str) -> tuple[list[ListRow], Sequence[Finding]]:
    if len(content) > MOST_BYTES:
        return [], [Fault.of(locale, TOO_LARGE, limit=MOST_BYTES // 1024 // 1024)]
    intake = desk.workshop.print(content, MOST_ROWS + 100)
    if intake.findings:
        return [], file_faults(intake.findings)
    rows = listed_rows(intake.sheets)
    if not rows:
        return [], [no_head(locale)]
    return ([], [too_many(locale, MOST_ROWS)]) if len(rows) > MOST_ROWS else (rows, [])


@inner
def _take(desk: Desk, session: Session, one: Planned, secret: OneTime | None) -> None:
    if one.kind == "new":
        enter_account(desk, session, Entry(one.login, one.name, one.gains, one.subject, secret))
        return
    account = account_of(session, one.login)
    if account is None or one.kind == "same":
        return
    before = {"name": account.name, "subject": account.subject}
    after = {"name": one.name, "subject": one.subject or account.subject}
    if before != after:
        account.name, account.subject = one.name, after["subject"]
        keep_account(session, account)
        note(session, desk, "account.changed", one.login, before=before, after=after, post=acting(desk.person))
    for post in one.gains:
        give_post(session, account, post.role, post.unit, desk.person.login, desk.now())
        note(session, desk, "post.given", one.login, after=asdict(post), post=acting(desk.person))


def _note(desk: Desk, session: Session, plan: Plan) -> None:
    said = {
        "file": plan.name,
        "sha256": hashlib.sha256(plan.content).hexdigest(),
        "new": len(plan.of("new")),
        "changed": len(plan.of("changes")),
        "untouched": len(plan.of("same")),
    }
    note(session, desk, "account.imported", plan.name, after=said, post=acting(desk.person))


def _shown(secret: OneTime | None) -> str:
    return secret.password if secret else ""

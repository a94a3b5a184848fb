"""Opening an account for an act: only one that the person manages, and never so that nobody could manage any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from config.model import ROLES
from config.wording import mark
from dashboard.access.gate import inner
from dashboard.access.managing import Managing
from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account, AccountPost
from loaders.store.accounts import account_of, active_holders, posts_ever, posts_held
from loaders.store.database import writing

UNKNOWN = mark("There is no account {login} among those that you manage.")
NOT_THE_OWN = mark("Nobody changes the own posts, password or state here; ask another administrator.")
PROVINCE = ("administrator", "")
"""The role and the unit of whoever manages everyone's accounts."""
LAST_ADMINISTRATOR = mark(
    "This would leave nobody who manages accounts: make another administrator of the whole province first."
)


@dataclass(frozen=True)
class Opened:
    """An account in an open writing session, with the posts that it holds now."""

    session: Session
    account: Account
    posts: tuple[Post, ...]


@inner
def managing(desk: Desk) -> Managing:
    """What the person at the desk may do with the accounts of others."""
    return Managing(desk.config, desk.person)


@inner
@contextmanager
def opened(desk: Desk, login: str, *, own: bool = False) -> Iterator[Opened]:
    """An account that the person manages, to be changed in one transaction; the own one only for acts that are `own`.

    Raises AccountProblem, and undoes everything, also when no active administrator would be left.
    """
    with writing(desk.engine) as session:
        account = account_of(session, login)
        if account is None or not managing(desk).manages(belonging(session, account)):
            raise AccountProblem(UNKNOWN, login=login)
        if not own and account.id == desk.person.account:
            raise AccountProblem(NOT_THE_OWN)
        before = active_holders(session, *PROVINCE)
        yield Opened(session, account, posts_of(posts_held(session, account.id or 0)))
        if before and not active_holders(session, *PROVINCE):
            raise AccountProblem(LAST_ADMINISTRATOR)


def belonging(session: Session, account: Account) -> tuple[Post, ...]:
    """The posts by which it is decided whose an account is: those it holds, else those that it ever held."""
    number = account.id or 0
    return posts_of(posts_held(session, number) or posts_ever(session, number))


def posts_of(rows: Sequence[AccountPost]) -> tuple[Post, ...]:
    """Stored posts as posts; those of a role that the product does not know any more are left out."""
    return tuple(Post(row.role, row.unit) for row in rows if row.role in ROLES)

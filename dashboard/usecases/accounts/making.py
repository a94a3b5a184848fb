"""Making accounts: with a one-time password that is shown once, or for the single sign-on alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session

from config.wording import mark
from dashboard.access.gate import inner, needs
from dashboard.access.managing import NOT_YOURS_TO_GIVE, must_fit, must_go_together
from dashboard.access.passwords import OneTime, one_time
from dashboard.access.person import Person, Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.accounts.naming import good_login, good_name, good_subject
from dashboard.usecases.accounts.opening import managing
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import Account
from loaders.store.accounts import account_of, give_post, keep_account, subject_taken
from loaders.store.database import writing

LOGIN_TAKEN = mark("The login {login} is taken; choose another.")
SUBJECT_TAKEN = mark("Another account is linked to this single sign-on subject already.")
POSTLESS = mark("Choose a post: without one you could not manage the account yourself.")


@dataclass(frozen=True)
class Entry:
    """An account to be made: with a one-time password, or none where it is linked to a single sign-on subject."""

    login: str
    name: str
    posts: tuple[Post, ...]
    subject: str
    secret: OneTime | None


@needs("accounts")
def make_account(desk: Desk, login: str, name: str, posts: Sequence[Post], subject: str = "") -> str:
    """Make an account with its posts and give its one-time password, which is not kept; empty for one with a single
    sign-on subject, which needs none. Raises AccountProblem, and nothing is made."""
    secret = None if good_subject(subject) else one_time()
    with writing(desk.engine) as session:
        enter_account(desk, session, Entry(login, name, tuple(posts), subject, secret))
    return secret.password if secret else ""


@inner
def enter_account(desk: Desk, session: Session, entry: Entry) -> None:
    """What make_account does, in the caller's transaction."""
    posts = entry.posts
    account = Account(
        login=good_login(entry.login),
        name=good_name(entry.name),
        subject=good_subject(entry.subject),
        made_at=desk.now(),
        made_by=desk.person.login,
    )
    if account_of(session, account.login) is not None:
        raise AccountProblem(LOGIN_TAKEN, login=account.login)
    must_be_free(session, account.subject)
    must_be_held(desk, (), posts)
    if not posts and not managing(desk).whole:
        raise AccountProblem(POSTLESS)
    if entry.secret:
        put_one_time(desk, account, entry.secret)
    keep_account(session, account)
    for post in posts:
        give_post(session, account, post.role, post.unit, desk.person.login, desk.now())
    said = {"name": account.name, "posts": [asdict(post) for post in posts], "subject": account.subject}
    note(session, desk, "account.made", account.login, after=said, post=acting(desk.person))


@inner
def must_be_held(desk: Desk, held: Sequence[Post], more: Sequence[Post]) -> None:
    """Raise AccountProblem when the person may not give one of the posts, or nobody can hold it beside the others."""
    for post in more:
        must_fit(desk.config, post)
        if not managing(desk).gives(post):
            raise AccountProblem(NOT_YOURS_TO_GIVE, post)
    must_go_together((*held, *more))


def must_be_free(session: Session, subject: str | None, but: int = 0) -> None:
    """Raise AccountProblem when another account is linked to a single sign-on subject."""
    if subject and subject_taken(session, subject, but):
        raise AccountProblem(SUBJECT_TAKEN)


@inner
def put_one_time(desk: Desk, account: Account, secret: OneTime) -> None:
    """Give an account a one-time password that must be changed at the sign-in; nothing locks it any more."""
    account.password, account.must_change = secret.hash, True
    account.password_until = desk.now() + dt.timedelta(hours=desk.config.access.passwords.one_time_hours)
    account.failures, account.locked_until = 0, None


def acting(person: Person) -> str:
    """The post in which someone manages accounts, as the trail keeps it: the widest one; empty for the server's own."""
    units = sorted(post.unit for post in person.posts if post.role == "administrator")
    return f"administrator {units[0]}".strip() if units else ""

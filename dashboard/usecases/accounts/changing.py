"""What an administrator does with an account that is there. Each act is in the trail with what was before and after.

Every act raises AccountProblem for an account that the person does not manage, as for one that is not there.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from config.wording import mark
from dashboard.access.gate import needs
from dashboard.access.managing import NOT_YOURS_TO_GIVE
from dashboard.access.passwords import one_time
from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.accounts.making import acting, must_be_free, must_be_held, put_one_time
from dashboard.usecases.accounts.naming import good_name, good_subject
from dashboard.usecases.accounts.opening import Opened, managing, opened
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accounts import end_post, end_sessions, give_post, keep_account
from loaders.store.sessions import end_session_of

HOLDS_NOT = mark("The account does not hold this post: {post}.")
NO_SESSION = mark("This session has ended already.")
BY_ADMINISTRATOR, RESET, DEACTIVATED = "administrator", "password_reset", "deactivated"
"""Why a session ended, as it is kept."""


@needs("accounts")
def rename(desk: Desk, login: str, name: str) -> None:
    """Change the name of the account's person."""
    with opened(desk, login, own=True) as one:
        _change(desk, one, name=good_name(name))


@needs("accounts")
def link(desk: Desk, login: str, subject: str) -> None:
    """Link an account to a single sign-on subject (issuer and subject); an empty one unlinks it."""
    with opened(desk, login) as one:
        linked = good_subject(subject)
        must_be_free(one.session, linked, one.account.id or 0)
        _change(desk, one, subject=linked)


@needs("accounts")
def reset_password(desk: Desk, login: str) -> str:
    """Give an account a new one-time password, end its sessions and unlock it; the password is not kept."""
    secret = one_time()
    with opened(desk, login) as one:
        put_one_time(desk, one.account, secret)
        keep_account(one.session, one.account)
        ended = end_sessions(one.session, one.account.id or 0, RESET, desk.now())
        _note(desk, one, "password.reset", after={"sessions_ended": ended})
    return secret.password


@needs("accounts")
def give(desk: Desk, login: str, post: Post) -> None:
    """Give an account a post; it holds at once, also in open pages. One that it holds already changes nothing."""
    with opened(desk, login) as one:
        must_be_held(desk, one.posts, (post,))
        if post not in one.posts:
            give_post(one.session, one.account, post.role, post.unit, desk.person.login, desk.now())
            _note(desk, one, "post.given", after=asdict(post))


@needs("accounts")
def end(desk: Desk, login: str, post: Post) -> None:
    """End a post of an account at once; it stays on record."""
    with opened(desk, login) as one:
        if not managing(desk).gives(post):
            raise AccountProblem(NOT_YOURS_TO_GIVE, post)
        if not end_post(one.session, one.account, post.role, post.unit, desk.person.login, desk.now()):
            raise AccountProblem(HOLDS_NOT, post)
        _note(desk, one, "post.ended", before=asdict(post))


@needs("accounts")
def deactivate(desk: Desk, login: str) -> None:
    """Nobody signs in with the account any more, its sessions end; its posts and all that it did stay on record."""
    with opened(desk, login) as one:
        _change(desk, one, active=False)
        end_sessions(one.session, one.account.id or 0, DEACTIVATED, desk.now())


@needs("accounts")
def activate(desk: Desk, login: str) -> None:
    """The account signs in again, with the password and the posts that it had."""
    with opened(desk, login) as one:
        _change(desk, one, active=True)


@needs("accounts")
def end_all_sessions(desk: Desk, login: str) -> int:
    """End every running session of an account, but that of whoever asks; gives how many there were."""
    with opened(desk, login, own=True) as one:
        ended = end_sessions(one.session, one.account.id or 0, BY_ADMINISTRATOR, desk.now(), desk.person.session)
        if ended:
            _note(desk, one, "session.ended", after={"sessions_ended": ended, "why": BY_ADMINISTRATOR})
        return ended


@needs("accounts")
def end_one_session(desk: Desk, login: str, number: int) -> None:
    """End one running session of an account."""
    with opened(desk, login, own=True) as one:
        if not end_session_of(one.session, one.account.id or 0, number, BY_ADMINISTRATOR, desk.now()):
            raise AccountProblem(NO_SESSION)
        _note(desk, one, "session.ended", after={"session": number, "why": BY_ADMINISTRATOR})


@needs("accounts")
def remove_second_factor(desk: Desk, login: str) -> None:
    """Remove the second factor of someone who lost it; where their role needs one, a new one is set up at sign-in."""
    with opened(desk, login) as one:
        if one.account.totp:
            one.account.totp, one.account.totp_last = "", 0
            keep_account(one.session, one.account)
            _note(desk, one, "second_factor.removed")


def _change(desk: Desk, one: Opened, **fields: Any) -> None:
    """Set fields of an account, with one event for all of them; none when they are what they were."""
    before = {name: getattr(one.account, name) for name in fields}
    if before == fields:
        return
    for name, value in fields.items():
        setattr(one.account, name, value)
    keep_account(one.session, one.account)
    _note(desk, one, "account.changed", before=before, after=fields)


def _note(desk: Desk, one: Opened, action: str, **said: Any) -> None:
    note(one.session, desk, action, one.account.login, post=acting(desk.person), **said)

"""A password of one's own: what a new one is held to, and what happens when it is kept."""

from __future__ import annotations

from config.wording import mark
from dashboard.access.passwords import SAME_AGAIN, PasswordRefused, hashed, matches, must_be_good
from dashboard.door.acting import as_holder
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import Account
from loaders.store.accounts import end_sessions
from loaders.store.database import writing

DIFFERENT = mark("The two new passwords are not the same; write the same one twice.")
CHANGED_ELSEWHERE = mark("The password of this account has been changed meanwhile. Please sign in anew.")
WHY = "password"


def keep_own(desk: Desk, account: Account, new: str, again: str, address: str, *, session_number: int = 0) -> None:
    """Keep a new password and end the account's other sessions; costs argon2 hashes, so call it in turn.

    Raises PasswordRefused when the two differ, when it is the old one, or too short, long or easily guessed.
    """
    if new != again:
        raise PasswordRefused(DIFFERENT)
    province = desk.config.province
    about = (account.login, account.name, province.title, province.department)
    must_be_good(new, desk.config.access.passwords, about)
    if matches(account.password, new):
        raise PasswordRefused(SAME_AGAIN)
    _keep(desk, account, hashed(new), address, session_number)


def _keep(desk: Desk, account: Account, kept: str, address: str, session_number: int) -> None:
    with writing(desk.engine) as session:
        fresh = session.get_one(Account, account.id)
        if fresh.password != account.password or not fresh.active:
            raise PasswordRefused(CHANGED_ELSEWHERE)
        fresh.password, fresh.must_change, fresh.password_until = kept, False, None
        session.add(fresh)
        ended = end_sessions(session, fresh.id or 0, WHY, desk.now(), but=session_number)
        note(session, as_holder(desk, fresh, address), "password.changed", fresh.login, after={"sessions_ended": ended})
        account.password, account.must_change, account.password_until = kept, False, None

"""The first start: a workspace whose accounts nobody manages gets one administrator."""

from __future__ import annotations

from config.wording import mark, translator
from dashboard.access.gate import NotAllowed, needs
from dashboard.access.passwords import one_time
from dashboard.access.person import Post
from dashboard.usecases.accounts.making import Entry, enter_account
from dashboard.usecases.accounts.opening import PROVINCE
from dashboard.usecases.desk import Desk
from loaders.store.accounts import account_of, active_holders
from loaders.store.database import writing

FIRST = "admin"
NAME = mark("Administrator")


@needs("accounts")
def first_administrator(desk: Desk) -> tuple[str, str] | None:
    """Make an administrator of the whole province when there is no active one: login and one-time password, else None.

    The login is admin, or the next of admin2, admin3 that nobody had. Raises NotAllowed for an administrator of a
    region, who makes nobody more powerful.
    """
    if not desk.sight.whole("accounts"):
        raise NotAllowed("accounts")
    secret = one_time()
    with writing(desk.engine) as session:
        if active_holders(session, *PROVINCE):
            return None
        number = 1
        while account_of(session, login := f"{FIRST}{number if number > 1 else ''}") is not None:
            number += 1
        enter_account(desk, session, Entry(login, translator()(NAME), (Post("administrator"),), "", secret))
    return login, secret.password

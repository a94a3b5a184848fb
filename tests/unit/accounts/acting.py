import datetime as dt

import pytest
from sqlalchemy import Engine

from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.accounts.listing import AccountLine, managed_accounts
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account, AccountSession
from loaders.store.accounts import account_of
from loaders.store.database import reading, writing

HEAD = Post("head", "430400")


def account(engine: Engine, login: str) -> Account:
    with reading(engine) as session:
        found = account_of(session, login)
        assert found is not None
        return found


def line(desk: Desk, login: str) -> AccountLine:
    return next(one for one in managed_accounts(desk) if one.login == login)


def signed_in(desk: Desk, login: str, *, seen_minutes_ago: int = 1) -> int:
    now, number = desk.now(), account(desk.engine, login).id or 0
    with writing(desk.engine) as session:
        row = AccountSession(
            sha256=f"{login}{seen_minutes_ago}{now.timestamp()}",
            account_id=number,
            method="password",
            address="10.1.1.1",
            browser="Firefox/140",
            made_at=now - dt.timedelta(hours=1),
            seen_at=now - dt.timedelta(minutes=seen_minutes_ago),
            ends_at=now + dt.timedelta(hours=8),
        )
        session.add(row)
        session.flush()
        return row.id or 0


def refusal(act: object, *args: object) -> str:
    with pytest.raises(AccountProblem) as refused:
        act(*args)
    return refused.value.message

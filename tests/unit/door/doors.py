import datetime as dt
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx2 as httpx
from sqlmodel import col, select
from websockets.sync.client import ClientConnection, connect

from config.workspace import write_workspace
from dashboard.access.passwords import hashed
from dashboard.usecases.desk import Desk, open_desk
from loaders.store.accesstables import Account, AccountSession, AuditEvent
from loaders.store.accounts import account_of, give_post, keep_account
from loaders.store.database import reading, writing
from tests.conftest import REPOSITORY

REFUSED = "登录名或密码不正确"
PASSWORD = "湘江 橘子洲 夜航 42 号"
ONE_TIME = "abcd-efgh-jkmn-pqrs"
ACCESS = """
second_factor = ["auditor"]
[lockout]
failures = 3
[rates]
sign_ins = 400
uploads = 3
api = 5
"""


@dataclass
class Door:
    address: str
    desk: Desk

    def browser(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers={"accept": "text/html", **headers})

    def signed_in(self, login: str, *posts: tuple[str, str]) -> httpx.Client:
        make_account(self.desk, login, *posts)
        browser = self.browser()
        assert sign_in(browser, login).status_code == 303
        return browser

    @contextmanager
    def line(self, browser: httpx.Client, *protocols: str, **headers: str) -> Iterator[ClientConnection]:
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        sent = {"Cookie": cookie, **headers}
        url = self.address.replace("http", "ws") + "/_stcore/stream"
        with connect(url, additional_headers=sent, subprotocols=protocols or ("streamlit",)) as opened:  # type: ignore[arg-type]
            yield opened

    def account(self, login: str) -> Account:
        with reading(self.desk.engine) as session:
            found = account_of(session, login)
        assert found is not None
        return found


def workspace(folder: Path, access: str = ACCESS) -> Desk:
    (folder / "config").mkdir(parents=True)
    for entry in (REPOSITORY / "config").iterdir():
        if entry.suffix != ".py" and entry.name not in ("access.toml", "__pycache__"):
            (folder / "config" / entry.name).symlink_to(entry)
    (folder / "config" / "access.toml").write_text(access, encoding="utf-8")
    write_workspace(folder, folder / "config")
    return open_desk(folder)


@cache
def kept_hash(password: str) -> str:
    return hashed(password)


def make_account(
    desk: Desk,
    login: str,
    *posts: tuple[str, str],
    password: str = PASSWORD,
    one_time: dt.timedelta | None = None,
    active: bool = True,
) -> Account:
    account = Account(
        login=login,
        name=f"测试{login}",
        password=kept_hash(password) if password else "",
        must_change=one_time is not None,
        password_until=desk.now() + one_time if one_time is not None else None,
        active=active,
        made_at=desk.now(),
        made_by="test",
    )
    with writing(desk.engine) as session:
        keep_account(session, account)
        for role, unit in posts:
            give_post(session, account, role, unit, "test", desk.now())
    return account


def change(desk: Desk, login: str, **fields: object) -> None:
    with writing(desk.engine) as session:
        account = account_of(session, login)
        assert account is not None
        for name, value in fields.items():
            setattr(account, name, value)
        session.add(account)


def change_session(desk: Desk, login: str, **fields: object) -> None:
    with writing(desk.engine) as session:
        account = account_of(session, login)
        for row in session.exec(
            select(AccountSession).where(AccountSession.account_id == (account.id if account else 0))
        ):
            for name, value in fields.items():
                setattr(row, name, value)
            session.add(row)


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="form" value="(\w+)"', page.text)
    assert found is not None, page.text
    return found.group(1)


def sign_in(browser: httpx.Client, login: str, password: str = PASSWORD, onward: str = "/") -> httpx.Response:
    token = form_token(browser.get("/sign-in"))
    fields = {"login": login, "password": password, "form": token, "next": onward}
    return browser.post("/sign-in", data=fields)


def signed_in(browser: httpx.Client) -> bool:
    return browser.get("/session", headers={"accept": "*/*"}).status_code == 200


def token_of(browser: httpx.Client) -> str:
    return browser.cookies["jiping"]


def forged() -> str:
    return secrets.token_urlsafe(32)


def events(door: Door, login: str) -> list[AuditEvent]:
    with reading(door.desk.engine) as session:
        return list(
            session.exec(select(AuditEvent).where(AuditEvent.subject == login).order_by(col(AuditEvent.number)))
        )


def refusal(door: Door, login: str, password: str) -> tuple[int, str]:
    answer = sign_in(door.browser(), login, password)
    shown = answer.text.split('role="alert">')[1].split("<")[0]
    return answer.status_code, shown

import json
import re
import secrets
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx2
import uvicorn
from joserfc.jwk import RSAKey
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from config.workspace import REPOSITORY, write_workspace
from dashboard.door.routes import ROUTES
from dashboard.usecases.desk import Desk, open_desk
from loaders.store.accesstables import Account, AccountSession, AuditEvent
from loaders.store.accounts import account_of, keep_account
from loaders.store.database import reading, writing
from tests.conftest import PROVIDER_PYTHON

SCRIPT = Path(__file__).parent / "serve_provider.py"
PEOPLE = ("wangjianguo", "liming", "stranger", "gone")
PASSWORD = "correct horse battery"
CLIENT = "jiping"
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "strange", "use": "sig", "alg": "RS256"})


@dataclass
class Provider:
    """A running canaille: `issuer` is its address, `key` signs its tokens."""

    issuer: str
    key: RSAKey
    secret: str
    process: subprocess.Popen[str]


@contextmanager
def running_provider(app: str, port: int, front: str = "") -> Iterator[Provider]:
    key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})
    secret, name = secrets.token_urlsafe(16), front or f"127.0.0.1:{port}"
    folder = tempfile.TemporaryDirectory()
    said = {
        "port": port,
        "database": f"{folder.name}/provider.sqlite",
        "server_name": name,
        "key": key.as_dict(private=True),
        "people": [
            {"user_name": login, "display_name": login, "emails": [f"{login}@example.org"], "password": PASSWORD}
            for login in PEOPLE
        ],
        "client": {"id": CLIENT, "secret": secret, "address": app},
    }
    process = subprocess.Popen(
        [PROVIDER_PYTHON, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(said))
    process.stdin.close()
    try:
        answers(f"http://127.0.0.1:{port}/.well-known/openid-configuration", name)
        yield Provider(f"http://{name}", key, secret, process)
    finally:
        process.terminate()
        process.wait(20)
        folder.cleanup()


def answers(address: str, host: str) -> None:
    for _ in range(600):
        try:
            if httpx2.get(address, headers={"Host": host}, timeout=5, verify=False).status_code == 200:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@dataclass
class App:
    """Our routes on a server of their own, with the workspace behind them."""

    address: str
    desk: Desk


def workspace_for(folder: Path, provider: Provider, address: str, **more: str) -> Desk:
    write_workspace(folder, REPOSITORY / "config")
    said = {"name": "统一身份认证", "name_en": "Identity", "issuer": provider.issuer, "client_id": CLIENT}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in {**said, **more}.items()]
    file = folder / "workspace.toml"
    section = "\n".join((f'address = "{address}"', "[single_sign_on]", *lines, ""))
    file.write_text(file.read_text(encoding="utf-8") + section, encoding="utf-8")
    secret = folder / "oidc.secret"
    secret.write_text(provider.secret, encoding="utf-8")
    secret.chmod(0o600)
    return open_desk(folder)


def make_account(desk: Desk, login: str, **more: Any) -> Account:
    with writing(desk.engine) as session:
        return keep_account(
            session, Account(login=login, name=f"{login} name", made_at=desk.now(), made_by="test", **more)
        )


def account(desk: Desk, login: str) -> Account:
    with reading(desk.engine) as session:
        found = account_of(session, login)
        assert found is not None
        return found


def sessions_of(desk: Desk, login: str) -> list[AccountSession]:
    with reading(desk.engine) as session:
        return list(session.exec(select(AccountSession).join(Account).where(Account.login == login)).all())


def trail(desk: Desk) -> list[tuple[str, str, dict[str, Any]]]:
    with reading(desk.engine) as session:
        events = session.exec(select(AuditEvent).order_by(col(AuditEvent.number))).all()
        return [(event.action, event.subject, event.after) for event in events]


@contextmanager
def running_routes(port: int) -> Iterator[None]:
    async def home(_request: Request) -> Response:
        return PlainTextResponse("in")

    routes = [*ROUTES, Route("/{rest:path}", home)]
    with serving(Starlette(routes=routes), port):
        yield


@contextmanager
def serving(app: Starlette, port: int) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield
    server.should_exit = True
    thread.join()


class Visitor:
    """A browser without a screen: its own cookies, every redirect by hand, the provider's forms filled in."""

    redeemed = 0

    def __init__(self, app: str) -> None:
        self.app = app
        self.web = httpx2.Client(timeout=20, verify=False)

    def start(self, query: str = "") -> str:
        """Begin at our side; gives where it sends us."""
        answer = self.web.get(f"{self.app}/sign-in/sso{query}")
        assert answer.status_code == 303, answer.text
        return urljoin(self.app, answer.headers["location"])

    def at_provider(self, address: str, login: str, password: str = PASSWORD) -> str:
        """Sign in there; gives the address of our side that it sends us back to."""
        fields = {"login": login, "password": password}
        answer = self.web.get(address)
        for _ in range(12):
            if answer.is_redirect:
                onward = urljoin(str(answer.url), answer.headers["location"])
                if onward.startswith(self.app):
                    return onward
                answer = self.web.get(onward)
            else:
                answer = self.web.post(str(answer.url), data=_filled(answer.text, fields))
        raise AssertionError(answer.text[:2000])

    def come_back(self, address: str) -> httpx2.Response:
        """Open the address at our side; gives its answer.

        Of one person canaille makes alike tokens within a second, and fails on the next.
        """
        while int(time.time()) == self.redeemed:
            time.sleep(0.02)
        answer = self.web.get(address)
        Visitor.redeemed = int(time.time())
        return answer

    def sign_in(self, login: str, query: str = "") -> httpx2.Response:
        """The whole way."""
        return self.come_back(self.at_provider(self.start(query), login))

    def said(self, answer: httpx2.Response) -> str:
        """What the sign-in page says that an answer leads to."""
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?sso=")
        return self.web.get(urljoin(self.app, answer.headers["location"]) + "&lang=en").text


def _filled(page: str, fields: dict[str, str]) -> dict[str, str]:
    inputs = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", page)]
    named = {field["name"]: unescape(field.get("value", "")) for field in inputs if "name" in field}
    return named | {name: value for name, value in fields.items() if name in named} | {"answer": "accept"}


@dataclass
class Crooked:
    """A way to a provider on which the answers of its token address can be altered."""

    address: str
    alter: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    asked: list[str] = field(default_factory=list)


@contextmanager
def crooked_way(port: int, to: int) -> Iterator[Crooked]:
    way = Crooked(f"127.0.0.1:{port}")

    async def passed(request: Request) -> Response:
        way.asked.append(request.url.path)
        sent = {name: value for name, value in request.headers.items() if name != "content-length"}
        async with httpx2.AsyncClient(verify=False) as web:
            address = f"http://127.0.0.1:{to}{request.url.path}"
            answer = await web.request(
                request.method, address, params=request.query_params, headers=sent, content=await request.body()
            )
        content = answer.content
        if way.alter and request.url.path == "/oauth/token":
            content = json.dumps(way.alter(answer.json())).encode()
        passed_on = Response(content, answer.status_code, media_type=answer.headers.get("content-type"))
        for value in answer.headers.get_list("set-cookie"):
            passed_on.headers.append("set-cookie", value)
        if "location" in answer.headers:
            passed_on.headers["location"] = answer.headers["location"]
        return passed_on

    routes = [Route("/{rest:path}", passed, methods=["GET", "POST"])]
    with serving(Starlette(routes=routes), port):
        yield way


def change_account(desk: Desk, login: str, **changes: Any) -> None:
    with writing(desk.engine) as session:
        found = account_of(session, login)
        assert found is not None
        for name, value in changes.items():
            setattr(found, name, value)
        keep_account(session, found)


def opened(answer: httpx2.Response) -> bool:
    """Whether an answer put a session into the browser."""
    return any(value.startswith("jiping=") for value in answer.headers.get_list("set-cookie"))


Claims = dict[str, Any]

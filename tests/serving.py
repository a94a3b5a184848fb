"""A real server on a free port, and people who are signed in at it."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

from config.workspace import REPOSITORY
from dashboard.running import FRUGAL
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.accounts import account_of, give_post, keep_account
from loaders.store.database import writing
from loaders.store.sessions import open_session

APP = "dashboard.server:app"
PATIENCE = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Served:
    """A running server: its address and its process."""

    address: str
    pid: int


@contextmanager
def serving(
    workspace: Path, *, app: str = APP, level: str = "warning", attacked: bool = False, port: int = 0
) -> Iterator[Served]:
    address = f"http://127.0.0.1:{(port := port or free_port())}"
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--log-level", level]
    command += ["--ws-per-message-deflate", "false"]
    path = os.pathsep.join((str(REPOSITORY), str(workspace)))
    environment = {**FRUGAL, **os.environ, "JIPING_WORKSPACE": str(workspace), "PYTHONPATH": path}
    log = log_of(workspace, app)
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=said, stderr=said) as server,
    ):
        try:
            _wait(address)
            yield Served(address, server.pid)
        finally:
            server.terminate()
    assert attacked or "Traceback" not in log.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")


@contextmanager
def served(workspace: Path, *, app: str = APP, level: str = "warning", attacked: bool = False) -> Iterator[str]:
    with serving(workspace, app=app, level=level, attacked=attacked) as running:
        yield running.address


def log_of(workspace: Path, app: str = APP) -> Path:
    return workspace / f"{app.partition(':')[0]}.log"


def session_of(desk: Desk, login: str, *posts: tuple[str, str], name: str = "", address: str = "127.0.0.1") -> str:
    token, now = secrets.token_urlsafe(), desk.now()
    with writing(desk.engine) as session:
        account = account_of(session, login) or keep_account(
            session, Account(login=login, name=name or f"测试{login}", made_at=now, made_by="test")
        )
        for role, unit in posts:
            give_post(session, account, role, unit, "test", now)
        open_session(session, account, token, method="test", address=address, browser="Chromium", now=now, hours=12)
    return token


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError("the server did not answer")

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config.model import ROLES
from dashboard.access.rights import ALONE
from dashboard.demo.build import QUARTERS, build_demonstration
from dashboard.usecases.desk import Desk, open_desk
from tests.conftest import CHROMIUM
from tests.serving import session_of

CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def running_app(workspace: Path, port: int = 0) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
        port = probe.getsockname()[1]
    jiping = str(Path(sys.executable).parent / "jiping")
    command = [jiping, "run", "--workspace", str(workspace), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ})
    assert process.stdout is not None
    said = ""
    try:
        while "季评已打开" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return build_demonstration(tmp_path_factory.mktemp("demonstration") / "workspace", QUARTERS[-2:])


@pytest.fixture(scope="session")
def address(demonstration: Desk) -> Iterator[str]:
    with running_app(demonstration.workspace.folder) as address:
        with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
            assert answer.status == 200
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


def copied(desk: Desk, folder: Path) -> Desk:
    source = desk.workspace.folder
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("jiping.db*", "workbooks", "*.log"))
    with sqlite3.connect(source / "jiping.db") as kept, sqlite3.connect(folder / "jiping.db") as copy:
        kept.backup(copy)
    return open_desk(folder)


def cookie_of(address: str, token: str) -> Any:
    return {"name": "jiping", "value": token, "url": address, "httpOnly": True, "sameSite": "Lax"}


@pytest.fixture
def everyone_at_once(demonstration: Desk) -> str:
    roles = [(role, "") for role in ROLES if role not in (*ALONE, "reviewer")]
    checking = [("reviewer", division.code) for division in demonstration.config.divisions]
    return session_of(demonstration, "everyone", *roles, *checking, name="测试员")


def at_rest(page: Page) -> None:
    page.wait_for_timeout(500)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=60_000)


@pytest.fixture
def open_page(browser: Browser, address: str, everyone_at_once: str) -> Iterator[Callable[..., Page]]:
    opened: list[BrowserContext] = []

    def open_at(path: str, width: int = 1366, height: int = 768) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        opened.append(context)
        context.add_cookies([cookie_of(address, everyone_at_once)])
        page = context.new_page()
        page.goto(address + path)
        page.locator("h1.jp-headline").wait_for(timeout=60_000)
        page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=60_000)
        return page

    yield open_at
    for context in opened:
        context.close()

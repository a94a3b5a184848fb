import http.client
import json
import socket
import threading
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.api.routes import ROUTES
from dashboard.demo.published.build import FOLDER, build_published
from dashboard.parts.session import WORKSPACE_VARIABLE, house
from dashboard.usecases.access import make_token
from dashboard.usecases.desk import Desk

FILES = FOLDER / "files"
HENGYANG = next(file for file in FILES.iterdir() if file.name.startswith("衡阳市"))
SICHUAN = next(file for file in FILES.iterdir() if file.name.startswith("四川省"))
PLAIN = FILES / "民政事业统计季报表_2020年3月.csv"
Part = tuple[str, str, bytes]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Api:
    port: int
    desk: Desk
    token: str

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, token: str | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        secret = self.token if token is None else token
        sent = ({"Authorization": f"Bearer {secret}"} if secret else {}) | (headers or {})
        connection.request(method, urllib.parse.quote(path, safe="/?&=%"), body, sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)

    def post(self, *files: tuple[str, bytes], token: str | None = None, language: str = "", **fields: str) -> Answer:
        parts: list[Part] = [(name, "", value.encode()) for name, value in fields.items()]
        parts += [("file", name, content) for name, content in files]
        body, kind = multipart(parts)
        headers = {"Content-Type": kind} | ({"Accept-Language": language} if language else {})
        return self.ask("POST", "/api/submissions", body, headers, token)

    def counts(self) -> dict[str, int]:
        with self.desk.engine.connect() as connection:
            tables = ("raw_file", "submission", "stored_value")
            return {table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables}


def multipart(parts: list[Part]) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    lines = b""
    for field, name, content in parts:
        named = f'; filename="{name}"' if name else ""
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"{named}\r\n\r\n'
        lines += head.encode() + content + b"\r\n"
    return lines + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    build_published(tmp_path / "workspace", empty=True)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "workspace"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=ROUTES), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    opened = house()
    yield Api(port, opened, make_token(opened, "测试系统"))
    server.should_exit = True
    thread.join()
    opened.engine.dispose()

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus

from config.workspace import REPOSITORY
from dashboard.usecases.desk import Desk
from tests.serving import log_of, served, session_of
from tests.unit.door.doors import Door
from tests.wire import Reader, Seen

QUARTER = "2026Q3"
HENGYANG, ZHUZHOU = "430400", "430200"
EVIL = """"'><script>window.ran=1</script><img src=http://evil.example/x onerror=window.ran=1>"""
FORMULA = "=cmd|' /C calc'!A0"
ACCESS = """
second_factor = ["auditor"]
[lockout]
failures = 3
[rates]
sign_ins = 300
uploads = 600
api = 3000
"""


@dataclass
class Siege(Door):
    log: Path
    receipts: dict[str, str] = field(default_factory=dict)

    def token(self, login: str, *posts: tuple[str, str], address: str = "127.0.0.1") -> str:
        return session_of(self.desk, login, *posts, address=address)

    def reader(self, token: str, session: str = "", **headers: str) -> Reader:
        return Reader(self.address, f"jiping={token}", headers or None, session)

    def seen(self, token: str, page: str, **query: str) -> Seen:
        with self.reader(token) as reader:
            return reader.open(page, **query)

    def client(self, token: str = "", **headers: str) -> httpx.Client:
        cookies = {"jiping": token} if token else {}
        return httpx.Client(
            base_url=self.address, headers={"accept": "text/html", **headers}, cookies=cookies, timeout=60
        )

    def refused(self, token: str = "", origin: str | None = None, **headers: str) -> bool:
        try:
            Reader(self.address, f"jiping={token}" if token else "", headers, origin=origin).close()
        except InvalidStatus:
            return True
        return False


def routes() -> list[tuple[str, tuple[str, ...]]]:
    command = [sys.executable, "-c", _LIST]
    told = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=240)
    return [(path, tuple(methods)) for path, methods in json.loads(told.stdout)]


_LIST = """
import json
from dashboard.server import pages
built = pages._build_starlette_app().routes
print(json.dumps([(one.path, sorted(getattr(one, "methods", None) or ())) for one in built]))
"""


@contextmanager
def besieged(desk: Desk) -> Iterator[Siege]:
    with served(desk.workspace.folder, level="info", attacked=True) as address:
        yield Siege(address, desk, log_of(desk.workspace.folder))


def files_offered(seen: Seen) -> dict[str, str]:
    found = {}
    for message in seen.messages:
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "download_button":
            button = message.delta.new_element.download_button
            found[button.id.rpartition("-")[2]] = button.deferred_file_id or button.url
    return found


def widget(seen: Seen, kind: str, key: str) -> str:
    for message in seen.messages:
        element = message.delta.new_element if message.WhichOneof("type") == "delta" else None
        if element is not None and element.WhichOneof("type") == kind:
            name: str = getattr(element, kind).id
            if re.search(rf"-{key}$", name):
                return name
    raise LookupError(f"no {kind} {key}")


def shows(seen: Seen, words: str) -> bool:
    drawn = Seen([one for one in seen.messages if one.WhichOneof("type") == "delta"])
    return drawn.holds(words)


def state(name: str, **value: object) -> WidgetState:
    return WidgetState(id=name, **value)  # type: ignore[arg-type]

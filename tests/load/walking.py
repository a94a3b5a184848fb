"""People who have a page open and click through the pages over Streamlit's websocket, one coroutine each."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

Look = tuple[str, Mapping[str, str]]
"""A page and what its address asks for."""
PATIENCE = 120.0
SMALL = 400
"""Messages of more bytes are elements: they are only looked through, so that the tool takes little of the machine."""
_WRONG = (b'class="jp-wrong', b"StreamlitAPIException", b"Traceback (most recent call last)")
_HASHED = 10_000
"""Streamlit's own least size of a message that the browser keeps, and is then sent by its hash only."""


@dataclass(frozen=True)
class Person:
    """Who walks: the cookie of the session, and the pages that are open to that person."""

    cookie: str
    looks: tuple[Look, ...]


@dataclass
class Told:
    """What was seen: seconds of each rerun by page, the bytes that came, and what went wrong."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    bytes: int = 0
    faults: list[str] = field(default_factory=list)


class OpenPage:
    """One websocket, as a browser uses it."""

    def __init__(self, line: ClientConnection, told: Told) -> None:
        self._line = line
        self._told = told
        self._held: set[str] = set()

    async def look(self, page: str, query: Mapping[str, str]) -> float:
        """Open a page and wait until its script has finished; the seconds that it took."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(query)
        asked.rerun_script.context_info.locale = "zh-CN"
        asked.rerun_script.context_info.timezone = "Asia/Shanghai"
        asked.rerun_script.context_info.url = "http://127.0.0.1/"
        asked.rerun_script.cached_message_hashes.extend(self._held)
        began = time.perf_counter()
        await self._line.send(asked.SerializeToString())
        while not self._finished(page, await asyncio.wait_for(self._line.recv(decode=False), PATIENCE)):
            pass
        return time.perf_counter() - began

    def _finished(self, page: str, content: bytes) -> bool:
        self._told.bytes += len(content)
        if any(wrong in content for wrong in _WRONG):
            self._told.faults.append(f"{page}: a page that failed")
        if len(content) > SMALL:
            if len(content) > _HASHED:
                self._held.add(ForwardMsg.FromString(content).hash)
            return False
        message = ForwardMsg.FromString(content)
        if message.WhichOneof("type") != "script_finished":
            return False
        if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self._told.faults.append(f"{page}: a script that does not compile")
        return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


async def _walk(address: str, person: Person, think: float, until: float, told: Told, chance: random.Random) -> None:
    await asyncio.sleep(chance.random() * think)
    try:
        async with connect(
            f"ws://{urlparse(address).netloc}/_stcore/stream",
            additional_headers={"Cookie": f"jiping={person.cookie}"},
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            origin=address,  # type: ignore[arg-type]
            max_size=None,
            open_timeout=PATIENCE,
        ) as line:
            page = OpenPage(line, told)
            await page.look("", {})
            while time.monotonic() < until:
                await asyncio.sleep(chance.expovariate(1 / think))
                name, query = chance.choice(person.looks)
                told.seconds.append((name, await page.look(name, query)))
    except (OSError, TimeoutError, WebSocketException) as problem:
        told.faults.append(f"a lost connection: {type(problem).__name__}: {problem}")


async def walk(address: str, people: Sequence[Person], sessions: int, think: float, minutes: float) -> Told:
    """So many sessions of these people click until the time is up; `think` are the mean seconds between two clicks."""
    told, until = Told(), time.monotonic() + 60 * minutes
    walking = (
        _walk(address, people[number % len(people)], think, until, told, random.Random(number))
        for number in range(sessions)
    )
    await asyncio.gather(*walking)
    return told


async def look_once(address: str, people: Sequence[Person]) -> Told:
    """Everyone opens every page that is open to them, one after the other: what there is to warm is warm then."""
    told = Told()
    for person in people:
        async with connect(
            f"ws://{urlparse(address).netloc}/_stcore/stream",
            additional_headers={"Cookie": f"jiping={person.cookie}"},
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            origin=address,  # type: ignore[arg-type]
            max_size=None,
        ) as line:
            page = OpenPage(line, told)
            for name, query in person.looks:
                told.seconds.append((name, await page.look(name, query)))
    return told

"""Open websockets by session: closed within seconds when the session ends or the account changes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator

from sqlalchemy.exc import DBAPIError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.door.belongings import Belongings, without_others
from dashboard.door.watch import Watch
from loaders.store.sessions import SignedIn

EVERY_SECONDS = 1.0
ENDED, CHANGED, CROWDED, NO_TEXT = 4401, 4409, 4429, 1003
"""Codes of closing: the session ended; the account changed, and the page comes back with what it may see now; the
session has too many pages open; a text came, where the frontend sends bytes."""
MOST_LINES = 40
"""Pages that one session may have open at once."""
_LOG = logging.getLogger("jiping")


class Line:
    """One open websocket: it can be closed from outside, and tells of every act that comes through it."""

    def __init__(self, signed: SignedIn, acted: Callable[[], None], belongings: Belongings) -> None:
        self.version = signed.version
        self._signed = signed
        self._acted = acted
        self._belongings = belongings
        self._closing = asyncio.Event()
        self._code = ENDED

    def close(self, code: int) -> None:
        """The app hears that the browser went, the browser that the line is closed."""
        self._code = code
        self._closing.set()

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the websocket until either side ends it."""
        await app(scope, lambda: self._heard(receive), lambda message: self._said(send, message))
        if self._closing.is_set():
            with contextlib.suppress(RuntimeError, OSError):
                await send({"type": "websocket.close", "code": self._code})

    async def _heard(self, receive: Receive) -> Message:
        message = await _first(receive(), self._closing.wait())
        if message is None:
            return {"type": "websocket.disconnect", "code": self._code}
        if message["type"] != "websocket.receive":
            return message
        if message.get("bytes") is None:
            self.close(NO_TEXT)
            return {"type": "websocket.disconnect", "code": NO_TEXT}
        heard = understood(message["bytes"])
        if is_act(heard):
            self._acted()
        bare = without_others(heard)
        return message if bare is None else {**message, "bytes": bare}

    async def _said(self, send: Send, message: Message) -> None:
        if self._closing.is_set():
            raise OSError("closed")
        self._belongings.told(self._signed, message.get("bytes") or b"")
        await send(message)


class Live:
    """Every open websocket of this process, by the number of its session."""

    def __init__(self) -> None:
        self.belongings = Belongings()
        self._lines: dict[int, set[Line]] = {}

    def crowded(self, number: int) -> bool:
        """True when a session has as many lines open as it may."""
        return len(self._lines.get(number, ())) >= MOST_LINES

    @contextlib.contextmanager
    def open(self, number: int, line: Line) -> Iterator[None]:
        """Keep a line as long as it is open."""
        self._lines.setdefault(number, set()).add(line)
        try:
            yield
        finally:
            lines = self._lines.get(number, set())
            lines.discard(line)
            if not lines:
                self._lines.pop(number, None)

    async def keep_watch(self, watch: Callable[[], Watch]) -> None:
        """Look every second whether the sessions of the open lines hold, and close those that do not."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self._look(watch)
            except DBAPIError as problem:
                _LOG.warning("the open pages cannot be looked at: %s", problem.orig)
            except Exception:
                _LOG.exception("the open pages cannot be looked at")

    async def _look(self, watch: Callable[[], Watch]) -> None:
        numbers = tuple(self._lines)
        found = await asyncio.to_thread(_verdicts, watch(), numbers)
        for number in numbers:
            version, why = found.get(number, (0, "gone"))
            for line in tuple(self._lines.get(number, ())):
                if why:
                    line.close(ENDED)
                elif line.version != version:
                    watch().forget(number)
                    line.close(CHANGED)


def understood(said: bytes) -> BackMsg:
    """A message of the browser; an empty one for what is none, which the app refuses itself."""
    message = BackMsg()
    try:
        message.ParseFromString(said)
    except Exception:
        return BackMsg()
    return message


def is_act(message: BackMsg) -> bool:
    """True for what a person did (a rerun that did not come by itself), not for signs of life."""
    return message.WhichOneof("type") == "rerun_script" and not message.rerun_script.is_auto_rerun


def _verdicts(watch: Watch, numbers: tuple[int, ...]) -> dict[int, tuple[int, str]]:
    watch.keep_acts()
    if not numbers:
        return {}
    found = {one.number: (one.version, watch.why(one)) for one in watch.standing(numbers)}
    for number, (_, why) in found.items():
        if why:
            watch.forget(number)
    return found


async def _first(message: Awaitable[Message], closing: Awaitable[object]) -> Message | None:
    """The message, or None when the closing comes before it."""
    heard, closed = asyncio.ensure_future(message), asyncio.ensure_future(closing)
    try:
        await asyncio.wait((heard, closed), return_when=asyncio.FIRST_COMPLETED)
        return heard.result() if heard.done() and not closed.done() else None
    finally:
        for task in (heard, closed):
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

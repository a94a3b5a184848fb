"""A reader without a browser: speaks the app's websocket protocol, one session each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlparse

from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60.0


@dataclass
class Seen:
    """What one run of the script sent: every message, with those that the client had to ask its cache for."""

    messages: list[ForwardMsg] = field(default_factory=list)
    whole: list[ForwardMsg] = field(default_factory=list)
    """The messages that came in full, not by a reference to what the client holds."""
    bytes: int = 0

    @property
    def referred(self) -> int:
        """How many messages came by reference only."""
        return len(self.messages) - len(self.whole)

    @property
    def text(self) -> str:
        """Everything readable in the messages."""
        return "\n".join(str(message) for message in self.messages)

    def holds(self, words: str) -> bool:
        """True when words are somewhere in what was sent, as plain text or inside a JSON string."""
        escaped = words.encode("unicode_escape").decode()
        sought = {words.encode(), escaped.encode()}
        return any(one in message.SerializeToString() for message in self.messages for one in sought)

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of the pages in the navigation."""
        return tuple(page.url_pathname for page in self._pages)

    @property
    def listed(self) -> tuple[str, ...]:
        """The titles of the pages that the navigation shows."""
        return tuple(page.page_name for page in self._pages if not page.is_hidden)

    @property
    def buttons(self) -> Mapping[str, DownloadButton]:
        """The download buttons, by the keys that the pages gave them."""
        elements = (message.delta.new_element for message in self.messages if message.HasField("delta"))
        found = [one.download_button for one in elements if one.HasField("download_button")]
        return {one.id.split("-", 2)[-1]: one for one in found}

    @property
    def _pages(self) -> Sequence[AppPage]:
        shown = [message.navigation for message in self.messages if message.HasField("navigation")]
        return tuple(shown[-1].app_pages) if shown else ()


class Reader:
    """An open page. `address` is the app's http address; `cookie` what the browser would send."""

    def __init__(
        self,
        address: str,
        cookie: str = "",
        headers: Mapping[str, str] | None = None,
        session: str = "",
        origin: str | None = None,
    ) -> None:
        host = urlparse(address)
        sent = {**({"Cookie": cookie} if cookie else {}), **(headers or {})}
        protocols = ["streamlit", "none", session] if session else ["streamlit", "none"]
        scheme = "wss" if host.scheme == "https" else "ws"
        self._line = ExitStack()
        self._socket: ClientConnection = self._line.enter_context(
            connect(
                f"{scheme}://{host.netloc}/_stcore/stream",
                additional_headers=sent,
                subprotocols=protocols,  # type: ignore[arg-type]
                origin=origin or address,  # type: ignore[arg-type]
                max_size=None,
                open_timeout=PATIENCE,
            )
        )
        self.session = ""
        self._cache: dict[str, ForwardMsg] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the page."""
        self._line.close()

    def open(self, page: str = "", states: tuple[WidgetState, ...] = (), **query: str) -> Seen:
        """Open a page by its address, or run it again with what its widgets hold, and wait until it is done."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(query)
        asked.rerun_script.context_info.locale = "zh-CN"
        asked.rerun_script.context_info.timezone = "Asia/Shanghai"
        asked.rerun_script.context_info.url = "http://127.0.0.1/"
        asked.rerun_script.widget_states.widgets.extend(states)
        self.send(asked)
        return self.seen()

    def send(self, message: BackMsg) -> None:
        """Send a message as it is."""
        self._socket.send(message.SerializeToString())

    def seen(self, timeout: float = PATIENCE) -> Seen:
        """What comes until the script is finished."""
        seen = Seen()
        for message in self.incoming(timeout, seen):
            seen.messages.append(message)
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return seen
        raise AssertionError("the page did not finish")

    def wait_closed(self, timeout: float) -> int:
        """Wait until the server closes the page; the code it closes with. TimeoutError where it does not."""
        with suppress(ConnectionClosed):
            while True:
                self._socket.recv(timeout=timeout)
        return int(self._socket.close_code or 0)

    def babble(self, said: bytes | str) -> bytes:
        """Send what is no message; everything that comes back until the line is closed, or a second long nothing."""
        told = b""
        with suppress(ConnectionClosed, TimeoutError):
            self._socket.send(said)
            while True:
                heard = self._socket.recv(timeout=1)
                told += heard if isinstance(heard, bytes) else heard.encode()
        return told

    def fetch(self, file_id: str, session: str = "") -> str:
        """Ask for a file that is written on the click; its address, empty where it is refused."""
        asked = self.download(file_id)
        asked.backend_operation_request.session_id = session or self.session
        self.send(asked)
        for message in self.incoming(PATIENCE):
            if message.WhichOneof("type") == "backend_operation_response":
                return message.backend_operation_response.deferred_file.url
        raise AssertionError("no answer")

    def download(self, file_id: str) -> BackMsg:
        """The request for a file that is written on the click."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = str(uuid.uuid4())
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = file_id
        return asked

    def given(self, file_id: str, timeout: float = PATIENCE) -> str:
        """Click a button whose file is written on the click: the address to get it from, empty where it was refused."""
        asked = self.download(file_id)
        self.send(asked)
        for message in self.incoming(timeout):
            answer = message.backend_operation_response
            if answer.request_id == asked.backend_operation_request.request_id:
                return answer.deferred_file.url
        raise AssertionError("the button did not answer")

    def incoming(self, timeout: float, seen: Seen | None = None) -> Iterator[ForwardMsg]:
        """Every message as it comes; `seen` counts what it takes on the wire."""
        seen = seen or Seen()
        while True:
            data = self._socket.recv(timeout=timeout)
            seen.bytes += len(data)
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "ref_hash":
                message = self._cache[message.ref_hash]
            else:
                seen.whole.append(message)
                if message.hash:
                    self._cache[message.hash] = message
            yield message

"""What belongs to whom inside the frontend's server: its own ids are not secrets that a door may rest on.

Streamlit gives a file to whoever knows its address, and writes a download for whoever knows its number. Here a session
gets the files whose addresses it was told, its own pages' downloads, and uploads into its own pages.
"""

from __future__ import annotations

import re
import threading

from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.door.watch import header_of
from loaders.store.sessions import SignedIn

MEDIA = "/media/"
UPLOADS = "/_stcore/upload_file/"
_TOLD = re.compile(rb"/media/([0-9a-f]{32})")
_MOST_SESSIONS, _MOST_FILES = 2000, 100


class Belongings:
    """The files whose addresses were told to each session, under the posts that it held then."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, None]] = {}
        self._changing = threading.Lock()

    def told(self, signed: SignedIn, said: bytes) -> None:
        """Remember the files that a message to the browser names."""
        named = _TOLD.findall(said) if b"/media/" in said else ()
        if named:
            whose = header_of(signed)
            with self._changing:
                files = {**self._told.pop(whose, {}), **dict.fromkeys(stem.decode() for stem in named)}
                self._told[whose] = dict.fromkeys(list(files)[-_MOST_FILES:])
                while len(self._told) > _MOST_SESSIONS:
                    self._told.pop(next(iter(self._told)))

    def may_fetch(self, signed: SignedIn, path: str) -> bool:
        """True for an address below /media/ that was told to the session."""
        return path.removeprefix(MEDIA).partition(".")[0] in self._told.get(header_of(signed), ())


def may_upload(signed: SignedIn, path: str) -> bool:
    """True for an upload's address that names one of the session's own open pages."""
    page = path.removeprefix(UPLOADS).partition("/")[0]
    found = runtime.get_instance()._session_mgr.get_session_info(page)
    return found is not None and found.session.matches_user_info({"session": header_of(signed)})


def without_others(message: BackMsg) -> bytes | None:
    """A request for a download of another page, with the number taken out, so that it is answered like one that nobody
    has; None for any other message."""
    asked = message.backend_operation_request
    if message.WhichOneof("type") != "backend_operation_request" or not asked.deferred_file.file_id:
        return None
    kept = runtime.get_instance().media_file_mgr._deferred_callables.get(asked.deferred_file.file_id)
    if kept is None or kept["session_id"] == asked.session_id:
        return None
    asked.deferred_file.file_id = "none"
    return message.SerializeToString()

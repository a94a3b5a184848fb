"""The tray: the files that were chosen and read in this session, and the receipts it got; both outlive a reconnect."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from config.wording import mark
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.usecases.uploading import HandedIn, Slip, Upload

LIMIT_MB = 50


class Tray:
    """Files on their way in, kept in the session: Streamlit itself loses them when the connection breaks."""

    def __init__(self) -> None:
        self._files: dict[str, Upload] = st.session_state.setdefault("tray_files", {})
        self._slips: dict[str, Slip] = st.session_state.setdefault("tray_slips", {})

    @property
    def files(self) -> tuple[Upload, ...]:
        """The files in the order they were chosen."""
        return tuple(self._files.values())

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The receipts of this session, newest first."""
        return tuple(reversed(self._slips.values()))

    @property
    def chosen(self) -> Upload | None:
        """The file that is looked at: the one that was opened, else the first that needs attention."""
        opened = self._files.get(st.session_state.get("tray_opened", ""))
        waiting = (upload for upload in self.files if upload.standing != "ready")
        return opened or next(waiting, self.files[0] if self.files else None)

    def open(self, key: str) -> None:
        """Look at a file."""
        st.session_state["tray_opened"] = key

    def put(self, upload: Upload) -> None:
        """Put a file in; it takes the place of its earlier reading, and of the file that it mends."""
        for key in [key for key, other in self._files.items() if _mends(upload, other)]:
            self.take_out(key)
        self._files[upload.key] = upload

    def unanswered(self) -> list[str]:
        """The names of the files that the database did not take, told once."""
        names: list[str] = st.session_state.pop("tray_unanswered", [])
        return names

    def take_out(self, key: str) -> None:
        """Take a file out; nothing of it is kept."""
        self._files.pop(key, None)

    def settle(self, done: HandedIn) -> None:
        """Exchange a file for its receipt; one that was refused or could not be kept stays."""
        if done.slip is None:
            self.put(done.upload)
            st.session_state["tray_unanswered"] = self.unanswered() + [done.upload.name] * done.unanswered
            return
        self.take_out(done.upload.key)
        self._slips.pop(done.slip.number, None)
        self._slips[done.slip.number] = done.slip


def dropzone(tray: Tray, read: Callable[[str, bytes], Upload]) -> None:
    """Where files are chosen or dropped; each is read at once, with words while it lasts, and put in the tray."""
    words, turn = say(), st.session_state.get("tray_turn", 0)
    _translate()
    files = st.file_uploader(
        words(mark("Choose files")), accept_multiple_files=True, key=f"drop_{turn}", label_visibility="collapsed"
    )
    if not files:
        return
    with st.spinner(words(mark("Reading …"))):
        progress = st.progress(0.0) if len(files) > 1 else None
        for number, file in enumerate(files):
            if progress:
                place = {"number": number + 1, "count": len(files), "name": file.name}
                progress.progress(number / len(files), words(mark("Reading {number} of {count}: {name}"), **place))
            tray.put(read(file.name, file.getvalue()))
    st.session_state["tray_turn"] = turn + 1
    st.session_state.pop("tray_opened", None)
    st.rerun()


def _mends(upload: Upload, other: Upload) -> bool:
    """The same name from the same unit, with other content: the clerk corrected the file and chose it again."""
    if upload.key == other.key or not (upload.intake.submitter or upload.intake.region_code):
        return False
    now, then = upload.intake, other.intake
    same_unit = (now.kind, now.submitter, now.region_code) == (then.kind, then.submitter, then.region_code)
    return upload.name == other.name and same_unit


def _translate() -> None:
    """Streamlit's own words on the drop zone are English only: the style sheet puts ours in their place."""
    words = say()
    texts = {
        "choose": words(mark("Choose files")),
        "hint": words(
            mark("or drop them here, several at once; xlsx, xls, ods, csv, at most {size} MB each"),
            size=figure(LIMIT_MB, 0),
        ),
        "drop": words(mark("Drop the files here")),
    }
    variables = "".join(f"--jp-word-{name}:{json.dumps(text, ensure_ascii=False)};" for name, text in texts.items())
    st.html(f"<style>:root{{{variables}}}</style>")

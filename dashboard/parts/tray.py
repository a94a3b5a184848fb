"""The tray: the files that were chosen and read, and the receipts that came back; both follow the account."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import DBAPIError

from config.wording import mark
from dashboard.parts.numbers import figure
from dashboard.parts.session import desk, locale, say
from dashboard.parts.turns import long_work
from dashboard.usecases import drafts
from dashboard.usecases.slips import Slip
from dashboard.usecases.uploading import HandedIn, Upload
from loaders.intake.outcome import Finding
from loaders.intake.refusal import MAX_BYTES, MEGABYTE

LIMIT_MB = MAX_BYTES // MEGABYTE
_LOG = logging.getLogger("jiping")


class Tray:
    """Files on their way in: in the session, and as drafts in the database, which outlive a reload and a lost line."""

    def __init__(self) -> None:
        self._files: dict[str, Upload] = st.session_state.setdefault("tray_files", {})
        self._slips: dict[str, Slip] = st.session_state.setdefault("tray_slips", {})
        self._restore()

    @property
    def files(self) -> tuple[Upload, ...]:
        """The files in the order they were chosen."""
        return tuple(self._files.values())

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The receipts that the reader got, newest first."""
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
        _drafted(lambda: drafts.keep(desk(), upload))

    def not_kept(self) -> list[tuple[str, Finding]]:
        """The names of the files that the database did not take, each with why, told once."""
        troubles: list[tuple[str, Finding]] = st.session_state.pop("tray_not_kept", [])
        return troubles

    def take_out(self, key: str) -> None:
        """Take a file out; nothing of it is kept."""
        if self._files.pop(key, None) is not None:
            _drafted(lambda: drafts.drop(desk(), key))

    def settle(self, done: HandedIn) -> None:
        """Exchange a file for its receipt; one that was refused or could not be kept stays."""
        slip, key = done.slip, done.upload.key
        if slip is None:
            self.put(done.upload)
            if done.trouble is not None:
                st.session_state["tray_not_kept"] = [*self.not_kept(), (done.upload.name, done.trouble)]
            return
        _drafted(lambda: drafts.settle(desk(), key, slip.number))
        self._files.pop(key, None)
        self._slips.pop(slip.number, None)
        self._slips[slip.number] = slip

    def _restore(self) -> None:
        """Once in a session: what the reader left behind in the last one, in this browser or another."""
        if st.session_state.get("tray_restored"):
            return
        st.session_state["tray_restored"] = True
        with long_work(), st.spinner(say()(mark("Fetching your drafts …"))):
            uploads, slips = drafts.restore(desk(), locale())
        self._files.update({upload.key: upload for upload in uploads if upload.key not in self._files})
        self._slips.update({slip.number: slip for slip in slips if slip.number not in self._slips})


def _drafted(change: Callable[[], None]) -> None:
    """A draft that the database does not take stays in the session; submitting it will say so."""
    try:
        change()
    except DBAPIError:
        _LOG.exception("a draft was not kept")


def dropzone(tray: Tray, read: Callable[[str, bytes], Upload]) -> None:
    """Where files are chosen or dropped; each is read at once, with words while it lasts, and put in the tray."""
    words, turn = say(), st.session_state.get("tray_turn", 0)
    translate_dropzone()
    files = st.file_uploader(
        words(mark("Choose files")), accept_multiple_files=True, key=f"drop_{turn}", label_visibility="collapsed"
    )
    if not files:
        return
    with long_work(), st.spinner(words(mark("Reading …"))):
        progress = st.progress(0.0) if len(files) > 1 else None
        chosen: list[Upload] = []
        for number, file in enumerate(files):
            if progress:
                place = {"number": number + 1, "count": len(files), "name": file.name}
                progress.progress(number / len(files), words(mark("Reading {number} of {count}: {name}"), **place))
            chosen.append(read(file.name, file.getvalue()))
            tray.put(chosen[-1])
    st.session_state["tray_turn"] = turn + 1
    tray.open(next((upload for upload in chosen if upload.standing != "ready"), chosen[0]).key)
    st.rerun()


def _mends(upload: Upload, other: Upload) -> bool:
    """The same name from the same unit, with other content: the clerk corrected the file and chose it again."""
    if upload.key == other.key or not (upload.intake.submitter or upload.intake.region_code):
        return False
    now, then = upload.intake, other.intake
    same_unit = (now.kind, now.submitter, now.region_code) == (then.kind, then.submitter, then.region_code)
    return upload.name == other.name and same_unit


def translate_dropzone(hint: str = "") -> None:
    """Streamlit's own words on the drop zone are English only: the style sheet puts ours in their place, the hint of
    the submission unless there is another."""
    words = say()
    texts = {
        "choose": words(mark("Choose files")),
        "hint": hint
        or words(
            mark("or drop them here, several at once; xlsx, xls, ods, csv, tsv, at most {size} MB each"),
            size=figure(LIMIT_MB, 0),
        ),
        "drop": words(mark("Drop the files here")),
    }
    variables = "".join(f"--jp-word-{name}:{json.dumps(text, ensure_ascii=False)};" for name, text in texts.items())
    st.html(f"<style>:root{{{variables}}}</style>")

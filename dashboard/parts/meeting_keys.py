"""The keyboard and the presenter's clicker on the big screen: what was pressed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

_SCRIPT = (Path(__file__).parent / "meeting_keys.js").read_text(encoding="utf-8")
_mount: Any = component("jiping_keys", html='<div class="jp-keys"></div>', js=_SCRIPT, isolate_styles=False)


def pressed(key: str, mark: str) -> Iterator[str]:
    """What was pressed since the last time, in order: next, back, clock or ballot. B makes the screen black by itself.

    Each press is noted as done just before it is given, so it is given once, however often the page runs again in the
    middle; those of an earlier session (the browser tells them again when the server was away) are not given. `mark`
    changes when the meeting moves: the browser answers that it has seen it, which counts as an act of the session, so
    that a screen that follows a meeting does not fall idle in the middle of it.
    """
    done, session = f"{key}_done", st.session_state.setdefault(f"{key}_session", secrets.token_hex(8))
    data = {"mark": mark, "session": session}
    told = _mount(key=key, data=data, on_presses_change=_rerun, on_seen_change=_rerun).presses
    for press in told or ():
        if press["session"] == session and press["number"] > st.session_state.get(done, 0):
            st.session_state[done] = press["number"]
            yield str(press["act"])


def _rerun() -> None:
    """A key needs no callback of its own: the part of the page runs again and reads what was pressed."""

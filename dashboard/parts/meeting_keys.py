"""The keyboard and the presenter's clicker on the big screen: what was pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

_SCRIPT = (Path(__file__).parent / "meeting_keys.js").read_text(encoding="utf-8")
_mount: Any = component("jiping_keys", html='<div class="jp-keys"></div>', js=_SCRIPT, isolate_styles=False)


def pressed(key: str, mark: str) -> str:
    """What was just pressed: next, back, clock or ballot; empty for nothing. B makes the screen black by itself.

    `mark` changes when the meeting moves: the browser answers that it has seen it, which counts as an act of the
    session, so that a screen that follows a meeting does not fall idle in the middle of it.
    """
    act = _mount(key=key, data={"mark": mark}, on_pressed_change=_rerun).pressed
    return "" if act in (None, "moved") else str(act)


def _rerun() -> None:
    """A key needs no callback of its own: the part of the page runs again and reads what was pressed."""

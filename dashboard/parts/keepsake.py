"""What a browser keeps for the app between two visits: the secret of its tray, and who works at it."""

from __future__ import annotations

import re
import secrets
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from config.wording import mark
from dashboard.parts.session import say

LONGEST = 40
"""The longest name that is taken."""

_SCRIPT = """
export default function ({ data, setStateValue }) {
  const kept = (name) => { try { return localStorage.getItem("jiping_" + name) || "" } catch { return "" } }
  const keep = (name, text) => { try { localStorage.setItem("jiping_" + name, text) } catch { /* private window */ } }
  for (const [name, text] of Object.entries(data.keep)) {
    if (text) keep(name, text)
    else if (kept(name)) setStateValue(name, kept(name))
  }
}
"""
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,64}")
_mount: Any = component("jiping_keepsake", js=_SCRIPT)


def recall() -> None:
    """Bring what the browser kept into the session, and have it keep what the session knows."""
    state = st.session_state
    known = {name: str(state.get(f"kept_by_browser_{name}", "")) for name in ("tray", "actor")}
    with st.container(key="keepsake_place"):
        told = _mount(key="keepsake", data={"keep": known}, on_tray_change=_rerun, on_actor_change=_rerun)
    secret, name = str(told.tray or ""), str(told.actor or "")
    if not known["tray"] and _SECRET.fullmatch(secret):
        state["kept_by_browser_tray"] = secret
    if not known["actor"] and name:
        state["kept_by_browser_actor"] = name[:LONGEST]


def tray_secret() -> str:
    """The secret of this browser's tray; empty before it has one."""
    return str(st.session_state.get("kept_by_browser_tray", ""))


def new_tray_secret() -> str:
    """The secret of this browser's tray, made now where it has none."""
    return str(st.session_state.setdefault("kept_by_browser_tray", secrets.token_urlsafe(32)))


def actor() -> str:
    """Who works at this browser, as they said it (经办人); empty before they did."""
    return str(st.session_state.get("kept_by_browser_actor", ""))


def remember_actor(name: str) -> None:
    """Keep the name of who works at this browser."""
    st.session_state["kept_by_browser_actor"] = name.strip()[:LONGEST]


def ask_actor() -> None:
    """A line for the name of who works here; it goes into the audit trail, and the browser remembers it."""
    words = say()
    said = st.text_input(
        words(mark("Your name")),
        actor(),
        max_chars=LONGEST,
        placeholder=words(mark("Your name (for the trail)")),
        label_visibility="collapsed",
        key=f"actor_{actor()}",
        width=200,
    )
    remember_actor(said)


def _rerun() -> None:
    """What the browser kept needs no callback of its own: the page runs again and reads it."""

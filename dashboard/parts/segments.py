"""One question at a time: the switch between the parts of a page, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.parts.session import locale


def choose_part(label: str, names: Mapping[str, str], *, key: str = "part") -> str:
    """Which part of the page the reader looks at, by its code; it stands in the address as `?key=`, the first if not.

    label says what is chosen, for those who hear the page.
    """
    codes, shown = list(names), f"{key}_{locale()}"
    asked = st.query_params.get(key, "")
    st.session_state[shown] = asked if asked in names else codes[0]
    chosen = st.segmented_control(
        label,
        codes,
        format_func=lambda code: names[code],
        key=shown,
        required=True,
        label_visibility="collapsed",
        on_change=_write,
        args=(key, shown, codes[0]),
    )
    return str(chosen or codes[0])


def open_part(code: str, *, key: str = "part") -> None:
    """Go to another part of the page."""
    st.query_params[key] = code
    st.rerun()


def _write(key: str, shown: str, first: str) -> None:
    st.query_params[key] = st.session_state[shown] or first

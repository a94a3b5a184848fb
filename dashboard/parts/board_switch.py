"""The switch between the boards of a group: level, improvement on last quarter and last year, composite."""

from __future__ import annotations

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.session import locale, say
from dashboard.usecases.standing_boards import BOARD_NAMES, BY_QUARTER, BY_YEAR, COMPOSITE, LEVEL

NAMES = {
    LEVEL: mark("Level board"),
    BY_QUARTER: mark("Improvement on last quarter"),
    BY_YEAR: mark("Improvement on last year"),
    COMPOSITE: mark("Composite board"),
}


def board_label(name: str, words: Say) -> str:
    """The name of a board."""
    return words(NAMES[name])


def choose_board(*, key: str = "board") -> str:
    """Which of the boards the reader looks at; it stands in the address as `?board=`, and begins with the level."""
    words, shown = say(), f"{key}_{locale()}"
    asked = st.query_params.get(key, LEVEL)
    st.session_state[shown] = asked if asked in BOARD_NAMES else LEVEL
    chosen = st.segmented_control(
        words(mark("Rank by")),
        BOARD_NAMES,
        format_func=lambda name: board_label(name, words),
        key=shown,
        required=True,
        label_visibility="collapsed",
        on_change=_write,
        args=(key, shown),
    )
    return str(chosen or LEVEL)


def _write(key: str, shown: str) -> None:
    st.query_params[key] = st.session_state[shown] or LEVEL

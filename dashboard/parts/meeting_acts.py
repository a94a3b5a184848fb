"""Doing something in a meeting, and saying what was refused in the words of whoever tried."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import DBAPIError

from dashboard.parts.markup import element, show
from dashboard.parts.session import say
from dashboard.usecases.reviewing import UNANSWERED
from loaders.store.refusals import StepRefused

_SAID = "meeting_said"


def act(do: Callable[[], object], said: str = "") -> bool:
    """Do it; False where it was refused. What is to be said of it is kept for the next drawing."""
    words = say()
    try:
        do()
    except StepRefused as refused:
        st.session_state[_SAID] = (False, refused.text(words))
        return False
    except DBAPIError:
        st.session_state[_SAID] = (False, words(UNANSWERED))
        return False
    if said:
        st.session_state[_SAID] = (True, said)
    return True


def on_act(do: Callable[[], object], said: str = "") -> None:
    """The same as a callback, so that it acts on the page as it was seen."""
    act(do, said)


def what_was_refused() -> None:
    """What became of the last act, once."""
    told: tuple[bool, str] | None = st.session_state.pop(_SAID, None)
    if told is not None:
        show(element("div", told[1], css="jp-clear" if told[0] else "jp-caution"))

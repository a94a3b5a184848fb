"""What a page works with: the desk of this process, the scores or the release of a quarter, the reader's language."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import streamlit as st

from config.wording import DEFAULT_LOCALE, LOCALES, Say, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk, open_desk

WORKSPACE_VARIABLE = "JIPING_WORKSPACE"
_opening = threading.Lock()
_desks: dict[Path, Desk] = {}


def desk() -> Desk:
    """The desk of the workspace that the environment names; opened once for each process.

    Raises ConfigProblems or WorkspaceProblem as open_desk does.
    """
    folder = Path(os.environ.get(WORKSPACE_VARIABLE) or DEFAULT_FOLDER).resolve()
    with _opening:
        if folder not in _desks:
            _desks[folder] = open_desk(folder)
        return _desks[folder]


def book() -> Book:
    """The scores of the present inputs."""
    return open_book(desk())


def edition(quarter: str) -> Edition:
    """What the pages of a quarter show: its newest release, else the present scores.

    Raises ReleaseProblem when the release is damaged.
    """
    return open_edition(desk(), quarter)


def locale() -> str:
    """The reader's language: `?lang=en` chooses English for the session, `?lang=zh` Chinese; Chinese otherwise."""
    asked = {"en": "en", "zh": DEFAULT_LOCALE}.get(st.query_params.get("lang", ""))
    if asked:
        st.session_state["locale"] = asked
    return str(st.session_state.get("locale", DEFAULT_LOCALE))


def say() -> Say:
    """The translator of the reader's language."""
    return translator(locale())


def choose_language(chosen: str) -> None:
    """Keep a language for the session and show it in the address."""
    if chosen not in LOCALES:
        raise ValueError(f"unknown locale {chosen!r}")
    st.session_state["locale"] = chosen
    st.query_params["lang"] = "en" if chosen == "en" else "zh"

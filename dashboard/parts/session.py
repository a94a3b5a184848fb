"""What a page works with: the desk of this process, the scores or the release of a quarter, the reader's language."""

from __future__ import annotations

import streamlit as st

from config.wording import DEFAULT_LOCALE, LOCALES, Say, translator
from dashboard.parts import identity
from dashboard.parts.house import WORKSPACE_VARIABLE, house
from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk
from loaders.store.moment import asked_once, moment_over

__all__ = [
    "WORKSPACE_VARIABLE",
    "book",
    "choose_language",
    "desk",
    "edition",
    "house",
    "locale",
    "say",
]


def desk() -> Desk:
    """The desk of the workspace with the person of this session at it; raises as house does.

    Raises NotSignedIn when nobody is signed in, or no longer.
    """
    return asked_once("desk", lambda: house().of(identity.person()))


def book() -> Book:
    """The scores of the present inputs."""
    return open_book(desk())


def edition(quarter: str) -> Edition:
    """What the pages of a quarter show: its newest release, else the present scores.

    Raises ReleaseProblem when the release is damaged.
    """
    return open_edition(desk(), quarter)


def locale() -> str:
    """The reader's language: `?lang=en` chooses English for the session, `?lang=zh` Chinese; Chinese otherwise.

    Where English was chosen every page says so in its address, so that a reload and a bookmark keep it.
    """
    return asked_once("locale", _locale)


def _locale() -> str:
    asked = {"en": "en", "zh": DEFAULT_LOCALE}.get(st.query_params.get("lang", ""))
    if asked:
        st.session_state["locale"] = asked
    chosen = str(st.session_state.get("locale", DEFAULT_LOCALE))
    if chosen == "en" and not asked:
        st.query_params["lang"] = "en"
    return chosen


def say() -> Say:
    """The translator of the reader's language."""
    return translator(locale())


def choose_language(chosen: str) -> None:
    """Keep a language for the session and show it in the address."""
    if chosen not in LOCALES:
        raise ValueError(f"unknown locale {chosen!r}")
    st.session_state["locale"] = chosen
    st.query_params["lang"] = "en" if chosen == "en" else "zh"
    moment_over()

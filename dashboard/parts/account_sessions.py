"""The running sessions of an opened account: from where, since when, and the buttons that end them."""

from __future__ import annotations

import re

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.account_asking import Question, ask, do
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, say
from dashboard.usecases.accounts.changing import end_all_sessions, end_one_session
from dashboard.usecases.accounts.listing import AccountLine, OpenSession

_BROWSER = re.compile(r"(Edg|OPR|Firefox|Chrome|Version|MSIE)/(\d+)")
_NAMES = {"Edg": "Edge", "OPR": "Opera", "Version": "Safari"}
_SYSTEM = re.compile(r"(Windows|Android|iPhone|iPad|Mac OS X|Linux)")


def account_sessions(line: AccountLine) -> None:
    """Each session with its browser and address; nothing when none runs."""
    if not line.sessions:
        return
    words = say()
    show(element("h3", words(mark("Signed in now")), css="jp-part"))
    for session in line.sessions:
        _session(line, session, words)
    if len(line.sessions) > 1:
        sentence = words(mark("End all {count} sessions of {name}?"), count=len(line.sessions), name=line.name)
        question = Question(
            line.login,
            sentence,
            words(mark("End all sessions")),
            words(mark("The sessions have ended.")),
            lambda: _all(line.login),
        )
        st.button(words(mark("End all sessions")), key=f"all_{line.login}", on_click=ask, args=(question,))


def browser_name(text: str) -> str:
    """What a browser says of itself, in two words; the beginning of it where it is not known."""
    found = sorted(_BROWSER.findall(text), key=lambda one: list(_ORDER).index(one[0]))
    system = _SYSTEM.search(text)
    if not found:
        return text[:40]
    name = f"{_NAMES.get(found[0][0], found[0][0])} {found[0][1]}"
    return f"{name}, {system[1]}" if system else name


_ORDER = ("Edg", "OPR", "Firefox", "Chrome", "Version", "MSIE")
"""Edge and Opera call themselves Chrome, too, and Chrome calls itself Safari."""


def _session(line: AccountLine, session: OpenSession, words: Say) -> None:
    times = words(
        mark("since {began}, last seen {seen}"),
        began=f"{session.began:%m-%d %H:%M}",
        seen=f"{session.seen:%m-%d %H:%M}",
    )
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        where = " · ".join(part for part in (browser_name(session.browser), session.address) if part)
        show(element("span", where), element("small", times, css="jp-sub"))
    with right:
        key, args = f"end_session_{session.number}", (line.login, session.number)
        st.button(words(mark("End")), key=key, on_click=_one, args=args)


def _one(login: str, number: int) -> None:
    do(lambda: end_one_session(desk(), login, number), login, say()(mark("The session has ended.")))


def _all(login: str) -> None:
    end_all_sessions(desk(), login)

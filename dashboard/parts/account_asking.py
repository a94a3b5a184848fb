"""The second question before an act that cannot be undone, and what became of the last act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from config.wording import mark
from dashboard.access.refusing import AccountProblem
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say

Act = Callable[[], str | None]
"""An act; what it gives is a one-time password, to be shown until it was noted."""
_ASKED, _SAID, _SECRET = "account_asked", "account_said", "account_secret"


@dataclass(frozen=True)
class Question:
    """What is asked about an account before an act: the sentence, the word on the button, and what is said after it."""

    login: str
    sentence: str
    button: str
    done: str
    act: Act = field(compare=False)


def ask(question: Question) -> None:
    """Ask before the act; to be called by a button."""
    st.session_state[_ASKED] = question


def question_of(login: str) -> Question | None:
    """What is being asked about an account."""
    asked: Question | None = st.session_state.get(_ASKED)
    return asked if asked is not None and asked.login == login else None


def answer(question: Question) -> None:
    """Show the question with its two answers, in place of the acts."""
    words = say()
    show(element("p", question.sentence, css="jp-caution"))
    with st.container(horizontal=True, gap="small"):
        st.button(question.button, type="primary", key="account_yes", on_click=_yes, args=(question,))
        st.button(words(mark("Leave it")), key="account_no", on_click=_drop)


def do(act: Act, login: str, done: str) -> bool:
    """Do an act at once, and keep what is to be said about it; True when it was done."""
    try:
        secret = act()
    except AccountProblem as problem:
        st.session_state[_SAID] = (problem.words(desk().config, locale()), False)
        return False
    if secret:
        st.session_state[_SECRET] = (login, secret)
    st.session_state[_SAID] = (done, True)
    return True


def what_was_said() -> None:
    """What became of the last act, once."""
    said, well = st.session_state.pop(_SAID, ("", True))
    if said:
        show(element("p", said, css="jp-clear" if well else "jp-caution"))


def secret_of(login: str) -> None:
    """The new one-time password of an account, until someone says that it was noted, or opens another account."""
    words = say()
    whose, secret = st.session_state.get(_SECRET, ("", ""))
    if whose != login:
        st.session_state.pop(_SECRET, None)
        return
    hours = desk().config.access.passwords.one_time_hours
    sentence = mark("Hand it over to its person alone. It holds for {hours} hours and is not shown again.")
    show(
        element(
            "div",
            element("small", words(mark("One-time password of {login}"), login=login)),
            element("b", secret),
            element("p", words(sentence, hours=hours)),
            css="jp-secret",
        )
    )
    st.button(words(mark("I have noted it")), key="account_noted", on_click=_forget)


def _yes(question: Question) -> None:
    _drop()
    do(question.act, question.login, question.done)


def _drop() -> None:
    st.session_state.pop(_ASKED, None)


def _forget() -> None:
    st.session_state.pop(_SECRET, None)

"""The form that makes an account."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.access.person import Post
from dashboard.parts.account_asking import do, what_was_said
from dashboard.parts.account_posts import choose_post
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.session import desk, say
from dashboard.usecases.accounts.making import make_account
from loaders.store.accounts import login_of

_KEYS = ("new_login", "new_name", "new_subject")


def new_account() -> None:
    """Login, name, first post; gives the one-time password on the account that it opens."""
    words = say()
    section_head(words(mark("New account")))
    what_was_said()
    st.text_input(words(mark("Login (a to z, 0 to 9, dot, hyphen, underline, @)")), key=_KEYS[0])
    st.text_input(words(mark("Name")), key=_KEYS[1])
    post = choose_post("new")
    with st.expander(words(mark("Signs in by single sign-on"))):
        st.text_input(words(mark("Single sign-on subject (empty: not linked)")), key=_KEYS[2])
        show(element("p", words(mark("An account with a subject gets no password.")), css="jp-note"))
    with st.container(horizontal=True, gap="small"):
        st.button(words(mark("Make the account")), key="new_make", type="primary", on_click=_make, args=(post,))
        st.button(words(mark("Leave it")), key="new_leave", on_click=_leave)


def _make(post: Post) -> None:
    login, name, subject = (str(st.session_state[key]) for key in _KEYS)
    kept = login_of(login)
    done = say()(mark("The account is made. Further posts can be given below."))
    if do(lambda: make_account(desk(), login, name, [post], subject), kept, done):
        for key in _KEYS:
            st.session_state[key] = ""
        st.session_state["account_doing"] = ""
        st.query_params["account"] = kept


def _leave() -> None:
    st.session_state["account_doing"] = ""

"""Who acts (经办人): asked once for the post and the name, kept for the session and from page to page."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.filters import choose
from dashboard.parts.keepsake import actor, remember_actor
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.posts import Reviewer, posts

_SHOWN = "reviewer_name"


def reviewer_post() -> str:
    """The post, chosen from a list; begins with the office."""
    return choose(say()(mark("Acting post")), posts(desk().config, locale()), key="post")


def reviewer(post: str) -> Reviewer:
    """The person in a post, by the name that was written once; an empty name cannot act."""
    words, state = say(), st.session_state
    if _SHOWN not in state:
        state[_SHOWN] = actor()
    written = st.text_input(
        words(mark("Acting person")), key=_SHOWN, placeholder=words(mark("your name, kept in the trail"))
    )
    remember_actor(written)
    return Reviewer(actor(), post)

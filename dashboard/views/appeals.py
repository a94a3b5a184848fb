"""申诉: which reviews were asked for, open ones first; the opened one with its acts beside the list."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.appeal_acts import appeal_acts, what_became_of_it
from dashboard.parts.appeal_card import appeal_card
from dashboard.parts.appeals import appeal_table, appeals_title
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.appeals.listing import AppealLine, appeals_in_sight

words = say()
page = open_page()


def show_appeals(lines: tuple[AppealLine, ...]) -> None:
    """The list on the left, the chosen appeal on the right: the first one, which is the most urgent, if none is."""
    asked = st.query_params.get("appeal", "")
    chosen = next((line for line in lines if line.number == asked), lines[0])
    left, right = st.columns([13, 11], gap="large")
    with left:
        opened = appeal_table(lines, chosen.number)
    if opened and opened != chosen.number:
        st.query_params["appeal"] = opened
        st.rerun()
    with right, st.container(key="opened"):
        appeal_card(chosen)
        appeal_acts(chosen)


lines = appeals_in_sight(desk(), locale=locale())
page.headline(appeals_title(lines), [words(mark("Appeals in all: {count}"), count=len(lines))] if lines else [])
what_became_of_it()
if lines:
    show_appeals(lines)
else:
    how = mark(
        "A bureau asks for a review on the page of its region (Ask for review), while the time after a release is open."
    )
    empty_state(words(mark("No appeal was sent yet")), words(how))

"""The way back to the meeting: a bar on every page that was opened from its screen, with the place that is held."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from config.wording import mark
from dashboard.parts.markup import element, show
from dashboard.parts.session import say

_PLACE, _AT_MEETING = "meeting_place", "at_meeting"
_VIEW = Path(__file__).parent.parent / "views" / "meeting.py"
PARTS = ("meeting", "item", "face")
"""What of the address says where one was: the meeting, the item, and which of its faces."""


def hold_place(number: str, item: str, face: str) -> None:
    """Remember from which item another page is opened."""
    st.session_state[_PLACE] = {"meeting": number, "item": item, "face": face}


def at_meeting() -> None:
    """Say that the page that is drawn is the meeting itself: it needs no way back, and ends the one that was held."""
    st.session_state[_AT_MEETING] = True
    st.session_state.pop(_PLACE, None)


def back_to_meeting() -> None:
    """The bar, where the page was opened from a meeting; the place stands in the address too, so a reload keeps it."""
    if st.session_state.pop(_AT_MEETING, False):
        return
    asked = {name: st.query_params[name] for name in PARTS if name in st.query_params}
    place = st.session_state.get(_PLACE) or (asked if "meeting" in asked else None)
    if not place:
        return
    st.session_state[_PLACE] = place
    for name, value in place.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
    with st.container(key="to_meeting", horizontal=True, vertical_alignment="center"):
        st.button(say()(mark("← Back to the meeting")), key="back_to_meeting", on_click=_go, args=(place,))
        show(element("span", say()(mark("The place in the meeting is held.")), css="jp-note"))
    if st.session_state.pop("to_meeting_now", False):
        st.switch_page(_VIEW, query_params={name: value for name, value in place.items() if value})


def _go(place: dict[str, str]) -> None:
    st.session_state["to_meeting_now"] = True

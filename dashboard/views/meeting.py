"""会议: which meetings there are; one of them on the big screen, at the office's desk, or on the own device."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.meeting_acts import what_was_refused
from dashboard.parts.meeting_bar import at_meeting
from dashboard.parts.meeting_desk import office_desk
from dashboard.parts.meeting_device import device
from dashboard.parts.meeting_list import list_title, meetings_table, prepare_form
from dashboard.parts.meeting_screen import big_screen
from dashboard.parts.meeting_stage_style import quiet_frame
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, edition, locale, say
from dashboard.usecases.meetings.reports import meeting_report, meetings

words = say()
at_meeting()
page = open_page()
runs = desk().sight.has("meeting")
FACES = {"desk": mark("Office's desk"), "device": mark("Take part"), "screen": mark("Big screen")}


def leave() -> None:
    """Go back to the list of meetings."""
    for name in ("meeting", "item", "face", "part"):
        st.query_params.pop(name, None)


def show_meeting(number: str) -> None:
    """A meeting in the face that the reader chose; the office begins at its desk, the others with their device."""
    report = meeting_report(desk(), number, locale())
    faces = {code: words(name) for code, name in FACES.items() if code != "desk" or runs}
    if st.query_params.get("face") == "screen":
        quiet_frame()
        big_screen(number)
        with st.container(key="meeting_faces"):
            choose_part(words(mark("Look at")), faces, key="face")
        return
    source = edition(report.quarter)
    page.headline(
        report.title,
        [report.kind_name, quarter_name(report.quarter, words), f"{report.day:%Y-%m-%d}"],
        edition=source,
        unreleased=True,
    )
    with st.container(horizontal=True, key="meeting_faces"):
        face = choose_part(words(mark("Look at")), faces, key="face")
        st.button(words(mark("← All meetings")), key="all_meetings", on_click=leave, type="tertiary")
    office_desk(report) if face == "desk" else device(report)


found = meetings(desk(), locale())
opened = st.query_params.get("meeting", "")
if any(one.number == opened for one in found):
    show_meeting(opened)
else:
    page.headline(list_title(found, words))
    what_was_refused()
    if found:
        number = meetings_table(found)
        if number:
            st.query_params["meeting"] = number
            st.rerun()
    else:
        next_step = mark("Prepare one below.") if runs else mark("The office prepares it; then it is listed here.")
        empty_state(words(mark("No meeting")), words(next_step))
    if runs:
        prepare_form()
if st.query_params.get("face") != "screen" or not opened:
    page.sources(
        [
            words(
                mark("A meeting is kept as what happened in it; classes, criteria and agendas are set in meeting.toml.")
            )
        ]
    )

"""The meetings that there are, and preparing one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.filters import choose_quarter, quarter_name
from dashboard.parts.markup import section_head
from dashboard.parts.meeting_acts import act
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.meetings.preparing import LONGEST_TITLE, prepare_meeting
from dashboard.usecases.meetings.reports import MeetingLine

STAGES = {"prepared": mark("○ not begun"), "running": mark("▶ running"), "ended": mark("✓ ended")}

TITLES = {
    "running": mark("{title} is running"),
    "prepared": mark("Next: {title}, {day}"),
    "ended": mark("{title} was held on {day}"),
}


def list_title(found: Sequence[MeetingLine], words: Say) -> str:
    """The meeting that runs now, else the next one, else the last one that was held."""
    for stage, title in TITLES.items():
        days = sorted((one for one in found if one.stage == stage), key=lambda one: one.day, reverse=stage == "ended")
        if days:
            return words(title, title=days[0].title, day=f"{days[0].day:%Y-%m-%d}")
    return words(mark("No meeting has been prepared yet"))


def meetings_table(found: Sequence[MeetingLine]) -> str | None:
    """The list; the number of the meeting that was just opened."""
    words = say()
    heads = (mark("Meeting"), mark("Kind"), mark("Quarter"), mark("Day"), mark("How it stands"))
    columns = [Column(words(head), names=place == 0, align="tight") for place, head in enumerate(heads)]
    rows = [
        Row(
            (
                one.title,
                one.kind_name,
                quarter_name(one.quarter, words),
                f"{one.day:%Y-%m-%d}",
                words(STAGES[one.stage]),
            ),
            key=one.number,
        )
        for one in found
    ]
    return table(columns, rows, key="meetings")


def prepare_form() -> None:
    """Preparing a meeting: kind, quarter, day; the agenda comes from the settings."""
    words, rules = say(), desk().config.meeting
    section_head(
        words(mark("Prepare a meeting")), words(mark("The agenda of its kind is in the settings (meeting.toml)."))
    )
    kinds = {one.code: one.label(locale()) for one in rules.kind}
    current = str(desk().current_quarter())
    quarters = [quarter for quarter in desk().config.calendar.quarters if quarter <= current][::-1]
    columns = st.columns([2, 1, 1, 2])
    with columns[0]:
        kind = st.selectbox(words(mark("Kind")), list(kinds), format_func=kinds.__getitem__, key=f"kind_{locale()}")
    with columns[1]:
        quarter = choose_quarter(quarters, key="of_quarter")
    with columns[2]:
        day = st.date_input(words(mark("Day")), desk().local(desk().now()).date(), key="meeting_day")
    with columns[3]:
        title = st.text_input(
            words(mark("Name (the usual one if empty)")), key="meeting_title", max_chars=LONGEST_TITLE
        )
    made: list[str] = []
    if st.button(words(mark("Prepare it")), type="primary", key="prepare") and act(
        lambda: made.append(prepare_meeting(desk(), str(kind), quarter, day, title))
    ):
        st.query_params["meeting"] = made[0]
        st.rerun()

"""时钟: whether the scheduler runs, what its jobs did, and the windows of the calendar."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.clockface import START, clock_title, job_table, window_table
from dashboard.parts.deadlines import moment, zone_name
from dashboard.parts.frame import caution, open_page
from dashboard.parts.markup import section_head
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.clockwork import clockwork
from dashboard.usecases.windows import window_lines

REFRESH_SECONDS = 10


@st.fragment(run_every=REFRESH_SECONDS)
def show_clock() -> None:
    """The whole page, drawn anew every few seconds."""
    words, clock = say(), clockwork(desk())
    page = open_page()
    zone = zone_name(clock.timezone, locale())
    page.headline(clock_title(clock), [words(mark("times in {zone}"), zone=zone), moment(clock.now, seconds=True)])
    if not clock.alive:
        caution(words(START, folder=clock.workspace))
    section_head(words(mark("Jobs")))
    job_table(clock)
    section_head(words(mark("Submission windows by the calendar")))
    window_table(window_lines(desk()), desk().current_quarter())


show_clock()

"""延期 on the page: what a unit was granted, and the form by which the office grants it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from config.wording import mark
from dashboard.parts.deadlines import moment
from dashboard.parts.markup import element, show
from dashboard.parts.reviewer import reviewer
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.collection import Unit
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.reviewing import extend, refusal
from dashboard.usecases.windows import Deadline
from loaders.store.refusals import StepRefused

END_OF_DAY = dt.time(18, 0)


def extension(quarter: str, unit: Unit) -> None:
    """The unit's own deadline where it has one, and the form that grants a later one."""
    words, window = say(), unit.window
    if window is None or unit.owes == "other":
        return
    if window.extended:
        granted = words(mark("The office granted this unit time until {until}."), until=moment(window.closes))
        show(element("p", granted, css="jp-clear"))
    with st.expander(words(mark("Grant this unit more time"))):
        _form(quarter, unit, window)


def _form(quarter: str, unit: Unit, window: Deadline) -> None:
    words = say()
    by = reviewer(OFFICE)
    day, time = st.columns(2)
    first = max(window.closes.date(), desk().local(desk().now()).date()) + dt.timedelta(days=1)
    with day:
        until = st.date_input(words(mark("New deadline")), first, format="YYYY-MM-DD", key=f"until_{unit.key}")
    with time:
        hour = st.time_input(words(mark("At")), END_OF_DAY, key=f"hour_{unit.key}")
    reason = st.text_input(words(mark("Reason (the unit reads it)")), key=f"extension_{unit.key}")
    ready = bool(by.name and reason.strip())
    if st.button(words(mark("Grant")), disabled=not ready, key=f"grant_{unit.key}", type="primary"):
        try:
            extend(desk(), quarter, unit.code, dt.datetime.combine(until, hour), reason, by)
        except StepRefused as refused:
            show(element("p", refusal(desk().config, refused, locale()), css="jp-caution"))
            return
        st.rerun()

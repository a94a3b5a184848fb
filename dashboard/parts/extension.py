"""延期 on the page: what a unit was granted, and the form by which the office grants it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from config.wording import mark
from dashboard.parts.deadlines import moment
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.collection import Unit
from dashboard.usecases.posts import OFFICE, acting_posts
from dashboard.usecases.reviewing import extend, refusal
from dashboard.usecases.windows import Deadline
from loaders.store.refusals import StepRefused
from loaders.store.steps import LONGEST_REASON

END_OF_DAY = dt.time(18, 0)
_REFUSED = "extension_refused"


def extension(quarter: str, unit: Unit) -> None:
    """The unit's own deadline where it has one, and for the office the form that grants a later one."""
    words, window = say(), unit.window
    if window is None or unit.owes == "other":
        return
    if window.extended:
        granted = words(mark("The office granted this unit time until {until}."), until=moment(window.closes))
        show(element("p", granted, css="jp-clear"))
    if OFFICE not in acting_posts(desk(), locale()):
        return
    with st.expander(words(mark("Grant this unit more time"))):
        _form(quarter, unit, window)


def _form(quarter: str, unit: Unit, window: Deadline) -> None:
    words = say()
    keys = tuple(f"{name}_{unit.key}" for name in ("until", "hour", "extension"))
    first = max(window.closes.date(), desk().local(desk().now()).date()) + dt.timedelta(days=1)
    day, time = st.columns(2)
    with day:
        st.date_input(words(mark("New deadline")), first, format="YYYY-MM-DD", key=keys[0])
    with time:
        st.time_input(words(mark("At")), END_OF_DAY, key=keys[1])
    st.text_input(words(mark("Reason (the unit reads it)")), key=keys[2], max_chars=LONGEST_REASON)
    button = words(mark("Grant"))
    st.button(
        button,
        key=f"grant_{unit.key}",
        type="primary",
        on_click=_grant,
        args=(quarter, unit, keys),
    )
    if refused := st.session_state.pop(_REFUSED, ""):
        show(element("p", refused, css="jp-caution"))


def _grant(quarter: str, unit: Unit, keys: tuple[str, ...]) -> None:
    state = st.session_state
    day, time, reason = (state[key] for key in keys)
    try:
        extend(desk(), quarter, unit.code, dt.datetime.combine(day, time), reason)
    except StepRefused as refused:
        state[_REFUSED] = refusal(desk().config, refused, locale())

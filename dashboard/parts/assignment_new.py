"""新交办: the form in which the office or a leader hands something out, prefilled where it comes from a shortfall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from config.wording import mark
from dashboard.parts.assignment_acts import done
from dashboard.parts.assignments import source_name
from dashboard.parts.links import VIEWS
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.assignments.making import LONGEST_DEMAND, LONGEST_TITLE, MOST_DAYS, Wanted, assign, units_to_ask
from dashboard.usecases.ledgers.reading import Line
from dashboard.usecases.tasks import KeyTask

_FROM, _SURE = "assign_from", "assign_sure"


def hand_out_from(task: KeyTask) -> None:
    """Go to the form with what a task that lies behind says."""
    hand_out(task, task.target, {"kind": "key_task"})


def hand_out(line: Line, demand: str, source: Mapping[str, str]) -> None:
    """Go to the form with what a line of any ledger says; `source` is kept with the assignment, and names its kind."""
    st.session_state[_FROM] = {
        "title": line.title[:LONGEST_TITLE],
        "demand": demand[:LONGEST_DEMAND],
        "owner": line.region or line.division,
        "division": line.division if line.region else "",
        "quarter": line.quarter,
        "source": {**source, "title": line.title, "receipt": line.receipt, "place": line.place},
    }
    st.switch_page(VIEWS / "assignments.py", query_params={"part": "new"})


def new_assignment() -> None:
    """The form; handing out is asked twice, since nobody can take it back."""
    words, given = say(), dict[str, Any](st.session_state.get(_FROM, {}))
    if given:
        ledger = desk().config.ledger.get(given["source"].get("ledger", ""))
        kind = source_name(given["source"], ledger.label(locale()) if ledger else "", words)
        title = given["source"]["title"]
        show(element("p", words(mark("From {kind}: {title}"), kind=kind, title=title), css="jp-note"))
    left, right = st.columns(2, gap="large")
    with left:
        asked = _what(given)
    with right:
        asked |= _when(given)
    wanted = Wanted(
        quarter=given.get("quarter") or str(desk().current_quarter()),
        source=given.get("source") or {"kind": "free"},
        **asked,
    )
    if st.session_state.get(_SURE):
        with st.container(horizontal=True):
            st.button(words(mark("Not yet")), key="not_assigned", on_click=_sure, args=(False,))
            sure = words(mark("Hand it out: sure"))
            st.button(sure, key="assigned", type="primary", on_click=_assign, args=(wanted,))
    else:
        st.button(words(mark("Hand it out")), key="assign", type="primary", on_click=_sure, args=(True,))


def _what(given: Mapping[str, Any]) -> dict[str, Any]:
    words, names = say(), units_to_ask(desk(), locale())
    codes = list(names)
    first = codes.index(given["owner"]) if given.get("owner") in codes else None
    title = st.text_input(words(mark("What is to be done")), given.get("title", ""), max_chars=LONGEST_TITLE)
    demand = st.text_area(
        words(mark("What is asked, so that it can be seen when it is done")),
        given.get("demand", ""),
        max_chars=LONGEST_DEMAND,
    )
    owner = st.selectbox(
        words(mark("To be done by")),
        codes,
        first,
        format_func=names.__getitem__,
        placeholder=words(mark("choose a unit")),
    )
    others = st.multiselect(
        words(mark("Together with")), codes, format_func=names.__getitem__, placeholder=words(mark("nobody else"))
    )
    return {"title": title, "demand": demand, "owner": owner or "", "co_owners": tuple(others)}


def _when(given: Mapping[str, Any]) -> dict[str, Any]:
    words, config = say(), desk().config
    rules = config.supervision.due
    divisions = {one.code: one.label(locale()) for one in config.divisions}
    codes, named = list(divisions), given.get("division", "")
    days = st.number_input(words(mark("Working days until it is due")), 1, MOST_DAYS, rules.days)
    due = rules.workdays.after(desk().local(desk().now()).date(), int(days))
    show(
        element(
            "p", words(mark("Due on {due}, holidays and make-up days counted."), due=f"{due:%Y-%m-%d}"), css="jp-note"
        )
    )
    division = st.selectbox(
        words(mark("Division in charge, which looks at the evidence beside the office")),
        codes,
        codes.index(named) if named in codes else None,
        format_func=divisions.__getitem__,
        placeholder=words(mark("as it fits")),
    )
    return {"days": int(days), "division": division or "", **_watching()}


def _watching() -> dict[str, Any]:
    words, config = say(), desk().config
    names = {one.code: one.label(locale()) for one in config.indicators if not one.computed}
    watch = st.selectbox(
        words(mark("Indicator that is watched (of a region)")),
        list(names),
        None,
        format_func=names.__getitem__,
        placeholder=words(mark("none")),
    )
    if watch is None:
        return {}
    bound = st.number_input(words(mark("Figure that is good enough")), value=None, format="%.2f")
    recovers = st.checkbox(words(mark("It closes only when the released figure has recovered")))
    return {"indicator": watch, "bound": bound, "recovers": recovers}


def _sure(sure: bool) -> None:
    st.session_state[_SURE] = sure


def _assign(wanted: Wanted) -> None:
    """A callback, so that it hands out what was seen."""
    _sure(False)
    made: list[str] = []
    if done("assigned", lambda: made.append(assign(desk(), wanted)), say()(mark("The assignment was handed out."))):
        st.session_state.pop(_FROM, None)
        st.query_params["assignment"] = made[0]
        st.query_params["part"] = "open"

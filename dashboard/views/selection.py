"""亮点评选: units enter cases, the office checks and confirms, judges score blind; everyone sees their own part."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.assignment_acts import what_became
from dashboard.parts.entered import entered_case, entered_table
from dashboard.parts.entering import entering_part
from dashboard.parts.filters import choose_quarter, quarter_name
from dashboard.parts.frame import open_page
from dashboard.parts.judging import judging_part, judging_title
from dashboard.parts.round import round_part
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.selection.balloting import balloting, scoring_quarters
from dashboard.usecases.selection.reports import CaseReport, entered_cases, entered_quarters

words = say()
page = open_page()
sight = desk().sight
judges, stands = sight.has("judge"), sight.has("enter", "select")
own = entered_quarters(desk()) if stands else ()
running = desk().current_quarter()
known = {str(running), str(running.shift(1)), *own, *(scoring_quarters(desk()) if judges else ())}


def selection_title(cases: tuple[CaseReport, ...]) -> str:
    """The answer: how many cases are in, how many wait, how many are confirmed."""
    counts = {state: sum(one.state == state for one in cases) for state in ("entered", "returned", "confirmed")}
    if not cases:
        return words(mark("{quarter}: no highlight case entered yet"), quarter=quarter_name(quarter, words))
    sentence = mark("{quarter}: {count} cases entered, {entered} wait for the first check, {confirmed} confirmed")
    places = {"quarter": quarter_name(quarter, words), "count": len(cases)}
    return words(sentence, **places, entered=counts["entered"], confirmed=counts["confirmed"])


def close_case() -> None:
    """Leave the opened case."""
    st.query_params.pop("entry", None)


with st.container(key="filters").columns(4)[0]:
    quarter = choose_quarter(
        sorted(known, reverse=True), first=next(iter(scoring_quarters(desk())), "") if judges else ""
    )
cases = entered_cases(desk(), quarter, locale()) if stands else ()
opened = next((one for one in cases if one.number == st.query_params.get("entry")), None)
names = {"judge": words(mark("Score the cases"))} if judges else {}
names |= {"own": words(mark("Cases {count}"), count=len(cases))} if stands else {}
names |= {"enter": words(mark("Enter a case"))} if sight.has("enter") else {}
names |= {"round": words(mark("Scoring and confirmation"))} if sight.has("select") else {}
if opened is not None:
    page.headline(opened.title, [opened.unit_name, opened.number])
    st.button(words(mark("← All cases")), key="all_cases", type="tertiary", on_click=close_case)
    what_became()
    entered_case(opened)
else:
    part = choose_part(words(mark("Look at")), names) if len(names) > 1 else next(iter(names))
    page.headline(judging_title(balloting(desk(), quarter, locale())) if part == "judge" else selection_title(cases))
    what_became()
    if part == "judge":
        judging_part(quarter)
    elif part == "enter":
        entering_part(quarter)
    elif part == "round":
        round_part(quarter)
    else:
        number = entered_table(cases, key="entered")
        if number:
            st.query_params["entry"] = number
            st.rerun()
page.sources([words(mark("Quotas, criteria, shortlist and bonus points as the settings of highlights have them."))])

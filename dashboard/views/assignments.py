"""交办: what is due, by whom, what is overdue; one opened with its whole chain; what followed; handing out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import mark
from dashboard.parts.assignment_acts import assignment_acts, what_became
from dashboard.parts.assignment_chain import assignment_chain
from dashboard.parts.assignment_filters import narrowed
from dashboard.parts.assignment_new import new_assignment
from dashboard.parts.assignment_points import escalations_table
from dashboard.parts.assignments import assignments_table, assignments_title
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.assignments.escalations import escalations
from dashboard.usecases.assignments.reports import AssignmentReport, assignments

words = say()
page = open_page()


def show_part(part: str, shown: Sequence[AssignmentReport]) -> None:
    """The part of the page that the reader looks at."""
    if part == "new":
        new_assignment()
    elif part == "points":
        escalations_table(escalations(desk(), locale()))
    else:
        listed = [one for one in shown if one.closed == (part == "closed")]
        number = assignments_table(listed, key=f"assignments_{part}")
        if number:
            st.query_params["assignment"] = number
            st.rerun()


def back_to_list() -> None:
    """Leave the opened assignment."""
    st.query_params.pop("assignment", None)


found = assignments(desk(), locale())
opened = next((one for one in found if one.number == st.query_params.get("assignment")), None)
if opened is not None:
    page.headline(opened.title, [opened.owner_name, opened.number])
    st.button(words(mark("← All assignments")), key="all_assignments", on_click=back_to_list, type="tertiary")
    what_became()
    assignment_chain(opened, escalations(desk(), locale()))
    assignment_acts(opened)
else:
    hands_out = desk().sight.has("assign")
    page.headline(assignments_title(found) if found else words(mark("Nothing has been handed out yet")))
    what_became()
    shown = narrowed(found) if found else []
    names = {
        "open": words(mark("Open {count}"), count=sum(not one.closed for one in shown)),
        "closed": words(mark("Closed {count}"), count=sum(one.closed for one in shown)),
        "points": words(mark("Letters and interviews")),
    }
    names |= {"new": words(mark("Hand out"))} if hands_out else {}
    part = choose_part(words(mark("Look at")), names)
    if found or part == "new":
        show_part(part, shown)
    else:
        empty_state(
            words(mark("No assignment")),
            words(
                mark("The office or a leader hands something out here, or from a task that lies behind (Shortfalls).")
            ),
        )
page.sources(
    [words(mark("Due in working days of the public calendar; lights and points by the rules of supervision."))]
)

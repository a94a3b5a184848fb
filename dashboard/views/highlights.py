"""比亮点: the wall of confirmed cases, one opened; and the cases of a quarter, each beside what its indicator did."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.cards import case_cards, cases_title
from dashboard.parts.filters import choose, choose_quarter
from dashboard.parts.frame import empty_state, nothing_released, open_page
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.wall import wall, wall_filters, wall_title
from dashboard.parts.wall_case import wall_case
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.boards import opening_quarter
from dashboard.usecases.cases import case_quarters, highlight_cases
from dashboard.usecases.names import line_names
from dashboard.usecases.selection import reports

words = say()
page = open_page()
quarters = case_quarters(desk())
confirmed = reports.wall(desk(), locale())


def show_cases() -> None:
    """The filters and the cards of the cases as they were submitted."""
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        quarter = choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk())))
    every = {"all": words(mark("All lines"))}
    with columns[1]:
        line = choose(words(mark("Line")), every | line_names(desk().config, locale()), key="line")
    source = edition(quarter)
    cases = highlight_cases(source.desk, source.book, quarter, locale())
    shown = [case for case in cases if line in ("all", case.line)]
    context = [words(mark("cases as the divisions submitted them, figures from the submissions of the quarter"))]
    page.headline(cases_title(shown, quarter), context, unreleased=True, edition=source)
    if shown:
        case_cards(shown)
        basis = mark("Before and after: the indicator's value in the previous quarter and in this one; ")
        page.sources([words(basis) + words(mark("place: the change among the units of the same group."))])
    else:
        empty_state(
            words(mark("No case of this line in this quarter")), words(mark("Choose another line or quarter above."))
        )


def show_wall() -> None:
    """The wall; a card that was opened goes into the address."""
    shown = wall_filters(confirmed)
    page.headline(wall_title(shown), [words(mark("cases that judges scored and the office confirmed"))])
    opened = wall(shown)
    if opened:
        st.query_params["case"] = opened
        st.rerun()


def back_to_wall() -> None:
    """Leave the opened case."""
    st.query_params.pop("case", None)


def show_submitted() -> None:
    """The cases of a quarter, or why there are none."""
    if quarters:
        show_cases()
    elif book().scope is not None:
        nothing_released(page)
    else:
        page.headline(words(mark("No highlight case has been submitted yet")))
        empty_state(
            words(mark("No cases")),
            words(
                mark("Write cases into the sheet 亮点案例 of the quarterly workbook, and submit it on the page Submit.")
            ),
        )


opened_case = next((one for one in confirmed if one.number == st.query_params.get("case")), None)
if opened_case is not None:
    page.headline(opened_case.title, [opened_case.region, opened_case.line_name])
    st.button(words(mark("← The wall")), key="wall_back", type="tertiary", on_click=back_to_wall)
    wall_case(opened_case)
elif confirmed:
    names = {"wall": words(mark("Wall of highlights")), "cases": words(mark("Cases as submitted"))}
    show_wall() if choose_part(words(mark("Look at")), names) == "wall" else show_submitted()
else:
    show_submitted()

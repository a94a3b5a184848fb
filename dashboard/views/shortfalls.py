"""查不足: what lies behind: tasks, rectifications, bottom lines, black lists, what nobody answered."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.areas import choose_area, choose_division
from dashboard.parts.assignments import within
from dashboard.parts.filters import choose_quarter, quarter_name
from dashboard.parts.frame import empty_state, no_board, open_page
from dashboard.parts.ledger_downloads import shortfalls_download
from dashboard.parts.own import own_divisions, own_regions
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.shortfall_parts import shortfall_part
from dashboard.parts.shortfalls import part_names, shortfalls_title
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.assignments.reports import AssignmentReport, assignments
from dashboard.usecases.boards import opening_quarter, scored_quarters
from dashboard.usecases.shortfalls import shortfalls
from dashboard.usecases.unanswered import Unanswered, unanswered

words = say()
page = open_page()


def overdue_assignments(area: frozenset[str], division: str) -> list[AssignmentReport]:
    """The overdue assignments in sight of the area and the division, as they stand today."""
    return [one for one in within(assignments(desk(), locale()), area, division) if one.overdue]


def open_questions(quarter: str, area: frozenset[str], division: str) -> tuple[Unanswered, ...]:
    """What the units of the area and the division have not answered."""
    return tuple(one for one in unanswered(desk(), quarter, locale()) if one.within(area, division))


quarters = scored_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        quarter = choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk())))
    source = edition(quarter)
    whole = shortfalls(source.desk, source.book, quarter, locale())
    with columns[1]:
        area = choose_area(source)
    with columns[2]:
        division = choose_division(whole.divisions)
    shown = whole.within(area, division).ahead(own_divisions(desk()), own_regions(desk()))
    page.headline(shortfalls_title(whole), [quarter_name(quarter, words)], unreleased=True, edition=source)
    waiting = open_questions(quarter, area, division) if desk().sight.has("submissions") else None
    late = overdue_assignments(area, division) if desk().sight.has("assignments") else None
    if late or whole.reported or whole.alarms or whole.black or waiting:
        part = choose_part(
            words(mark("Look at")),
            part_names(shown, None if waiting is None else len(waiting), None if late is None else len(late)),
        )
        shortfall_part(part, shown, waiting, late or [], everywhere=not area)
        shortfalls_download(source, shown, late or [])
        page.sources([words(mark("Key tasks and rectifications as the divisions reported them in their ledgers."))])
    else:
        empty_state(
            words(mark("Nothing to show for this quarter")),
            words(mark("Divisions report key tasks and rectifications in the ledgers of their quarterly workbook.")),
        )
else:
    no_board(page)

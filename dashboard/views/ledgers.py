"""台账: one kind of ledger at a time, what is behind, overdue and closed; a line opened; own lines."""

from __future__ import annotations

import streamlit as st

from config.model import Ledger
from config.wording import mark
from dashboard.parts.filters import choose_quarter, quarter_name
from dashboard.parts.frame import empty_state, no_board, open_page
from dashboard.parts.ledger_fill import fill_part, fills_in
from dashboard.parts.ledger_line import opened_line
from dashboard.parts.ledger_list import ledger_title, show_lines
from dashboard.parts.markup import element, show
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.boards import opening_quarter, scored_quarters
from dashboard.usecases.ledgers.lines import ledger_lines, line_history

words = say()
page = open_page()


def back_to_list() -> None:
    """Leave the opened line."""
    st.query_params.pop("line", None)


def look_up(ledger: Ledger) -> None:
    """The lines of a quarter, or the one that was opened."""
    told = scored_quarters(book(), released_quarters(desk()))
    quarters = sorted({*told, str(desk().current_quarter())}, reverse=True)
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        first = opening_quarter(book(), released_quarters(desk())) if told else ""
        quarter = choose_quarter(quarters, first=first)
    source = edition(quarter)
    lines = ledger_lines(source.desk, source.book, quarter, ledger.code, locale())
    opened = next((line for line in lines if line.number == st.query_params.get("line")), None)
    context = [quarter_name(quarter, words), ledger.label(locale()) if opened else ""]
    page.headline(opened.title if opened else ledger_title(ledger, lines), context, unreleased=True, edition=source)
    if opened is not None:
        st.button(words(mark("← All lines")), key="all_lines", on_click=back_to_list, type="tertiary")
        opened_line(ledger, opened, line_history(source.desk, source.book, quarter, opened, locale()))
        return
    show(element("p", ledger.guide(locale()), css="jp-note"))
    if lines:
        show_lines(source, ledger, lines, columns[1:])
    else:
        empty_state(
            words(mark("No line of this kind for the quarter")),
            words(mark("The units report it on a sheet of their quarterly workbook; the template has it.")),
        )


kinds = desk().config.ledger if desk().config.schemes else {}
if kinds:
    names = {code: one.label(locale()) for code, one in kinds.items()}
    kind = choose_part(words(mark("Kind of ledger")), names, key="kind")
    ledger = kinds[kind]
    if fills_in(ledger):
        quarter = str(desk().current_quarter())
        page.headline(words(mark("Fill in: {name}"), name=ledger.label(locale())), [quarter_name(quarter, words)])
        fill_part(ledger, quarter)
    else:
        look_up(ledger)
    page.sources([words(mark("Lines as the units reported them; lights by the rules of the kind's declaration."))])
else:
    no_board(page)

"""办法: the scheme in force, in words: what is scored, how points become places, what became otherwise."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.boards import scheme_caution
from dashboard.parts.filters import choose_quarter, quarter_name
from dashboard.parts.frame import no_board, open_page
from dashboard.parts.giving import give_button
from dashboard.parts.links import open_indicator
from dashboard.parts.method import (
    changes_part,
    items_table,
    method_context,
    method_title,
    sections_table,
    terms_part,
)
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.boards import opening_quarter, scored_quarters
from dashboard.usecases.method import Method, method, method_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTS = {
    "items": mark("Sections and items"),
    "terms": mark("How points become places"),
    "changes": mark("What changed"),
}
words = say()
page = open_page()


def show_items(found: Method, quarter: str) -> None:
    """The sections on the left, the items of the one that is looked at on the right."""
    codes = [section.code for section in found.sections]
    chosen = st.query_params.get("section", "")
    chosen = chosen if chosen in codes else codes[0]
    left, right = st.columns([6, 17], gap="medium")
    with left:
        opened = sections_table(found, key="method_sections", chosen=chosen)
    if opened and opened != chosen:
        st.query_params["section"] = opened
        st.rerun()
    with right:
        open_indicator(items_table(found.sections[codes.index(chosen)], key="method_items"), quarter)


quarters = scored_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    left, right = st.container(key="filters").columns([1, 3], vertical_alignment="bottom")
    with left:
        quarter = choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk())))
    source = edition(quarter)
    found = method(source.desk, quarter, locale())
    page.headline(method_title(found), [quarter_name(quarter, words), *method_context(found)], edition=source)
    with right:
        file = f"{found.name}.xlsx"
        opened, language = source.desk, locale()
        give_button(
            "scheme_workbook",
            words(mark("The scheme as Excel")),
            lambda: method_workbook(opened, quarter, language),
            file,
            XLSX,
        )
    scheme_caution(found.name, back_cast=found.back_cast)
    part = choose_part(words(mark("Look at")), {code: words(name) for code, name in PARTS.items()})
    if part == "items":
        show_items(found, quarter)
    elif part == "terms":
        terms_part(found)
    else:
        changes_part(found)
    page.sources([words(mark("Written from the scheme that computed the scores: {document}"), document=found.document)])
else:
    no_board(page)

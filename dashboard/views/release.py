"""发布: what is in force for a quarter, what is frozen, what a revision says otherwise, and the proof."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.filters import choose_quarter, quarter_name
from dashboard.parts.frame import empty_state, no_board, open_page
from dashboard.parts.releases import (
    contents_part,
    damage_note,
    proof_part,
    register,
    release_form,
    releases_title,
    revised_part,
    what_was_released,
)
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, locale, say
from dashboard.releasing.reading import released_quarters
from dashboard.releasing.register import release_contents, release_lines, revised
from dashboard.usecases.boards import opening_quarter, scored_quarters

PARTS = {"register": mark("Releases and corrections"), "contents": mark("What is frozen"), "proof": mark("Verify")}
words = say()
page = open_page()


def show_quarter(quarter: str) -> None:
    """The releases of a quarter, one question at a time; the form of the office where there is something to release."""
    lines = release_lines(desk(), quarter)
    page.headline(releases_title(quarter, lines), [quarter_name(quarter, words)])
    what_was_released()
    if not lines:
        waits = mark(
            "Results of this quarter are shown to those in whose field they lie until the office releases them."
        )
        empty_state(words(mark("Nothing is frozen yet")), words(waits))
        release_form(quarter, lines)
        return
    damage_note(quarter)
    part = choose_part(words(mark("Look at")), {code: words(name) for code, name in PARTS.items()})
    if part == "register":
        register(lines)
        release_form(quarter, lines)
        revised_part(revised(desk(), lines[0].id, locale()))
    elif part == "contents":
        contents_part(release_contents(desk(), lines[0].id, locale()))
    else:
        proof_part(lines[0])


quarters = scored_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    with st.container(key="filters").columns(4)[0]:
        quarter = choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk())))
    show_quarter(quarter)
else:
    no_board(page)

"""报送进度: who has submitted for a quarter, who has not, and what came."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.collecting import (
    PUBLISHED,
    collection_context,
    collection_title,
    opened_unit,
    source_table,
    standing_note,
    unit_tables,
)
from dashboard.parts.extension import extension
from dashboard.parts.filters import choose_quarter
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.links import link_to_review
from dashboard.parts.returns import why_sent_back
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.collection import collected_quarters, collection
from dashboard.usecases.deliveries import deliveries, opened_delivery

words = say()
page = open_page()


def collected() -> None:
    """A workspace whose units owe submissions."""
    choice, note = st.columns([1, 3], gap="large")
    with choice, st.container(key="filters"):
        quarter = choose_quarter(collected_quarters(desk()))
    shown = collection(desk(), quarter, locale())
    page.headline(collection_title(shown), collection_context(shown))
    with note:
        standing_note(shown)
    units = {unit.key: unit for unit in shown.units}
    left, right = st.columns([13, 8], gap="large")
    if not units:
        return
    chosen = units.get(st.session_state.get("opened_unit", ""), shown.units[0])
    with left:
        look_at("opened_unit", unit_tables(shown, chosen.key))
    with right, st.container(key="opened"):
        delivery = chosen.delivery
        opened_unit(chosen.name, chosen.state, opened_delivery(desk(), delivery.number, locale()) if delivery else None)
        if delivery is not None:
            why_sent_back(delivery.receipt, words)
        extension(quarter, chosen)
        if delivery is not None:
            link_to_review(words(mark("Review this submission")), quarter, delivery.receipt)


def published() -> None:
    """A workspace of published figures: the files and where they come from."""
    files = deliveries(desk(), locale())
    page.headline(words(PUBLISHED, count=len(files)))
    if not files:
        empty_state(words(mark("No files")), words(mark("Choose the first files on the page Submit.")))
        return
    number = int(st.session_state.get("opened_file", files[0].number))
    left, right = st.columns([13, 8], gap="large")
    with left:
        look_at("opened_file", source_table(files, key="files", chosen=number))
    opened = opened_delivery(desk(), number, locale())
    with right, st.container(key="opened"):
        if opened:
            opened_unit(opened.delivery.region or opened.delivery.submitter, "on_time", opened)


def look_at(place: str, key: str | None) -> None:
    """Show what was just opened on the right."""
    if key:
        st.session_state[place] = key
        st.rerun()


if desk().config.schemes:
    collected()
else:
    published()

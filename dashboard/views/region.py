"""地区: a region's place, why it has this score, each item down to the cell, and the regions below it."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.boards import scheme_caution, scheme_sources
from dashboard.parts.filters import choose, choose_quarter
from dashboard.parts.frame import empty_state, no_board, open_page
from dashboard.parts.items import item_list
from dashboard.parts.links import open_region
from dashboard.parts.markup import section_head
from dashboard.parts.region import below_table, region_context, region_title, score_history
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.waterfall import waterfall
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.boards import opening_quarter, ranked_quarters
from dashboard.usecases.region_report import RegionReport, region_report

words = say()
page = open_page()


def filters(quarters: tuple[str, ...]) -> tuple[str, str]:
    """The region and the quarter."""
    names = {region.code: region.label(locale()) for region in desk().config.regions if region.peer_group}
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        code = choose(words(mark("Region")), names, key="region")
    with columns[1]:
        return code, choose_quarter(quarters, first=opening_quarter(book()))


def show_report(report: RegionReport) -> None:
    """The waterfall, the items (of one section when it was opened), one item in full, the regions below."""
    scheme_caution(report.scheme_name, back_cast=report.back_cast)
    left, right = st.columns([15, 11], gap="medium")
    with left:
        section_head(words(mark("Why this score")), words(mark("Open a section to see only its items.")))
        _choose_section(waterfall(report, key="waterfall", chosen=st.session_state.get("section") or ""))
    if report.below:
        with right:
            section_head(words(mark("How the regions below stand")), words(mark("Open a region to see its page.")))
            open_region(below_table(report.below, report.precision, report.quarters, key="below"), report.quarter)
    with left if report.below else right:
        section_head(words(mark("The score over eight quarters")))
        score_history(report, key="score_history")
    item_list(report, key="section")


def _choose_section(opened: str | None) -> None:
    """The section whose items are shown, by a click on its bar; clicking it again shows all."""
    if opened is not None:
        st.session_state["section"] = None if st.session_state.get("section") == opened else opened
        st.rerun()


quarters = ranked_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    code, quarter = filters(quarters)
    source = edition(quarter)
    found = region_report(source.desk, source.book, quarter, code, locale())
    if found:
        page.headline(region_title(found), region_context(found), unreleased=True, edition=source)
        show_report(found)
        page.sources(scheme_sources(found.scheme_name, found.document))
    else:
        page.headline(
            words(mark("{region} is not on a board in this quarter"), region=desk().config.region[code].label(locale()))
        )
        empty_state(
            words(mark("No scores")),
            words(mark("Choose another quarter, or see who has submitted on the page Submission progress.")),
        )
else:
    no_board(page)

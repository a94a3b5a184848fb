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
from dashboard.parts.prospects import prospects_section
from dashboard.parts.rank_moves import move_section
from dashboard.parts.region import below_table, board_places, region_context, region_title, score_history
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.waterfall import waterfall
from dashboard.releasing.reading import Edition, released_quarters
from dashboard.usecases.boards import opening_quarter, ranked_quarters
from dashboard.usecases.prospects import prospects
from dashboard.usecases.rank_moves import RankMove, rank_move
from dashboard.usecases.region_report import RegionReport, region_report
from dashboard.usecases.standing_boards import places_on_boards
from dashboard.usecases.standings import earlier_quarter

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


def show_report(source: Edition, report: RegionReport) -> None:
    """Places on the boards, why this score, why it moved, what would help, the regions below, the items."""
    scheme_caution(report.scheme_name, back_cast=report.back_cast)
    board_places(report, places_on_boards(source.book, report.quarter, report.code))
    left, right = st.columns([15, 11], gap="medium")
    with left:
        section_head(words(mark("Why this score")), words(mark("Open a section to see only its items.")))
        _choose_section(waterfall(report, key="waterfall", chosen=st.session_state.get("section") or ""))
    with right:
        earlier = earlier_quarter(report.quarter)
        move_section(move_of(source, report, earlier), earlier)
    left, right = st.columns([15, 11], gap="medium")
    with left:
        prospects_section(prospects(source.desk, source.book, report.quarter, report.code, locale()))
    with right:
        section_head(words(mark("The score over eight quarters")))
        score_history(report, key="score_history")
    if report.below:
        section_head(words(mark("How the regions below stand")), words(mark("Open a region to see its page.")))
        open_region(below_table(report.below, report.precision, report.quarters, key="below"), report.quarter)
    item_list(report, key="section")


def move_of(source: Edition, report: RegionReport, earlier: str) -> RankMove | None:
    """Why the rank moved since the newest release of the earlier quarter, or since its scores where there is none."""
    before = edition(earlier)
    book_before = before.book if before.release else source.book
    return rank_move(source.desk, source.book, book_before, report.quarter, report.code, locale())


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
        show_report(source, found)
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

"""地区: a region's place, why it has this score, each item down to the cell, and the regions below it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from config.wording import mark
from dashboard.parts.boards import scheme_caution, scheme_sources
from dashboard.parts.filters import choose, choose_quarter
from dashboard.parts.frame import empty_state, no_board, open_page
from dashboard.parts.items import item_list
from dashboard.parts.own import opening_region, own_first, own_regions
from dashboard.parts.region import board_places, region_context, region_title
from dashboard.parts.region_download import sheet_button
from dashboard.parts.region_parts import show_parts
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.releasing.reading import Edition, released_quarters
from dashboard.usecases.boards import opening_quarter, scored_quarters
from dashboard.usecases.region_report import RegionReport, region_report
from dashboard.usecases.standing_boards import places_on_boards

words = say()
page = open_page()


def filters(quarters: tuple[str, ...]) -> tuple[str, str, DeltaGenerator]:
    """The region and the quarter, and room for the region's sheet beside them."""
    names = {region.code: region.label(locale()) for region in desk().config.regions if region.peer_group}
    columns = st.container(key="filters").columns(4, vertical_alignment="bottom")
    with columns[0]:
        own = own_first(names, own_regions(desk()), words)
        code = choose(words(mark("Region")), own, key="region", first=opening_region(desk()))
    with columns[1]:
        return code, choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk()))), columns[2]


def show_report(source: Edition, report: RegionReport, beside: DeltaGenerator) -> None:
    """Places on the boards, then one question at a time; the items alone for who sees no total before the release."""
    scheme_caution(report.scheme_name, back_cast=report.back_cast)
    if report.only_items:
        item_list(report, key="section")
        return
    with beside:
        sheet_button(source, report)
    board_places(report, places_on_boards(source.book, report.quarter, report.code))
    show_parts(source, report)


def no_report(region: str, source: Edition) -> None:
    """Why a region has no scores to show: it has none, or they are not for this reader before the release."""
    if source.book.scope is None:
        page.headline(words(mark("{region} is not on a board in this quarter"), region=region))
        next_step = mark("Choose another quarter, or see who has submitted on the page Submission progress.")
        empty_state(words(mark("No scores")), words(next_step))
        return
    page.headline(words(mark("{region}: the quarter is not released yet"), region=region))
    empty_state(
        words(mark("Results of other regions are shown when the quarter is released")),
        words(mark("Choose a released quarter, or a region of yours.")),
    )


quarters = scored_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    code, quarter, beside = filters(quarters)
    source = edition(quarter)
    found = region_report(source.desk, source.book, quarter, code, locale())
    if found:
        page.headline(region_title(found), region_context(found), unreleased=True, edition=source)
        show_report(source, found, beside)
        page.sources(scheme_sources(found.scheme_name, found.document))
    else:
        no_report(desk().config.region[code].label(locale()), source)
else:
    no_board(page)

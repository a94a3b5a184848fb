"""A region's page, one question at a time: why, items, how to move up, peers, the regions below, work, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from config.wording import mark
from dashboard.parts.appeal_form import appeal_part, may_appeal
from dashboard.parts.assigned import assigned_section
from dashboard.parts.items import item_list
from dashboard.parts.links import open_region
from dashboard.parts.markup import section_head
from dashboard.parts.prospects import prospects_section
from dashboard.parts.rank_moves import move_section
from dashboard.parts.region import score_history
from dashboard.parts.region_below import below_section
from dashboard.parts.region_data import lacking_section, quality_section, submissions_section
from dashboard.parts.region_rivals import climbs_section, neighbours_section
from dashboard.parts.region_work import black_section, cases_section, mending_section, tasks_section
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, edition, locale, say
from dashboard.parts.waterfall import waterfall
from dashboard.releasing.reading import Edition
from dashboard.usecases.cases import highlight_cases
from dashboard.usecases.climbing import climbs
from dashboard.usecases.neighbours import neighbours
from dashboard.usecases.prospects import prospects
from dashboard.usecases.quality import reporting_quality
from dashboard.usecases.rank_moves import rank_move
from dashboard.usecases.region_report import RegionReport
from dashboard.usecases.region_submissions import region_submissions
from dashboard.usecases.shortfalls import shortfalls
from dashboard.usecases.standings import earlier_quarter
from dashboard.usecases.tasks import key_tasks, own_tasks, rectifications

WHY, ITEMS, UP, PEERS, BELOW, WORK, DATA = "why", "items", "up", "peers", "below", "work", "data"
APPEAL = "appeal"
NAMES: Mapping[str, str] = {
    WHY: mark("Why this score"),
    ITEMS: mark("Scored items"),
    UP: mark("How to move up"),
    PEERS: mark("Peers"),
    BELOW: mark("Regions below"),
    WORK: mark("Highlights, shortfalls, tasks"),
    DATA: mark("Data quality"),
    APPEAL: mark("Ask for review"),
}


def show_parts(source: Edition, report: RegionReport) -> None:
    """The switch between the parts, and the one that the reader looks at; only that one is worked out."""
    words = say()
    shut = {code for code, open_ in ((BELOW, report.below), (APPEAL, may_appeal(report.code))) if not open_}
    names = {code: words(name) for code, name in NAMES.items() if code not in shut}
    part = choose_part(words(mark("Look at")), names)
    _PARTS[part](source, report)


def _why(source: Edition, report: RegionReport) -> None:
    words, earlier = say(), earlier_quarter(report.quarter)
    left, right = st.columns([15, 11], gap="medium")
    with left:
        section_head(words(mark("Why this score")), words(mark("Open a section to see its items.")))
        opened = waterfall(report, key="waterfall", chosen=st.session_state.get("section") or "")
    if opened is not None:
        st.session_state["section"] = opened
        st.query_params["part"] = ITEMS
        st.rerun()
    before = edition(earlier)
    base = before.book if before.release else source.book
    with right:
        move_section(rank_move(source.desk, source.book, base, report.quarter, report.code, locale()), earlier)
        section_head(words(mark("The score over eight quarters")))
        score_history(report, key="score_history")


def _items(_source: Edition, report: RegionReport) -> None:
    item_list(report, key="section")


def _up(source: Edition, report: RegionReport) -> None:
    climbs_section(climbs(source.desk, source.book, report.quarter, report.code, locale()), report.precision)
    prospects_section(prospects(source.desk, source.book, report.quarter, report.code, locale()))


def _peers(source: Edition, report: RegionReport) -> None:
    found = neighbours(source.desk, source.book, report.quarter, report.code, locale())
    open_region(neighbours_section(found, report.precision, key="peers"), report.quarter)


def _below(source: Edition, report: RegionReport) -> None:
    open_region(below_section(source, report), report.quarter)


def _work(source: Edition, report: RegionReport) -> None:
    at, book, quarter = source.desk, source.book, report.quarter
    every = key_tasks(at, book, quarter, locale())
    below = at.config.below(report.code) - {report.code}
    own = own_tasks(at, book, quarter, report.code, locale())
    opened = tasks_section(own, [task for task in every if task.region in below], key="tasks_below")
    found = rectifications(at, book, quarter, locale())
    behind = shortfalls(at, book, quarter, locale())
    mending_section([one for one in found if one.region in (report.code, *below)], behind.has_company)
    assigned_section(report.code)
    black_section(next((one for one in behind.black if one.region == report.code), None))
    cases_section([case for case in highlight_cases(at, book, quarter, locale()) if case.region == report.name])
    open_region(opened, quarter, WORK)


def _data(source: Edition, report: RegionReport) -> None:
    quality = None
    if source.release is None and source.desk.sight.has("present"):
        known = reporting_quality(source.desk, report.quarter, locale())
        quality = next((one for one in known if one.unit == report.code), None)
    lacking_section(report)
    if desk().sight.has("submissions"):
        submissions_section(region_submissions(desk(), report.quarter, report.code, locale()), report.quarter)
    quality_section(quality)


_PARTS: Mapping[str, Callable[[Edition, RegionReport], None]] = {
    WHY: _why,
    ITEMS: _items,
    UP: _up,
    PEERS: _peers,
    BELOW: _below,
    WORK: _work,
    DATA: _data,
    APPEAL: lambda _source, report: appeal_part(report),
}

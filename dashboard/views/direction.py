"""明方向: last quarter's promise beside the result, the next plan, the targets that are still to be reached."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.areas import choose_area, choose_division
from dashboard.parts.direction import direction_title, gaps_table, promises_table
from dashboard.parts.filters import choose, choose_quarter, quarter_name
from dashboard.parts.frame import empty_state, no_board, open_page
from dashboard.parts.ledger_downloads import direction_download
from dashboard.parts.links import open_indicator, open_region
from dashboard.parts.own import own_divisions, own_regions
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.releasing.reading import Edition, released_quarters
from dashboard.usecases.boards import opening_quarter, scored_quarters
from dashboard.usecases.direction import Direction, direction, target_gaps

words = say()
page = open_page()
PARTS = {"promises": mark("Plans and results"), "regions": mark("By region"), "targets": mark("Targets not reached")}


def show_regions(source: Edition, found: Direction) -> None:
    """What regions promised, for the area and the task that the reader chooses."""
    titles = sorted({one.task.title for one in found.regions})
    left, right, _ = st.columns([1, 1, 2])
    with left:
        area = choose_area(source)
    with right:
        title = choose(words(mark("Key task")), {one: one for one in titles}, key="task")
    shown = [one for one in found.regions if one.task.title == title and (not area or one.task.region in area)]
    open_region(promises_table(shown, key="promises_by_region", by_region=True), found.quarter)


def show_targets(source: Edition, quarter: str) -> None:
    """The items whose target a group has not reached yet."""
    config = source.desk.config
    scheme, _ = config.scheme_for(quarter)
    with st.columns(4)[0]:
        groups = {code: config.group[code].label(locale()) for code in scheme.groups}
        group = choose(words(mark("Group")), groups, key="group")
    open_indicator(gaps_table(target_gaps(source.desk, source.book, quarter, group, locale()), key="gaps"), quarter)


quarters = scored_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        quarter = choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk())))
    source = edition(quarter)
    whole = direction(source.desk, source.book, quarter, locale())
    with columns[1]:
        found = whole.of(choose_division(whole.divisions)).ahead(own_divisions(desk()), own_regions(desk()))
    page.headline(direction_title(whole), [quarter_name(quarter, words)], unreleased=True, edition=source)
    parts = {code: words(name) for code, name in PARTS.items() if code != "regions" or found.regions}
    part = choose_part(words(mark("Look at")), parts)
    if part == "targets":
        show_targets(source, quarter)
    elif part == "regions":
        show_regions(source, found)
    elif found.province:
        promises_table(found.province, key="promises")
    else:
        empty_state(
            words(mark("No plan for this quarter")),
            words(mark("Divisions report key tasks and rectifications in the ledgers of their quarterly workbook.")),
        )
    if found.province or found.regions:
        direction_download(source, found)
    page.sources([words(mark("Key tasks and rectifications as the divisions reported them in their ledgers."))])
else:
    no_board(page)

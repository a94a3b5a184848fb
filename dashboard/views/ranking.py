"""赛成绩: who leads, who moved, in one peer group and quarter."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.board_drill import show_within, within
from dashboard.parts.board_parts import beside_part, level_part, standing_part
from dashboard.parts.board_switch import choose_board, node_names
from dashboard.parts.boards import (
    board_context,
    board_title,
    scheme_sources,
)
from dashboard.parts.downloads import download_buttons
from dashboard.parts.filters import choose, choose_quarter
from dashboard.parts.frame import no_board, open_page
from dashboard.parts.markup import section_head
from dashboard.parts.own import own_first, own_regions
from dashboard.parts.red_black import red_black_section
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.standing import standing_title
from dashboard.releasing.reading import Edition, released_quarters
from dashboard.usecases.board_shape import Board
from dashboard.usecases.boards import TOTAL, board, opening_quarter, ranked_quarters
from dashboard.usecases.packing import may_pack
from dashboard.usecases.red_black import red_black
from dashboard.usecases.standing_boards import LEVEL, standing_board

PARTS = {"board": mark("Board"), "compare": mark("Compare"), "trends": mark("Trends")}
words = say()
page = open_page()


def filters(quarters: tuple[str, ...]) -> tuple[Edition, Board, str]:
    """Quarter, group, total or section, and for counties the prefecture."""
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        quarter = choose_quarter(quarters, first=opening_quarter(book(), released_quarters(desk())))
    source = edition(quarter)
    config = source.desk.config
    scheme, _ = config.scheme_for(quarter)
    with columns[1]:
        group = choose(
            words(mark("Group")), {code: config.group[code].label(locale()) for code in scheme.groups}, key="group"
        )
    with columns[2]:
        node = choose(words(mark("Board")), node_names(scheme, items=source.book.scope is None), key="node")
    shown = board(source.desk, source.book, quarter, group, node, locale())
    parents = {row.parent_code: row.parent_name for row in shown.rows}
    if len(parents) < 2:
        return source, shown, ""
    with columns[3]:
        everywhere = {"all": words(mark("The whole province"))}
        areas = everywhere | own_first(parents, own_regions(desk()), words)
        return source, shown, choose(words(mark("Area")), areas, key="area").replace("all", "")


def show_board(source: Edition, shown: Board, area: str) -> None:
    """The board that the reader chose, the red and black lists of the group, the downloads."""
    whole = shown.node == TOTAL and bool(shown.ranked)
    part = (
        choose_part(words(mark("Look at")), {code: words(name) for code, name in PARTS.items()}) if whole else "board"
    )
    if part != "board":
        page.headline(board_title(shown), board_context(shown), unreleased=True, edition=source)
        beside_part(part, source, shown, area)
        return
    name = choose_board() if whole else LEVEL
    inside = within(source, shown) if name == LEVEL else None
    if inside:
        page.headline(board_title(shown), board_context(shown), unreleased=True, edition=source)
        show_within(inside, shown)
        return
    if name == LEVEL:
        level_part(source, shown, area)
        page.headline(board_title(shown), board_context(shown), unreleased=True, edition=source)
    else:
        found = standing_board(source.desk, source.book, shown.quarter, shown.group, name, locale())
        standing_part(source, found, area)
        page.headline(standing_title(found), board_context(shown), unreleased=True, edition=source)
    if whole:
        red_black_section(red_black(source.desk, source.book, shown.quarter, shown.group, locale()))
    if may_pack(source.desk, source.book):
        section_head(words(mark("Bulletin material")))
        download_buttons(source, shown.quarter)
    page.sources(scheme_sources(shown.scheme_name, shown.document))


quarters = ranked_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    show_board(*filters(quarters))
else:
    no_board(page)

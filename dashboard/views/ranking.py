"""赛成绩: who leads, who moved, in one peer group and quarter."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.board_map import board_map
from dashboard.parts.board_switch import choose_board
from dashboard.parts.board_table import board_table
from dashboard.parts.boards import (
    board_context,
    board_summary,
    board_title,
    nobody_ranked,
    scheme_caution,
    scheme_sources,
)
from dashboard.parts.certainty import what_was_varied
from dashboard.parts.downloads import download_buttons
from dashboard.parts.filters import choose, choose_quarter
from dashboard.parts.frame import no_board, open_page
from dashboard.parts.links import open_region
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.red_black import red_black_section
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.standing import standing_map, standing_note, standing_table, standing_title
from dashboard.releasing.reading import Edition, released_quarters
from dashboard.usecases.boards import TOTAL, Board, board, opening_quarter, ranked_quarters
from dashboard.usecases.red_black import red_black
from dashboard.usecases.standing_boards import LEVEL, StandingBoard, standing_board

SHORT = 20
"""A table of so many rows leaves room below it."""
words = say()
page = open_page()


def filters(quarters: tuple[str, ...]) -> tuple[Edition, Board, str]:
    """Quarter, group, total or section, and for counties the prefecture."""
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        quarter = choose_quarter(quarters, first=opening_quarter(book()))
    source = edition(quarter)
    config = source.desk.config
    scheme, _ = config.scheme_for(quarter)
    with columns[1]:
        group = choose(
            words(mark("Group")), {code: config.group[code].label(locale()) for code in scheme.groups}, key="group"
        )
    with columns[2]:
        parts = {section.code: section.label(locale()) for section in scheme.sections}
        node = choose(words(mark("Board")), {TOTAL: words(mark("Overall score")), **parts}, key="node")
    shown = board(source.desk, source.book, quarter, group, node, locale())
    parents = {row.parent_code: row.parent_name for row in shown.rows}
    if len(parents) < 2:
        return source, shown, ""
    with columns[3]:
        everywhere = {"all": words(mark("The whole province"))}
        return source, shown, choose(words(mark("Area")), everywhere | parents, key="area").replace("all", "")


def show_board(source: Edition, shown: Board, area: str) -> None:
    """The board that the reader chose, the red and black lists of the group, the downloads."""
    whole = shown.node == TOTAL and bool(shown.ranked)
    name = choose_board() if whole else LEVEL
    if name == LEVEL:
        show_level(shown, area)
        page.headline(board_title(shown), board_context(shown), unreleased=True, edition=source)
    else:
        found = standing_board(source.desk, source.book, shown.quarter, shown.group, name, locale())
        show_standing(found, area)
        page.headline(standing_title(found), board_context(shown), unreleased=True, edition=source)
    if whole:
        red_black_section(red_black(source.desk, source.book, shown.quarter, shown.group, locale()))
    section_head(words(mark("Bulletin material")))
    download_buttons(source, shown.quarter)
    page.sources(scheme_sources(shown.scheme_name, shown.document))


def show_level(shown: Board, area: str) -> None:
    """Table and map side by side, who moved below."""
    rows = tuple(row for row in shown.rows if area in ("", row.parent_code))
    left, right = st.columns([15, 8], gap="medium")
    with left:
        nobody_ranked(shown)
        scheme_caution(shown.scheme_name, back_cast=shown.back_cast)
        open_region(board_table(shown, key="board_table", rows=rows), shown.quarter)
        show(element("p", what_was_varied(shown, words), css="jp-note"))
    with right:
        open_region(board_map(shown, key="board_map"), shown.quarter)
    with left if len(rows) <= SHORT else right:
        board_summary(shown, side_by_side=len(rows) <= SHORT)


def show_standing(found: StandingBoard, area: str) -> None:
    """A board of improvement or the composite: how it ranks, table and map side by side."""
    rows = tuple(row for row in found.rows if area in ("", row.parent_code))
    left, right = st.columns([15, 8], gap="medium")
    with left:
        show(element("p", standing_note(found), css="jp-note"))
        open_region(standing_table(found, key=f"table_{found.board}", rows=rows), found.quarter)
    with right:
        open_region(standing_map(found, key=f"map_{found.board}"), found.quarter)


quarters = ranked_quarters(book(), released_quarters(desk())) if desk().config.schemes else ()
if quarters:
    show_board(*filters(quarters))
else:
    no_board(page)

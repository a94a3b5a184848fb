"""The parts of 赛成绩: a board with its map and who moved, a board of improvement, regions side by side."""

from __future__ import annotations

import streamlit as st

from dashboard.parts.board_download import board_download, standing_download
from dashboard.parts.board_drill import drill
from dashboard.parts.board_map import board_map
from dashboard.parts.board_table import board_table
from dashboard.parts.boards import board_summary, nobody_ranked, scheme_caution
from dashboard.parts.certainty import what_was_varied
from dashboard.parts.comparison import choose_regions, comparison, trends
from dashboard.parts.holding import NOBODY, streaks
from dashboard.parts.links import open_region
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, say
from dashboard.parts.standing import standing_map, standing_note, standing_table
from dashboard.releasing.reading import Edition
from dashboard.usecases.board_shape import Board
from dashboard.usecases.boards import TOTAL
from dashboard.usecases.holding import held
from dashboard.usecases.standing_boards import StandingBoard

SHORT = 20
"""A table of so many rows leaves room below it."""


def beside_part(part: str, source: Edition, shown: Board, area: str) -> None:
    """Regions side by side, or every region's line over eight quarters."""
    if part == "compare":
        comparison(source, shown, choose_regions(shown))
        return
    open_region(trends(shown, [row for row in shown.rows if area in ("", row.parent_code)]), shown.quarter)


def level_part(source: Edition, shown: Board, area: str) -> None:
    """Table and map side by side, who moved below; a region that is opened on the map is looked into."""
    rows = tuple(row for row in shown.rows if area in ("", row.parent_code))
    holds = held(desk(), source.book, shown.quarter, shown.group) if shown.node == TOTAL else NOBODY
    left, right = st.columns([15, 8], gap="medium")
    with left:
        nobody_ranked(shown)
        scheme_caution(shown.scheme_name, back_cast=shown.back_cast)
        open_region(board_table(shown, key="board_table", rows=rows, holds=holds), shown.quarter)
        show(element("p", what_was_varied(shown, say()), css="jp-note"))
        streaks(rows, holds)
        board_download(source, shown, rows, holds)
    with right:
        drill(source, shown, board_map(shown, key="board_map"))
    if shown.in_part:
        return
    with left if len(rows) <= SHORT else right:
        board_summary(shown, side_by_side=len(rows) <= SHORT)


def standing_part(source: Edition, found: StandingBoard, area: str) -> None:
    """A board of improvement or the composite: how it ranks, table and map side by side."""
    rows = tuple(row for row in found.rows if area in ("", row.parent_code))
    left, right = st.columns([15, 8], gap="medium")
    with left:
        show(element("p", standing_note(found), css="jp-note"))
        open_region(standing_table(found, key=f"table_{found.board}", rows=rows), found.quarter)
        standing_download(source, found, rows)
    with right:
        open_region(standing_map(found, key=f"map_{found.board}"), found.quarter)

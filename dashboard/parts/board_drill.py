"""From the map of prefectures into one of them: its districts and counties on the same board, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.board_map import place_tip
from dashboard.parts.board_table import board_table
from dashboard.parts.boards import board_name
from dashboard.parts.classes import classes_of
from dashboard.parts.links import open_region
from dashboard.parts.map import Place, province_map
from dashboard.parts.markup import section_head
from dashboard.parts.session import locale, say
from dashboard.releasing.reading import Edition
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.boards import board

ADDRESS = "within"


@dataclass(frozen=True)
class Within:
    """The boards of the groups below a region, each with the region's own units."""

    row: BoardRow
    boards: tuple[tuple[Board, tuple[BoardRow, ...]], ...]


def within(source: Edition, shown: Board) -> Within | None:
    """What the address asks to see inside of, as far as it is on the board and has ranked groups below; else None."""
    asked = st.query_params.get(ADDRESS)
    row = next((row for row in shown.rows if row.region_code == asked), None) if asked else None
    if row is None:
        return None
    config = source.desk.config
    groups = sorted({one.peer_group for one in config.children.get(row.region_code, ()) if one.peer_group})
    found = []
    for group in groups:
        below = board(source.desk, source.book, shown.quarter, group, shown.node, locale())
        rows = tuple(one for one in below.rows if one.parent_code == row.region_code)
        found += [(below, rows)] if rows else []
    return Within(row, tuple(found)) if found else None


def drill(source: Edition, shown: Board, code: str | None) -> None:
    """Go inside a region that was opened on the map, to the region's page where nothing is ranked below it."""
    if not code:
        return
    if not any(one.peer_group for one in source.desk.config.children.get(code, ())):
        open_region(code, shown.quarter)
    st.query_params[ADDRESS] = code
    st.rerun()


def show_within(found: Within, shown: Board) -> None:
    """The way back, the tables of the groups below, and the map of them all."""
    words = say()
    with st.container(horizontal=True, gap="small", key="within_bar"):
        if st.button(words(mark("← Back to {group}"), group=shown.group_name), key="within_back"):
            del st.query_params[ADDRESS]
            st.rerun()
        if st.button(words(mark("Open the page of {region}"), region=found.row.name), key="within_open"):
            open_region(found.row.region_code, shown.quarter)
    left, right = st.columns([15, 8], gap="medium")
    with left:
        for below, rows in found.boards:
            section_head(_answer(found, below, rows, words), words(mark("Open a region to see its page.")))
            key = f"within_{below.group}"
            open_region(board_table(below, key=key, rows=rows), shown.quarter)
    with right:
        open_region(_map(found, words), shown.quarter)


def _answer(found: Within, below: Board, rows: tuple[BoardRow, ...], words: Say) -> str:
    """Who of the region stands highest in the group."""
    places = {"region": found.row.name, "group": below.group_name, "units": len(rows)}
    first = next((row for row in rows if row.rank is not None), None)
    if first is None:
        return words(mark("{region}, {group}: none of {units} is ranked"), **places)
    sentence = mark("{region}, {group}: {first} stands highest of {units}, at place {rank} of {ranked}")
    return words(sentence, **places, first=first.name, rank=first.rank, ranked=len(below.ranked))


def _map(found: Within, words: Say) -> str | None:
    first, _ = found.boards[0]
    rows = [row for _, some in found.boards for row in some]
    classes = classes_of([row.published for row in rows], first.precision)
    places = {
        row.region_code: Place(classes.shade(row.published), row.short_name, place_tip(row, first.precision, words))
        for row in rows
    }
    unranked = [(0, words(mark("not ranked")))] if any(row.rank is None for row in rows) else []
    label = words(mark("{region}: {board}"), region=found.row.name, board=board_name(first, words))
    key = f"map_within_{found.row.region_code}"
    legend = [*classes.legend(), *unranked]
    return province_map(first.level, places, legend, key=key, label=label, of=first, whole=False)

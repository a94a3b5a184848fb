"""A board on the page: its answer in one sentence, its table, its map, who moved, how the bands are filled."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.classes import band_shades, classes_of
from dashboard.parts.filters import quarter_name, short_quarter
from dashboard.parts.frame import caution
from dashboard.parts.map import Place, province_map
from dashboard.parts.markup import Html, element, join, section_head, show
from dashboard.parts.numbers import figure, per_cent
from dashboard.parts.session import say
from dashboard.parts.signs import band, bar, movement, sparkline
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.boards import Board, BoardRow

MOVERS_SHOWN = 5
LABELS_UP_TO = 20
_WITH_RISER = mark("{board}: {leader} first, {riser} moved up most (▲{places})")
_LEADER_ONLY = mark("{board}: {leader} first")
_UP_MOST = mark("Moved up most")
_DOWN_MOST = mark("Moved down most")
_NOBODY = mark("{board}: no unit has a score yet")


def board_title(board: Board) -> str:
    """The answer: who leads, and who moved up most."""
    words = say()
    name = _name(board, words)
    if not board.leaders:
        return words(_NOBODY, board=name)
    leader = _names(board.leaders, words)
    if not board.risers:
        return words(_LEADER_ONLY, board=name, leader=leader)
    most = board.risers[0].change
    risers = [row for row in board.risers if row.change == most]
    return words(_WITH_RISER, board=name, leader=leader, riser=_names(risers, words), places=most)


def board_context(board: Board) -> list[str]:
    """Quarter, group, coverage."""
    words = say()
    return [
        quarter_name(board.quarter, words),
        board.group_name,
        words(mark("reporting {reporting} of {units}"), reporting=board.reporting, units=len(board.rows)),
        words(mark("data complete to {share}"), share=per_cent(board.completeness)),
        board.scheme_name,
    ]


def scheme_caution(scheme_name: str, *, back_cast: bool) -> None:
    """Says so where a quarter is scored by a scheme that was not in force in it; nothing otherwise."""
    if back_cast:
        sentence = mark("No scheme was in force in this quarter; it is scored back by: {scheme}")
        caution(say()(sentence, scheme=scheme_name))


def scheme_sources(scheme_name: str, document: str) -> list[str]:
    """What scores rest on, for the foot of a page."""
    sentence = mark("Scores by {scheme}; ranked within the group at the published precision.")
    return [say()(sentence, scheme=scheme_name), document]


def board_table(board: Board, *, key: str, rows: Sequence[BoardRow] | None = None) -> str | None:
    """The table of a board (or of some of its rows); the code of the region that was just opened."""
    words = say()
    shades = band_shades(board.bands)
    shown = board.rows if rows is None else rows
    columns = [
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Score")), words(mark("points of {full}"), full=figure(board.full_marks, 0)), align="wide"),
        *([Column(words(mark("Band")))] if board.bands else []),
        Column(words(mark("Eight quarters"))),
        Column(words(mark("Most points lost on")), words(mark("points"))),
    ]
    return table(columns, [_board_row(board, row, shades, words) for row in shown], key=key)


def board_map(board: Board, *, key: str) -> str | None:
    """The map of a board's regions, by band where more than one is filled, else by classes of the score."""
    words = say()
    classes = classes_of([row.published for row in board.rows], board.precision)
    shades = band_shades(board.bands)
    by_band = sum(1 for one in board.bands if one.units) > 1
    labelled = len(board.rows) <= LABELS_UP_TO
    places = {
        row.region_code: Place(
            shades.get(row.band, 0) if by_band else classes.shade(row.published),
            row.short_name if labelled else "",
            _tip(row, board, words),
        )
        for row in board.rows
    }
    banded = [(shades[one.code], _band_words(one.name, one.at_least, words)) for one in board.bands]
    legend = banded if by_band else classes.legend()
    return province_map(board.level, places, legend, key=key, label=_name(board, words))


def board_summary(board: Board, *, side_by_side: bool) -> None:
    """Who moved up, who moved down, how the bands are filled; three blocks side by side, or one below the other."""
    words = say()
    places = st.columns(3) if side_by_side else [st.container() for _ in range(3)]
    for place, title, moved in zip(places, (_UP_MOST, _DOWN_MOST), (board.risers, board.fallers), strict=False):
        with place:
            section_head(words(title))
            show(movers(moved))
    if board.bands:
        with places[2]:
            section_head(words(mark("How the bands are filled")))
            band_counts(board)


def movers(rows: Sequence[BoardRow]) -> Html:
    """Who moved, the most first, at most five."""
    words = say()
    lines = [
        element(
            "li", element("span", row.name), element("span", movement(row.change, words), " ", _at(row.rank, words))
        )
        for row in rows[:MOVERS_SHOWN]
    ]
    return element("ul", *lines or [element("li", words(mark("nobody")))], css="jp-list")


def band_counts(board: Board) -> None:
    """How many units each band has, on one line."""
    words = say()
    shades = band_shades(board.bands)
    counts = [
        element(
            "span",
            element("i", css=f"jp-class-{shades[b.code]}"),
            words(mark("{band}: {units}"), band=b.name, units=b.units),
        )
        for b in board.bands
    ]
    show(element("div", *counts, css="jp-key"))


def _board_row(board: Board, row: BoardRow, shades: dict[str, int], words: Say) -> Row:
    share = None if row.published is None else row.published / board.full_marks
    cells: list[object] = [
        element("span", "—" if row.rank is None else row.rank, css="jp-first"),
        movement(row.change, words) if row.rank is not None else "—",
        row.name,
        bar(figure(row.published, board.precision), share),
        *([band(row.band_name, shades.get(row.band, 0))] if board.bands else []),
        sparkline(row.history, history_label(board.quarters, row.history, board.precision)),
        _weakest(row, board.precision),
    ]
    return Row(tuple(cells), key=row.region_code, css="" if row.rank is not None else "jp-muted")


def history_label(quarters: Sequence[str], history: Sequence[float | None], decimals: int) -> str:
    """What a sparkline shows, in words."""
    pairs = zip(quarters, history, strict=False)
    return ", ".join(f"{short_quarter(quarter)} {figure(value, decimals)}" for quarter, value in pairs)


def _weakest(row: BoardRow, decimals: int) -> Html:
    if not row.weakest_name or row.weakest_lost is None:
        return Html("")
    return join((row.weakest_name, " ", element("span", f"−{figure(row.weakest_lost, decimals)}", css="jp-lost")))


def _tip(row: BoardRow, board: Board, words: Say) -> str:
    if row.rank is None:
        return words(mark("{region}: not ranked"), region=row.name)
    score = figure(row.published, board.precision)
    return words(
        mark("{region}: rank {rank}, {score} points {band}"),
        region=row.name,
        rank=row.rank,
        score=score,
        band=row.band_name,
    )


def _at(rank: int | None, words: Say) -> Html:
    return element("span", words(mark("now {rank}"), rank=rank), css="jp-status")


def _band_words(name: str, at_least: float, words: Say) -> str:
    return words(mark("{band} (from {points})"), band=name, points=figure(at_least, 0)) if at_least else name


def _name(board: Board, words: Say) -> str:
    places = {"quarter": quarter_name(board.quarter, words), "group": board.group_name, "section": board.node_name}
    return words(
        mark("{quarter} {group}, {section}") if board.node_name else mark("{quarter} {group}, overall"), **places
    )


def _names(rows: Sequence[BoardRow], words: Say) -> str:
    if len(rows) > 2:
        return words(mark("{first} and others, {count} in all"), first=rows[0].name, count=len(rows))
    return words(mark(", ")).join(row.name for row in rows)

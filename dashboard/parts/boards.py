"""A board on the page: its answer in one sentence, who moved, how the bands are filled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.chart import once_drawn
from dashboard.parts.classes import band_shades
from dashboard.parts.filters import quarter_name
from dashboard.parts.frame import caution
from dashboard.parts.links import link_to_progress
from dashboard.parts.markup import Html, element, section_head, show
from dashboard.parts.numbers import per_cent
from dashboard.parts.session import say
from dashboard.parts.signs import movement
from dashboard.usecases.board_shape import Board, BoardRow

MOVERS_SHOWN = 5
_WITH_RISER = mark("{board}: {leader} first, {riser} moved up most (▲{places})")
_LEADER_ONLY = mark("{board}: {leader} first")
_UP_MOST = mark("Moved up most")
_DOWN_MOST = mark("Moved down most")
_NOBODY = mark("{board}: no unit can be ranked yet")
_ONE_OF_YOURS = mark("{board}: {region} stands at place {rank}")
_SOME_OF_YOURS = mark("{board}: {count} of your regions have a place, {region} stands highest at place {rank}")
_NONE_OF_YOURS = mark("{board}: none of your regions has a place")
_ONLY_YOURS = mark("your own regions only; all are shown with the release")
_SCHEME_CHANGED = mark("the scheme has changed since the previous quarter")
_NO_POINTS = mark("No unit has points in this section.")
_TOO_LITTLE = mark("No unit can be ranked in this quarter yet: the data are complete to {share}.")
_TOO_LITTLE_OF = mark(
    "No unit can be ranked in this quarter yet: the data are complete to {share}; a unit is ranked from {least}."
)


def board_title(board: Board) -> str:
    """The answer: who leads, and who moved up most."""
    words = say()
    name = board_name(board, words)
    if board.in_part:
        return _in_part(board, name, words)
    if not board.leaders:
        return words(_NOBODY, board=name)
    leader = _names(board.leaders, words)
    if not board.risers:
        return words(_LEADER_ONLY, board=name, leader=leader)
    most = board.risers[0].change
    risers = [row for row in board.risers if row.change == most]
    return words(_WITH_RISER, board=name, leader=leader, riser=_names(risers, words), places=most)


def _in_part(board: Board, name: str, words: Say) -> str:
    """How the reader's own regions stand before the release."""
    if not board.ranked:
        return words(_NONE_OF_YOURS, board=name)
    first = board.ranked[0]
    if len(board.ranked) == 1:
        return words(_ONE_OF_YOURS, board=name, region=first.name, rank=first.rank)
    return words(_SOME_OF_YOURS, board=name, count=len(board.ranked), region=first.name, rank=first.rank)


def board_context(board: Board) -> list[str]:
    """Quarter, group, coverage."""
    words = say()
    return [
        quarter_name(board.quarter, words),
        board.group_name,
        words(_ONLY_YOURS)
        if board.in_part
        else words(mark("{reporting} of {units} regions have data"), **_reporting(board)),
        words(mark("data complete to {share}"), share=per_cent(board.completeness)),
        board.scheme_name,
        scheme_change(words) if board.scheme_changed else "",
    ]


def _reporting(board: Board) -> dict[str, int]:
    return {"reporting": board.reporting, "units": len(board.rows)}


def scheme_change(words: Say) -> str:
    """That the quarter before was scored under another scheme."""
    return words(_SCHEME_CHANGED)


def nobody_ranked(board: Board) -> None:
    """Says so where no unit has a place: how complete the data are, and the way to what is missing."""
    if board.ranked or board.in_part:
        return
    words = say()
    share, least = per_cent(board.completeness or 0.0), board.minimum_coverage
    if board.node_name:
        caution(words(mark("No unit has points on this item.") if board.of_item else _NO_POINTS))
    else:
        caution(words(_TOO_LITTLE_OF if least else _TOO_LITTLE, share=share, least=per_cent(least, 0)))
    link_to_progress(words(mark("See what is missing: Submission progress")), board.quarter)


def scheme_caution(scheme_name: str, *, back_cast: bool) -> None:
    """Says so where a quarter is scored by a scheme that was not in force in it; nothing otherwise."""
    if back_cast:
        sentence = mark("No scheme was in force in this quarter; it is scored back by: {scheme}")
        caution(say()(sentence, scheme=scheme_name))


def scheme_sources(scheme_name: str, document: str) -> list[str]:
    """What scores rest on, for the foot of a page."""
    sentence = mark("Scores by {scheme}; ranked within the group at the published precision.")
    return [say()(sentence, scheme=scheme_name), document]


def board_summary(board: Board, *, side_by_side: bool) -> None:
    """Who moved up, who moved down, how the bands are filled; three blocks side by side, or one below the other."""
    words = say()
    places = st.columns(3) if side_by_side else [st.container() for _ in range(3)]
    for place, title, moved in zip(places, (_UP_MOST, _DOWN_MOST), (board.risers, board.fallers), strict=False):
        with place:
            section_head(words(title))
            show(once_drawn(board, ("moved", title), partial(movers, moved)))
    if board.bands:
        with places[2]:
            section_head(words(mark("How the bands are filled")))
            band_counts(board)


def movers(rows: Sequence[BoardRow]) -> Html:
    """Who moved, the most first, at most five."""
    words = say()
    lines = [
        element(
            "li",
            element("span", row.name),
            element("span", movement(row.change, words, ranked_before=row.ranked_before), " ", _at(row.rank, words)),
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


def _at(rank: int | None, words: Say) -> Html:
    return element("span", words(mark("now {rank}"), rank=rank), css="jp-status")


def board_name(board: Board, words: Say) -> str:
    """Quarter, group, and what the board ranks by."""
    places = {"quarter": quarter_name(board.quarter, words), "group": board.group_name, "section": board.node_name}
    return words(
        mark("{quarter} {group}, {section}") if board.node_name else mark("{quarter} {group}, overall"), **places
    )


def _names(rows: Sequence[BoardRow], words: Say) -> str:
    if len(rows) > 2:
        return words(mark("{first} and others, {count} in all"), first=rows[0].name, count=len(rows))
    return words(mark(", ")).join(row.name for row in rows)

"""The map of a board: its regions by band, or by classes of the score."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from config.wording import Say, mark
from dashboard.parts.boards import board_name
from dashboard.parts.chart import once_drawn
from dashboard.parts.classes import band_shades, classes_of
from dashboard.parts.map import LABELS_UP_TO, Place, province_map
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.usecases.board_shape import Board, BoardRow


def board_map(board: Board, *, key: str) -> str | None:
    """The map of a board's regions, by band where more than one is filled, else by classes of the score."""
    words = say()
    places, legend = once_drawn(board, "places", lambda: _drawn(board, words))
    return province_map(board.level, places, legend, key=key, label=board_name(board, words), of=board)


def _drawn(board: Board, words: Say) -> tuple[Mapping[str, Place], list[tuple[int, str]]]:
    """The places and the legend of a board's map."""
    classes = classes_of([row.published for row in board.rows], board.precision)
    shades = band_shades(board.bands)
    by_band = sum(1 for one in board.bands if one.units) > 1
    labelled = len(board.rows) <= LABELS_UP_TO
    places = {
        row.region_code: Place(
            shades.get(row.band, 0) if by_band else classes.shade(row.published),
            row.short_name if labelled else "",
            place_tip(row, board.precision, words),
        )
        for row in board.rows
    }
    banded = [(shades[one.code], band_words(one.name, one.at_least, words)) for one in board.bands]
    legend = (banded if by_band else classes.legend()) if board.ranked else []
    unranked = [(0, words(mark("not ranked")))] if len(board.ranked) < len(board.rows) else []
    return places, [*legend, *unranked]


def place_tip(row: BoardRow, precision: int, words: Say) -> str:
    """The region's name, its rank and score, its band, each on a line of Plotly's text."""
    standing = words(mark("not ranked"))
    if row.rank is not None:
        standing = words(mark("rank {rank}, {score} points"), rank=row.rank, score=figure(row.published, precision))
    lines = (f"<b>{escape(row.name)}</b>", escape(standing), escape(row.band_name))
    return "<br>".join(line for line in lines if line)


def band_words(name: str, at_least: float, words: Say) -> str:
    """A band with the points that it begins at."""
    return words(mark("{band} (from {points})"), band=name, points=figure(at_least, 0)) if at_least else name

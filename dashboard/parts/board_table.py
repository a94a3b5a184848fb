"""The table of a board: rank and its range, movement, score, band, history and weakest item of each region."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.certainty import interval
from dashboard.parts.classes import band_shades
from dashboard.parts.history import history_label
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.parts.signs import band, bar, movement, sparkline, unranked_reason
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.boards import Board, BoardRow


def board_table(board: Board, *, key: str, rows: Sequence[BoardRow] | None = None) -> str | None:
    """The table of a board (or of some of its rows); the code of the region that was just opened."""
    words = say()
    shades = band_shades(board.bands)
    shown = board.rows if rows is None else rows
    columns = [
        Column(words(mark("Rank")), align="right"),
        *([Column(words(mark("Range")), align="center")] if board.certainty else []),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Score")), words(mark("points of {full}"), full=figure(board.full_marks, 0)), align="wide"),
        *([Column(words(mark("Band")))] if board.bands else []),
        Column(words(mark("Eight quarters"))),
        Column(words(mark("Most points lost on")), words(mark("points"))),
    ]
    return table(columns, [_board_row(board, row, shades, words) for row in shown], key=key)


def _board_row(board: Board, row: BoardRow, shades: dict[str, int], words: Say) -> Row:
    share = None if row.published is None else row.published / board.full_marks
    cells: list[object] = [
        element("span", "—" if row.rank is None else row.rank, css="jp-first"),
        *([interval(row)] if board.certainty else []),
        movement(row.change, words, ranked_before=row.ranked_before) if row.rank is not None else "—",
        row.name,
        bar(figure(row.published, board.precision), share) if row.rank is not None else _unranked(row, board, words),
        *([band(row.band_name, shades.get(row.band, 0))] if board.bands else []),
        sparkline(row.history, history_label(board.quarters, row.history, board.precision)),
        _weakest(row, board.precision),
    ]
    return Row(tuple(cells), key=row.region_code, css="" if row.rank is not None else "jp-muted")


def _unranked(row: BoardRow, board: Board, words: Say) -> Html:
    why = unranked_reason(row.coverage_share, board.minimum_coverage, words)
    return join((words(mark("not ranked")), element("span", why, css="jp-sub")))


def _weakest(row: BoardRow, decimals: int) -> Html:
    if not row.weakest_name or row.weakest_lost is None:
        return Html("")
    return join((row.weakest_name, " ", element("span", f"−{figure(row.weakest_lost, decimals)}", css="jp-lost")))

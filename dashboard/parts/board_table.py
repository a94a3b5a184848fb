"""The table of a board: rank and its range, movement, score, band, history and weakest item of each region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.wording import Say, mark
from dashboard.parts.certainty import interval
from dashboard.parts.chart import once_drawn
from dashboard.parts.classes import band_shades
from dashboard.parts.clickable import clickable
from dashboard.parts.history import history_label
from dashboard.parts.holding import NOBODY, with_since
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import MISSING, figure, per_cent
from dashboard.parts.provenance import status_words
from dashboard.parts.session import say
from dashboard.parts.signs import band, bar, movement, sparkline, unranked_reason
from dashboard.parts.table import Column, Row, table_of
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.holding import Held

_NOTHING = Held()


def board_table(
    board: Board, *, key: str, rows: Sequence[BoardRow] | None = None, holds: Mapping[str, Held] = NOBODY
) -> str | None:
    """The table of a board (or of some of its rows); the code of the region that was just opened.

    `holds` tells since when places and bands are held, by region code.
    """
    shown = board.rows if rows is None else tuple(rows)
    draw = _item_drawn if board.of_item else _drawn
    return clickable(
        once_drawn(board, ("table", shown, tuple(holds.items())), lambda: draw(board, shown, holds, say())), key=key
    )


def _drawn(board: Board, shown: Sequence[BoardRow], holds: Mapping[str, Held], words: Say) -> Html:
    shades = band_shades(board.bands)
    columns = [
        Column(words(mark("Rank")), align="right"),
        *([Column(words(mark("Range")), align="center")] if board.certainty else []),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Score")), _of_full(board, words), align="wide"),
        *([Column(words(mark("Band")), align="tight")] if board.bands else []),
        Column(words(mark("Eight quarters"))),
        Column(words(mark("Most points lost on")), words(mark("points"))),
    ]
    return table_of(columns, [_board_row(board, row, shades, holds, words) for row in shown])


def _board_row(board: Board, row: BoardRow, shades: dict[str, int], holds: Mapping[str, Held], words: Say) -> Row:
    share = None if row.published is None else row.published / board.full_marks
    kept = holds.get(row.region_code, _NOTHING)
    cells: list[object] = [
        _rank(row),
        *([interval(row)] if board.certainty else []),
        with_since(_movement(row, words), kept.place_since, words),
        row.name,
        bar(figure(row.published, board.precision), share) if row.rank is not None else _unranked(row, board, words),
        *([with_since(band(row.band_name, shades.get(row.band, 0)), kept.band_since, words)] if board.bands else []),
        sparkline(row.history, history_label(board.quarters, row.history, board.precision)),
        _weakest(row, board.precision),
    ]
    return Row(tuple(cells), key=row.region_code, css="" if row.rank is not None else "jp-muted")


def _item_drawn(board: Board, shown: Sequence[BoardRow], _holds: Mapping[str, Held], words: Say) -> Html:
    """The table of a single item: the value, its points, and the share of full marks."""
    columns = [
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Value")), board.unit, align="right"),
        Column(words(mark("Points")), _of_full(board, words), align="wide"),
        Column(words(mark("Of full marks")), align="right"),
        Column(words(mark("Eight quarters")), board.unit),
    ]
    return table_of(columns, [_item_row(board, row, words) for row in shown])


def _item_row(board: Board, row: BoardRow, words: Say) -> Row:
    share = None if row.published is None else row.published / board.full_marks
    cells = (
        _rank(row),
        _movement(row, words),
        row.name,
        _value(board, row, words),
        bar(figure(row.published, board.precision), share) if row.rank is not None else words(mark("not ranked")),
        per_cent(share),
        sparkline(row.history, history_label(board.quarters, row.history, board.decimals or 0)),
    )
    return Row(cells, key=row.region_code, css="" if row.rank is not None else "jp-muted")


def _value(board: Board, row: BoardRow, words: Say) -> object:
    if row.value is None:
        return element("span", status_words(row.status, words), css="jp-status")
    return figure(row.value, board.decimals or 0)


def _rank(row: BoardRow) -> Html:
    return element("span", MISSING if row.rank is None else row.rank, css="jp-first")


def _movement(row: BoardRow, words: Say) -> object:
    return movement(row.change, words, ranked_before=row.ranked_before) if row.rank is not None else MISSING


def _of_full(board: Board, words: Say) -> str:
    return words(mark("points of {full}"), full=figure(board.full_marks, 0))


def _unranked(row: BoardRow, board: Board, words: Say) -> Html:
    why = unranked_reason(row.coverage_share, board.minimum_coverage, words)
    return join((words(mark("not ranked")), element("span", why, css="jp-sub")))


def _weakest(row: BoardRow, decimals: int) -> Html:
    if not row.weakest_name or row.weakest_lost is None:
        return Html("")
    return join((row.weakest_name, " ", element("span", f"−{figure(row.weakest_lost, decimals)}", css="jp-lost")))

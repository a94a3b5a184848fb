"""A board as a workbook: the rows that the page shows, figures as figures, one sheet."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook

from config.wording import Say, mark
from dashboard.pack.grid import Cell, Grid, Page, Sheet
from dashboard.pack.titles import decimals_pattern
from dashboard.parts.board_switch import board_label
from dashboard.parts.certainty import interval
from dashboard.parts.provenance import status_words
from dashboard.parts.signs import movement_words
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.holding import Held
from dashboard.usecases.standing_boards import COMPOSITE, LEVEL, PlacesRow, StandingBoard

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_SHARE = "0.0%"
_NOTHING = Held()


def board_workbook(
    board: Board, rows: Sequence[BoardRow], holds: Mapping[str, Held], title: str, state: str, say: Say
) -> bytes:
    """The shown rows of a board by the total, a section or an item, as xlsx bytes.

    title says quarter, group and what is ranked by; state which release it is, or that it is none.
    """
    drawn = [_item(board, row, say) if board.of_item else _row(board, row, holds, say) for row in rows]
    return _written(
        say(mark("Board")), _item_heads(board, say) if board.of_item else _heads(board, say), drawn, title, state, say
    )


def standing_workbook(found: StandingBoard, rows: Sequence[PlacesRow], title: str, state: str, say: Say) -> bytes:
    """The shown rows of a board of improvement or of the composite, as xlsx bytes."""
    points = mark("Composite score") if found.board == COMPOSITE else mark("Improvement")
    heads = (mark("Rank"), mark("Region"), points, mark("Baseline rank"), mark("Rank now"), mark("Score now"))
    drawn = [_standing(found, row) for row in rows]
    return _written(board_label(found.board, say), [say(head) for head in heads], drawn, title, state, say)


def _heads(board: Board, say: Say) -> list[str]:
    heads = [
        mark("Rank"),
        mark("Range"),
        mark("Movement"),
        mark("Place held since"),
        mark("Region"),
        mark("Belongs to"),
    ]
    heads += [mark("Score"), mark("Band"), mark("Band held since"), mark("Most points lost on"), mark("Lost")]
    return [say(head) for head in heads]


def _row(board: Board, row: BoardRow, holds: Mapping[str, Held], say: Say) -> tuple[Cell, ...]:
    kept, points = holds.get(row.region_code, _NOTHING), decimals_pattern(board.precision)
    return (
        Cell(row.rank),
        Cell(interval(row)),
        Cell(_movement(row, say)),
        *map(Cell, (kept.place_since, row.name, row.parent_name)),
        Cell(row.published, points),
        *map(Cell, (row.band_name, kept.band_since, row.weakest_name)),
        Cell(row.weakest_lost, points),
    )


def _item_heads(board: Board, say: Say) -> list[str]:
    heads = (mark("Rank"), mark("Movement"), mark("Region"), mark("Belongs to"), mark("Value"), mark("Unit"))
    return [say(head) for head in (*heads, mark("Points"), mark("Of full marks"))]


def _item(board: Board, row: BoardRow, say: Say) -> tuple[Cell, ...]:
    share = None if row.published is None else row.published / board.full_marks
    value = Cell(row.value, decimals_pattern(board.decimals or 0))
    return (
        Cell(row.rank),
        *map(Cell, (_movement(row, say), row.name, row.parent_name)),
        Cell(status_words(row.status, say)) if row.value is None else value,
        Cell(board.unit),
        Cell(row.published, decimals_pattern(board.precision)),
        Cell(share, _SHARE),
    )


def _standing(found: StandingBoard, row: PlacesRow) -> tuple[Cell, ...]:
    own, level, points = row.places[found.board], row.places[LEVEL], decimals_pattern(found.precision)
    return (
        Cell(own.rank),
        Cell(row.name),
        Cell(own.points if own.rank is not None else None, points),
        Cell(own.baseline_rank),
        Cell(level.rank),
        Cell(level.points, points),
    )


def _movement(row: BoardRow, say: Say) -> str:
    return "" if row.rank is None else movement_words(row.change, say, ranked_before=row.ranked_before)


def _written(
    name: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], title: str, state: str, say: Say
) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})
        grid = Grid(workbook, Page(title, state, say(mark("Page {page} of {pages}"), page="&P", pages="&N")))
        grid.add(Sheet(name=name, title=title, context=state, heads=heads, rows=rows))
    return buffer.getvalue()

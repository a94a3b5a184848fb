"""A board of improvement or the composite on the page: its answer, the table with the places compared with, the map."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from config.wording import Say, mark
from dashboard.parts.board_switch import board_label
from dashboard.parts.classes import Classes, classes_of
from dashboard.parts.filters import quarter_name
from dashboard.parts.map import LABELS_UP_TO, Place, province_map
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING, figure, per_cent, signed
from dashboard.parts.session import say
from dashboard.parts.signs import bar, bar_from_zero, movement
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.standing_boards import BY_QUARTER, BY_YEAR, COMPOSITE, LEVEL, PlacesRow, StandingBoard

_IMPROVED = mark("{quarter} {group}: {leader} improved most on {against} ({points} points)")
_FIRST = mark("{quarter} {group}: {leader} first on the composite board")
_NOBODY = mark("{quarter} {group}: no unit can be compared with {against}")
_NO_COMPOSITE = mark("{quarter} {group}: no unit has a composite score")
_YOURS = mark("{quarter} {group}, {name}: {region} stands at place {rank}")
_NONE_OF_YOURS = mark("{quarter} {group}, {name}: none of your regions has a place")
_BY_DIFFERENCE = mark(
    "Ranked by how much the score rose on {against}, in points; the baseline rank is the place on the level board then."
)
_BY_WEIGHTS = mark(
    "Composite score: level {level}, improvement on last quarter {quarter}, on last year {year}; improvements are laid "
    "over 0 to {full} points within the group, from the least to the greatest."
)


def standing_title(board: StandingBoard) -> str:
    """The answer: who improved most, or who is first."""
    words = say()
    places = {"quarter": quarter_name(board.quarter, words), "group": board.group_name}
    if board.against:
        places |= {"against": quarter_name(board.against, words)}
    if board.in_part:
        return _in_part(board, words, places)
    if not board.leaders:
        return words(_NOBODY if board.against else _NO_COMPOSITE, **places)
    names = words(mark(", ")).join(row.name for row in board.leaders)
    points = signed(board.leaders[0].places[board.board].points, board.precision)
    return words(_IMPROVED if board.against else _FIRST, **places, leader=names, points=points)


def _in_part(board: StandingBoard, words: Say, places: dict[str, str]) -> str:
    """How the reader's own regions stand before the release."""
    known = {"quarter": places["quarter"], "group": places["group"], "name": board_label(board.board, words)}
    if not board.placed:
        return words(_NONE_OF_YOURS, **known)
    first = board.placed[0]
    return words(_YOURS, **known, region=first.name, rank=first.places[board.board].rank)


def standing_note(board: StandingBoard) -> str:
    """How the board ranks, in one line."""
    words = say()
    if board.against:
        return words(_BY_DIFFERENCE, against=quarter_name(board.against, words))
    level, quarter, year = (per_cent(board.weights.get(name, 0.0), 0) for name in (LEVEL, BY_QUARTER, BY_YEAR))
    return words(_BY_WEIGHTS, level=level, quarter=quarter, year=year, full=figure(board.full_marks, 0))


def standing_table(board: StandingBoard, *, key: str, rows: Sequence[PlacesRow]) -> str | None:
    """The table of the board; the code of the region that was just opened."""
    words = say()
    return (_composite_table if board.board == COMPOSITE else _improvement_table)(board, rows, key, words)


def standing_map(board: StandingBoard, *, key: str) -> str | None:
    """The map of the board by classes of its points."""
    words = say()
    points = {row.region_code: row.places[board.board].points for row in board.rows}
    classes = classes_of(list(points.values()), board.precision)
    labelled = len(board.rows) <= LABELS_UP_TO
    places = {
        row.region_code: Place(
            classes.shade(points[row.region_code]), row.short_name if labelled else "", _tip(board, row, words)
        )
        for row in board.rows
    }
    legend = _legend(board, classes, words) if board.placed else []
    return province_map(board.level, places, legend, key=key, label=board_label(board.board, words), of=board)


def _legend(board: StandingBoard, classes: Classes, words: Say) -> list[tuple[int, str]]:
    """The classes; differences, which may be below zero, with a word between their bounds."""
    if not board.against or not classes.width:
        return classes.legend()
    return [(shade, words(mark("{low} to {high}"), low=low, high=high)) for shade, low, high in classes.bounds()]


def _improvement_table(board: StandingBoard, rows: Sequence[PlacesRow], key: str, words: Say) -> str | None:
    columns = [
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Improvement")), words(mark("points")), align="wide"),
        Column(words(mark("Baseline rank")), align="right"),
        Column(words(mark("Rank now")), align="right"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Score now")), words(mark("points of {full}"), full=figure(board.full_marks, 0)), "right"),
    ]
    bounds = [row.places[board.board].points or 0.0 for row in board.placed]
    low, high = min(0.0, *bounds, 0.0), max(0.0, *bounds, 0.0)
    return table(columns, [_improvement_row(board, row, low, high, words) for row in rows], key=key)


def _improvement_row(board: StandingBoard, row: PlacesRow, low: float, high: float, words: Say) -> Row:
    own, level = row.places[board.board], row.places[LEVEL]
    compared = own.rank is not None
    won = own.baseline_rank - level.rank if compared and own.baseline_rank and level.rank else None
    cells: tuple[object, ...] = (
        _rank(own.rank),
        row.name,
        bar_from_zero(signed(own.points, board.precision), own.points or 0.0, low, high)
        if compared
        else words(mark("nothing to compare with")),
        own.baseline_rank or MISSING,
        level.rank or MISSING,
        movement(won, words) if won is not None else MISSING,
        figure(level.points, board.precision),
    )
    return Row(cells, key=row.region_code, css="" if compared else "jp-muted")


def _composite_table(board: StandingBoard, rows: Sequence[PlacesRow], key: str, words: Say) -> str | None:
    shown = [name for name in (LEVEL, BY_QUARTER, BY_YEAR) if name in board.weights]
    columns = [
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(
            words(mark("Composite score")), words(mark("points of {full}"), full=figure(board.full_marks, 0)), "wide"
        ),
        *(Column(board_label(name, words), words(mark("place")), align="right") for name in shown),
    ]
    return table(columns, [_composite_row(board, row, shown, words) for row in rows], key=key)


def _composite_row(board: StandingBoard, row: PlacesRow, shown: Sequence[str], words: Say) -> Row:
    own = row.places[board.board]
    placed = own.rank is not None and own.points is not None
    score = bar(figure(own.points, board.precision), (own.points or 0.0) / board.full_marks)
    cells: tuple[object, ...] = (
        _rank(own.rank),
        row.name,
        score if placed else words(mark("nothing to compare with")),
        *(row.places[name].rank or MISSING for name in shown),
    )
    return Row(cells, key=row.region_code, css="" if placed else "jp-muted")


def _rank(rank: int | None) -> Html:
    return element("span", MISSING if rank is None else rank, css="jp-first")


def _tip(board: StandingBoard, row: PlacesRow, words: Say) -> str:
    own = row.places[board.board]
    if own.rank is None:
        standing = words(mark("nothing to compare with"))
    else:
        points = (signed if board.against else figure)(own.points, board.precision)
        standing = words(mark("rank {rank}, {score} points"), rank=own.rank, score=points)
    return f"<b>{escape(row.name)}</b><br>{escape(standing)}"

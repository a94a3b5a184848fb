"""How sure a rank is, in plain words: its interval, what was varied for it, and how many units are about level."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.numbers import MISSING, figure, per_cent
from dashboard.usecases.board_shape import Board, BoardRow
from metrics.confidence import alike_words, interval_words

_WEIGHTS = mark(
    "Reasonable range: weights vary by {noise} up or down, {draws} trials; {share} of the results lie within it."
)
_WEIGHTS_AND_VALUES = mark(
    "Reasonable range: weights vary by {noise} up or down and values by their declared errors, {draws} trials; "
    "{share} of the results lie within it."
)
_NOT_WORKED_OUT = mark("No reasonable range for this quarter: it is worked out for the newest and for released ones.")


def interval(row: BoardRow) -> str:
    """The places between which a unit falls: 4–8, one place where it is always the same, a dash where none is known."""
    if row.rank_low is None or row.rank_high is None:
        return MISSING
    return str(row.rank_low) if row.rank_low == row.rank_high else f"{row.rank_low}–{row.rank_high}"


def what_was_varied(board: Board, say: Say) -> str:
    """What the intervals of a board rest on; why there are none, where its units have a place."""
    sure = board.certainty
    if sure is None:
        return say(_NOT_WORKED_OUT) if board.ranked and not board.node_name else ""
    message = _WEIGHTS_AND_VALUES if board.with_errors else _WEIGHTS
    places = {"noise": per_cent(sure.weight_noise, 0), "share": per_cent(sure.interval, 0)}
    return say(message, **places, draws=figure(sure.draws, 0))


def place_words(row: BoardRow, say: Say) -> str:
    """The place of a unit with its interval: 第5名，合理区间 4–8. Only of a unit that has an interval."""
    return interval_words({name: getattr(row, name) for name in ("rank", "rank_low", "rank_high")}, say)


def alike(row: BoardRow, say: Say) -> str:
    """How many units are not really different from this one; empty where that is not known."""
    return "" if row.alike is None else alike_words({"alike": row.alike}, say)

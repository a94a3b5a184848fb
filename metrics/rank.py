"""The only place that ranks: at the published precision, within quarter and peer group, ties as the scheme declares."""

from __future__ import annotations

from typing import Any, Literal

import narwhals as nw
import numpy as np
import numpy.typing as npt

from metrics.peers import PEERS

Tie = Literal["shared", "dense", "broken"]
_METHOD: dict[Tie, Literal["min", "dense"]] = {"shared": "min", "dense": "dense", "broken": "min"}
_LAST = -1e300


def rank_published(tie: Tie, score: str = "published", among: tuple[str, ...] = PEERS) -> nw.Expr:
    """The place by the published `score`, the highest first: shared gives 1, 2, 2, 4; dense 1, 2, 2, 3.

    Null stays unranked. `broken` shares like `shared` here; break_ties moves those apart that another figure tells
    apart.
    """
    place = nw.col(score).rank(_METHOD[tie], descending=True).over(*among)
    return place.cast(nw.Int64).alias("rank")


def break_ties(by: str, score: str = "published", among: tuple[str, ...] = PEERS) -> nw.Expr:
    """`rank` with equal published scores told apart by the higher `by`, missing last; equals there share."""
    within = nw.col(by).fill_null(_LAST).rank("min", descending=True).over(*among, score)
    return (nw.col("rank") + within.cast(nw.Int64) - 1).alias("rank")


def ranked_units(score: str = "published", among: tuple[str, ...] = PEERS) -> nw.Expr:
    """How many units of the peer group are ranked in the quarter."""
    return nw.col(score).count().over(*among).cast(nw.Int64).alias("ranked_units")


def places(scores: npt.NDArray[np.int64], tie: Literal["shared", "dense"] = "shared") -> npt.NDArray[np.int64]:
    """The places of whole scores along the last axis, the highest first: shared 1, 2, 2, 4; dense 1, 2, 2, 3.

    Scores lie between -10^14 and 10^14 for up to 65,536 units.
    """
    order, new = _in_order(-scores)
    return _put_back(np.cumsum(new, axis=-1) if tie == "dense" else _first_places(new), order)


def value_places(values: npt.NDArray[np.float64], middle: bool) -> npt.NDArray[np.float64]:
    """The places of values along the last axis, the highest first, as metrics.peers gives them; NaN stays NaN.

    Equals share the first of their places (1, 2, 2, 4) or, with `middle`, the middle of them (1, 2.5, 2.5, 4). Values
    that agree to about 12 digits (13 among up to 256 units) count as equal.
    """
    none = np.isnan(values)
    order, new = _in_order(_sortable(np.where(none, np.inf, 0.0 - values)) >> _bits(values.shape[-1]))
    placed = _first_places(new).astype(np.float64)
    if middle:
        ends = np.ones(new.shape, dtype=bool)
        ends[..., :-1] = new[..., 1:]
        steps = np.arange(1, new.shape[-1] + 1)
        last = np.minimum.accumulate(np.where(ends, steps, len(steps))[..., ::-1], axis=-1)[..., ::-1]
        placed = (placed + last) / 2
    found = _put_back(placed, order)
    found[none] = np.nan
    return found


def _sortable(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Whole numbers in the order of the numbers: the bits of a positive double ascend, of a negative one descend."""
    bits = numbers.view(np.int64)
    return bits ^ ((bits >> 63) & np.iinfo(np.int64).max)


def _bits(units: int) -> int:
    return max(1, (units - 1).bit_length())


def _in_order(down: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """The order from the least up, and in that order whether a number differs from the one before.

    The unit's number goes into the low bits, because sorting numbers is several times faster than sorting by them.
    """
    bits = _bits(down.shape[-1])
    packed = np.sort((down << bits) | np.arange(down.shape[-1]), axis=-1)
    new = np.ones(packed.shape, dtype=bool)
    ranked = packed >> bits
    np.not_equal(ranked[..., 1:], ranked[..., :-1], out=new[..., 1:])
    return packed & ((1 << bits) - 1), new


def _first_places(new: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    return np.maximum.accumulate(new * np.arange(1, new.shape[-1] + 1), axis=-1)


def _put_back(placed: npt.NDArray[Any], order: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    found = np.empty_like(placed)
    np.put_along_axis(found, order, placed, axis=-1)
    return found


def lexicographic(scores: npt.NDArray[np.int64], apart: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Whole scores (draws x units) made one with what breaks their ties, the higher `apart` first, missing last.

    Shared places by the result are the places that break_ties gives.
    """
    within = value_places(np.where(np.isnan(apart), _LAST, apart), middle=False).astype(np.int64)
    return scores * (scores.shape[-1] + 1) - within

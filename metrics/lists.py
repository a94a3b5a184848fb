"""Red and black lists (红黑榜) of the scheme's listed items."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import narwhals as nw

from config.frames import IMPUTED, LISTS
from config.model import Indicator, Lists, Scheme
from metrics.peers import PEERS
from metrics.rank import break_ties, rank_published, ranked_units
from metrics.rounding import NOISE, half_up
from metrics.spine import KEYS

_GROUP = (*PEERS, "node")
_DECIMALS = 6


def lower_items(scheme: Scheme, catalogue: Iterable[Indicator] = ()) -> frozenset[str]:
    """The codes of the items where less is better: by their own direction, or else by their indicator's."""
    known = {indicator.code: indicator.direction for indicator in catalogue}
    directions = {item.code: item.direction or known.get(item.indicator, "higher") for item in scheme.items}
    return frozenset(code for code, direction in directions.items() if direction == "lower")


def lists(items: nw.LazyFrame, measures: nw.LazyFrame, scheme: Scheme, lower: Collection[str]) -> nw.LazyFrame:
    """LISTS from ITEMS; `lower` names the items where less is better, `measures` holds the exempting event.

    Red: target exceeded and among the first `red_top`; black: target missed and among the last `black_bottom`
    (domain.md, red and black lists). Places are by points (to 10^-6), equal points by value; units tied at the border
    are on the list together. Exceeded and missed exclude each other, so no unit is on both lists of an item, however
    small its group is. A unit that reported no value (a stand-in is none) or has no target takes no place; an exempt
    one keeps its place, and is only not on the black list. By quarter, peer group, node, rank; empty where the scheme
    has no lists.
    """
    listed = [item.code for item in scheme.items if item.listed and scheme.lists]
    board = _compared(items.filter(nw.col("node").is_in(listed)), lower)
    board = _placed(board, "_low", "_bad").rename({"rank": "_from_last"})
    board = _placed(board, "_points", "_good").with_columns(ranked_units("_points", _GROUP))
    named = _named(board, measures, scheme.lists or Lists())
    return named.sort("quarter", "peer_group", "node", "rank", "region_code").select(*LISTS)


def _compared(items: nw.LazyFrame, lower: Collection[str]) -> nw.LazyFrame:
    """The items with a reported value and a target: how good they are, and whether the target is exceeded or missed."""
    there = [~nw.col(name).is_null() for name in ("value", "target", "points")]
    board = items.filter(*there, nw.col("status") != nw.lit(IMPUTED))
    sign = nw.when(nw.col("node").is_in(list(lower))).then(-1.0).otherwise(1.0)
    board = board.with_columns(
        _points=half_up(nw.col("points"), _DECIMALS),
        _good=half_up(nw.col("value"), _DECIMALS) * sign,
        _ahead=(nw.col("value") - nw.col("target")) * sign,
        _noise=nw.when(nw.col("target").abs() > 1).then(nw.col("target").abs()).otherwise(1.0) * NOISE,
    )
    return board.with_columns(_low=-nw.col("_points"), _bad=-nw.col("_good"))


def _placed(board: nw.LazyFrame, score: str, by: str) -> nw.LazyFrame:
    """Add `rank` within the item by the higher score, equal scores by the higher `by`."""
    return board.with_columns(rank_published("shared", score, _GROUP)).with_columns(break_ties(by, score, _GROUP))


def _named(board: nw.LazyFrame, measures: nw.LazyFrame, held: Lists) -> nw.LazyFrame:
    """The units that are on a list, and on which."""
    event = (nw.col("indicator") == nw.lit(held.exempt)) & (nw.col("value") > 0)
    events = measures.filter(event).select(*KEYS, _exempt=nw.lit(value=True))
    board = board.join(events, on=list(KEYS), how="left")
    red = (nw.col("_ahead") > nw.col("_noise")) & (nw.col("rank") <= held.red_top)
    missed = (nw.col("_ahead") < -nw.col("_noise")) & (nw.col("_from_last") <= held.black_bottom)
    black = missed & nw.col("_exempt").is_null()
    found = nw.when(red).then(nw.lit("red")).otherwise(nw.when(black).then(nw.lit("black")))
    return board.with_columns(found.alias("list")).filter(~nw.col("list").is_null())

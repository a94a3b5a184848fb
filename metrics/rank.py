"""The only place that ranks: at the published precision, within quarter and peer group, ties as the scheme declares."""

from __future__ import annotations

from typing import Literal

import narwhals as nw

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


def break_ties(by: str, score: str = "published") -> nw.Expr:
    """`rank` with equal published scores told apart by the higher `by`, missing last; equals there share."""
    within = nw.col(by).fill_null(_LAST).rank("min", descending=True).over(*PEERS, score)
    return (nw.col("rank") + within.cast(nw.Int64) - 1).alias("rank")


def ranked_units(score: str = "published", among: tuple[str, ...] = PEERS) -> nw.Expr:
    """How many units of the peer group are ranked in the quarter."""
    return nw.col(score).count().over(*among).cast(nw.Int64).alias("ranked_units")

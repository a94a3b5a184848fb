"""The only place that ranks: at the published precision, within quarter and peer group, ties as the scheme declares."""

from __future__ import annotations

from typing import Literal

import narwhals as nw

from metrics.rules.case import PEERS

Tie = Literal["shared", "dense"]
_METHOD: dict[Tie, Literal["min", "dense"]] = {"shared": "min", "dense": "dense"}


def rank_published(tie: Tie, score: str = "published") -> nw.Expr:
    """The place by the published `score`, the highest first: shared gives 1, 2, 2, 4; dense 1, 2, 2, 3.

    Null stays unranked.
    """
    place = nw.col(score).rank(_METHOD[tie], descending=True).over(*PEERS)
    return place.cast(nw.Int64).alias("rank")


def ranked_units(score: str = "published") -> nw.Expr:
    """How many units of the peer group are ranked in the quarter."""
    return nw.col(score).count().over(*PEERS).cast(nw.Int64).alias("ranked_units")

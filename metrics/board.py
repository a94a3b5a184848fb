"""The ranking of each peer group: place, movement, band."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.model import Band, Scheme
from metrics.rank import rank_published, ranked_units
from metrics.wide import KEYS, PREVIOUS_QUARTER

_CARRIED = ("coverage_share", "weakest_item", "weakest_lost")


def ranking(wide: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """The scored wide frame as RANKING; the previous place is taken from the quarter before, where the frame has it."""
    totals = wide.select(
        *KEYS,
        PREVIOUS_QUARTER,
        "peer_group",
        *_CARRIED,
        points=nw.col("total__points"),
        published=nw.col("total__published"),
    )
    placed = totals.with_columns(rank_published(scheme.tie), ranked_units(), band=band(scheme.bands))
    return add_movement(placed)


def add_movement(placed: nw.LazyFrame) -> nw.LazyFrame:
    """Add previous_rank, previous_published and rank_change (positive: moved up, 进位)."""
    before = placed.select(
        "region_code",
        nw.col("quarter").alias(PREVIOUS_QUARTER),
        previous_rank=nw.col("rank"),
        previous_published=nw.col("published"),
    )
    moved = placed.join(before, on=["region_code", PREVIOUS_QUARTER], how="left")
    return moved.with_columns(rank_change=nw.col("previous_rank") - nw.col("rank"))


def band(bands: Sequence[Band]) -> nw.Expr:
    """The code of the highest band whose bound the published score reaches (inclusive); null below them all."""
    falling = sorted(bands, key=lambda one: one.at_least, reverse=True)
    reached = (nw.when(nw.col("published") >= one.at_least).then(nw.lit(one.code)) for one in falling)
    return nw.coalesce(*reached, nw.lit(None, nw.String))

"""The ranking of each peer group: place, movement, band."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.frames import RANKING
from config.model import Band, Quarter, Scheme
from metrics.rank import rank_published, ranked_units
from metrics.wide import KEYS

_CARRIED = ("coverage_share", "weakest_item", "weakest_lost")
_MOVEMENT = ("previous_rank", "previous_published", "rank_change")


def ranking(wide: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """The scored wide frame as RANKING without its movement.

    A unit below the scheme's minimum coverage, or without any value, keeps its score but has neither rank nor band.
    """
    totals = wide.select(
        *KEYS,
        "peer_group",
        *_CARRIED,
        points=nw.col("total__points"),
        published=nw.col("total__published"),
    )
    known = (nw.col("coverage_share") > 0) & (nw.col("coverage_share") >= scheme.minimum_coverage)
    totals = totals.with_columns(rankable=nw.when(known).then(nw.col("published")))
    by = "rankable"
    return totals.with_columns(rank_published(scheme.tie, by), ranked_units(by), band=band(scheme.bands, by)).drop(by)


def add_movement(placed: nw.LazyFrame, quarters: Sequence[str]) -> nw.LazyFrame:
    """RANKING of `quarters` with previous_rank, previous_published and rank_change (positive: moved up, 进位).

    All are taken from the quarter before, where the frame has it, under whichever scheme it was scored; a movement that
    the frame has already is replaced. By quarter, peer group and rank, units without a rank last.
    """
    names = [str(quarter) for quarter in quarters]
    previous = [str(Quarter(name).shift(-1)) for name in names]
    placed = placed.drop(*_MOVEMENT, strict=False).with_columns(
        _before=nw.col("quarter").replace_strict(names, previous, default=nw.lit(""), return_dtype=nw.String)
    )
    before = placed.select(
        "region_code",
        nw.col("quarter").alias("_before"),
        previous_rank=nw.col("rank"),
        previous_published=nw.col("published"),
    )
    moved = placed.join(before, on=["region_code", "_before"], how="left")
    moved = moved.with_columns(rank_change=nw.col("previous_rank") - nw.col("rank"))
    return moved.sort("quarter", "peer_group", "rank", "region_code", nulls_last=True).select(*RANKING)


def band(bands: Sequence[Band], score: str = "published") -> nw.Expr:
    """The code of the highest band whose bound the score reaches (inclusive); null below them all."""
    falling = sorted(bands, key=lambda one: one.at_least, reverse=True)
    reached = (nw.when(nw.col(score) >= one.at_least).then(nw.lit(one.code)) for one in falling)
    return nw.coalesce(*reached, nw.lit(None, nw.String))

"""The ranking of each peer group: place, movement, band, vetoes."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.frames import RANKING
from config.model import Band, Quarter, Scheme
from metrics.rank import break_ties, rank_published, ranked_units
from metrics.rounding import half_up
from metrics.spine import KEYS
from metrics.tree import add_most_lost

_MOVEMENT = ("previous_rank", "previous_published", "rank_change")


def ranking(totals: nw.LazyFrame, scheme: Scheme, measures: nw.LazyFrame) -> nw.LazyFrame:
    """The root's frame of metrics.tree as RANKING without its movement.

    A unit below the scheme's minimum coverage, without any value, or vetoed out keeps its score but has neither rank
    nor band. With ties that are broken, totals carry tie_points.
    """
    numbers = list(range(len(scheme.items)))
    weakest = nw.col("weakest_order").replace_strict(
        numbers, [item.code for item in scheme.items], default=nw.lit(None, nw.String), return_dtype=nw.String
    )
    share = nw.when(nw.col("applies") > 0).then(nw.col("valued") / nw.col("applies"))
    board = add_most_lost(totals).with_columns(coverage_share=share, weakest_item=weakest)
    board = board.with_columns(published=half_up(nw.col("points"), scheme.precision))
    board = _with_vetoes(board, scheme, measures)
    return _placed(board, scheme)


def _placed(board: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    enough = (nw.col("coverage_share") > 0) & (nw.col("coverage_share") >= scheme.minimum_coverage)
    stays = enough & ~nw.col("taken_out") if scheme.vetoes else enough
    by = "rankable"
    board = board.with_columns(rankable=nw.when(stays).then(nw.col("published")))
    board = board.with_columns(rank_published(scheme.tie, by), ranked_units(by))
    if scheme.tie == "broken":
        board = board.with_columns(break_ties("tie_points", by))
    return board.with_columns(band=banded(scheme, by))


def _with_vetoes(board: nw.LazyFrame, scheme: Scheme, measures: nw.LazyFrame) -> nw.LazyFrame:
    """Add veto (the first that applies), taken_out, to_lowest, and `bars_<band>` for each band that some veto bars."""
    if not scheme.vetoes:
        return board.with_columns(veto=nw.lit(None, nw.String))
    names = [f"_veto_{veto.code}" for veto in scheme.vetoes]
    for veto, name in zip(scheme.vetoes, names, strict=True):
        events = measures.filter((nw.col("indicator") == nw.lit(veto.indicator)) & (nw.col("value") >= veto.at_least))
        board = board.join(events.select(*KEYS, nw.lit(True).alias(name)), on=list(KEYS), how="left")
    board = board.with_columns(nw.col(*names).fill_null(False))
    which = [nw.when(nw.col(f"_veto_{veto.code}")).then(nw.lit(veto.code)) for veto in scheme.vetoes]
    barred = {band.code: [v for v in scheme.vetoes if band.code in v.bars] for band in scheme.bands}
    return board.with_columns(
        veto=nw.coalesce(*which),
        taken_out=_any([v.code for v in scheme.vetoes if v.effect == "unranked"]),
        to_lowest=_any([v.code for v in scheme.vetoes if v.effect == "lowest"]),
        **{f"bars_{code}": _any([veto.code for veto in vetoes]) for code, vetoes in barred.items()},
    ).drop(*names)


def _any(vetoes: Sequence[str]) -> nw.Expr:
    return (
        nw.any_horizontal(*(nw.col(f"_veto_{code}") for code in vetoes), ignore_nulls=True) if vetoes else nw.lit(False)
    )


def banded(scheme: Scheme, score: str) -> nw.Expr:
    """The code of the best band that the unit reaches and no veto bars; the lowest under a veto that sets it.

    A band is reached at its bound (inclusive) and, with top_share, within so many of the group's first places. Null
    below all bands and without a score.
    """
    falling = sorted(scheme.bands, key=lambda one: one.at_least, reverse=True)
    reached = (nw.when(_reached(one, score, bool(scheme.vetoes))).then(nw.lit(one.code)) for one in falling)
    found = nw.coalesce(*reached, nw.lit(None, nw.String))
    if not scheme.vetoes or not falling:
        return found
    lowest = nw.col("to_lowest") & ~nw.col(score).is_null()
    return nw.when(lowest).then(nw.lit(falling[-1].code)).otherwise(found)


def _reached(one: Band, score: str, vetoed: bool) -> nw.Expr:
    reached = nw.col(score) >= one.at_least
    if one.top_share is not None:
        first = (nw.col("ranked_units") * one.top_share + 1e-9).floor()
        reached = reached & (nw.col("rank") <= first)
    return reached & ~nw.col(f"bars_{one.code}") if vetoed else reached


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

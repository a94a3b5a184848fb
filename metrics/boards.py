"""The boards of a quarter: level (水平), improvement against last quarter and last year (提升), and their composite."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.frames import BOARDS
from config.model import Quarter, Scheme
from metrics.peers import PEERS
from metrics.rank import rank_published, ranked_units
from metrics.rounding import half_up

BOARD_NAMES = ("level", "improvement_quarter", "improvement_year", "composite")
_BACK = {"improvement_quarter": 1, "improvement_year": 4}
_AMONG = (*PEERS, "board")


def boards(ranking: nw.LazyFrame, scheme: Scheme, quarters: Sequence[str]) -> nw.LazyFrame:
    """RANKING of the wanted quarters and of those they are compared with to BOARDS of the wanted ones.

    Only ranked units take part. Improvement is the difference of the published totals, for units that were ranked in
    both quarters, beside the place of the earlier one. By quarter, peer group, board and rank.
    """
    units = ranking.filter(~nw.col("rank").is_null()).select(*PEERS, "region_code", "published", "rank")
    compared = units.filter(nw.col("quarter").is_in(list(quarters)))
    for name, back in _BACK.items():
        compared = compared.join(_earlier(units, quarters, name, back), on=["region_code", "quarter"], how="left")
    compared = _with_composite(compared, scheme)
    placed = nw.concat([_board(compared, name) for name in BOARD_NAMES]).with_columns(
        published=half_up(nw.col("points"), scheme.precision)
    )
    placed = placed.with_columns(rank_published(scheme.tie, among=_AMONG), ranked_units(among=_AMONG))
    placed = placed.sort("quarter", "peer_group", "board", "rank", "region_code", nulls_last=True)
    return placed.select(*BOARDS)


def _earlier(units: nw.LazyFrame, quarters: Sequence[str], name: str, back: int) -> nw.LazyFrame:
    """The published total and place so many quarters earlier, as rows of the later quarter."""
    later = {str(Quarter(quarter).shift(-back)): str(quarter) for quarter in quarters}
    moved = units.filter(nw.col("quarter").is_in(list(later))).with_columns(
        quarter=nw.col("quarter").replace_strict(
            list(later), list(later.values()), default=nw.lit(""), return_dtype=nw.String
        )
    )
    return moved.select("region_code", "quarter", nw.col("published").alias(name), nw.col("rank").alias(f"{name}_rank"))


def _with_composite(units: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """Add the differences and the composite: the weighted mean of the level score and the improvement indices.

    An index lays the differences of the group over 0 to full marks (min-max: units depend on each other); where all
    are the same it is full marks. A comparison that the whole group lacks (the first year) drops out with its weight;
    a unit that lacks one that others have gets no composite, for its figure could not be compared with theirs.
    """
    units = units.with_columns(**{name: nw.col("published") - nw.col(name) for name in _BACK})
    units = units.with_columns(
        **{f"_{name}_low": nw.col(name).min().over(*PEERS) for name in _BACK},
        **{f"_{name}_high": nw.col(name).max().over(*PEERS) for name in _BACK},
    )
    held = {name: ~nw.col(f"_{name}_low").is_null() for name in _BACK}
    units = units.with_columns(**{f"_{name}_index": _index(name, scheme.full_marks) for name in _BACK})
    composite: nw.Expr = nw.lit(None, nw.Float64)
    for compared in ((), *((name,) for name in _BACK), tuple(_BACK)):
        condition = nw.all_horizontal(*(held[name] for name in compared), nw.lit(True), ignore_nulls=True)
        composite = nw.when(condition).then(_mixed(scheme, compared)).otherwise(composite)
    return units.with_columns(composite=composite)


def _mixed(scheme: Scheme, compared: Sequence[str]) -> nw.Expr:
    """The weighted mean of the level score and some improvement indices; null without any weight.

    Weights are shares before they meet the figures: polars divides by a constant otherwise than by a column, so that a
    division here would not give the same last digit on every machine.
    """
    own = dict(zip(_BACK, (scheme.boards.quarter, scheme.boards.year), strict=True))
    whole = scheme.boards.level + sum(own[name] for name in compared)
    if whole <= 0:
        return nw.lit(None, nw.Float64)
    mixed = nw.col("published") * (scheme.boards.level / whole)
    for name in compared:
        if own[name] > 0:
            mixed = mixed + nw.col(f"_{name}_index") * (own[name] / whole)
    return mixed


def _index(name: str, full_marks: float) -> nw.Expr:
    low, span = nw.col(f"_{name}_low"), nw.col(f"_{name}_high") - nw.col(f"_{name}_low")
    inside = (nw.col(name) - low) / nw.when(span > 0).then(span).otherwise(nw.lit(1.0))
    return nw.when(span > 0).then(inside * full_marks).otherwise(nw.col(name) * 0.0 + full_marks)


def _board(units: nw.LazyFrame, name: str) -> nw.LazyFrame:
    """One board's rows; a unit without a comparison has no points there."""
    points = "published" if name == "level" else name
    baseline = nw.col(f"{name}_rank") if name in _BACK else nw.lit(None, nw.Int64)
    return units.select(
        *PEERS, "region_code", board=nw.lit(name), points=nw.col(points), baseline_rank=baseline.cast(nw.Int64)
    )

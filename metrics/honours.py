"""荣誉: who is named by a rule from the quarters of a year, who is near the line, who is barred.

Frames are long, one row per group, unit and quarter (FIGURES); what bars is one row per unit and event (EVENTS).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

import narwhals as nw

from config.frames import Schema
from config.model import HonourCondition, HonourList, HonourMeasure
from config.model.honours import LOWER_IS_BETTER
from metrics.rank import break_ties, rank_published
from metrics.rounding import NOISE, half_up, settle

FIGURES: Schema = {
    "group": nw.String,
    "unit": nw.String,
    "quarter": nw.String,
    "score": nw.Float64,
    "composite": nw.Float64,
    "rank": nw.Int64,
    "top_band": nw.Boolean,
    "before": nw.Float64,
}
"""The released figures of each unit in each released quarter of the year: published points, points of the composite
board, place, whether it stood in the top band, and the points of the same quarter last year as they were released."""
EVENTS: Schema = {"unit": nw.String, "exclusion": nw.Int64}
"""What bars: the unit, and which of the list's exclusions (from 0) happened; one row each time."""
HONOURS: Schema = {
    "group": nw.String,
    "unit": nw.String,
    "mean_score": nw.Float64,
    "mean_composite": nw.Float64,
    "mean_rank": nw.Float64,
    "top_band_quarters": nw.Float64,
    "improvement": nw.Float64,
    "state": nw.String,
    "place": nw.Int64,
    "line": nw.Float64,
    "gap": nw.Float64,
}
"""`state`: named; near (the line, or over it with a condition unmet); barred; unmet (a condition, far from the line);
incomplete (no figure in a quarter that counts); behind. `place` among all that are neither barred, unmet nor
incomplete; `line` is the measure of the last named one, `gap` what a unit lacks of it (0 and below: reached)."""
_DECIMALS = 4
"""At how many decimals means are kept, so that the order of summation is not seen."""
_GROUP, _UNIT = ("group",), ["group", "unit"]


def honours(figures: nw.LazyFrame, events: nw.LazyFrame, rule: HonourList) -> nw.LazyFrame:
    """HONOURS from FIGURES and EVENTS by a list, by group, place and unit; groups are `code` or `code/section`."""
    board = measured(figures).join(_barred(events, rule), on="unit", how="left")
    board = board.with_columns(nw.col("barred").fill_null(value=False), places=_places(rule))
    board = board.with_columns(key=_key(rule.rule, rule.decimals), unmet=_unmet(rule.conditions))
    whole = _all(*(~nw.col(measure).is_null() for measure in rule.measures)) & nw.col("complete")
    board = board.with_columns(whole=whole, runs=whole & ~nw.col("barred") & ~nw.col("unmet"))
    board = _placed(board, rule)
    named = nw.col("runs") & (nw.col("place") <= nw.col("places"))
    board = board.with_columns(named=named.fill_null(value=False))
    last = nw.when(nw.col("named")).then(nw.col("key")).min().over(*_GROUP)
    board = board.with_columns(last=last).with_columns(short=settle(nw.col("last") - nw.col("key")))
    sign = _sign(rule.rule)
    board = board.with_columns(_state(rule).alias("state"), line=nw.col("last") * sign, gap=nw.col("short"))
    return board.sort("group", "place", "unit", nulls_last=True).select(*HONOURS)


def measured(figures: nw.LazyFrame) -> nw.LazyFrame:
    """One row per group and unit with each measure, and whether it has a place in every quarter that its group has.

    Improvement is the mean of score - before over the quarters for which the group has a figure before; null for a
    unit that lacks one of them.
    """
    ranked = nw.when(~nw.col("rank").is_null()).then(nw.col("score"))
    rows = figures.with_columns(
        score=ranked,
        gained=nw.col("score") - nw.col("before"),
        known=nw.when(~nw.col("rank").is_null() & ~nw.col("before").is_null()).then(1).otherwise(0),
        there=nw.when(~nw.col("rank").is_null()).then(1).otherwise(0),
        top=nw.when(nw.col("top_band").fill_null(value=False)).then(1.0).otherwise(0.0),
    )
    board = rows.group_by(*_UNIT).agg(
        mean_score=nw.col("score").mean(),
        mean_composite=nw.col("composite").mean(),
        mean_rank=nw.col("rank").cast(nw.Float64).mean(),
        top_band_quarters=nw.col("top").sum(),
        improvement=nw.col("gained").mean(),
        composites=nw.col("composite").count(),
        known=nw.col("known").sum(),
        there=nw.col("there").sum(),
    )
    full, compared, composed = (nw.col(name).max().over(*_GROUP) for name in ("there", "known", "composites"))
    board = board.with_columns(
        complete=(nw.col("there") == full) & (full > 0),
        mean_composite=nw.when(nw.col("composites") == composed).then(nw.col("mean_composite")),
        improvement=nw.when((nw.col("known") == compared) & (compared > 0)).then(nw.col("improvement")),
    )
    means = ("mean_score", "mean_composite", "mean_rank", "improvement")
    return board.with_columns(half_up(nw.col(name), _DECIMALS).alias(name) for name in means)


def with_places(figures: nw.LazyFrame) -> nw.LazyFrame:
    """FIGURES of units that no board ranks (sections, divisions) with their places in each quarter, ties shared."""
    return figures.with_columns(rank_published("shared", "score", ("group", "quarter")))


def _barred(events: nw.LazyFrame, rule: HonourList) -> nw.LazyFrame:
    counted = events.group_by("unit", "exclusion").agg(count=nw.len())
    enough = [(nw.col("exclusion") == place) & (nw.col("count") >= bar.times) for place, bar in enumerate(rule.exclude)]
    kept = counted.filter(reduce(or_, enough, nw.col("count") < 0))
    return kept.select("unit").unique().with_columns(barred=nw.lit(value=True))


def _places(rule: HonourList) -> nw.Expr:
    """How many are named in a group: what its peer group has, whatever section comes after the stroke."""
    said = nw.lit(0)
    for code, count in rule.places.items():
        own = (nw.col("group") == code) | nw.col("group").str.starts_with(f"{code}/")
        said = nw.when(own).then(nw.lit(count)).otherwise(said)
    return said


def _placed(board: nw.LazyFrame, rule: HonourList) -> nw.LazyFrame:
    """Add `place` of those that run, ties told apart by each measure of tie_by in turn."""
    board = board.with_columns(score=nw.when(nw.col("runs")).then(nw.col("key")))
    board = board.with_columns(rank_published("shared", "score", _GROUP))
    for measure in rule.tie_by:
        board = board.with_columns(by=_key(measure, rule.decimals), score=-nw.col("rank"))
        board = board.with_columns(break_ties("by", "score", _GROUP))
    return board.with_columns(place=nw.when(nw.col("runs")).then(nw.col("rank")))


def _state(rule: HonourList) -> nw.Expr:
    by_points = nw.col("short") <= rule.near.points + NOISE
    by_place = nw.col("place") <= nw.col("places") + rule.near.places
    near = by_points.fill_null(value=False) | by_place.fill_null(value=False)
    over = by_points.fill_null(value=False)
    said = nw.when(nw.col("named")).then(nw.lit("named")).otherwise(nw.lit("behind"))
    said = nw.when(~nw.col("named") & near).then(nw.lit("near")).otherwise(said)
    said = nw.when(nw.col("unmet")).then(nw.when(over).then(nw.lit("near")).otherwise(nw.lit("unmet"))).otherwise(said)
    said = nw.when(~nw.col("whole")).then(nw.lit("incomplete")).otherwise(said)
    return nw.when(nw.col("barred")).then(nw.lit("barred")).otherwise(said)


def _key(measure: HonourMeasure, decimals: int) -> nw.Expr:
    """A measure as it is compared: rounded half up, and turned where less is better."""
    return half_up(nw.col(measure), decimals) * _sign(measure)


def _sign(measure: HonourMeasure) -> float:
    return -1.0 if measure in LOWER_IS_BETTER else 1.0


def _unmet(conditions: tuple[HonourCondition, ...]) -> nw.Expr:
    """True for a unit that misses one of the conditions; what has no figure is incomplete, not unmet."""
    return reduce(or_, map(_misses, conditions), nw.col("there") < 0)


def _misses(one: HonourCondition) -> nw.Expr:
    value, misses = nw.col(one.measure), nw.col("there") < 0
    if one.at_least is not None:
        misses = misses | (value < one.at_least - NOISE)
    if one.at_most is not None:
        misses = misses | (value > one.at_most + NOISE)
    return misses.fill_null(value=False)


def missed(rule: HonourList, row: Mapping[str, object]) -> tuple[int, ...]:
    """Which conditions of the list (from 0) a row of HONOURS misses."""
    found = []
    for place, one in enumerate(rule.conditions):
        value = row[one.measure]
        if isinstance(value, int | float):
            low = one.at_least is not None and value < one.at_least - NOISE
            high = one.at_most is not None and value > one.at_most + NOISE
            found += [place] if low or high else []
    return tuple(found)


def _all(*conditions: nw.Expr) -> nw.Expr:
    return reduce(lambda one, other: one & other, conditions)

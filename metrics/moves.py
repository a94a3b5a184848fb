"""Why a rank moved between two releases: correction of data, change of scheme, the unit's own change, the others'."""

from __future__ import annotations

import narwhals as nw

from config.frames import MOVES

_UNIT = ("peer_group", "region_code")
STATES = ("before", "corrected", "rescored", "after")
"""The earlier release as published; its quarter recomputed from the data as they are known now; the same under the
later scheme; the later release."""


def moves(before: nw.LazyFrame, corrected: nw.LazyFrame, rescored: nw.LazyFrame, after: nw.LazyFrame) -> nw.LazyFrame:
    """RANKING frames of the four STATES, one quarter each, to MOVES of the later quarter, by peer group and region.

    Places won are positive. by_correction and by_scheme are the differences of the unit's places in successive states;
    by_own is what its own total of the later quarter would do to its place among the others' totals of `rescored`;
    by_others is the rest. They add up because each state starts where the former ends; the order is declared, not
    drawn. A unit without a rank in one of the states, or in another peer group, has no split. Own places are shared
    (1, 2, 2, 4) where a scheme breaks ties by an item.
    """
    states = dict(zip(STATES, (before, corrected, rescored, after), strict=True))
    joined = after.select(*_UNIT, "quarter", rank_after="rank", published_after="published")
    for name in STATES[:-1]:
        placed = states[name].select(*_UNIT, **{f"rank_{name}": "rank", f"published_{name}": "published"})
        joined = joined.join(placed, on=list(_UNIT), how="left")
    joined = joined.join(_own_places(joined, rescored), on=list(_UNIT), how="left")
    ranks = [nw.col(f"rank_{name}") for name in STATES]
    own = nw.coalesce(nw.col("rank_own"), ranks[2])
    whole = ~nw.any_horizontal(*(rank.is_null() for rank in ranks), ignore_nulls=False)
    steps = {
        "by_correction": ranks[0] - ranks[1],
        "by_scheme": ranks[1] - ranks[2],
        "by_own": ranks[2] - own,
        "by_others": own - ranks[3],
    }
    split = joined.with_columns(
        previous_rank=ranks[0], rank=ranks[3], **{name: nw.when(whole).then(step) for name, step in steps.items()}
    )
    return split.sort("peer_group", "rank", "region_code", nulls_last=True).select(*MOVES)


def _own_places(joined: nw.LazyFrame, rescored: nw.LazyFrame) -> nw.LazyFrame:
    """rank_own: the place of each unit's later total among the others' totals of `rescored`.

    Counted from the engine's own place, so that a unit whose total stays keeps it.
    """
    units = joined.filter(~nw.col("rank_rescored").is_null() & ~nw.col("rank_after").is_null())
    own = units.select(*_UNIT, own_total="published_after", rescored_total="published_rescored", kept="rank_rescored")
    ranked = rescored.filter(~nw.col("rank").is_null())
    others = ranked.select("peer_group", other_code="region_code", other_total="published")
    pairs = own.join(others, on="peer_group").filter(nw.col("other_code") != nw.col("region_code"))
    pairs = pairs.with_columns(
        ahead_now=(nw.col("other_total") > nw.col("own_total")).cast(nw.Int64),
        ahead_then=(nw.col("other_total") > nw.col("rescored_total")).cast(nw.Int64),
    )
    counted = pairs.group_by(*_UNIT).agg(nw.col("ahead_now", "ahead_then").sum(), nw.col("kept").max())
    return counted.select(*_UNIT, rank_own=nw.col("kept") + nw.col("ahead_now") - nw.col("ahead_then"))


def item_moves(earlier: nw.LazyFrame, later: nw.LazyFrame) -> nw.LazyFrame:
    """ITEMS of a unit's two states to what each item did: region_code, node, points_before, points_after, difference.

    Where the tree only adds and nothing is scaled, the differences of a unit add up to that of its total.
    """
    before = earlier.select("region_code", "node", points_before="points")
    after = later.select("region_code", "node", points_after="points")
    joined = after.join(before, on=["region_code", "node"], how="left")
    difference = nw.col("points_after") - nw.col("points_before")
    return joined.with_columns(difference=difference).sort("region_code", "difference", "node", nulls_last=True)

"""The schemas of the long frames that cross package borders, and conform(), which holds a frame to its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import narwhals as nw

Schema = Mapping[str, Any]
FrameT = TypeVar("FrameT")

VALUES: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "indicator": nw.String,
    "value": nw.Float64,
    "status": nw.String,
    "submission_id": nw.Int64,
    "sheet": nw.String,
    "cell": nw.String,
}
"""One row per region, quarter and indicator, as reported; value null unless status is `reported`."""

REGIONS: Schema = {
    "region_code": nw.String,
    "parent_code": nw.String,
    "level": nw.String,
    "peer_group": nw.String,
}
"""One row per region; peer_group is empty for a region that is not ranked."""

MEASURES: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "indicator": nw.String,
    "value": nw.Float64,
    "quarter_value": nw.Float64,
    "status": nw.String,
    "derivation": nw.String,
    "numerator_value": nw.Float64,
    "denominator_value": nw.Float64,
    "coverage_share": nw.Float64,
    "previous": nw.Float64,
    "change": nw.Float64,
    "change_share": nw.Float64,
    "last_year": nw.Float64,
    "year_change": nw.Float64,
    "year_change_share": nw.Float64,
    "submission_id": nw.Int64,
    "sheet": nw.String,
    "cell": nw.String,
}
"""Values after roll-up and ratios. `value` is in the indicator's unit, cumulative where the measure is;
`quarter_value` is the part that belongs to the quarter alone, null for a sum where a child with a value has no such
part; of a ratio it is the quarter part of the numerator over that of the denominator; `derivation` is reported, sum,
ratio or ratio_of_sums; `change` is of quarter_value against the previous quarter (环比), `year_change` of value against
the same quarter last year (同比), the *_share columns the same as a share of the earlier value; all of them, previous
and last_year are null for a sum over other units than those of the earlier quarter; submission, sheet and cell
are null for a value that is derived."""

TARGET_MISSING = "target_missing"
"""Status of a scheme item whose value is reported while its target is missing (another indicator that was not reported)
or not above 0: it gets the points of a missing value, but in coverage_share it counts as reported."""

IMPUTED = "imputed"
"""Status of a scheme item whose value is missing and replaced by the stand-in that the scheme declares; `value` is the
stand-in, and in coverage_share the item counts as missing."""

ITEMS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "section": nw.String,
    "node": nw.String,
    "indicator": nw.String,
    "rule": nw.String,
    "status": nw.String,
    "value": nw.Float64,
    "target": nw.Float64,
    "low": nw.Float64,
    "high": nw.Float64,
    "share": nw.Float64,
    "full_marks": nw.Float64,
    "points": nw.Float64,
    "lost": nw.Float64,
}
"""The explanation of each scheme item: what went in (value, target, the low and high goalpost or the peers' worst and
best), the share of full marks that the rule gave, and the points; null points where the item leaves the total."""

NODES: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "node": nw.String,
    "parent": nw.String,
    "level": nw.String,
    "full_marks": nw.Float64,
    "counted_marks": nw.Float64,
    "points": nw.Float64,
    "published": nw.Float64,
    "lost": nw.Float64,
}
"""Points of sections and of the total (`node` is `total`). full_marks as in the scheme, counted_marks without items
that do not apply; points are scaled up to full_marks; published is rounded half up at the scheme's precision. A section
in which the unit has no value at all has no points and is not published; what it loses is what the total counts."""

RANKING: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "points": nw.Float64,
    "published": nw.Float64,
    "rank": nw.Int64,
    "previous_rank": nw.Int64,
    "rank_change": nw.Int64,
    "ranked_units": nw.Int64,
    "band": nw.String,
    "previous_published": nw.Float64,
    "coverage_share": nw.Float64,
    "weakest_item": nw.String,
    "weakest_lost": nw.Float64,
    "veto": nw.String,
}
"""The board of each peer group. A unit without any value, or whose coverage_share is below the scheme's
minimum_coverage, has points and published but no rank, rank_change and band; ranked_units counts the ranked. previous_*
are of the quarter before, under whichever scheme it was scored; rank_change is positive for a unit that moved up
(进位); coverage_share is the share of the unit's applicable items that have a value; weakest_item is the item that cost
it the most points (weakest_lost, to 10^-6); veto is the first veto of the scheme that applies to the unit."""


BOARDS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "board": nw.String,
    "points": nw.Float64,
    "published": nw.Float64,
    "rank": nw.Int64,
    "ranked_units": nw.Int64,
    "baseline_rank": nw.Int64,
}
"""One row per unit and board: `level` (the total), `improvement_quarter` and `improvement_year` (the difference of the
published totals, in points, against the last quarter and the same quarter last year), `composite`. baseline_rank is the
unit's place on the level board of the quarter compared with; null points where there is nothing to compare with."""

LISTS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "node": nw.String,
    "list": nw.String,
    "value": nw.Float64,
    "target": nw.Float64,
    "rank": nw.Int64,
    "ranked_units": nw.Int64,
}
"""红黑榜: one row per unit and listed item that is on the `red` or the `black` list."""

INTERVALS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "rank": nw.Int64,
    "rank_low": nw.Int64,
    "rank_high": nw.Int64,
    "rank_mean": nw.Float64,
    "alike": nw.Int64,
}
"""How sure a rank is: the places between which the unit falls in the declared share of draws (rank_low is the better,
smaller number), the mean place, and with how many other units of the group its place is not really different."""

IMPROVEMENTS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "node": nw.String,
    "indicator": nw.String,
    "value": nw.Float64,
    "feasible": nw.Float64,
    "feasible_from": nw.String,
    "gain": nw.Float64,
    "needed_for_place": nw.Float64,
    "needed_for_band": nw.Float64,
    "effort": nw.Float64,
    "order": nw.Int64,
}
"""What would gain most: per unit and item the feasible value (its own best of earlier quarters, `history`, or the peer
group's upper quartile, `peers`, whichever is better), the gain of the total in points if the unit alone reached it, the
value that alone would close the gap to the next place or band (null where no feasible one does), and the effort: the
part of the way to the feasible value that closes the gap to the next place (null where none does). order 1 is the
cheapest."""

MOVES: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "previous_rank": nw.Int64,
    "rank": nw.Int64,
    "by_correction": nw.Int64,
    "by_scheme": nw.Int64,
    "by_own": nw.Int64,
    "by_others": nw.Int64,
}
"""Why a rank moved between two releases: places won (positive) by correction of the earlier data, by change of scheme,
by the unit's own change and by the others'; the four add up to previous_rank - rank exactly."""

GAPS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "to_next_place": nw.Float64,
    "to_tie": nw.Float64,
    "next_rank": nw.Int64,
    "to_next_band": nw.Float64,
    "next_band": nw.String,
}
"""What a unit lacks: the points by which its published total must rise to be strictly ahead of the next higher one
(to_tie: level with it) and the place it would then have, others as they are; the points to the bound of the next band
that no veto bars. Null for the first, in the top band, and where the next band goes by top_share."""


def conform(frame: FrameT, schema: Schema) -> FrameT:
    """Give the frame, native or Narwhals, with exactly the schema's columns, in order and cast to its types.

    Raises ValueError that names every missing column; columns that the schema does not know are dropped.
    """
    given: Any = nw.from_native(frame)
    known = set(given.collect_schema().names())
    missing = [name for name in schema if name not in known]
    if missing:
        raise ValueError(f"frame lacks columns: {', '.join(missing)}")
    conformed = given.select(*(nw.col(name).cast(dtype) for name, dtype in schema.items()))
    return conformed if given is frame else conformed.to_native()

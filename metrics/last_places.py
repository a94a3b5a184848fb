"""末位: who is among the last of the group on an item, quarter by quarter; for what repeats, not for a score."""

from __future__ import annotations

import narwhals as nw

from config.frames import IMPUTED
from metrics.peers import PEERS
from metrics.rounding import half_up

_ITEM = (*PEERS, "node")
_DECIMALS = 6


def last_places(items: nw.LazyFrame, bottom: int) -> nw.LazyFrame:
    """The rows of ITEMS (region, quarter, group, node, points) that are among the last `bottom` of their group.

    By points to 10^-6, units with equal points share the better place, so a crowd at the border is not last; a unit
    with full marks, without a reported value, or in a group of no more than twice `bottom` is not either.
    """
    reported = ~nw.col("points").is_null() & ~nw.col("value").is_null() & (nw.col("status") != nw.lit(IMPUTED))
    ranked = items.filter(reported).with_columns(_points=half_up(nw.col("points"), _DECIMALS))
    ranked = ranked.with_columns(_from_last=nw.col("_points").rank("max").over(*_ITEM), _units=nw.len().over(*_ITEM))
    there = (nw.col("_from_last") <= bottom) & (nw.col("_units") > 2 * bottom) & (nw.col("lost") > 0)
    return ranked.filter(there).select("region_code", "quarter", "peer_group", "node", "points")

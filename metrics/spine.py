"""The rows that there must be: every region in every quarter, and the whole numbers that stand for them inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from config.model import Quarter
from metrics.table import table_beside

KEYS = ("region_code", "quarter")
UNIT = (*KEYS, "peer_group")
_GROUP = {"peer_group": nw.String, "group": nw.Int64}
_QUARTER = {"quarter": nw.String, "quarter_number": nw.Int64, "time_progress": nw.Float64}
_STRIDE = 10_000_000
"""More than there are regions in any country."""


def spine(regions: nw.LazyFrame, quarters: Sequence[str]) -> nw.LazyFrame:
    """Regions x quarters with the columns of REGIONS and the quarter."""
    return nw.concat([regions.with_columns(nw.lit(str(quarter)).alias("quarter")) for quarter in quarters])


def numbered(regions: nw.LazyFrame, groups: Sequence[str]) -> nw.LazyFrame:
    """The units (regions of the groups): region_code, peer_group, level, the numbers `region` and `group`.

    Inside the engine whole numbers stand for codes: a join or a group-by on one number is many times cheaper than one
    on several texts.
    """
    units = regions.filter(nw.col("peer_group").is_in(list(groups))).select("region_code", "peer_group", "level")
    known = table_beside(regions, {"peer_group": list(groups), "group": list(range(len(groups)))}, _GROUP)
    units = units.join(known, on="peer_group").with_row_index("region", order_by="region_code")
    return units.with_columns(nw.col("region").cast(nw.Int64))


def quarter_table(beside: nw.LazyFrame, quarters: Sequence[str]) -> nw.LazyFrame:
    """The wanted quarters with their number and their time progress (序时进度)."""
    columns: dict[str, Sequence[Any]] = {
        "quarter": [str(quarter) for quarter in quarters],
        "quarter_number": list(range(len(quarters))),
        "time_progress": [Quarter(quarter).time_progress for quarter in quarters],
    }
    return table_beside(beside, columns, _QUARTER)


def unit_number() -> nw.Expr:
    """One whole number for a region in a quarter."""
    return (nw.col("quarter_number") * _STRIDE + nw.col("region")).alias("unit")


def unit_spine(units: nw.LazyFrame, quarters: Sequence[str]) -> nw.LazyFrame:
    """Every unit in every wanted quarter: UNIT, level, and the numbers unit, region, group, quarter_number."""
    return units.join(quarter_table(units, quarters), how="cross").with_columns(unit_number())

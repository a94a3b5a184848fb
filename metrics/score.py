"""Rows to shares of full marks: the kernel over every item at once, and what counts in the total."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from metrics.kernel import add_share
from metrics.peers import add_posts
from metrics.rows import rows_due
from metrics.sheet import Sheet
from metrics.standins import add_x


def scored_items(measures: nw.LazyFrame, units: nw.LazyFrame, sheet: Sheet, quarters: Sequence[str]) -> nw.LazyFrame:
    """MEASURES and numbered units (metrics.spine) to one row per unit, wanted quarter and item.

    Adds to the rows of metrics.rows: share (of full marks; null, never NaN, where there is no value or goalpost to take
    it against), known (the item applies and has a value), counts (its marks count in the total).
    """
    rows = add_posts(add_x(rows_due(measures, units, sheet, quarters), sheet), sheet)
    rows = add_share(rows, sheet.schema, sheet.parts)
    applies = ~nw.col("na")
    left_out = (nw.col("missing") == nw.lit("exclude")) & nw.col("share").is_null()
    counts = applies & ~left_out if "exclude" in sheet.missing else applies
    return rows.with_columns(known=applies & ~nw.col("imputed") & ~nw.col("value").is_null(), counts=counts)

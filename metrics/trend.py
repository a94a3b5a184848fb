"""Change on the previous quarter (环比) and on the same quarter last year (同比), and the part of a quarter alone.

All look back along one region's row of quarters, which has no gaps: every quarter that is due has its row.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.model import Indicator
from metrics.rollup import TURNOVER
from metrics.rounding import settle

_SERIES = ("region_code", "indicator")
_COMPARED = tuple(zip((1, 4), TURNOVER, strict=True))
_SUMMED = ("sum", "ratio_of_sums")


def quarters_back(column: str, quarters: int) -> nw.Expr:
    """The column's value so many quarters earlier, for the same region and indicator."""
    return nw.col(column).shift(quarters).over(*_SERIES, order_by="quarter")


def add_quarter_part(rows: nw.LazyFrame, catalogue: Sequence[Indicator]) -> nw.LazyFrame:
    """Add `quarter_value`, the part that belongs to the quarter alone.

    For amounts that are cumulative within the year (本年累计): the value minus the previous quarter's, the value itself
    in the first quarter, null where the previous quarter is missing; for other measures the value itself.
    """
    cumulative = nw.col("indicator").is_in([i.code for i in catalogue if i.measure == "ytd_cumulative"])
    itself = ~cumulative | nw.col("quarter").str.ends_with("Q1")
    rows = rows.with_columns(_earlier=quarters_back("value", 1))
    part = nw.when(itself).then(nw.col("value")).otherwise(settle(nw.col("value") - nw.col("_earlier")))
    return rows.with_columns(quarter_value=part).drop("_earlier")


def add_turnover(rows: nw.LazyFrame) -> nw.LazyFrame:
    """Add TURNOVER: 1 where `reporting` is not what it was one quarter ago, or four quarters ago."""
    before = {turnover: quarters_back("reporting", back).fill_null(0) for back, turnover in _COMPARED}
    rows = rows.with_columns(**before)
    return rows.with_columns(*((nw.col(name) != nw.col("reporting")).cast(nw.Int64).alias(name) for name in TURNOVER))


def add_change(rows: nw.LazyFrame) -> nw.LazyFrame:
    """Add previous, change, change_share, last_year, year_change, year_change_share.

    环比 compares quarter parts (`quarter_value`), because a cumulative amount grows within the year; 同比 compares the
    values as they stand, cumulative with cumulative. A sum is compared only with a sum over the same units: where a
    unit below reported in only one of the two quarters (TURNOVER), there is no earlier value to compare with.
    A share is null where the earlier value is 0 or missing.
    """
    rows = rows.with_columns(
        previous=_earlier("quarter_value", *_COMPARED[0]), last_year=_earlier("value", *_COMPARED[1])
    )
    rows = rows.with_columns(
        change=nw.col("quarter_value") - nw.col("previous"), year_change=nw.col("value") - nw.col("last_year")
    )
    return rows.with_columns(
        change_share=share_of("change", "previous"), year_change_share=share_of("year_change", "last_year")
    )


def _earlier(column: str, back: int, turnover: str) -> nw.Expr:
    summed = nw.col("derivation").is_in(_SUMMED) | quarters_back("derivation", back).is_in(_SUMMED).fill_null(False)
    return nw.when(~(summed & (nw.col(turnover) > 0))).then(quarters_back(column, back))


def share_of(change: str, base: str) -> nw.Expr:
    """A change as a share of the size of the earlier value; null where that is 0 or missing."""
    return nw.when(nw.col(base) != 0).then(nw.col(change) / nw.col(base).abs())

"""Means among peers that do not depend on the order of the rows, bit by bit."""

from __future__ import annotations

import narwhals as nw

_GRAIN = 1e14


def add_mean(rows: nw.LazyFrame, of: str, name: str, among: str) -> nw.LazyFrame:
    """Add `name`, the mean of column `of` over the rows with the same `among`; null values are left out.

    Values are added up as whole numbers of 10^-14 of the largest among them: whole numbers add up to the same in any
    order. Null where all are null.
    """
    rows = rows.with_columns(_largest_of=nw.col(of).abs().max().over(among))
    scale = nw.when(nw.col("_largest_of") > 0).then(nw.col("_largest_of")).otherwise(nw.lit(1.0))
    rows = rows.with_columns(_scale=scale)
    rows = rows.with_columns(_grains=(nw.col(of) / nw.col("_scale") * _GRAIN).round(0).cast(nw.Int64))
    rows = rows.with_columns(
        _sum=nw.col("_grains").sum().over(among).cast(nw.Float64), _count=nw.col("_grains").count().over(among)
    )
    some = nw.when(nw.col("_count") > 0).then(nw.col("_count"))
    mean = nw.col("_sum") / some / _GRAIN * nw.col("_scale")
    return rows.with_columns(mean.alias(name)).drop("_largest_of", "_scale", "_grains", "_sum", "_count")

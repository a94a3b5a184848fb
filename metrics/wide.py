"""Between the long frames at the borders and the wide frame inside: one row per region and quarter, one column per
indicator, where every rule is column arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.model import Quarter, Status

KEYS = ("region_code", "quarter")
TIME_PROGRESS = "time_progress"


def na_column(code: str) -> str:
    """The wide column that is true where an indicator does not apply to the unit."""
    return f"{code}__na"


def spine(regions: nw.LazyFrame, quarters: Sequence[str]) -> nw.LazyFrame:
    """Regions x quarters with the columns of REGIONS, the quarter and its time progress."""
    return nw.concat([_in_quarter(regions, Quarter(quarter)) for quarter in quarters])


def _in_quarter(regions: nw.LazyFrame, quarter: Quarter) -> nw.LazyFrame:
    return regions.with_columns(
        nw.lit(str(quarter)).alias("quarter"),
        nw.lit(quarter.time_progress).alias(TIME_PROGRESS),
    )


def widen(measures: nw.LazyFrame, codes: Sequence[str]) -> nw.LazyFrame:
    """Long (region_code, quarter, indicator, value, status) to wide: for each code a column of values under its own
    name and a column `na_column(code)`; null where the long frame has no row.

    polars pivots itself, twice as fast; other engines take one masked maximum per column. Both give the same frame.
    """
    long = measures.select(*KEYS, "indicator", "value", na=nw.col("status") == nw.lit(Status.NOT_APPLICABLE.value))
    if measures.implementation.is_polars():
        return _pivoted(long, codes)
    return masked(long, codes)


def masked(long: nw.LazyFrame, codes: Sequence[str]) -> nw.LazyFrame:
    """The portable widening: any engine can aggregate `value where indicator is code`."""
    here = {code: nw.when(nw.col("indicator") == nw.lit(code)) for code in codes}
    values = (mask.then(nw.col("value")).alias(code) for code, mask in here.items())
    flags = (mask.then(nw.col("na").cast(nw.Int8)).alias(na_column(code)) for code, mask in here.items())
    flat = long.with_columns(*values, *flags)
    names = [*codes, *map(na_column, codes)]
    wide = flat.group_by(*KEYS).agg(nw.col(*names).max())
    return wide.with_columns(nw.col(*map(na_column, codes)).cast(nw.Boolean))


def _pivoted(long: nw.LazyFrame, codes: Sequence[str]) -> nw.LazyFrame:
    native = nw.to_native(long)
    wide = native.pivot(
        "indicator",
        on_columns=list(codes),
        index=list(KEYS),
        values=["value", "na"],
        aggregate_function="max",
        separator="|",
    )
    names = {f"value|{code}": code for code in codes} | {f"na|{code}": na_column(code) for code in codes}
    return nw.from_native(wide.rename(names))

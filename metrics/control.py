"""Control charts (XmR, individuals and moving range): which quarters differ from a series' own ordinary variation.

Rules and constants after Donald J. Wheeler, Understanding Variation: The Key to Managing Chaos (SPC Press).
"""

from __future__ import annotations

import narwhals as nw

from config.frames import Schema, conform

SERIES: Schema = {
    "region_code": nw.String,
    "series": nw.String,
    "quarter": nw.String,
    "value": nw.Float64,
}
"""One row per region, series (an indicator's code, or `total`) and quarter; values may be null."""

CONTROL: Schema = {
    **SERIES,
    "moving_range": nw.Float64,
    "centre": nw.Float64,
    "lower": nw.Float64,
    "upper": nw.Float64,
    "range_upper": nw.Float64,
    "outside": nw.Boolean,
    "run": nw.Boolean,
    "near_limit": nw.Boolean,
    "jump": nw.Boolean,
}
"""SERIES with its natural process limits and signals, each flag true on the quarter that completes the signal:
`outside` a point beyond a limit; `run` the last 8 points on one side of the centre; `near_limit` 3 of the last 4 points
nearer to one and the same limit than to the centre, this one among them; `jump` a moving range beyond its limit.
Null limits and no flags for a series with too few points."""

FEWEST_POINTS = 6
TO_LIMIT = 2.66
"""3 / 1.128: three standard deviations, estimated from the mean moving range of two points."""
TO_RANGE_LIMIT = 3.267
RUN = 8
_OF_SERIES = ("region_code", "series")


def control(series: nw.LazyFrame) -> nw.LazyFrame:
    """SERIES to CONTROL, sorted by region, series and quarter; limits are in the unit of the value.

    Centre is the mean, limits centre -/+ 2.66 x mean moving range, upper range limit 3.267 x mean moving range.
    Quarters without a value are left out: the moving range is between neighbours that are known. ValueError for
    lacking columns.
    """
    known = conform(series, SERIES).filter(~nw.col("value").is_null())
    before = nw.col("value").shift(1).over(*_OF_SERIES, order_by="quarter")
    ranges = known.with_columns(moving_range=(nw.col("value") - before).abs())
    return conform(_flagged(_limited(ranges)).sort(*_OF_SERIES, "quarter"), CONTROL)


def _limited(ranges: nw.LazyFrame) -> nw.LazyFrame:
    enough = nw.col("value").count().over(*_OF_SERIES) >= FEWEST_POINTS
    means = ranges.with_columns(
        centre=nw.when(enough).then(nw.col("value").mean().over(*_OF_SERIES)),
        _range=nw.when(enough).then(nw.col("moving_range").mean().over(*_OF_SERIES)),
    )
    return means.with_columns(
        lower=nw.col("centre") - nw.col("_range") * TO_LIMIT,
        upper=nw.col("centre") + nw.col("_range") * TO_LIMIT,
        range_upper=nw.col("_range") * TO_RANGE_LIMIT,
    )


def _flagged(rows: nw.LazyFrame) -> nw.LazyFrame:
    value, centre, lower, upper = (nw.col(name) for name in ("value", "centre", "lower", "upper"))
    rows = rows.with_columns(
        _above=_one(value > centre),
        _below=_one(value < centre),
        _high=_one(upper - value < value - centre),
        _low=_one(value - lower < centre - value),
    )
    flags = {
        "outside": (value < lower) | (value > upper),
        "run": (_last("_above", RUN) == RUN) | (_last("_below", RUN) == RUN),
        "near_limit": _three_of_four("_high") | _three_of_four("_low"),
        "jump": nw.col("moving_range") > nw.col("range_upper"),
    }
    return rows.with_columns(**{name: flag.fill_null(value=False) for name, flag in flags.items()})


def _one(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _last(name: str, points: int) -> nw.Expr:
    """How many of the last points have the mark; points before the first have none."""
    marks = [nw.col(name), *(nw.col(name).shift(k).over(*_OF_SERIES, order_by="quarter") for k in range(1, points))]
    return nw.sum_horizontal(*marks)


def _three_of_four(name: str) -> nw.Expr:
    return (nw.col(name) == 1) & (_last(name, 4) >= 3)

"""From reported values to rows that are due: value, status, counts; and from rolled-up rows to measures."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.model import Indicator, Status
from metrics.rollup import TURNOVER
from metrics.spine import KEYS
from metrics.trend import add_turnover

ROW = (*KEYS, "indicator")
SOURCE = ("submission_id", "sheet", "cell")
REPORTED, NOT_REPORTED = nw.lit(Status.REPORTED.value), nw.lit(Status.NOT_REPORTED.value)
NOT_APPLICABLE, WITHHELD = nw.lit(Status.NOT_APPLICABLE.value), nw.lit(Status.WITHHELD.value)


def rolling(catalogue: Sequence[Indicator]) -> list[str]:
    """The codes of the indicators that roll up from children to parents."""
    return [indicator.code for indicator in catalogue if indicator.roll_up != "none"]


def due(units: nw.LazyFrame, catalogue: Sequence[Indicator]) -> nw.LazyFrame:
    """`units` (one row per region and quarter, with its level) times the indicators that apply at the level.

    Gives region_code, parent_code, quarter, indicator. Written as one column per indicator turned into rows, which
    every engine can do.
    """
    codes = [indicator.code for indicator in catalogue]
    applies = units.with_columns(*(nw.col("level").is_in(list(i.levels)).alias(i.code) for i in catalogue))
    rows = applies.unpivot(codes, index=[*KEYS, "parent_code"], variable_name="indicator", value_name="due")
    return rows.filter(nw.col("due")).drop("due")


def place(rows: nw.LazyFrame, values: nw.LazyFrame) -> nw.LazyFrame:
    """Give each due row its reported value and status; a row without one is `not_reported`.

    Adds value (null, not NaN, when missing), status, and what `counted` adds.
    """
    placed = rows.join(values.select(*ROW, "value", "status"), on=list(ROW), how="left")
    placed = placed.with_columns(nw.col("status").fill_null(Status.NOT_REPORTED.value))
    placed = placed.with_columns(value=nw.when(nw.col("status") == REPORTED).then(nw.col("value").fill_nan(None)))
    return counted(placed, nw.col("status") == NOT_APPLICABLE, ~nw.col("value").is_null())


def counted(rows: nw.LazyFrame, closed: nw.Expr, reporting: nw.Expr) -> nw.LazyFrame:
    """Add `closed` (does not apply), `rolled` (no row is rolled up yet) and the counts that roll_up adds up, 1 or 0.

    They are `reporting` and `expected`, that coverage is taken from, `lacking` (without a value) and TURNOVER.
    """
    rows = rows.with_columns(
        closed=closed,
        reporting=reporting.cast(nw.Int64),
        expected=(~closed).cast(nw.Int64),
        lacking=(~reporting).cast(nw.Int64),
        rolled=nw.lit(False),
    )
    return add_turnover(rows)


def describe_amounts(rows: nw.LazyFrame) -> nw.LazyFrame:
    """Rolled-up rows with their final status, derivation (reported or sum) and coverage."""
    derivation = nw.when(nw.col("rolled")).then(nw.lit("sum")).otherwise(nw.lit("reported"))
    neither = {f"{side}_value": nw.lit(None, nw.Float64) for side in ("numerator", "denominator")}
    return _described(rows.with_columns(derivation=derivation, **neither))


def describe_ratios(rows: nw.LazyFrame) -> nw.LazyFrame:
    """Ratio rows with their final status, derivation (ratio or ratio_of_sums) and coverage."""
    derivation = nw.when(nw.col("rolled")).then(nw.lit("ratio_of_sums")).otherwise(nw.lit("ratio"))
    return _described(rows.with_columns(derivation=derivation))


def _described(rows: nw.LazyFrame) -> nw.LazyFrame:
    missing = nw.when(nw.col("status") == WITHHELD).then(WITHHELD).otherwise(NOT_REPORTED)
    absent = nw.when(nw.col("closed")).then(NOT_APPLICABLE).otherwise(missing)
    return rows.select(
        *ROW,
        *TURNOVER,
        "value",
        "quarter_value",
        "derivation",
        "numerator_value",
        "denominator_value",
        status=nw.when(~nw.col("value").is_null()).then(REPORTED).otherwise(absent),
        coverage_share=nw.when(nw.col("expected") > 0).then(nw.col("reporting") / nw.col("expected")),
    )


def add_source(measures: nw.LazyFrame, values: nw.LazyFrame) -> nw.LazyFrame:
    """Add SOURCE, the submission and cell of each value that is as reported; null for a value that is derived."""
    source = values.select(*ROW, *SOURCE, derivation=nw.lit("reported"))
    return measures.join(source, on=[*ROW, "derivation"], how="left")

"""County to prefecture to province: sums over the children that reported, with the share of units that they cover."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from metrics.rounding import settle

_FAMILY = ("family", "quarter", "indicator")
TURNOVER = ("turnover_quarter", "turnover_year")
"""How many units at the bottom report in only one of two quarters: this one and the one before, or last year's."""
_COUNTS = ("reporting", "expected", "lacking", *TURNOVER)


def roll_up(rows: nw.LazyFrame, amounts: Sequence[str], rolling: Sequence[str], depth: int) -> nw.LazyFrame:
    """Give every parent the sum of its children, level by level, for the indicators in `rolling`.

    Rows have region_code, parent_code, quarter, indicator, the `amounts`, `closed`, `rolled` and the counts
    `reporting`, `expected`, `lacking` and TURNOVER. A parent's own amount stands only where no child reported; an
    amount that one of the reporting children lacks has no sum; a parent all of whose children are closed is closed.
    One pass lifts every amount by one level, `depth` passes reach the top; a pass that finds nothing new changes
    nothing. The counts are of units at the bottom, so that coverage is true at every level: `lacking` those without a
    value for whatever reason, so that a sum with none lacking is of the whole parent.
    """
    for _ in range(depth):
        rows = _lift(_with_children(rows, amounts, rolling), amounts)
    return rows


def _with_children(rows: nw.LazyFrame, amounts: Sequence[str], rolling: Sequence[str]) -> nw.LazyFrame:
    """Add what each row's children sum to, `<amount>_below` and `<count>_below`; null without children.

    Each row stands twice, once as head of its own family and once as child in its parent's; the sums are taken over
    the family and the heads stay. A self-join would double the plan with each level.
    """
    names = rows.collect_schema().names()
    roles = rows.with_columns(head=nw.col("region_code"), child=nw.col("parent_code"))
    both = roles.unpivot(["head", "child"], index=names, variable_name="role", value_name="family")
    child = (nw.col("role") == nw.lit("child")) & nw.col("indicator").is_in(list(rolling))
    parts = [*amounts, *_COUNTS]
    both = both.with_columns(*(nw.when(child).then(nw.col(part)).alias(f"{part}_below") for part in parts))
    both = both.with_columns(_reports=(nw.col("reporting_below") > 0).cast(nw.Int64))
    sums = [_sum_over_family(f"{part}_below", _known(f"{part}_below") > 0) for part in _COUNTS]
    reporters = nw.col("_reports").sum().over(*_FAMILY)
    whole = ((_known(f"{amount}_below") > 0) & (_known(f"{amount}_below") >= reporters) for amount in amounts)
    sums += [_sum_over_family(f"{amount}_below", all_of_it) for amount, all_of_it in zip(amounts, whole, strict=True)]
    return both.with_columns(*sums).filter(nw.col("role") == nw.lit("head")).drop("role", "family", "_reports")


def _known(part: str) -> nw.Expr:
    return nw.col(part).count().over(*_FAMILY)


def _sum_over_family(part: str, stands: nw.Expr) -> nw.Expr:
    return nw.when(stands).then(nw.col(part).sum().over(*_FAMILY)).alias(part)


def _lift(rows: nw.LazyFrame, amounts: Sequence[str]) -> nw.LazyFrame:
    rows = rows.with_columns(rolled=(nw.col("reporting_below") > 0).fill_null(False))
    own = (nw.col("reporting") > 0) & ~nw.col("rolled")
    no_child_expected = (nw.col("expected_below") == 0).fill_null(False)
    rows = rows.with_columns(_own=own, closed=~nw.col("rolled") & ~own & (nw.col("closed") | no_child_expected))
    rows = rows.with_columns(expected=_expected())
    reporting = nw.when(nw.col("rolled")).then(nw.col("reporting_below")).otherwise(nw.lit(0))
    lifted = rows.with_columns(
        *(_lifted(amount).alias(amount) for amount in amounts),
        *(_turned_over(count).alias(count) for count in TURNOVER),
        reporting=nw.when(nw.col("_own")).then(nw.col("expected")).otherwise(reporting),
        lacking=nw.when(nw.col("rolled")).then(nw.col("lacking_below")).otherwise(nw.col("lacking")),
    )
    return lifted.drop(*(f"{part}_below" for part in (*amounts, *_COUNTS)), "_own")


def _turned_over(count: str) -> nw.Expr:
    below = nw.col(f"{count}_below")
    return nw.when(nw.col("rolled") | (below > 0).fill_null(False)).then(below).otherwise(nw.col(count))


def _expected() -> nw.Expr:
    below = nw.when(nw.col("expected_below") > 0).then(nw.col("expected_below")).otherwise(nw.col("expected"))
    return nw.when(nw.col("closed")).then(nw.lit(0)).otherwise(below)


def _lifted(amount: str) -> nw.Expr:
    return nw.when(nw.col("rolled")).then(settle(nw.col(f"{amount}_below"))).otherwise(nw.col(amount))

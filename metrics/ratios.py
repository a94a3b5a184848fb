"""Ratios: numerator and denominator paired unit by unit, rolled up together, and only then divided."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.model import Indicator, Status
from metrics.derive import WITHHELD, counted, rolling
from metrics.rollup import roll_up
from metrics.wide import KEYS

_SIDES = ("numerator", "denominator")
_PARTS = ("value", "status", "closed", "rolled")


def derive_ratios(rows: nw.LazyFrame, amounts: nw.LazyFrame, ratios: Sequence[Indicator], depth: int) -> nw.LazyFrame:
    """Turn due ratio rows into ratios: scale x numerator / denominator, summed over the units that have both.

    `amounts` are the rolled-up rows of the other indicators. A unit where numerator or denominator does not apply
    leaves both sums, so that a closed unit never stays in one of them. Denominator 0 and numerator 0 or missing means
    that there was nothing to do (not applicable); denominator 0 with a numerator contradicts itself (not reported).
    A region whose numerator and denominator were both rolled up, but from no unit that has both, has no ratio.
    """
    for side in _SIDES:
        rows = _join_side(rows, amounts, ratios, side)
    paired = _pair(rows, rolling(ratios))
    rolled = roll_up(paired, ("numerator_value", "denominator_value"), rolling(ratios), depth)
    codes, scales = [ratio.code for ratio in ratios], [ratio.scale for ratio in ratios]
    scale = nw.col("indicator").replace_strict(codes, scales, default=nw.lit(1.0), return_dtype=nw.Float64)
    value = scale * nw.col("numerator_value") / nw.col("denominator_value")
    return rolled.with_columns(value=value).with_columns(quarter_value=nw.col("value"))


def _join_side(rows: nw.LazyFrame, amounts: nw.LazyFrame, ratios: Sequence[Indicator], side: str) -> nw.LazyFrame:
    codes, names = [ratio.code for ratio in ratios], [getattr(ratio, side) for ratio in ratios]
    code = nw.col("indicator").replace_strict(codes, names, default=nw.lit(""), return_dtype=nw.String)
    parts = (nw.col(part).alias(f"{side}_{part}") for part in _PARTS)
    amounts = amounts.select(*KEYS, nw.col("indicator").alias(side), *parts)
    return rows.with_columns(code.alias(side)).join(amounts, on=[*KEYS, side], how="left").drop(side)


def _pair(rows: nw.LazyFrame, rolling_codes: list[str]) -> nw.LazyFrame:
    rows = rows.with_columns(_closed=_closed(), _withheld=_either("status", WITHHELD))
    rows = rows.with_columns(_whole=_whole(rolling_codes) & ~nw.col("_closed"))
    rows = rows.with_columns(
        *(nw.when(nw.col("_whole")).then(nw.col(f"{side}_value")).alias(f"{side}_value") for side in _SIDES),
        status=nw.when(nw.col("_withheld")).then(WITHHELD).otherwise(nw.col("status")),
    )
    spent = [f"{side}_{part}" for side in _SIDES for part in _PARTS if part != "value"]
    return counted(rows, nw.col("_closed"), nw.col("_whole")).drop("_closed", "_whole", "_withheld", *spent)


def _either(part: str, wanted: nw.Expr) -> nw.Expr:
    return (nw.col(f"numerator_{part}") == wanted).fill_null(False) | (
        nw.col(f"denominator_{part}") == wanted
    ).fill_null(False)


def _closed() -> nw.Expr:
    nothing_to_do = (nw.col("denominator_value") == 0) & (nw.col("numerator_value").fill_null(0.0) == 0)
    own = nw.col("status") == nw.lit(Status.NOT_APPLICABLE.value)
    return own | _either("closed", nw.lit(True)) | nothing_to_do.fill_null(False)


def _whole(rolling_codes: list[str]) -> nw.Expr:
    both_rolled = nw.col("numerator_rolled") & nw.col("denominator_rolled")
    unmatched = both_rolled & nw.col("indicator").is_in(rolling_codes)
    both = ~nw.col("numerator_value").is_null() & (nw.col("denominator_value") != 0)
    return (both & ~unmatched).fill_null(False)

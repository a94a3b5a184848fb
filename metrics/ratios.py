"""Ratios: numerator and denominator paired unit by unit, rolled up together, and only then divided."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.model import Indicator, Status
from metrics.derive import WITHHELD, counted, rolling
from metrics.rollup import roll_up
from metrics.spine import KEYS

_SIDES = ("numerator", "denominator")
_PARTS = ("value", "quarter_value", "status", "closed", "rolled", "rolls", "lacking")
_AMOUNTS = tuple(f"{side}_{part}" for part in ("value", "quarter_value") for side in _SIDES)


def derive_ratios(
    rows: nw.LazyFrame, amounts: nw.LazyFrame, catalogue: Sequence[Indicator], depth: int
) -> nw.LazyFrame:
    """Turn due ratio rows into ratios: scale x numerator / denominator, summed over the units that have both.

    `amounts` are the rolled-up rows of the other indicators. A unit where numerator or denominator does not apply
    leaves both sums, so that a closed unit never stays in one of them. Denominator 0 and numerator 0 or missing means
    that there was nothing to do (not applicable); denominator 0 with a numerator contradicts itself (not reported).
    A region whose two sides do not stand for the same units (`_unlike`) has no pair of its own.

    `quarter_value` is scale x the quarter part of the numerator / that of the denominator (where they are not
    cumulative, their values); null where a part is missing or the denominator's is 0.
    """
    ratios = [indicator for indicator in catalogue if indicator.is_ratio]
    amounts = amounts.with_columns(rolls=nw.col("indicator").is_in(rolling(catalogue)))
    for side in _SIDES:
        rows = _join_side(rows, amounts, ratios, side)
    rolled = roll_up(_pair(rows, rolling(ratios)), _AMOUNTS, rolling(ratios), depth)
    codes, scales = [ratio.code for ratio in ratios], [ratio.scale for ratio in ratios]
    scale = nw.col("indicator").replace_strict(codes, scales, default=nw.lit(1.0), return_dtype=nw.Float64)
    return rolled.with_columns(*(_ratio(scale, part).alias(part) for part in ("value", "quarter_value")))


def _ratio(scale: nw.Expr, part: str) -> nw.Expr:
    # 100 x 29 / 100 is 29, while 100 x (29 / 100) is 28.999999999999996
    denominator = nw.col(f"denominator_{part}")
    return scale * nw.col(f"numerator_{part}") / nw.when(denominator != 0).then(denominator)


def _join_side(rows: nw.LazyFrame, amounts: nw.LazyFrame, ratios: Sequence[Indicator], side: str) -> nw.LazyFrame:
    codes, names = [ratio.code for ratio in ratios], [getattr(ratio, side) for ratio in ratios]
    code = nw.col("indicator").replace_strict(codes, names, default=nw.lit(""), return_dtype=nw.String)
    parts = (nw.col(part).alias(f"{side}_{part}") for part in _PARTS)
    amounts = amounts.select(*KEYS, nw.col("indicator").alias(side), *parts)
    return rows.with_columns(code.alias(side)).join(amounts, on=[*KEYS, side], how="left").drop(side)


def _pair(rows: nw.LazyFrame, rolling_codes: list[str]) -> nw.LazyFrame:
    rows = rows.with_columns(_unlike=_unlike(rolling_codes).fill_null(False))
    rows = rows.with_columns(_closed=_closed(), _withheld=_either("status", WITHHELD))
    rows = rows.with_columns(_whole=_both() & ~nw.col("_unlike") & ~nw.col("_closed"))
    rows = rows.with_columns(
        *(nw.when(nw.col("_whole")).then(nw.col(amount)).alias(amount) for amount in _AMOUNTS),
        status=nw.when(nw.col("_withheld")).then(WITHHELD).otherwise(nw.col("status")),
    )
    spent = {f"{side}_{part}" for side in _SIDES for part in _PARTS} - set(_AMOUNTS)
    rows = counted(rows, nw.col("_closed"), nw.col("_whole"))
    return rows.drop("_unlike", "_closed", "_whole", "_withheld", *sorted(spent))


def _either(part: str, wanted: nw.Expr) -> nw.Expr:
    return (nw.col(f"numerator_{part}") == wanted).fill_null(False) | (
        nw.col(f"denominator_{part}") == wanted
    ).fill_null(False)


def _closed() -> nw.Expr:
    nothing_to_do = (nw.col("denominator_value") == 0) & (nw.col("numerator_value").fill_null(0.0) == 0)
    mixed = nw.col("_unlike") & (nw.col("numerator_rolled") != nw.col("denominator_rolled"))
    mixed = mixed & ~nw.col("numerator_value").is_null()
    own = nw.col("status") == nw.lit(Status.NOT_APPLICABLE.value)
    return own | _either("closed", nw.lit(True)) | (nothing_to_do & ~mixed).fill_null(False)


def _both() -> nw.Expr:
    return (~nw.col("numerator_value").is_null() & (nw.col("denominator_value") != 0)).fill_null(False)


def _unlike(rolling_codes: list[str]) -> nw.Expr:
    """True where the sides cannot be paired in the region itself: they stand for different units.

    Own value with own value is like. Two sums are paired unit by unit where the ratio rolls up; where it does not, both
    must lack no unit. An own value beside a sum mixes levels, unless its indicator is collected for the region as a
    whole (it does not roll up) and the sum lacks no unit.
    """
    numerator, denominator = nw.col("numerator_rolled"), nw.col("denominator_rolled")
    partial = _partial("numerator") | _partial("denominator")
    two_sums = numerator & denominator & (partial | nw.col("indicator").is_in(rolling_codes))
    own_rolls = (~numerator & nw.col("numerator_rolls")) | (~denominator & nw.col("denominator_rolls"))
    return two_sums | ((numerator != denominator) & (partial | own_rolls))


def _partial(side: str) -> nw.Expr:
    return nw.col(f"{side}_rolled") & (nw.col(f"{side}_lacking") > 0)

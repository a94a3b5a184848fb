"""Judges' marks made comparable: who is lenient or severe, who spreads wide or narrow, and the cases in their order.

Severity: the additive two-way model mark = case + judge + error without interaction, fitted by least squares over the
cases that were scored (Searle, Linear Models, 1971, ch. 7; for raters: Braun, Understanding Scoring Reliability,
Journal of Educational Statistics 13, 1988), by backfitting: in turn each judge's mean of (mark - case) and each case's
mean of (mark - judge) until nothing moves. So who was recused from the strong cases is not taken for a severe judge.

Spread: linear equating (Angoff 1971; Kolen and Brennan, Test Equating, Scaling, and Linking, 2014, ch. 2) of each judge
to the fitted case levels over the cases that this judge scored: aligned = M + (mark - m) x S / s, with mean and
standard deviation m, s of the judge's marks and M, S of the levels; S / s stays within the given bound.
"""

from __future__ import annotations

import narwhals as nw

from config.frames import Schema, conform
from metrics.rounding import NOISE, half_up

MARKS: Schema = {"judge": nw.String, "case": nw.String, "mark": nw.Float64}
"""One row per judge and case that the judge scored, 0 to 100."""
ALIGNED: Schema = {**MARKS, "effect": nw.Float64, "spread": nw.Float64, "aligned": nw.Float64}
"""MARKS with the judge's severity in points (above 0: lenient), the factor of the spread, and the aligned mark."""
CASES: Schema = {
    "case": nw.String,
    "judges": nw.Int64,
    "raw": nw.Float64,
    "adjusted": nw.Float64,
    "rank": nw.Int64,
    "raw_rank": nw.Int64,
}
"""One row per case: how many judges, mean of the marks and of the aligned marks at two decimals, and their places among
the cases with enough judges (shared places 1, 2, 2, 4); no place for the others."""
JUDGES: Schema = {
    "judge": nw.String,
    "cases": nw.Int64,
    "mean": nw.Float64,
    "effect": nw.Float64,
    "spread": nw.Float64,
}
"""One row per judge: how many cases, mean of the marks, severity in points and factor of the spread."""
TURNS = 40
FEWEST_FOR_SPREAD = 3
"""With fewer cases a judge's spread says nothing and stays as it is."""
PRECISION = 2


def aligned(marks: nw.LazyFrame, most_spread: float = 2.0) -> nw.LazyFrame:
    """MARKS to ALIGNED, by judge and case. ValueError for lacking columns."""
    rows = _fitted(conform(marks, MARKS))
    mark, level = nw.col("mark"), nw.col("_level")
    rows = rows.with_columns(
        _m=mark.mean().over("judge"), _centre=level.mean().over("judge"), _count=mark.count().over("judge")
    )
    rows = rows.with_columns(
        _s=((mark - nw.col("_m")) ** 2).mean().over("judge") ** 0.5,
        _wide=((level - nw.col("_centre")) ** 2).mean().over("judge") ** 0.5,
    )
    known = (nw.col("_s") > NOISE) & (nw.col("_wide") > NOISE) & (nw.col("_count") >= FEWEST_FOR_SPREAD)
    safe = nw.when(nw.col("_s") > NOISE).then(nw.col("_s")).otherwise(nw.lit(1.0))
    factor = nw.when(known).then(nw.col("_wide") / safe).otherwise(nw.lit(1.0))
    rows = rows.with_columns(spread=factor.clip(1 / most_spread, most_spread))
    even = nw.col("_centre") + (mark - nw.col("_m")) * nw.col("spread")
    return conform(rows.with_columns(effect=nw.col("_effect"), aligned=even).sort("judge", "case"), ALIGNED)


def case_places(rows: nw.LazyFrame, least_judges: int) -> nw.LazyFrame:
    """ALIGNED to CASES, by place and case."""
    cases = rows.group_by("case").agg(
        judges=nw.col("mark").count(), raw=nw.col("mark").mean(), adjusted=nw.col("aligned").mean()
    )
    cases = cases.with_columns(raw=half_up(nw.col("raw"), PRECISION), adjusted=half_up(nw.col("adjusted"), PRECISION))
    enough = nw.col("judges") >= least_judges
    cases = cases.with_columns(
        _adjusted=nw.when(enough).then(nw.col("adjusted")), _raw=nw.when(enough).then(nw.col("raw"))
    )
    cases = cases.with_columns(
        rank=nw.col("_adjusted").rank("min", descending=True), raw_rank=nw.col("_raw").rank("min", descending=True)
    )
    return conform(cases.sort("rank", "case", nulls_last=True), CASES)


def severities(rows: nw.LazyFrame) -> nw.LazyFrame:
    """ALIGNED to JUDGES, by judge."""
    judges = rows.group_by("judge").agg(
        cases=nw.col("mark").count(),
        mean=nw.col("mark").mean(),
        effect=nw.col("effect").mean(),
        spread=nw.col("spread").mean(),
    )
    return conform(judges.sort("judge"), JUDGES)


def _fitted(rows: nw.LazyFrame) -> nw.LazyFrame:
    """MARKS with the level of the case and the effect of the judge; over all marks the effects are 0 in the mean."""
    mark, level, effect = nw.col("mark"), nw.col("_level"), nw.col("_effect")
    rows = rows.with_columns(_level=mark.mean().over("case"), _effect=nw.lit(0.0), _all=nw.lit(1))
    for _ in range(TURNS):
        rows = rows.with_columns(_effect=(mark - level).mean().over("judge"))
        rows = rows.with_columns(_level=(mark - effect).mean().over("case"))
    rows = rows.with_columns(_mean=effect.mean().over("_all"))
    return rows.with_columns(_effect=effect - nw.col("_mean"), _level=level + nw.col("_mean"))

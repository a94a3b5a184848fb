"""Reporting quality (报送质量) of each submitting unit, part by part, by the published formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from config.frames import VALUES, Schema, conform
from config.model import Status
from config.wording import Say, mark
from metrics.rounding import settle
from metrics.words import plain

FACTS: Schema = {
    "unit": nw.String,
    "quarter": nw.String,
    "due_counties": nw.Int64,
    "missing_counties": nw.Int64,
    "days_late": nw.Int64,
    "logic_errors": nw.Int64,
    "reported_values": nw.Int64,
    "doubtful_values": nw.Int64,
    "corrections": nw.Int64,
    "workload_weight": nw.Float64,
    "analysis_points": nw.Float64,
}
"""One row per submitting unit and quarter: how many counties it collects from and how many of them are missing; days
late, each begun day a whole one, null where nothing was delivered; errors and values in what it delivered; how often it
corrected that afterwards; its workload weight and the points of its analysis report (null: 0)."""

PARTS: Schema = {
    "unit": nw.String,
    "quarter": nw.String,
    "part": nw.String,
    "points": nw.Float64,
    "full_marks": nw.Float64,
    "figure": nw.Float64,
    "whole": nw.Float64,
}
"""One row per unit, quarter and part; the points of the other parts add up to those of `total`. `figure` is what the
part is judged by (of so many, `whole`): missing counties of due ones, days late, logic errors, doubtful values of all,
the workload weight of the points before it, corrections for the total; null figure where nothing was delivered."""

QUALITY, CORRECTIONS = "reporting_quality", "reporting_corrections"
"""The indicators that a scheme's items can read: the total in points, and how often the unit corrected its data."""

Steps = Sequence[tuple[int, float]]
COLLECTION: Steps = ((0, 5.0), (5, 4.0), (10, 2.0))
PLAUSIBILITY: Steps = ((0, 15.0), (5, 12.0), (10, 9.0), (15, 6.0), (20, 3.0))
"""Points for a share of up to so many per cent; beyond the last step there are none."""
DAYS, ERRORS = 5.0, 5.0
LAST_DAY = 3
"""Four days late or more is no delivery."""

NOTHING = mark("Nothing was delivered: {points} of {full} points.")
IN_TIME = mark("Delivered in time: {points} of {full} points.")
SENTENCES = {
    "collection": mark("Counties missing: {figure} of {whole}; {points} of {full} points."),
    "delivery": mark(
        "Days late: {figure}; each costs 1 point, from the 4th on all are lost: {points} of {full} points."
    ),
    "logic": mark("Logic errors: {figure}; each costs 1 point: {points} of {full} points."),
    "plausibility": mark("Doubtful values: {figure} of {whole}; {points} of {full} points."),
    "workload": mark("Workload weight {figure}: each 1 of it raises the {whole} points by 10%, by {points} in all."),
    "analysis": mark("Analysis report: {points} points."),
    "total": mark(
        "Reporting quality: {points} points. Files that corrected figures afterwards: {figure}; not deducted."
    ),
}
_BASE = ("collection", "delivery", "logic", "plausibility")
_FULL = {"collection": 5.0, "delivery": DAYS, "logic": ERRORS, "plausibility": 15.0}
_UNIT = ("unit", "quarter")


def quality_parts(facts: nw.LazyFrame) -> nw.LazyFrame:
    """FACTS to PARTS, by quarter, unit and order of the formula; ValueError for a lacking column.

    (collection 5 + delivery 5 + quality 20) x (1 + 0.1 x workload weight) + analysis report (domain.md, reporting
    quality). Quality is 5 for logic and 15 for plausibility. The formula is silent on a unit that delivered no value:
    it has no points for quality.
    """
    judged = _judged(facts)
    parts = [
        judged.select(
            *_UNIT,
            part=nw.lit(name),
            points=nw.col(name),
            full_marks=nw.lit(_FULL.get(name), nw.Float64),
            figure=figure.cast(nw.Float64),
            whole=whole.cast(nw.Float64),
            _order=nw.lit(order),
        )
        for order, (name, (figure, whole)) in enumerate(_figures().items())
    ]
    return conform(nw.concat(parts).sort("quarter", "unit", "_order"), PARTS)


def as_values(facts: nw.LazyFrame) -> nw.LazyFrame:
    """FACTS to VALUES of QUALITY (points) and CORRECTIONS (times); the unit's code stands as region_code."""
    judged = _judged(facts)
    rows = [
        judged.select(
            "quarter",
            region_code=nw.col("unit"),
            indicator=nw.lit(code),
            value=nw.col(column).cast(nw.Float64),
            status=nw.lit(Status.REPORTED.value),
            submission_id=nw.lit(None, nw.Int64),
            sheet=nw.lit(""),
            cell=nw.lit(""),
        )
        for code, column in ((QUALITY, "total"), (CORRECTIONS, "corrections"))
    ]
    return conform(nw.concat(rows).sort("quarter", "region_code", "indicator"), VALUES)


def quality_in_words(row: Mapping[str, Any], say: Say) -> str:
    """The sentence for one row of PARTS."""
    places = {"points": plain(row["points"], 2), "full": plain(row["full_marks"] or 0.0)}
    if row["part"] in _BASE and row["figure"] is None:
        return say(NOTHING, **places)
    if row["part"] == "delivery" and row["figure"] == 0:
        return say(IN_TIME, **places)
    part = row["part"]
    return say(SENTENCES[part], **places, figure=plain(row["figure"] or 0.0), whole=plain(row["whole"] or 0.0))


def _judged(facts: nw.LazyFrame) -> nw.LazyFrame:
    """FACTS with the points of each part and the total."""
    rows = conform(facts, FACTS).with_columns(nw.col("workload_weight", "analysis_points").fill_null(0.0))
    late, there = nw.col("days_late"), ~nw.col("days_late").is_null() & (nw.col("reported_values") > 0)
    plausible = _by_share("doubtful_values", "reported_values", PLAUSIBILITY)
    rows = rows.with_columns(
        _there=there,
        collection=_by_share("missing_counties", "due_counties", COLLECTION),
        delivery=nw.when(late <= LAST_DAY).then(DAYS - _at_least_none(late)).otherwise(0.0),
        logic=nw.when(there).then(_at_least_none(ERRORS - nw.col("logic_errors"))).otherwise(0.0),
        plausibility=nw.when(there).then(plausible).otherwise(0.0),
    )
    rows = rows.with_columns(_base=nw.sum_horizontal(*(nw.col(name) for name in _BASE)))
    rows = rows.with_columns(workload=settle(nw.col("_base") * nw.col("workload_weight") / 10))
    rows = rows.with_columns(analysis=settle(nw.col("analysis_points")))
    return rows.with_columns(total=settle(nw.col("_base") + nw.col("workload") + nw.col("analysis")))


def _by_share(part: str, whole: str, steps: Steps) -> nw.Expr:
    """Points of the first step that the share does not exceed, bounds included; whole numbers, so without noise."""
    points: nw.Expr = nw.lit(0.0)
    for bound, given in reversed(steps):
        points = nw.when(nw.col(part) * 100 <= nw.col(whole) * bound).then(nw.lit(given)).otherwise(points)
    return points


def _at_least_none(amount: nw.Expr) -> nw.Expr:
    return nw.when(amount > 0).then(amount.cast(nw.Float64)).otherwise(0.0)


def _figures() -> dict[str, tuple[nw.Expr, nw.Expr]]:
    """What each part is judged by, and of how much."""
    none, there = nw.lit(None, nw.Float64), nw.col("_there")
    doubtful, values = nw.col("doubtful_values"), nw.col("reported_values")
    return {
        "collection": (nw.col("missing_counties"), nw.col("due_counties")),
        "delivery": (nw.col("days_late"), none),
        "logic": (nw.when(there).then(nw.col("logic_errors")), none),
        "plausibility": (nw.when(there).then(doubtful), values),
        "workload": (nw.col("workload_weight"), nw.col("_base")),
        "analysis": (nw.col("analysis_points"), none),
        "total": (nw.col("corrections"), none),
    }

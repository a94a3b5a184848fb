"""What is scored: one row per unit, quarter and item, with its value, its goalposts and whether it applies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import narwhals as nw

from config.model import Inputs, SchemeItem, Status
from metrics.sheet import Sheet
from metrics.spine import KEYS, quarter_table, unit_number
from metrics.table import table_beside

REPORTED, NOT_APPLICABLE = nw.lit(Status.REPORTED.value), nw.lit(Status.NOT_APPLICABLE.value)
_CARRIED = (*KEYS, "indicator", "value", "status")


def rows_due(measures: nw.LazyFrame, units: nw.LazyFrame, sheet: Sheet, quarters: Sequence[str]) -> nw.LazyFrame:
    """MEASURES and the numbered units to one row per unit, wanted quarter and item of the sheet that has a measure.

    Adds to the sheet's columns: unit (metrics.spine), peers (one number for each quarter, peer group and item), value
    (the figure that the item is about, null when missing), status, na (true where the item does not apply), target
    (null where the item has none), and previous_value where a missing value may be carried over.
    """
    figures = figures_of(measures, sheet)
    if "previous" in sheet.missing:
        earlier = nw.col("value").shift(1).over("region_code", "indicator", order_by="quarter")
        figures = figures.with_columns(previous_value=earlier)
    rows = figures.join(units.drop("peer_group"), on="region_code").join(
        quarter_table(measures, quarters), on="quarter"
    )
    rows = rows.join(_sources(measures, sheet), on="indicator")
    slot = nw.col("group") * len(sheet.sources) + nw.col("source")
    rows = rows.with_columns(unit_number(), slot=slot).join(sheet.beside(measures), on="slot")
    rows = rows.with_columns(peers=nw.col("quarter_number") * len(sheet.terms) + nw.col("term"))
    return _with_target(_with_figure(rows, sheet), measures, sheet)


def figures_of(measures: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    """The columns of MEASURES that the sheet's items read, with rows for the values made of several indicators."""
    figures = measures.select(*_CARRIED, *sheet.figures)
    made = list(_made(figures, sheet))
    return nw.concat([figures, *made]) if made else figures


def _sources(measures: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    columns: dict[str, Sequence[Any]] = {"indicator": sheet.sources, "source": range(len(sheet.sources))}
    return table_beside(measures, columns, {"indicator": nw.String, "source": nw.Int64})


def _with_figure(rows: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    if not sheet.figures:
        return rows
    value = nw.col("value")
    for name in sheet.figures:
        value = nw.when(nw.col("figure") == nw.lit(name)).then(nw.col(name)).otherwise(value)
    return rows.with_columns(value=value)


def _with_target(rows: nw.LazyFrame, measures: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    """Add na and target; a unit whose target is none (0) or does not apply has nothing to do under some rules."""
    closed, target = _closed(sheet), nw.col("target_fixed")
    if any(sheet.columns["target_indicator"]):
        rows = rows.join(_goals(measures, sheet), on=[*KEYS, "target_indicator"], how="left")
        idle = (nw.col("goal_status") == NOT_APPLICABLE) | (nw.col("goal") == 0)
        target = nw.coalesce(nw.col("goal"), target)
        closed = closed | (nw.col("needs_target") & idle.fill_null(False))
    if any(sheet.columns["annual"]):
        target = nw.when(nw.col("annual")).then(target * nw.col("time_progress")).otherwise(target)
    return rows.with_columns(na=closed, target=target)


def _goals(measures: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    codes = sorted({code for code in sheet.columns["target_indicator"] if code})
    goals = measures.filter(nw.col("indicator").is_in(codes))
    return goals.select(*KEYS, target_indicator="indicator", goal="value", goal_status="status")


def _closed(sheet: Sheet) -> nw.Expr:
    closed = nw.col("status") == NOT_APPLICABLE
    by_levels: dict[tuple[str, ...], list[int]] = {}
    for number, term in enumerate(sheet.terms):
        if term.item.levels:
            by_levels.setdefault(term.item.levels, []).append(number)
    for levels, numbers in by_levels.items():
        closed = closed | (nw.col("term").is_in(numbers) & ~nw.col("level").is_in(list(levels)))
    return closed


def _made(figures: nw.LazyFrame, sheet: Sheet) -> Iterator[nw.LazyFrame]:
    """The values that items make of several indicators, as measures under the items' own codes."""
    for item in sheet.scheme.items:
        if item.inputs is not None:
            growth = (nw.lit(None, nw.Float64).alias(name) for name in sheet.figures)
            yield _one_made(figures, item, item.inputs).select(*_CARRIED, *growth)


def _one_made(figures: nw.LazyFrame, item: SchemeItem, inputs: Inputs) -> nw.LazyFrame:
    """sum(weight x value) / sum(weight x value) x scale; missing where an input is missing, not applicable where one is
    not applicable or nothing is there to divide by."""
    codes = sorted({*inputs.sum, *inputs.per})
    weights: dict[str, Sequence[Any]] = {
        "indicator": codes,
        "_sum": [float(inputs.sum.get(code, 0)) for code in codes],
        "_per": [float(inputs.per.get(code, 0)) for code in codes],
    }
    schema = {"indicator": nw.String, "_sum": nw.Float64, "_per": nw.Float64}
    given = figures.join(table_beside(figures, weights, schema), on="indicator").with_columns(
        _over=nw.col("value") * nw.col("_sum"),
        _under=nw.col("value") * nw.col("_per"),
        _closed=(nw.col("status") == NOT_APPLICABLE).cast(nw.Int64),
        _there=(~nw.col("value").is_null()).cast(nw.Int64),
    )
    names = ("_over", "_under", "_closed", "_there")
    added = given.group_by(*KEYS).agg(*(nw.col(name).sum() for name in names))
    divides, whole = nw.col("_under") != 0, nw.col("_there") == len(codes)
    rate = nw.col("_over") / nw.when(divides).then(nw.col("_under")).otherwise(1.0) if inputs.per else nw.col("_over")
    closed = (nw.col("_closed") > 0) | (whole & ~divides) if inputs.per else nw.col("_closed") > 0
    added = added.with_columns(_na=closed, indicator=nw.lit(item.code))
    known = nw.when(whole & ~nw.col("_na")).then(rate * inputs.scale)
    missing = nw.when(nw.col("_na")).then(NOT_APPLICABLE).otherwise(nw.lit(Status.NOT_REPORTED.value))
    return added.with_columns(value=known).with_columns(
        status=nw.when(~nw.col("value").is_null()).then(REPORTED).otherwise(missing)
    )

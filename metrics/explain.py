"""Why a unit has its points: the long frame ITEMS, one row for every item, those that do not apply included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from config.frames import ITEMS, TARGET_MISSING
from config.model import Status
from metrics.sheet import Sheet
from metrics.spine import UNIT, unit_spine
from metrics.table import table_beside
from metrics.terms import Term


def items(scored: nw.LazyFrame, units: nw.LazyFrame, sheet: Sheet, quarters: Sequence[str]) -> nw.LazyFrame:
    """The scored rows as ITEMS by quarter, peer group, region and order of the scheme."""
    terms = [{**_words(term), "term": number, "item_order": term.order} for number, term in enumerate(sheet.terms)]
    table = table_beside(units, {name: [row[name] for row in terms] for name in _TERM}, _TERM)
    due = unit_spine(units, quarters).select("unit", *UNIT).join(table, on="peer_group")
    whole = due.join(_explained(scored, sheet), on=["unit", "term"], how="left")
    whole = whole.with_columns(status=nw.col("status").fill_null(Status.NOT_APPLICABLE.value))
    return whole.sort("quarter", "peer_group", "region_code", "item_order").select(*ITEMS)


_TERM = {
    **dict.fromkeys(("peer_group", "section", "node", "indicator", "rule"), nw.String),
    "full_marks": nw.Float64,
    "term": nw.Int64,
    "item_order": nw.Int64,
}


def _words(term: Term) -> dict[str, Any]:
    item = term.item
    words = {"section": term.section.code, "node": item.code, "indicator": item.source, "rule": item.rule}
    return {**words, "peer_group": term.group, "full_marks": item.full_marks}


def _explained(scored: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    points, marks = nw.col("share") * nw.col("full_marks"), nw.col("full_marks")
    counted = nw.when(nw.col("counts")).then(points.fill_null(0.0))
    regular = nw.when(nw.col("regular")).then(marks - counted)
    beside = nw.when(counted < 0).then(-counted).otherwise(counted * 0.0)
    target = nw.coalesce(nw.col("target"), nw.col("shown")) if any(sheet.columns["shown"]) else nw.col("target")
    return scored.select(
        "unit",
        "term",
        "value",
        "share",
        status=_status(),
        target=target,
        low=_goalpost("low", "worst", sheet),
        high=_goalpost("high", "best", sheet),
        points=counted,
        lost=nw.when(nw.col("regular")).then(regular).otherwise(beside),
    )


def _status() -> nw.Expr:
    """A value without a target to take it against says so; a reason why a value is missing is the measure's own."""
    aimless = nw.col("known") & nw.col("share").is_null()
    told = nw.when(aimless).then(nw.lit(TARGET_MISSING)).otherwise(nw.col("status"))
    return nw.when(nw.col("na")).then(nw.lit(Status.NOT_APPLICABLE.value)).otherwise(told)


def _goalpost(side: str, of_peers: str, sheet: Sheet) -> nw.Expr:
    """The goalpost where it is worth showing, in the indicator's unit: out of logarithms, the peers' for places."""
    own, kinds = nw.col(side), set(sheet.columns[f"{side}_shown"])
    if any(sheet.columns["log"]):
        own = nw.when(nw.col("log")).then(own.exp()).otherwise(own)
    shown = nw.when(nw.col(f"{side}_shown") == nw.lit("own")).then(own)
    if "peers" in kinds:
        peers = nw.when(nw.col(f"{side}_shown") == nw.lit("peers")).then(nw.col(of_peers))
        return nw.coalesce(shown, peers)
    return shown

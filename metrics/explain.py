"""Why a unit has its points: the long frame ITEMS, the item that cost most, the share of items with a value."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.frames import TARGET_MISSING
from config.model import Scheme, Status
from metrics.rules.case import POSTS, Case
from metrics.score import ORDER


def items(wide: nw.LazyFrame, scheme: Scheme, given: Sequence[Case]) -> nw.LazyFrame:
    """The scored wide frame as the long frame ITEMS, one row per unit, quarter and item, and ORDER."""
    section = {item.code: section.code for section in scheme.sections for item in section.items}
    return nw.concat([_item(wide, case, section[case.item.code], order) for order, case in enumerate(given)])


def _item(wide: nw.LazyFrame, case: Case, section: str, order: int) -> nw.LazyFrame:
    item = case.item
    points, counting = nw.col(case.column("points")).fill_null(0.0), nw.when(nw.col(case.column("marks")) > 0)
    words = {"section": section, "node": item.code, "indicator": item.indicator, "rule": item.rule}
    return wide.select(
        "region_code",
        "quarter",
        "peer_group",
        *(nw.lit(text).alias(name) for name, text in words.items()),
        _status(case).alias("status"),
        case.value.alias("value"),
        *(_post(case, name).alias(name) for name in POSTS),
        (nw.col(case.column("points")) / item.full_marks).alias("share"),
        nw.lit(item.full_marks).alias("full_marks"),
        counting.then(points).alias("points"),
        counting.then(item.full_marks - points).alias("lost"),
        nw.lit(order).alias(ORDER),
    )


def _status(case: Case) -> nw.Expr:
    scored = nw.when(~nw.col(case.column("points")).is_null()).then(nw.lit(Status.REPORTED.value))
    missing = nw.when(nw.col(case.column("known")) > 0).then(nw.lit(TARGET_MISSING))
    known = nw.coalesce(scored, missing, nw.lit(Status.NOT_REPORTED.value))
    return nw.when(nw.col(case.column("na"))).then(nw.lit(Status.NOT_APPLICABLE.value)).otherwise(known)


def with_reason(items: nw.LazyFrame, measures: nw.LazyFrame) -> nw.LazyFrame:
    """Items whose value was withheld say so; to the score they are the same as not reported."""
    key = ["region_code", "quarter", "indicator"]
    withheld = measures.filter(nw.col("status") == nw.lit(Status.WITHHELD.value)).select(*key, withheld=nw.lit(True))
    joined = items.join(withheld, on=key, how="left")
    missing = nw.col("status") == nw.lit(Status.NOT_REPORTED.value)
    hidden = missing & nw.col("withheld").fill_null(False)
    status = nw.when(hidden).then(nw.lit(Status.WITHHELD.value)).otherwise(nw.col("status"))
    return joined.with_columns(status=status).drop("withheld")


def _post(case: Case, name: str) -> nw.Expr:
    post = case.posts.get(name)
    if isinstance(post, nw.Expr):
        return nw.col(case.column(name))
    return nw.lit(post, nw.Float64)


def add_weakest(wide: nw.LazyFrame, given: Sequence[Case]) -> nw.LazyFrame:
    """Add weakest_item and weakest_lost: the item that cost most, the first in the scheme's order among equals.

    Both are null for a unit that lost nothing.
    """
    wide = wide.with_columns(nw.col(*_names(given, "points")).fill_null(0.0).name.suffix("_or_none"))
    lost = (nw.col(c.column("marks")) - nw.col(c.column("points_or_none")) for c in given)
    wide = wide.with_columns(*(one.alias(case.column("lost")) for one, case in zip(lost, given, strict=True)))
    wide = wide.with_columns(_most=nw.max_horizontal(*_names(given, "lost")))
    wide = wide.with_columns(weakest_lost=nw.when(nw.col("_most") > 0).then(nw.col("_most"))).drop("_most")
    wide = wide.with_columns((nw.col(*_names(given, "lost")) == nw.col("weakest_lost")).name.suffix("_most"))
    named = (nw.when(nw.col(case.column("lost_most"))).then(nw.lit(case.item.code)) for case in given)
    return wide.with_columns(weakest_item=nw.coalesce(*named))


def _names(given: Sequence[Case], part: str) -> list[str]:
    return [case.column(part) for case in given]


def add_coverage(wide: nw.LazyFrame, given: Sequence[Case]) -> nw.LazyFrame:
    """Add coverage_share: of the items that apply to the unit, the share that has a value; null where none applies."""
    wide = wide.with_columns((~nw.col(*_names(given, "na"))).cast(nw.Float64).name.suffix("_not"))
    wide = wide.with_columns(
        _applicable=nw.sum_horizontal(*_names(given, "na_not")),
        _valued=nw.sum_horizontal(*_names(given, "known")),
    )
    share = nw.col("_valued") / nw.col("_applicable")
    return wide.with_columns(coverage_share=nw.when(nw.col("_applicable") > 0).then(share))

"""The target of an item as a number or an expression: fixed, by peer group, another indicator's value, or annual."""

from __future__ import annotations

import narwhals as nw

from config.model import Target
from metrics.wide import TIME_PROGRESS


def target_of(target: Target) -> float | nw.Expr:
    """The target in the indicator's unit; an annual one is multiplied by the quarter's time progress (序时进度).

    A group that `by_group` does not name falls back to `value`; with neither the target is null.
    """
    wanted = _whole_target(target)
    return wanted * nw.col(TIME_PROGRESS) if target.annual else wanted


def _whole_target(target: Target) -> float | nw.Expr:
    if target.indicator:
        return nw.col(target.indicator)
    fixed = nw.lit(target.value, nw.Float64)
    if not target.by_group:
        return fixed if target.value is None else target.value
    by_group = (
        nw.when(nw.col("peer_group") == group).then(nw.lit(float(goal))) for group, goal in target.by_group.items()
    )
    return nw.coalesce(*by_group, fixed)

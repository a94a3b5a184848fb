"""目标完成率: points x min(actual / target, cap); for an inverse indicator target / actual."""

from __future__ import annotations

import narwhals as nw

from metrics.rules.case import Case, Posts, Rule, independent
from metrics.rules.target import target_of


def posts(case: Case) -> Posts:
    """The item's target; KeyError when the item has none."""
    if case.item.target is None:
        raise KeyError(f"{case.item.code}: target")
    return {"target": target_of(case.item.target)}


def share(case: Case) -> nw.Expr:
    """Value over target between 0 and `cap` (1 unless the scheme pays for more); null without a positive target."""
    cap, target = case.number("cap", 1.0), case.posts["target"]
    goal = target if isinstance(target, nw.Expr) else nw.lit(target)
    rate = _inverse_rate(case.value, goal, cap) if case.lower_is_better else case.value / goal
    return nw.when(goal > 0).then(rate).clip(0.0, cap)


def _inverse_rate(value: nw.Expr, goal: nw.Expr, cap: float) -> nw.Expr:
    return nw.when(value <= 0).then(nw.lit(cap)).otherwise(nw.when(value > 0).then(goal / value))


RULE = Rule(share, posts, independent, needs_target=True)

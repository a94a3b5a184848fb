"""按实绩: own value over the best value in the peer group; for an inverse indicator best over own value."""

from __future__ import annotations

import narwhals as nw

from metrics.rules.case import PEERS, Case, Posts, Rule, dependent, worst_and_best


def posts(case: Case) -> Posts:
    """high: the best value in the peer group."""
    return {"high": worst_and_best(case)[1].over(*PEERS)}


def share(case: Case) -> nw.Expr:
    """Own value / best; where the best of a direct indicator is none, nobody has results and nobody gets points."""
    value, best = case.value, nw.col(case.column("high"))
    if case.lower_is_better:
        rate = nw.when(value > 0).then(best / value)
        return nw.when(value <= 0).then(nw.lit(1.0)).otherwise(rate).clip(0.0, 1.0)
    rate = nw.when(best > 0).then(value / best)
    return nw.when(best <= 0).then(value * 0.0).otherwise(rate).clip(0.0, 1.0)


RULE = Rule(share, posts, dependent)

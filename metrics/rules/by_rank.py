"""按排名: the first in the peer group gets full marks; each place lower loses a share `loss` of them."""

from __future__ import annotations

import narwhals as nw

from metrics.rules.case import PEERS, Case, Posts, Rule, dependent, worst_and_best


def posts(case: Case) -> Posts:
    """low and high: the peers' worst and best value."""
    worst, best = worst_and_best(case)
    return {"low": worst.over(*PEERS), "high": best.over(*PEERS)}


def share(case: Case) -> nw.Expr:
    """Equal values share a place (1, 2, 2, 4); for instance each place lower loses 2 %: loss 0.02."""
    place = case.value.rank("min", descending=not case.lower_is_better).over(*PEERS)
    return (1.0 - (place - 1) * case.number("loss")).clip(0.0, 1.0)


RULE = Rule(share, posts, dependent)

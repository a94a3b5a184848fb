"""功效系数: base + (100 - base) x (x - xs) / (xh - xs), of 100; for an inverse indicator xs lies above xh.

The goalposts are fixed in the scheme (`low` is xs, `high` is xh; an inverse indicator may name them in either order),
or observed: the peer group's worst and best value, so that units then depend on each other.
"""

from __future__ import annotations

import narwhals as nw

from config.model import SchemeItem
from metrics.rules.case import PEERS, Case, Posts, Rule, worst_and_best


def observed(item: SchemeItem) -> bool:
    """True when the goalposts are the peers' own worst and best value."""
    return bool(item.parameters.get("observed", False))


def posts(case: Case) -> Posts:
    """low (xs, gets the base) and high (xh, gets full marks), in the indicator's unit."""
    if observed(case.item):
        worst, best = worst_and_best(case)
        return {"low": worst.over(*PEERS), "high": best.over(*PEERS)}
    low, high = case.number("low"), case.number("high")
    swapped = case.lower_is_better and low < high
    return {"low": high, "high": low} if swapped else {"low": low, "high": high}


def share(case: Case) -> nw.Expr:
    """Between 0 and 1; all units get full marks when the observed goalposts are one and the same value."""
    base = case.number("base", 60.0) / 100
    return (_position(case) * (1 - base) + base).clip(0.0, 1.0)


def _position(case: Case) -> nw.Expr:
    low, high = case.posts["low"], case.posts["high"]
    if not isinstance(high, nw.Expr):
        return (case.value - low) / (high - low)
    apart = nw.when(high != low).then((case.value - low) / (high - low))
    return nw.when(high == low).then(case.value * 0.0 + 1.0).otherwise(apart)


RULE = Rule(share, posts, observed)

"""分档: the points of the highest bound that the value reaches; 以上 includes the bound."""

from __future__ import annotations

import narwhals as nw

from metrics.rounding import reached
from metrics.rules.case import Case, Posts, Rule, between_none_and_full, independent


def _bounds(case: Case) -> list[tuple[float, float]]:
    return sorted(((float(bound), float(points)) for bound, points in case.item.parameters["bounds"]), reverse=True)


def posts(case: Case) -> Posts:
    """The bound of the tier with the most points, shown as the target."""
    bound, _ = max(_bounds(case), key=lambda tier: tier[1])
    return {"target": bound}


def share(case: Case) -> nw.Expr:
    """`bounds` are [at_least, points] pairs in any order; below them all the value gets `otherwise` points."""
    points: nw.Expr = nw.when(~case.value.is_null()).then(nw.lit(case.number("otherwise", 0.0)))
    for bound, reward in reversed(_bounds(case)):
        points = nw.when(reached(case.value, bound)).then(nw.lit(reward)).otherwise(points)
    return between_none_and_full(points, case)


RULE = Rule(share, posts, independent)

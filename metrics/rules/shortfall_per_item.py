"""缺项扣分: so many are expected, and each missing one costs `per_item`, down to none."""

from __future__ import annotations

import narwhals as nw

from metrics.rules.case import Case, Posts, Rule, between_none_and_full, independent


def posts(case: Case) -> Posts:
    """The expected number, shown as the target."""
    return {"target": case.number("expected")}


def share(case: Case) -> nw.Expr:
    """For instance four articles expected, 4 points, each missing one costs 1: expected 4, per_item 1."""
    missing = case.number("expected") - case.value
    return between_none_and_full(case.item.full_marks - missing * case.number("per_item"), case)


RULE = Rule(share, posts, independent)

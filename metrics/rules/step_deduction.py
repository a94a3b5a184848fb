"""按档扣分: full marks at the threshold; each full step short of it costs `per_step`, down to none (扣完为止)."""

from __future__ import annotations

import narwhals as nw

from metrics.rounding import whole_steps
from metrics.rules.case import Case, Posts, Rule, between_none_and_full, independent


def posts(case: Case) -> Posts:
    """The threshold, shown as the target."""
    return {"target": case.number("threshold")}


def share(case: Case) -> nw.Expr:
    """For instance accuracy >= 98 gets 2; each full point below costs 0.5: threshold 98, step 1, per_step 0.5."""
    threshold, step = case.number("threshold"), case.number("step")
    short = (case.value - threshold) / step if case.lower_is_better else (threshold - case.value) / step
    return between_none_and_full(case.item.full_marks - whole_steps(short) * case.number("per_step"), case)


RULE = Rule(share, posts, independent)

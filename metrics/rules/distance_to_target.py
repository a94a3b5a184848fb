"""与目标的距离 (distance to target): (x - low) / (target - low), the part of the way to the target that is done.

`low` is fixed in the scheme or, with `observed`, the peers' worst value, or the target where all have reached that.
"""

from __future__ import annotations

import math

from config.wording import mark
from metrics.rules.curve import Case, Curve, Numbers, Post, Rule


def curve(case: Case) -> Curve:
    """Between 0 and 1, or `cap`, or without an upper bound where `open`; full marks where low is the target itself.

    KeyError when the item has no target.
    """
    own = case.item.by_group.get(case.group)
    if case.item.target is None and not (own and own.target):
        raise KeyError(f"{case.item.code}: target")
    low = Post.BEHIND if case.switch("observed") else case.number("low")
    cap = math.inf if case.switch("open") else case.number("cap", 1.0)
    return Curve(low=low, high=Post.TARGET, cap=cap, flat=1.0)


def numbers(case: Case, row: Numbers) -> Numbers:
    """`short`: how far the value is from the target on the wrong side (0 or more)."""
    beyond = row["value"] - row["target"]
    return {"short": max(0.0, beyond if case.lower_is_better else -beyond)}


RULE = Rule(
    curve,
    mark(
        "On the way from {low} (no points) to the target {target} (full marks): {value} is short of it by {short}, "
        "{points} of {full_marks} points."
    ),
    numbers,
)

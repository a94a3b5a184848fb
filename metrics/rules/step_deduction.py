"""按档扣分: full marks at the threshold; each full step short of it costs `per_step`, down to none (扣完为止)."""

from __future__ import annotations

import math

from config.wording import mark
from metrics.rounding import NOISE
from metrics.rules.curve import Case, Curve, Numbers, Rule


def curve(case: Case) -> Curve:
    """For instance accuracy >= 98 gets 2; each full point below costs 0.5: threshold 98, step 1, per_step 0.5."""
    threshold, step = case.number("threshold"), case.number("step")
    down = threshold + step if case.lower_is_better else threshold - step
    slope = -case.share(case.number("per_step"))
    return Curve(low=threshold, high=down, stepped=True, base=1.0, slope=slope, shown=threshold)


def numbers(case: Case, row: Numbers) -> Numbers:
    """`short`: how far the value is on the wrong side of the threshold (0 or more); `steps`: the full steps in it."""
    beyond = row["value"] - case.number("threshold")
    short = max(0.0, beyond if case.lower_is_better else -beyond)
    return {"short": short, "steps": math.floor(short / case.number("step") + NOISE)}


RULE = Rule(
    curve,
    mark(
        "Full marks at {threshold}; each full {step} short of it costs {per_step} points. {value} is short by {short}, "
        "full steps: {steps}; {points} of {full_marks} points."
    ),
    numbers,
)

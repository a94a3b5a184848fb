"""按次计分: each event adds or costs `per_event`, starting from `start`, between `floor` and full marks."""

from __future__ import annotations

import math

from config.wording import mark
from metrics.rounding import NOISE
from metrics.rules.curve import Case, Curve, Numbers, Rule


def start_of(case: Case) -> float:
    """The points without any event: `start`, or else none where events add and full marks where they cost."""
    return case.number("start", 0.0 if case.number("per_event") > 0 else case.full_marks)


def curve(case: Case) -> Curve:
    """+0.5 for each department, at most 2: per_event 0.5; -10 for each serious petition: per_event -10.

    With `every` only each full `every` events count once (two yellow lights -1: per_event -1, every 2). `floor` in
    points, 0 when left out, lets a deduction that starts from 0 go below it.
    """
    return Curve(
        high=case.number("every", 1.0),
        stepped="every" in case.parameters,
        base=case.share(start_of(case)),
        slope=case.share(case.number("per_event")),
        floor=case.share(case.number("floor", 0.0)),
    )


def numbers(case: Case, row: Numbers) -> Numbers:
    """`start`; `every` (1 when each event counts); `times`: how often the points are added or taken."""
    every = case.number("every", 1.0)
    times = math.floor(row["value"] / every + NOISE) if "every" in case.parameters else row["value"]
    return {"start": start_of(case), "every": every, "times": times}


RULE = Rule(
    curve,
    mark(
        "Starts from {start} points; {per_event} points for every {every}. {value} counts {times} times: "
        "{points} points, full marks {full_marks}."
    ),
    numbers,
)

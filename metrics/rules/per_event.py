"""按次计分: each event adds or costs `per_event`, starting from `start`, between none and full marks."""

from __future__ import annotations

import narwhals as nw

from metrics.rules.case import Case, Posts, Rule, between_none_and_full, independent


def posts(case: Case) -> Posts:
    """None: events are counted, not compared with a goal."""
    return {}


def share(case: Case) -> nw.Expr:
    """+0.5 for each department, at most 2: per_event 0.5; -10 for each serious petition: per_event -10.

    Without `start`, events that add begin at none and events that cost begin at full marks.
    """
    per_event = case.number("per_event")
    start = case.number("start", 0.0 if per_event > 0 else case.item.full_marks)
    return between_none_and_full(case.value * per_event + start, case)


RULE = Rule(share, posts, independent)

"""Cross-checks of how assignments are followed up."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from config.draft import Draft
from config.files import Entry
from config.model import Supervision
from config.problems import Problem
from config.wording import mark

SHARES_TURNED = mark("Yellow begins at {yellow}, before blue does at {blue}.")
BOTH_DAYS = mark("{day} stands among the days off too.")
UNKNOWN_PLACE = mark("The text names {value}; it may name {known}.")
BROKEN_TEXT = mark("The braces of the text do not match.")
PLACES = ("unit", "quarter", "lights", "assignments", "points")
TEXTS = ("letter", "letter_en", "interview", "interview_en")


def check_supervision(draft: Draft) -> Iterator[Problem]:
    """Blue comes before yellow, no day is a day off and a working day, texts name what there is to name."""
    if draft.supervision is None:
        return
    entry, lights, due = draft.supervision, draft.supervision.it.lights, draft.supervision.it.due
    if lights.yellow_from < lights.blue_from:
        yield entry.fault("lights.yellow_from", SHARES_TURNED, yellow=lights.yellow_from, blue=lights.blue_from)
    for day in sorted({*due.days_off} & {*due.working_days}):
        yield entry.fault("due.working_days", BOTH_DAYS, day=day)
    for text in TEXTS:
        yield from _text(entry, text)


def _text(entry: Entry[Supervision], key: str) -> Iterator[Problem]:
    try:
        named = [name for _, name, _, _ in Formatter().parse(getattr(entry.it.escalation, key)) if name is not None]
    except ValueError:
        yield entry.fault(f"escalation.{key}", BROKEN_TEXT)
        return
    for name in named:
        if name not in PLACES:
            yield entry.fault(f"escalation.{key}", UNKNOWN_PLACE, value=f"{{{name}}}", known=", ".join(PLACES))

"""The list of appeals: open ones first with the days that are left."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import mark
from dashboard.parts.appeal_card import about_words, appeal_sign, days_left
from dashboard.parts.markup import element, join
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.appeals.listing import AppealLine


def appeals_title(lines: Sequence[AppealLine]) -> str:
    """The answer: how many wait for a decision, how many of them too long, how many for their correction."""
    words = say()
    undecided = [line for line in lines if line.days is not None]
    late = sum(1 for line in undecided if line.days is not None and line.days < 0)
    corrected = sum(line.state == "accepted" for line in lines)
    if not undecided and not corrected:
        return words(mark("No appeal is open"))
    counts = {"open": len(undecided), "late": late, "accepted": corrected}
    if late:
        return words(
            mark("Appeals: {open} to be decided ({late} overdue), {accepted} waiting for their correction"), **counts
        )
    return words(mark("Appeals: {open} to be decided, {accepted} waiting for their correction"), **counts)


def appeal_table(lines: Sequence[AppealLine], chosen: str) -> str | None:
    """The appeals; the number of the one that was just opened."""
    words = say()
    columns = [
        Column(words(mark("Appeal")), align="tight", names=True),
        Column(words(mark("Region"))),
        Column(words(mark("What is to be reviewed")), align="text"),
        Column(words(mark("State")), align="tight"),
        Column(words(mark("Time to decide")), align="right"),
    ]
    rows = [
        Row(
            (
                join((line.number, element("span", line.asked, css="jp-sub"))),
                line.region_name,
                about_words(line, words),
                appeal_sign(line.state, words),
                days_left(line, words),
            ),
            key=line.number,
            css="jp-chosen" if line.number == chosen else "",
        )
        for line in lines
    ]
    return table(columns, rows, key="appeal_lines", caption=words(mark("Open ones first")))

"""首页: the cards of what follows a quarter: what was handed out and is not closed, and appeals that wait."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.appeal_card import about_words, appeal_sign, days_left
from dashboard.parts.assignments import assignment_light
from dashboard.parts.home import Card, Line
from dashboard.parts.markup import element, join
from dashboard.usecases.appeals.listing import AppealLine
from dashboard.usecases.assignments.reports import AssignmentReport

FEW = 4


def assigned_card(still: Sequence[AssignmentReport], words: Say) -> Card | None:
    """The open assignments, overdue ones first; None without any."""
    if not still:
        return None
    late = sum(one.overdue for one in still)
    places = {"open": len(still), "overdue": late}
    answer = words(
        mark("{open} assignments open, {overdue} overdue") if late else mark("{open} assignments open"), **places
    )
    lines = tuple(
        Line(
            words(mark("{unit}: {title}"), unit=one.owner_name, title=one.title),
            join((assignment_light(one, words), " ", element("small", _until(one, words)))),
            f"assignments?assignment={one.number}",
        )
        for one in still[:FEW]
    )
    return Card(words(mark("Assignments")), answer, lines, "assignments", words(mark("All of it")))


def appeals_card(waiting: Sequence[AppealLine], words: Say) -> Card | None:
    """The appeals that wait for a decision or for their correction; None without any."""
    if not waiting:
        return None
    undecided = sum(line.days is not None for line in waiting)
    answer = (
        words(mark("Appeals to be decided: {count}"), count=undecided)
        if undecided
        else words(mark("{count} accepted appeals wait for their correction"), count=len(waiting))
    )
    lines = tuple(
        Line(
            words(mark("{unit}: {title}"), unit=line.region_name, title=about_words(line, words)),
            days_left(line, words) if line.days is not None else appeal_sign(line.state, words),
            f"appeals?appeal={line.number}",
        )
        for line in waiting[:FEW]
    )
    return Card(words(mark("Appeals")), answer, lines, "appeals", words(mark("All of it")))


def _until(one: AssignmentReport, words: Say) -> str:
    if one.state == "sent":
        return words(mark("evidence waits to be looked at"))
    return words(mark("until {date}"), date=f"{one.due:%m-%d}")

"""What follows from lights: letters and interviews with their texts, and the points that reach the score."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Config, Quarter
from config.wording import mark, translator
from dashboard.access.gate import inner, needs
from dashboard.usecases.assignments.posts import sees
from dashboard.usecases.assignments.standings import followed
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from metrics.computed import Sums
from metrics.escalating import Deduction, Owned, deductions, taken
from metrics.words import plain

QUARTER_NAMES = (mark("Q1 {year}"), mark("Q2 {year}"), mark("Q3 {year}"), mark("Q4 {year}"))


@dataclass(frozen=True)
class Escalated:
    """A letter (提醒函) or an interview (约谈): of which unit and quarter, the points it takes (negative), its text."""

    unit: str
    unit_name: str
    quarter: str
    consequence: str
    assignments: tuple[str, ...]
    points: float
    text: str


@needs("assignments")
def escalations(desk: Desk, locale: str = "zh_CN") -> tuple[Escalated, ...]:
    """What followed for the units in sight, and for assignments in sight, the newest quarter first."""
    known = {one.assignment.number for one in followed(desk) if sees(desk, one)}
    own = (one for one in deducted(desk) if desk.sight.unit("assignments", one.unit) or known >= set(one.assignments))
    found = tuple(own)
    return tuple(
        _in_words(desk.config, one, locale) for one in sorted(found, key=lambda one: one.quarter, reverse=True)
    )


@inner
def deducted(desk: Desk) -> tuple[Deduction, ...]:
    """What follows for every unit and quarter, as the assignments stand today."""
    owned = [Owned(one.assignment.number, one.assignment.owner, one.standing) for one in followed(desk)]
    return deductions(owned, desk.config.supervision.escalation)


@inner
def points_taken(desk: Desk) -> Sums:
    """The points taken from each unit in each quarter, as a positive number."""
    return taken(deducted(desk.whole))


def _in_words(config: Config, one: Deduction, locale: str) -> Escalated:
    name, say, quarter = name_of_submitter(config, one.unit, locale), translator(locale), Quarter(one.quarter)
    places = {
        "unit": name,
        "quarter": say(QUARTER_NAMES[quarter.number - 1], year=quarter.year),
        "lights": len(one.assignments),
        "assignments": say(mark(", ")).join(one.assignments),
        "points": plain(abs(one.points)),
    }
    text = config.supervision.escalation.text(one.consequence, locale).format(**places)
    return Escalated(one.unit, name, one.quarter, one.consequence, one.assignments, one.points, text)

"""What confirmed highlight cases bring: bonus points of their region in a quarter, by level and by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from config.model import CaseBonus, Recognition
from metrics.computed import Sums

BONUS = "highlight_bonus"
"""The computed indicator: points of a region in a quarter; 0 where there are none."""


@dataclass(frozen=True)
class Rewarded:
    """A confirmed case by its number: its region, the quarter in which it counts, level of recognition, and place among
    the scored cases (None without one)."""

    number: str
    region: str
    quarter: str
    level: Recognition
    place: int | None


@dataclass(frozen=True)
class Bonus:
    """The points that a case brings its region: by level, by place, and what the most of a quarter leaves of them."""

    case: Rewarded
    by_level: float
    by_place: float
    points: float


def bonuses(cases: Iterable[Rewarded], rules: CaseBonus) -> tuple[Bonus, ...]:
    """The points of each case, by quarter, region and number; none beyond the most of a region and quarter."""
    given: dict[tuple[str, str], float] = {}
    found = []
    for case in sorted(cases, key=lambda one: (one.quarter, one.region, one.number)):
        by_level = rules.levels.get(case.level, 0.0)
        by_place = rules.places[case.place - 1] if case.place and case.place <= len(rules.places) else 0.0
        before = given.get((case.region, case.quarter), 0.0)
        points = max(min(by_level + by_place, rules.most - before), 0.0)
        given[case.region, case.quarter] = before + points
        found.append(Bonus(case, by_level, by_place, round(points, 6)))
    return tuple(found)


def bonus_sums(found: Iterable[Bonus]) -> Sums:
    """The points of each (region, quarter)."""
    sums: dict[tuple[str, str], float] = {}
    for one in found:
        key = one.case.region, one.case.quarter
        sums[key] = round(sums.get(key, 0.0) + one.points, 6)
    return sums

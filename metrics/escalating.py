"""What follows from the lights of assignments: letters and interviews, and the points that they take from the unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from config.model import Escalation, Quarter
from metrics.computed import Sums
from metrics.following import GRAVITY, Light, Standing

DEDUCTION = "supervision_deduction"
"""The computed indicator: points taken from a region in a quarter, as a positive number; 0 where none are."""


@dataclass(frozen=True)
class Owned:
    """An assignment by its number, with the unit that owns it and where it stands."""

    number: str
    unit: str
    standing: Standing


@dataclass(frozen=True)
class Deduction:
    """A letter or an interview of a unit in a quarter: of which assignments, and the points it takes (negative)."""

    unit: str
    quarter: str
    consequence: Literal["letter", "interview"]
    assignments: tuple[str, ...]
    points: float


def quarter_lights(standing: Standing) -> Mapping[str, Light]:
    """The gravest light that came on in each quarter; staying on, it does not count again."""
    found: dict[str, Light] = {}
    for lit in (lit for run in standing.runs for lit in run.lit):
        quarter = str(Quarter.of_month(f"{lit.on:%Y-%m}"))
        found[quarter] = max(found.get(quarter, ""), lit.light, key=GRAVITY.index)
    return found


def deductions(owned: Iterable[Owned], rules: Escalation) -> tuple[Deduction, ...]:
    """What follows for each unit and quarter, by quarter, unit and consequence."""
    lit: dict[tuple[str, str, Light], list[str]] = {}
    for one in owned:
        for quarter, light in quarter_lights(one.standing).items():
            lit.setdefault((quarter, one.unit, light), []).append(one.number)
    found = []
    for (quarter, unit, light), numbers in lit.items():
        named = tuple(sorted(numbers))
        if light == "yellow" and len(named) >= rules.yellows:
            taken = len(named) // rules.yellows * rules.letter_points
            found.append(Deduction(unit, quarter, "letter", named, taken))
        elif light == "red":
            found.append(Deduction(unit, quarter, "interview", named, len(named) * rules.interview_points))
    return tuple(sorted(found, key=lambda one: (one.quarter, one.unit, one.consequence)))


def taken(found: Iterable[Deduction]) -> Sums:
    """The points taken from each (unit, quarter), as a positive number."""
    sums: dict[tuple[str, str], float] = {}
    for one in found:
        sums[one.unit, one.quarter] = sums.get((one.unit, one.quarter), 0.0) - one.points
    return sums

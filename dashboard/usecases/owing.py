"""What units owe for a quarter: divisions their own indicators of every region, prefectures the statutory form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.model import Config, Quarter

Owed = Literal["division_workbook", "statutory_form", "other"]


def owed_units(config: Config, quarter: str, locale: str) -> list[tuple[Owed, str, str]]:
    """Every unit that owes something, as (what, its code, its name): divisions in their order, then the prefectures."""
    if not config.schemes:
        return []
    divisions = sorted(config.divisions, key=lambda division: division.order)
    owed: list[tuple[Owed, str, str]] = [
        ("division_workbook", d.code, d.label(locale)) for d in divisions if config.owed_by(d.code)
    ]
    if any(form.layout == "rows" and form.in_force(Quarter(quarter).last_month) for form in config.forms):
        top = config.province.scored_levels[0]
        owed += [("statutory_form", r.code, r.label(locale)) for r in config.regions if r.level == top]
    return owed


def owed_figures(config: Config, owes: Owed, unit: str) -> set[tuple[str, str]]:
    """The (indicator, region) pairs that a unit fills in; a statutory form counts as one, of its region.

    A division does not owe what is summed from the regions below.
    """
    if owes == "statutory_form":
        return {(owes, unit)}
    return {
        (indicator.code, region.code)
        for indicator in config.owed_by(unit)
        for region in config.regions
        if region.level in indicator.levels and (indicator.roll_up == "none" or region.level == indicator.levels[-1])
    }


@dataclass(frozen=True)
class Reporter:
    """A unit that submits figures of a region: what it owes, and its name."""

    owes: Owed
    name: str


def reporters_of(config: Config, quarter: str, region: str, locale: str) -> tuple[Reporter, ...]:
    """Who submits figures of a region beside itself: the region above it by the form, the divisions by workbook."""
    return tuple(
        Reporter(owes, name)
        for owes, unit, name in owed_units(config, quarter, locale)
        if unit != region and _tells_of(config, owes, unit, region)
    )


def _tells_of(config: Config, owes: Owed, unit: str, region: str) -> bool:
    if owes == "statutory_form":
        return region in config.below(unit)
    return any(code == region for _, code in owed_figures(config, owes, unit))

"""荣誉: the lists of honours and incentives (亮点地区、亮点单位、真抓实干), as honours.toml declares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from config.model.base import Code, Model, Named

HonourMeasure = Literal["mean_score", "mean_composite", "mean_rank", "top_band_quarters", "improvement"]
"""What the quarters of a year come to: mean of the scores, of the composite board's points, of the places; in how many
quarters a unit stood in the top band; by how much its scores are above those of the same quarters last year."""
LOWER_IS_BETTER: frozenset[HonourMeasure] = frozenset({"mean_rank"})
NEEDS_BOARD: frozenset[HonourMeasure] = frozenset({"mean_composite", "top_band_quarters"})
"""Measures that only the total has: a section and a division have no composite board and no band."""


class HonourCondition(Model):
    """What a unit must reach beside its place: at least or at most so much of a measure."""

    measure: HonourMeasure
    at_least: float | None = None
    at_most: float | None = None


class HonourExclusion(Model):
    """What bars a unit when it happened `times` times in the year's released quarters.

    veto: a veto of the scheme. black_list: a quarter's black list of one item. overdue: a quarter in which one of the
    assignments of the unit turned red. bottom_line: an indicator of the unit (with `below` also of a region below it)
    crossed its bottom line. indicator: the released figure of `indicator` lay above `above` or below `under`.
    `name` says what that means (数据差错率高).
    """

    kind: Literal["veto", "black_list", "overdue", "bottom_line", "indicator"]
    times: int = Field(default=1, ge=1)
    below: bool = False
    indicator: str = ""
    above: float | None = None
    under: float | None = None
    name: str = ""
    name_en: str = ""


class HonourNear(Model):
    """How near to the line is near: so many of the measure's own units, or so many places below the last named one."""

    points: float = Field(default=0, ge=0)
    places: int = Field(default=0, ge=0)


class HonourList(Named):
    """One list of honours. `places` are the places of each peer group by its code (of divisions under `divisions`);
    over sections each section of each group has so many. Figures are compared at `decimals`, rounded half up; ties at
    the last place are all named, or told apart by the measures of `tie_by`, one after the other. With `schemes` only
    quarters that were scored by one of them count.
    """

    code: Code
    basis: str = ""
    basis_en: str = ""
    over: Literal["regions", "sections", "divisions"] = "regions"
    rule: HonourMeasure = "mean_score"
    places: Mapping[str, int]
    decimals: int = Field(default=2, ge=0, le=6)
    tie_by: tuple[HonourMeasure, ...] = ()
    near: HonourNear = HonourNear()
    conditions: tuple[HonourCondition, ...] = ()
    exclude: tuple[HonourExclusion, ...] = ()
    schemes: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[HonourMeasure, ...]:
        """Every measure that the list looks at, the rule first."""
        every = (self.rule, *self.tie_by, *(one.measure for one in self.conditions))
        return tuple(dict.fromkeys(every))


class People(Model):
    """最美民政人: named by units and confirmed by the office; a unit names at most `per_unit` people in a year."""

    per_unit: int = Field(default=2, ge=1, le=50)


class Honours(Model):
    """The lists of honours in their order, and how people are named."""

    lists: tuple[HonourList, ...] = ()
    people: People = People()

    def of(self, code: str) -> HonourList | None:
        """The list with a code."""
        return next((one for one in self.lists if one.code == code), None)

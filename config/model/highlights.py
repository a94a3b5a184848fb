"""比亮点: quotas, criteria, shortlist, likeness and bonus points of highlight cases, as highlights.toml sets them."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from config.model.base import Model

CaseKind = Literal["region", "work", "unit"]
"""亮点地区, 亮点工作, 亮点单位."""
CASE_KINDS: tuple[CaseKind, ...] = get_args(CaseKind)
Recognition = Literal["none", "city", "province", "ministry", "national"]
"""未获认可, 市级, 省级, 部级, 国家级."""
RECOGNITIONS: tuple[Recognition, ...] = get_args(Recognition)


class Quota(Model):
    """How many cases a division and a region may enter for a quarter."""

    division: int = Field(default=2, ge=0)
    region: int = Field(default=2, ge=0)


class CaseCriterion(Model):
    """What is scored, with its weight in percent."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    name_en: str
    weight: float = Field(gt=0, le=100)

    def label(self, locale: str) -> str:
        """The name in a reader's language."""
        return self.name_en if locale == "en" else self.name


CRITERIA = (
    CaseCriterion(code="innovation", name="创新性", name_en="Innovation", weight=30),
    CaseCriterion(code="effect", name="成效", name_en="Effect", weight=40),
    CaseCriterion(code="spread", name="可推广", name_en="Fit to spread", weight=30),
)


class Judging(Model):
    """How cases are scored: blind or not, points of a criterion, fewest ballots for a place, bound of the spread."""

    blind: bool = True
    full_marks: int = Field(default=10, ge=2, le=100)
    least_judges: int = Field(default=3, ge=1)
    most_spread: float = Field(default=2.0, ge=1)
    criteria: tuple[CaseCriterion, ...] = Field(default=CRITERIA, min_length=1)


class Shortlist(Model):
    """How many cases are on the shortlist."""

    size: int = Field(default=5, ge=1)


class Similarity(Model):
    """From which likeness on an earlier case is shown beside a new one."""

    at_least: float = Field(default=0.6, gt=0, le=1)


LEVELS: dict[Recognition, float] = {"national": 3.0, "ministry": 2.0, "province": 1.0, "city": 0.0, "none": 0.0}


class CaseBonus(Model):
    """Points of a confirmed case by level and by place (from the first on), and the most of a region in a quarter."""

    levels: dict[Recognition, float] = Field(default_factory=lambda: dict(LEVELS))
    places: tuple[float, ...] = (1.0, 0.8, 0.6, 0.4, 0.2)
    most: float = Field(default=3.0, ge=0)


class Highlights(Model):
    """How highlight cases are chosen, scored and rewarded."""

    quota: Quota = Quota()
    judging: Judging = Judging()
    shortlist: Shortlist = Shortlist()
    similarity: Similarity = Similarity()
    bonus: CaseBonus = CaseBonus()

"""What is measured and by whom: divisions, frameworks, indicators."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from config.model.base import Code, Measure, Model, Named


class Division(Named):
    """处室: a business division with its line, or a support division."""

    kind: Literal["business", "support"]
    line: str = ""
    order: int


class Category(Named):
    """One member of a framework version."""


class FrameworkVersion(Model):
    """A framework as it stood between two dates (the end open when empty)."""

    version: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    source: str
    categories: tuple[Category, ...]


class Framework(Named):
    """A frame that indicators are tagged with (三基, 八大业务, 五化, 四个先行区), versioned by date."""

    versions: tuple[FrameworkVersion, ...]

    def at(self, day: dt.date) -> FrameworkVersion | None:
        """The version in force on a day, or None."""
        return next(
            (v for v in self.versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)), None
        )


class Care(Model):
    """Who looks after a definition: author, checker, and when it was last reviewed."""

    author: str
    checker: str
    reviewed: dt.date


class BottomLine(Model):
    """底线: what may not happen to an indicator (不降标、不断供、不漏保).

    standard: a benefit standard that may not fall against the quarter before, nor lie below `at_least` where the
    province declares one; coverage: a share that may not lie below `at_least`, in the indicator's unit, or people are
    left out; event: one of these is one too many; recipients: a fall by `falls_by` per cent or more against the quarter
    before, while none of the standards `beside` moved, is a question (not a verdict).
    """

    kind: Literal["standard", "coverage", "event", "recipients"]
    at_least: float | None = None
    falls_by: float | None = Field(default=None, gt=0)
    beside: tuple[str, ...] = ()


class Indicator(Named):
    """指标: what is measured, who owns it, how it rolls up, and where it belongs.

    A ratio has numerator and denominator (codes) and scale (100 for per cent); it is never filled in, only derived.
    A `computed` one nobody fills in either: the product makes it of what it knows (the reporting quality of a unit).
    `tags` maps `framework@version` to a category code.
    """

    code: Code
    definition: str
    definition_en: str
    unit: str
    unit_en: str
    decimals: int = Field(ge=0, le=6)
    direction: Literal["higher", "lower", "neutral"]
    measure: Measure
    numerator: str = ""
    denominator: str = ""
    scale: float = 1.0
    owner: str
    line: str = ""
    levels: tuple[str, ...]
    roll_up: Literal["sum", "ratio_of_sums", "none"]
    why: str
    source: str
    whole: bool = False
    computed: bool = False
    minimum: float | None = None
    maximum: float | None = None
    aliases: tuple[str, ...] = ()
    tags: dict[str, str] = Field(default_factory=dict)
    bottom_line: BottomLine | None = None
    care: Care

    @property
    def is_ratio(self) -> bool:
        """True when the value is derived from numerator and denominator."""
        return self.measure == "ratio"

    @property
    def filled_levels(self) -> tuple[str, ...]:
        """The levels at which it is filled in: of those that are summed from the regions below only the lowest."""
        return self.levels if self.roll_up == "none" else self.levels[-1:]

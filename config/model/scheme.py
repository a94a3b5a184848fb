"""The scoring scheme: sections, items, targets, bands."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import Field, field_validator

from config.model.base import Code, Model, Named
from config.model.quarter import Quarter


class Target(Model):
    """A target: fixed, by peer group, or the value of another indicator; annual ones grow with time progress."""

    value: float | None = None
    by_group: dict[str, float] = Field(default_factory=dict)
    indicator: str = ""
    annual: bool = False


class SchemeItem(Model):
    """评分项: one indicator turned into points by a named rule with its parameters and the clause it stands on."""

    code: Code
    name: str
    name_en: str
    indicator: str
    rule: str
    full_marks: float = Field(gt=0)
    clause: str
    owner: str
    target: Target | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    missing: Literal["zero", "exclude"] = "zero"
    levels: tuple[str, ...] = ()

    def label(self, locale: str) -> str:
        """The name in the locale."""
        return self.name_en if locale == "en" else self.name


class SchemeSection(Named):
    """A section of a scheme; its full marks are the sum of its items'."""

    code: Code
    full_marks: float = Field(gt=0)
    items: tuple[SchemeItem, ...]


class Band(Named):
    """等次: scores from `at_least` (inclusive) up to the next band."""

    at_least: float


class Scheme(Model):
    """考核办法: sections, items, bands, ties, missing values and the precision that is published and ranked at.

    A unit is ranked only when at least `minimum_coverage` (a share) of the items that apply to it have a value.
    """

    code: str
    name: str
    name_en: str
    valid_from: str
    valid_to: str = ""
    document: str
    full_marks: float
    precision: int = Field(ge=0, le=6)
    tie: Literal["shared", "dense"]
    groups: tuple[str, ...]
    sections: tuple[SchemeSection, ...]
    bands: tuple[Band, ...]
    minimum_coverage: float = Field(default=0, ge=0, le=1)
    invented: bool = False

    @field_validator("valid_from", "valid_to")
    @classmethod
    def _quarters(cls, text: str) -> str:
        return str(Quarter(text)) if text else text

    @cached_property
    def items(self) -> tuple[SchemeItem, ...]:
        """All items in order of the sections."""
        return tuple(item for section in self.sections for item in section.items)

    def covers(self, quarter: str) -> bool:
        """True when the scheme is in force in the quarter."""
        return self.valid_from <= quarter and (not self.valid_to or quarter <= self.valid_to)

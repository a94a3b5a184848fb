"""A list of honours of a year, whole: the rule, the releases, and of every unit each figure and each reason.

It is what a page shows and what a confirmation freezes, so names are kept in both languages and nothing is looked up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

from config.model import HonourList, HonourMeasure, Model, Named
from dashboard.releasing.manifest import canonical_json

State = Literal["named", "near", "barred", "unmet", "incomplete", "behind"]


class QuarterFigure(Model):
    """What one release said of a unit; `before` is the same quarter last year, of the release `before_release`."""

    quarter: str
    release: str
    score: float | None = None
    composite: float | None = None
    rank: int | None = None
    band: str = ""
    band_en: str = ""
    before: float | None = None
    before_release: str = ""


class Bar(Named):
    """Something that an exclusion of the list counts: which one (from 0), in which quarter, and of what (name).

    `code` is the kind of the exclusion; `value` the figure of the kind indicator.
    """

    exclusion: int
    quarter: str
    value: float | None = None


class Line(Named):
    """A unit (code and names): how it stands, why, and from which figures; `gap` is what it lacks of the line."""

    state: State
    place: int | None
    measures: Mapping[HonourMeasure, float | None]
    line: float | None
    gap: float | None
    unmet: tuple[int, ...] = ()
    bars: tuple[Bar, ...] = ()
    figures: tuple[QuarterFigure, ...] = ()


class Group(Named):
    """A peer group, a section of one, or the divisions: how many are named, and every unit in order."""

    places: int
    lines: tuple[Line, ...]

    def of(self, *states: State) -> tuple[Line, ...]:
        """The units in one of the states."""
        return tuple(line for line in self.lines if line.state in states)


class Drawn(Model):
    """A list of a year: `releases` by quarter, what is missing of the year, and what another scheme scored."""

    rule: HonourList
    year: int
    releases: Mapping[str, str]
    schemes: Mapping[str, str]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def provisional(self) -> bool:
        """True until all four quarters are released."""
        return bool(self.missing)

    @property
    def named(self) -> tuple[tuple[Group, Line], ...]:
        """Who is named, with the group."""
        return tuple((group, line) for group in self.groups for line in group.of("named"))

    @property
    def content(self) -> str:
        """The whole of it as canonical JSON: the same list gives the same bytes."""
        return canonical_json(self.model_dump(mode="json")).decode()

    @property
    def sha256(self) -> str:
        """The hash of its content."""
        return hashlib.sha256(self.content.encode()).hexdigest()


def changes(confirmed: Drawn, now: Drawn) -> tuple[tuple[Group, Line, bool], ...]:
    """Who would be named now and was not (True), and who was named and would not be (False)."""
    was = {(group.code, line.code) for group, line in confirmed.named}
    would = {(group.code, line.code) for group, line in now.named}
    more = [(group, line, True) for group, line in now.named if (group.code, line.code) not in was]
    less = [(group, line, False) for group, line in confirmed.named if (group.code, line.code) not in would]
    return (*more, *less)

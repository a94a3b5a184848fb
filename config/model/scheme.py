"""The scoring scheme (考核办法): a tree of sections, items with rules, targets, bands, vetoes, boards and certainty."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from config.model.base import Code, Model, Named
from config.model.quarter import Quarter

Missing = Literal["zero", "exclude", "group_median", "group_mean", "previous", "constant"]
"""What a missing value counts as: no points, out of the total, or a declared stand-in (imputation)."""

Combine = Literal["sum", "arithmetic", "geometric", "harmonic"]
"""How children become their parent: points added and scaled, or a weighted mean of their shares of full marks."""

Figure = Literal["value", "quarter_value", "change", "change_share", "year_change", "year_change_share"]
"""Which figure of its indicator an item is about: as MEASURES names them; *_change* columns are growth (发展指数)."""

TOTAL = "total"
"""The code of the root of every scheme's tree."""


class Target(Model):
    """A target: fixed, by peer group, or the value of another indicator; annual ones grow with time progress."""

    value: float | None = None
    by_group: dict[str, float] = Field(default_factory=dict)
    indicator: str = ""
    annual: bool = False


class Inputs(Model):
    """An item's value made of several indicators: sum(weight x value) / sum(weight x value) x scale.

    `sum` and `per` map indicator codes to weights; without `per` nothing is divided. Serves votes (100/80/60/40),
    denominators (per 10,000 people) and averages.
    """

    sum: dict[str, float] = Field(min_length=1)
    per: dict[str, float] = Field(default_factory=dict)
    scale: float = 1.0


class GroupTerms(Model):
    """What differs for one peer group: parameters that override the item's, and its own target."""

    parameters: dict[str, Any] = Field(default_factory=dict)
    target: Target | None = None


class SchemeItem(Model):
    """评分项: one indicator turned into points by a named rule with its parameters and the clause it stands on.

    `direction` overrides the catalogue's (and stands in for it where there is no catalogue). `weight` is the item's
    weight in a mean of its section (1 when left out); in a section that adds, the weight is the full marks. `points`
    maps the rule's share 0..1 onto a range of points (90 to 110, -5 to 5) instead of 0 to full marks. `error` is the
    declared measurement error: the standard deviation as a share of the value.
    """

    code: Code
    name: str
    name_en: str
    indicator: str = ""
    inputs: Inputs | None = None
    rule: str
    full_marks: float = Field(gt=0)
    weight: float | None = Field(default=None, gt=0)
    points: tuple[float, float] | None = None
    clause: str
    owner: str
    standard: str = ""
    standard_en: str = ""
    direction: Literal["higher", "lower", ""] = ""
    unit: str = ""
    unit_en: str = ""
    figure: Figure = "value"
    log: bool = False
    winsorise: bool = False
    target: Target | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    by_group: dict[str, GroupTerms] = Field(default_factory=dict)
    missing: Missing | None = None
    constant: float | None = None
    levels: tuple[str, ...] = ()
    error: float = Field(default=0, ge=0)
    listed: bool = False

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if bool(self.indicator) == (self.inputs is not None):
            raise PydanticCustomError("one_source", "an item needs either an indicator or inputs")
        return self

    @property
    def source(self) -> str:
        """The indicator that the item reads; the item's own code where its value is made of several inputs."""
        return self.indicator or self.code

    def label(self, locale: str) -> str:
        """The name in the locale."""
        return self.name_en if locale == "en" else self.name


class SchemeSection(Named):
    """A node of the tree above items; `parent` is another section's code, or empty for the whole scheme.

    A regular section's points are scaled to its full marks. The points of a bonus or deduction section are added to
    its parent's beside the others, as they are: between 0 and full_marks, or between -full_marks and 0, unless
    `floor` and `cap` (points) say otherwise.
    """

    code: Code
    parent: str = ""
    kind: Literal["regular", "bonus", "deduction"] = "regular"
    full_marks: float = Field(gt=0)
    weight: float | None = Field(default=None, gt=0)
    combine: Combine = "sum"
    floor: float | None = None
    cap: float | None = None
    items: tuple[SchemeItem, ...] = ()

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The lowest and highest points of the section, None where the scheme sets no bound."""
        low, high = {"regular": (None, None), "bonus": (0.0, self.full_marks), "deduction": (-self.full_marks, 0.0)}[
            self.kind
        ]
        return low if self.floor is None else self.floor, high if self.cap is None else self.cap


class Band(Named):
    """等次: scores from `at_least` (inclusive) up to the next band; or, of each group, the first `top_share` of units.

    With `top_share` (0.2: the first 20 % of the ranked units, rounded down, ties at the border included) a unit must
    also reach `at_least`.
    """

    at_least: float
    top_share: float | None = Field(default=None, gt=0, le=1)


class Veto(Named):
    """一票否决: an event, counted by an indicator, that bars bands, sets the lowest band, or takes the unit out.

    It applies where the indicator's value is `at_least` or more. `bars` names the bands that are barred (effect `bar`):
    the unit gets the best band that is not barred among those that its score reaches.
    """

    indicator: str
    at_least: float = 1.0
    effect: Literal["bar", "lowest", "unranked"]
    bars: tuple[str, ...] = ()
    clause: str


class Lists(Model):
    """红黑榜: red for a target exceeded and a place in the first `red_top` of the group; black for a target missed and
    a place among the last `black_bottom`; a unit where the `exempt` indicator is above 0 (force majeure) is on no black
    list. Held for each item that is `listed`; places are by the item's points."""

    red_top: int = Field(default=5, gt=0)
    black_bottom: int = Field(default=4, gt=0)
    exempt: str = ""


class Boards(Model):
    """The boards beside the level board: improvement against last quarter and last year, and the composite of them.

    The weights (composite of level score and improvement indices, 0 to full marks) need not add up to 1.
    """

    level: float = Field(default=0.6, ge=0)
    quarter: float = Field(default=0.2, ge=0)
    year: float = Field(default=0.2, ge=0)


class Certainty(Model):
    """How sure ranks are: draws and seed of the Monte Carlo, relative weight noise (uniform half-width), and the share
    of draws that an interval covers."""

    draws: int = Field(default=10_000, gt=0)
    seed: int = 20_260_101
    weight_noise: float = Field(default=0.1, ge=0, lt=1)
    interval: float = Field(default=0.9, gt=0, lt=1)


class Scheme(Model):
    """考核办法: sections, items, bands, ties, missing values and the precision that is published and ranked at.

    A unit is ranked only when at least `minimum_coverage` (a share) of the items that apply to it have a value.
    `tie` is shared (1, 2, 2, 4), dense (1, 2, 2, 3) or broken by the points of the item `tie_break` (shared where that
    is equal too). `missing` is the policy of items that name none.
    """

    code: str
    name: str
    name_en: str
    version: str = "1"
    valid_from: str
    valid_to: str = ""
    document: str
    full_marks: float = Field(gt=0)
    precision: int = Field(ge=0, le=6)
    combine: Combine = "sum"
    missing: Missing = "zero"
    constant: float | None = None
    tie: Literal["shared", "dense", "broken"]
    tie_break: str = ""
    groups: tuple[str, ...]
    sections: tuple[SchemeSection, ...]
    bands: tuple[Band, ...]
    vetoes: tuple[Veto, ...] = ()
    lists: Lists | None = None
    boards: Boards = Boards()
    certainty: Certainty = Certainty()
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

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator that the scheme reads, each once, sorted: of items, targets, vetoes and exemptions."""
        of_items = {item.indicator for item in self.items}
        of_inputs = {code for item in self.items if item.inputs for code in (*item.inputs.sum, *item.inputs.per)}
        targets = {goal.indicator for item in self.items for goal in self._targets(item)}
        events = {veto.indicator for veto in self.vetoes} | {self.lists.exempt if self.lists else ""}
        return tuple(sorted((of_items | of_inputs | targets | events) - {""}))

    @staticmethod
    def _targets(item: SchemeItem) -> tuple[Target, ...]:
        goals = (item.target, *(terms.target for terms in item.by_group.values()))
        return tuple(goal for goal in goals if goal is not None)

    def missing_of(self, item: SchemeItem) -> Missing:
        """The policy for the item's missing values."""
        return item.missing or self.missing

    def covers(self, quarter: str) -> bool:
        """True when the scheme is in force in the quarter."""
        return self.valid_from <= quarter and (not self.valid_to or quarter <= self.valid_to)

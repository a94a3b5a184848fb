"""The department's vocabulary as frozen, typed models; read by config.reading, used by every package."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Model(BaseModel):
    """Base of all configuration models: frozen, unknown keys refused, computed properties cached."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Quarter(str):
    """A quarter such as `2025Q3`; a plain string with arithmetic, so that it sorts and prints as itself.

    Raises ValueError when the text is not `YYYYQn` with n from 1 to 4.
    """

    __slots__ = ()
    _pattern = re.compile(r"^(\d{4})Q([1-4])$")

    def __new__(cls, text: str) -> Quarter:
        if not cls._pattern.match(text):
            raise ValueError(f"not a quarter (YYYYQn): {text!r}")
        return super().__new__(cls, text)

    @classmethod
    def of(cls, year: int, number: int) -> Quarter:
        """The quarter `number` (1 to 4) of `year`."""
        return cls(f"{year:04d}Q{number}")

    @classmethod
    def of_month(cls, month: str) -> Quarter:
        """The quarter that holds a month such as `2025-09`."""
        year, number = month.split("-")
        return cls.of(int(year), (int(number) + 2) // 3)

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self[:4])

    @property
    def number(self) -> int:
        """1 to 4."""
        return int(self[5])

    @property
    def last_month(self) -> str:
        """The month that closes the quarter, `YYYY-MM`."""
        return f"{self.year:04d}-{self.number * 3:02d}"

    @property
    def time_progress(self) -> float:
        """序时进度: the share of the year that has passed when the quarter closes (0.25 to 1)."""
        return self.number / 4

    def shift(self, quarters: int) -> Quarter:
        """The quarter that lies `quarters` later (negative: earlier)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter.of(index // 4, index % 4 + 1)


def month_of(period: str) -> str:
    """The month `YYYY-MM` of a month or a quarter (its last month); empty stays empty.

    Raises ValueError for any other text.
    """
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period) or not period:
        return period
    return Quarter(period).last_month


class Status(StrEnum):
    """Why a value is there or missing; a missing value is null with one of the last three."""

    REPORTED = "reported"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"


class Severity(StrEnum):
    """error blocks the file, warning asks for a reason, note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


Measure = Literal["stock", "flow", "ytd_cumulative", "ratio"]
ColumnRole = Literal["current", "previous_quarter", "previous_month", "same_month_last_year", "change_pct"]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Named(Model):
    """Anything with a Chinese and an English name."""

    code: str
    name: str
    name_en: str

    def label(self, locale: str) -> str:
        """The name in the locale (`zh_CN` or `en`)."""
        return self.name_en if locale == "en" else self.name


class Level(Named):
    """An administrative level; `order` 0 is the top of the workspace."""

    order: int
    total_words: tuple[str, ...] = ()


class FormerName(Model):
    """A name and code that a region bore until a date (撤县设市 and the like)."""

    region_code: str
    former_code: str
    former_name: str
    until: dt.date
    note: str = ""


class Region(Model):
    """One region; codes are GB/T 2260 (6 digits) or the workspace's own."""

    code: str
    name: str
    name_en: str
    short_name: str
    level: str
    parent_code: str = ""
    peer_group: str = ""
    center_lon: float | None = None
    center_lat: float | None = None

    def label(self, locale: str) -> str:
        """The full name in the locale."""
        return self.name_en if locale == "en" else self.name


class PeerGroup(Named):
    """分组: the units that are ranked against each other; all of one level."""

    level: str


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


class Indicator(Named):
    """指标: what is measured, who owns it, how it rolls up, and where it belongs.

    A ratio has numerator and denominator (codes) and scale (100 for per cent); it is never filled in, only derived.
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
    minimum: float | None = None
    maximum: float | None = None
    aliases: tuple[str, ...] = ()
    tags: dict[str, str] = {}
    care: Care

    @property
    def is_ratio(self) -> bool:
        """True when the value is derived from numerator and denominator."""
        return self.measure == "ratio"


class Statistic(Model):
    """One statistic of the published forms, under our normalised name; `indicator` links it to the catalogue."""

    code: Code
    name: str
    name_en: str
    measure: Literal["stock", "ytd_cumulative"]
    unit: str
    whole: bool = False
    indicator: str = ""


class FormRow(Model):
    """One printed row (or column) of a form version: its label as printed, its place, its code and its statistic."""

    label: str
    depth: int = 0
    official_code: str = ""
    statistic: str = ""
    unit: str = ""
    aliases: tuple[str, ...] = ()
    section: bool = False


class Form(Model):
    """One version of a form: `rows` layouts have one region and many statistics, `columns` one row a region.

    `markers` are texts of which at least one must stand in the title block for the version to be chosen.
    """

    code: str
    number: str
    title: str
    version: str
    layout: Literal["rows", "columns"]
    valid_from: dt.date
    valid_to: dt.date | None = None
    markers: tuple[str, ...]
    coded: bool
    source: str
    rows: tuple[FormRow, ...]

    def in_force(self, month: str) -> bool:
        """True when the version covers the month `YYYY-MM`."""
        first = dt.date(int(month[:4]), int(month[5:]), 1)
        return self.valid_from <= first and (self.valid_to is None or first <= self.valid_to)


class Target(Model):
    """A target: fixed, by peer group, or the value of another indicator; annual ones grow with time progress."""

    value: float | None = None
    by_group: dict[str, float] = {}
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
    parameters: dict[str, Any] = {}
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
    """考核办法: sections, items, bands, ties, missing values and the precision that is published and ranked at."""

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


class Window(Model):
    """报送窗口 of one quarter, local times."""

    quarter: str
    opens: dt.datetime
    closes: dt.datetime

    @field_validator("quarter")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter(text))


class Calendar(Model):
    """The quarter calendar: explicit windows, and the rule for quarters that have none.

    The rule opens a window on `opens_day` of the month after the quarter and closes it at the end of `closes_day`.
    """

    timezone: str
    first: str
    last: str
    opens_day: int = Field(ge=1, le=28)
    closes_day: int = Field(ge=1, le=28)
    windows: tuple[Window, ...] = ()

    def window(self, quarter: str) -> Window:
        """The window of a quarter; raises KeyError for a quarter outside first..last."""
        if not self.first <= quarter <= self.last:
            raise KeyError(quarter)
        for window in self.windows:
            if window.quarter == quarter:
                return window
        after = Quarter(quarter).shift(1)
        month = dt.datetime(after.year, after.number * 3 - 2, 1)
        closes = month.replace(day=self.closes_day, hour=23, minute=59, second=59)
        return Window(quarter=quarter, opens=month.replace(day=self.opens_day), closes=closes)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter from first to last, in order."""
        quarters, quarter = [], Quarter(self.first)
        while quarter <= self.last:
            quarters.append(quarter)
            quarter = quarter.shift(1)
        return tuple(quarters)


class MapLayer(Model):
    """A GeoJSON file whose features carry the region code in properties.`key`, with its approval number (审图号)."""

    level: str
    file: str
    key: str = "adcode"
    approval_number: str = ""
    note: str = ""
    note_en: str = ""


class Province(Model):
    """What the workspace is called and where its top is."""

    title: str
    title_en: str
    department: str
    department_en: str
    top: str
    scored_levels: tuple[str, ...]


class Reading(Model):
    """How cells are read: marks that stand for a missing value, units and their factors, words for totals.

    `marks` maps a printed mark to a status; `doubtful_marks` are accepted with a warning; `units` maps a unit to
    [base unit, factor].
    """

    marks: dict[str, Status]
    doubtful_marks: tuple[str, ...]
    units: dict[str, tuple[str, float]]
    totals: tuple[str, ...]
    subtotals: tuple[str, ...]


class Config(Model):
    """Everything that a workspace's config folder says, checked."""

    province: Province
    levels: tuple[Level, ...]
    groups: tuple[PeerGroup, ...]
    regions: tuple[Region, ...]
    former_names: tuple[FormerName, ...]
    divisions: tuple[Division, ...]
    frameworks: tuple[Framework, ...]
    indicators: tuple[Indicator, ...]
    statistics: tuple[Statistic, ...]
    forms: tuple[Form, ...]
    schemes: tuple[Scheme, ...]
    calendar: Calendar
    maps: tuple[MapLayer, ...]
    reading: Reading

    @cached_property
    def region(self) -> dict[str, Region]:
        """Regions by code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def statistic(self) -> dict[str, Statistic]:
        """Statistics of the forms by code."""
        return {statistic.code: statistic for statistic in self.statistics}

    @cached_property
    def division(self) -> dict[str, Division]:
        """Divisions by code."""
        return {division.code: division for division in self.divisions}

    @cached_property
    def children(self) -> dict[str, tuple[Region, ...]]:
        """The regions directly below each region."""
        below: dict[str, list[Region]] = {}
        for region in self.regions:
            below.setdefault(region.parent_code, []).append(region)
        return {code: tuple(regions) for code, regions in below.items()}

    @cached_property
    def group(self) -> dict[str, PeerGroup]:
        """Peer groups by code."""
        return {group.code: group for group in self.groups}

    def item_name(self, code: str, locale: str = "zh_CN") -> str:
        """The printed name of a stored indicator or statistic; the code itself when the catalogue lost it."""
        known: Indicator | Statistic | None = self.indicator.get(code) or self.statistic.get(code)
        if known is None:
            return code
        return known.name_en if locale == "en" else known.name

    def scheme_for(self, quarter: str) -> tuple[Scheme, bool]:
        """The scheme in force in a quarter and False; else the nearest one and True (a back-cast, to be said so).

        Raises LookupError when the workspace has no scheme.
        """
        if not self.schemes:
            raise LookupError("no scheme")
        covering = [scheme for scheme in self.schemes if scheme.covers(quarter)]
        if covering:
            return max(covering, key=lambda scheme: scheme.valid_from), False
        return min(self.schemes, key=lambda scheme: abs(Quarter(scheme.valid_from).year - int(quarter[:4]))), True

    def owed_by(self, division: str) -> tuple[Indicator, ...]:
        """The indicators that a division fills in: its own, without ratios and without those that a form brings."""
        brought = {statistic.indicator for statistic in self.statistics}
        return tuple(i for i in self.indicators if i.owner == division and not i.is_ratio and i.code not in brought)

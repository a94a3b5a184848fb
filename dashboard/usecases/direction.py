"""明方向: last quarter's promise beside what became of it, the next plan, and what is left of the year's target."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from config.model import Quarter
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.made import made_indicator
from dashboard.usecases.tasks import KeyTask, key_tasks
from metrics.rounding import NOISE

Verdict = Literal["reached", "moved", "stuck", "no_figure", "first"]
VERDICTS: tuple[Verdict, ...] = ("stuck", "moved", "no_figure", "reached", "first")
"""In the order in which a meeting asks for them."""


@dataclass(frozen=True)
class Promise:
    """A key task with last quarter's plan beside the result; shares are of the year's target, 0 to 1.

    The verdict is the figures' alone: reached: at or beyond time progress; moved: further than last quarter but behind;
    stuck: behind and no further; no_figure: nothing to judge by; first: there was no plan to hold it against.
    """

    task: KeyTask

    @property
    def verdict(self) -> Verdict:
        """What the figures say of last quarter's plan."""
        task = self.task
        if not task.promised:
            return "first"
        if task.done_share is None:
            return "no_figure"
        if task.light != "yellow":
            return "reached"
        return "moved" if task.done_share > (task.earlier_share or 0.0) + NOISE else "stuck"

    @property
    def gained(self) -> float | None:
        """How much of the year's target was done in the quarter."""
        task = self.task
        if task.done_share is None or task.earlier_share is None:
            return None
        return task.done_share - task.earlier_share

    @property
    def left(self) -> float | None:
        """How much of the year's target is left; None where nothing was said."""
        return None if self.task.done_share is None else max(1.0 - self.task.done_share, 0.0)

    @property
    def a_quarter(self) -> float | None:
        """How much has to be done in each quarter that is left of the year; None in the last one."""
        quarters = 4 - Quarter(self.task.quarter).number
        return None if self.left is None or not quarters else self.left / quarters

    @property
    def copied(self) -> bool:
        """True when the plan says the same words as last quarter's."""
        return bool(self.task.plan) and "".join(self.task.plan.split()) == "".join(self.task.promised.split())


@dataclass(frozen=True)
class Direction:
    """The promises of a quarter: the lines of the province, and those of regions."""

    quarter: str
    province: tuple[Promise, ...]
    regions: tuple[Promise, ...]

    @property
    def divisions(self) -> dict[str, str]:
        """The divisions with a key task, by code."""
        return {one.task.division: one.task.division_name for one in (*self.province, *self.regions)}

    def of(self, division: str) -> Direction:
        """The promises of one division; all when empty."""
        if not division:
            return self
        parts = (self.province, self.regions)
        province, regions = (tuple(one for one in part if one.task.division == division) for part in parts)
        return Direction(self.quarter, province, regions)

    def ahead(self, divisions: Collection[str], regions: Collection[str]) -> Direction:
        """The same with some divisions' and regions' promises first."""
        province = sorted(self.province, key=lambda one: one.task.division not in divisions)
        of_regions = sorted(self.regions, key=lambda one: one.task.region not in regions)
        return Direction(self.quarter, tuple(province), tuple(of_regions))

    def count(self, *verdicts: Verdict) -> int:
        """How many of the province's promises have one of these verdicts."""
        return sum(one.verdict in verdicts for one in self.province)


@dataclass(frozen=True)
class TargetGap:
    """How a group stands against the target of an item: who reached it, and who lies furthest behind.

    `met` of `units` that reported a value and have a target reached it; the furthest one's figures are in the
    indicator's unit.
    """

    item: str
    name: str
    section: str
    indicator: str
    unit: str
    decimals: int
    met: int
    units: int
    region: str
    region_name: str
    value: float
    target: float


@needs("results", "present")
def direction(desk: Desk, book: Book, quarter: str, locale: str = "zh_CN") -> Direction:
    """The promises of a quarter in the order of VERDICTS, as far as the person sees key tasks."""
    return book.drawn(("direction", quarter, locale), lambda: _draw(desk, book, quarter, locale))


@needs("results", "present")
def target_gaps(desk: Desk, book: Book, quarter: str, group: str, locale: str = "zh_CN") -> tuple[TargetGap, ...]:
    """The items with a target that not every unit of a group reached, the fewest that did first."""
    return book.drawn(("target_gaps", quarter, group, locale), lambda: _gaps(desk, book, quarter, group, locale))


def _draw(desk: Desk, book: Book, quarter: str, locale: str) -> Direction:
    promises = [Promise(task) for task in key_tasks(desk, book, quarter, locale)]
    ordered = sorted(promises, key=lambda one: (VERDICTS.index(one.verdict), -one.task.behind))
    return Direction(
        quarter,
        tuple(one for one in ordered if not one.task.region),
        tuple(one for one in ordered if one.task.region),
    )


def _gaps(desk: Desk, book: Book, quarter: str, group: str, locale: str) -> tuple[TargetGap, ...]:
    scheme, _ = desk.config.scheme_for(quarter)
    by_item: dict[str, list[Mapping[str, Any]]] = {}
    for row in book.rows("items", quarter=quarter, peer_group=group):
        if row["target"] is not None and row["value"] is not None and row["points"] is not None:
            by_item.setdefault(row["node"], []).append(row)
    sections = {item.code: section.label(locale) for section in scheme.sections for item in section.items}
    found = [
        _gap(desk, item, sections[item.code], by_item[item.code], locale)
        for item in scheme.items
        if item.code in by_item
    ]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.met / one.units, one.item)))


def _gap(desk: Desk, item: Any, section: str, rows: Sequence[Mapping[str, Any]], locale: str) -> TargetGap | None:
    indicator = desk.config.indicator.get(item.indicator) or made_indicator(item)
    lower = (item.direction or indicator.direction) == "lower"
    sign = -1.0 if lower else 1.0
    short = [row for row in rows if sign * (row["value"] - row["target"]) < -NOISE]
    if not short:
        return None
    worst = min(short, key=lambda row: sign * (row["value"] - row["target"]) / (abs(row["target"]) or 1.0))
    return TargetGap(
        item=item.code,
        name=item.label(locale),
        section=section,
        indicator=indicator.code,
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        met=len(rows) - len(short),
        units=len(rows),
        region=worst["region_code"],
        region_name=desk.config.region[worst["region_code"]].label(locale),
        value=worst["value"],
        target=worst["target"],
    )

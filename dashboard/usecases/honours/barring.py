"""What bars a unit from a list of honours: what the releases and the lights of assignments tell, one event a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.model import HonourExclusion, HonourList
from dashboard.access.gate import inner
from dashboard.releasing.reading import Edition
from dashboard.usecases.assignments.standings import followed
from dashboard.usecases.bottom_lines import bottom_line_alarms
from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.drawn import Bar
from dashboard.usecases.honours.year import Year, scheme_of
from metrics.escalating import quarter_lights


@dataclass(frozen=True)
class _At:
    """One quarter of the year, and the exclusion that is looked for in it."""

    desk: Desk
    edition: Edition
    quarter: str
    bar: HonourExclusion
    number: int

    def event(self, name: str, name_en: str, value: float | None = None) -> Bar:
        """What happened, by the names of what it is about."""
        same = {"code": self.bar.kind, "name": name, "name_en": name_en, "value": value}
        return Bar(exclusion=self.number, quarter=self.quarter, **same)


@inner
def barred_by(desk: Desk, rule: HonourList, year: Year) -> Mapping[str, tuple[Bar, ...]]:
    """The events of each unit by its code, in the order of the exclusions and quarters."""
    found: dict[str, list[Bar]] = {}
    for number, bar in enumerate(rule.exclude):
        for quarter, edition in year.editions.items():
            at = _At(desk.whole, edition, quarter, bar, number)
            for unit, event in _KINDS[bar.kind](at):
                found.setdefault(unit, []).append(event)
    return {unit: tuple(events) for unit, events in found.items()}


Events = Iterator[tuple[str, Bar]]


def _vetoes(at: _At) -> Events:
    known = {veto.code: veto for veto in scheme_of(at.edition, at.quarter).vetoes}
    for row in at.edition.book.rows("ranking", quarter=at.quarter):
        if row["veto"]:
            yield row["region_code"], at.event(*_names(known.get(row["veto"]), row["veto"]))


def _black_lists(at: _At) -> Events:
    items = {item.code: item for item in scheme_of(at.edition, at.quarter).items}
    for row in at.edition.book.rows("lists", quarter=at.quarter, list="black"):
        yield row["region_code"], at.event(*_names(items.get(row["node"]), row["node"]))


def _overdue(at: _At) -> Events:
    """Units that owned an assignment which turned red in the quarter; of which one is not for everyone to read."""
    units = {one.assignment.owner for one in followed(at.desk) if quarter_lights(one.standing).get(at.quarter) == "red"}
    yield from ((unit, at.event("", "")) for unit in sorted(units))


def _bottom_lines(at: _At) -> Events:
    desk = at.edition.desk.of(at.desk.person)
    for one in bottom_line_alarms(desk, at.edition.book, at.quarter):
        if not one.asks:
            event = at.event(*_names(desk.config.indicator.get(one.indicator), one.indicator))
            yield one.region, event
            yield from ((above, event) for above in _above(desk, one.region) if at.bar.below)


def _above(desk: Desk, region: str) -> Iterator[str]:
    known = desk.config.region.get(region)
    while known is not None and known.parent_code:
        yield known.parent_code
        known = desk.config.region.get(known.parent_code)


def _indicator(at: _At) -> Events:
    known = at.edition.desk.config.indicator.get(at.bar.indicator)
    for row in at.edition.book.rows("measures", quarter=at.quarter, indicator=at.bar.indicator):
        if row["value"] is not None and _beyond(at.bar, row["value"]):
            yield row["region_code"], at.event(*_names(known, at.bar.indicator), row["value"])


def _beyond(bar: HonourExclusion, value: float) -> bool:
    return (bar.above is not None and value > bar.above) or (bar.under is not None and value < bar.under)


def _names(known: Any, code: str) -> tuple[str, str]:
    return (known.name, known.name_en) if known is not None else (code, code)


_KINDS: Mapping[str, Callable[[_At], Events]] = {
    "veto": _vetoes,
    "black_list": _black_lists,
    "overdue": _overdue,
    "bottom_line": _bottom_lines,
    "indicator": _indicator,
}

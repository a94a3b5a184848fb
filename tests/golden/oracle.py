from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from config.model import Indicator, Quarter, Region, Scheme, SchemeItem
from tests.golden.oracle_province import MISSING, NA, Given, Province, exact


def half_up(number: Fraction, precision: int) -> Fraction:
    scaled = abs(number) * 10**precision
    return Fraction(math.floor(scaled + Fraction(1, 2)), 10**precision) * (-1 if number < 0 else 1)


def clip(number: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(high, number))


@dataclass(frozen=True)
class Result:
    published: Fraction | None
    sections: dict[str, Fraction | None]
    items: dict[str, Fraction | None]
    aimless: set[str]
    coverage: Fraction | None
    rankable: bool
    band: str | None


@dataclass
class Judge:
    province: Province
    scheme: Scheme
    quarter: str
    peers: Sequence[Region]

    def value(self, unit: Region, code: str) -> Fraction | str:
        return self.province.value(unit, self.quarter, code)

    def target(self, unit: Region, item: SchemeItem) -> Fraction | str:
        assert item.target is not None
        if item.target.indicator:
            goal = self.value(unit, item.target.indicator)
        else:
            wanted = item.target.by_group.get(unit.peer_group, item.target.value)
            goal = MISSING if wanted is None else exact(wanted)
        progress = Fraction(Quarter(self.quarter).number, 4) if item.target.annual else Fraction(1)
        return goal if isinstance(goal, str) else goal * progress

    def known(self, code: str) -> list[Fraction]:
        return [value for peer in self.peers if isinstance(value := self.value(peer, code), Fraction)]

    def share(self, unit: Region, item: SchemeItem) -> Fraction | str:
        value = self.value(unit, item.indicator)
        if item.levels and unit.level not in item.levels:
            return NA
        aims_at_indicator = item.rule == "completion" and item.target is not None and item.target.indicator
        if aims_at_indicator and (value == NA or self.target(unit, item) in (NA, 0)):
            return NA
        if isinstance(value, str):
            return value
        return getattr(self, f"_{item.rule}")(unit, item, value)

    def lower(self, item: SchemeItem) -> bool:
        return self.province.catalogue[item.indicator].direction == "lower"

    def of_full(self, points: Fraction, item: SchemeItem) -> Fraction:
        return clip(points / exact(item.full_marks), Fraction(0), Fraction(1))

    def _completion(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction | str:
        target, cap = self.target(unit, item), exact(item.parameters.get("cap", 1))
        if isinstance(target, str) or target <= 0:
            return MISSING
        if self.lower(item):
            return cap if value <= 0 else clip(target / value, Fraction(0), cap)
        return clip(value / target, Fraction(0), cap)

    def _step_deduction(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        threshold, step, cost = (exact(item.parameters[name]) for name in ("threshold", "step", "per_step"))
        short = value - threshold if self.lower(item) else threshold - value
        return self.of_full(exact(item.full_marks) - math.floor(short / step) * cost, item)

    def _tiers(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        for bound, points in sorted(item.parameters["bounds"], reverse=True):
            if value >= exact(bound):
                return self.of_full(exact(points), item)
        return self.of_full(exact(item.parameters.get("otherwise", 0)), item)

    def _shortfall_per_item(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        missing = exact(item.parameters["expected"]) - value
        return self.of_full(exact(item.full_marks) - missing * exact(item.parameters["per_item"]), item)

    def _per_event(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        each = exact(item.parameters["per_event"])
        start = item.parameters.get("start", 0 if each > 0 else item.full_marks)
        return self.of_full(exact(start) + each * value, item)

    def _by_results(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        known = self.known(item.indicator)
        if self.lower(item):
            return Fraction(1) if value <= 0 else clip(min(known) / value, Fraction(0), Fraction(1))
        best = max(known)
        return Fraction(0) if best <= 0 else clip(value / best, Fraction(0), Fraction(1))

    def _efficacy(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        base = exact(item.parameters.get("base", 60))
        if item.parameters.get("observed"):
            posts = self.known(item.indicator)
        else:
            posts = [exact(item.parameters["low"]), exact(item.parameters["high"])]
        if min(posts) == max(posts):
            return Fraction(1)
        position = (value - min(posts)) / (max(posts) - min(posts))
        position = 1 - position if self.lower(item) else position
        return clip((base + (100 - base) * position) / 100, Fraction(0), Fraction(1))

    def _by_rank(self, unit: Region, item: SchemeItem, value: Fraction) -> Fraction:
        known = self.known(item.indicator)
        ahead = sum(other < value if self.lower(item) else other > value for other in known)
        return clip(1 - exact(item.parameters["loss"]) * ahead, Fraction(0), Fraction(1))

    def has_value(self, unit: Region, item: SchemeItem) -> bool:
        return isinstance(self.value(unit, item.indicator), Fraction) and self.share(unit, item) != NA

    def judge(self, unit: Region) -> Result:
        items, sections, live, total = {}, {}, Fraction(0), Fraction(0)
        for section in self.scheme.sections:
            points, counted = Fraction(0), Fraction(0)
            for item in section.items:
                share = self.share(unit, item)
                if share == NA or (isinstance(share, str) and item.missing == "exclude"):
                    items[item.code] = None
                    continue
                items[item.code] = Fraction(0) if isinstance(share, str) else share * exact(item.full_marks)
                points += items[item.code] or 0
                counted += exact(item.full_marks)
            scaled = points * exact(section.full_marks) / counted if counted else None
            sections[section.code] = scaled if any(self.has_value(unit, item) for item in section.items) else None
            live += exact(section.full_marks) if counted else 0
            total += scaled or 0
        published = half_up(total * exact(self.scheme.full_marks) / live, self.scheme.precision) if live else None
        coverage = self.coverage(unit)
        rankable = bool(published is not None and coverage and coverage >= exact(self.scheme.minimum_coverage))
        band = self.band(published) if rankable else None
        return Result(published, sections, items, self.aimless(unit), coverage, rankable, band)

    def aimless(self, unit: Region) -> set[str]:
        valued = (item for item in self.scheme.items if self.has_value(unit, item))
        return {item.code for item in valued if isinstance(self.share(unit, item), str)}

    def coverage(self, unit: Region) -> Fraction | None:
        applicable = [item for item in self.scheme.items if self.share(unit, item) != NA]
        valued = [item for item in applicable if self.has_value(unit, item)]
        return Fraction(len(valued), len(applicable)) if applicable else None

    def band(self, published: Fraction | None) -> str | None:
        reached = [band for band in self.scheme.bands if published is not None and published >= exact(band.at_least)]
        return max(reached, key=lambda band: band.at_least).code if reached else None


def judged(
    given: Given, regions: Sequence[Region], catalogue: Iterable[Indicator], scheme: Scheme, quarters: Sequence[str]
) -> dict[tuple[str, str], Result]:
    province = Province(given, regions, {indicator.code: indicator for indicator in catalogue})
    results = {}
    for quarter in quarters:
        for group in scheme.groups:
            peers = [region for region in regions if region.peer_group == group]
            judge = Judge(province, scheme, quarter, peers)
            results |= {(unit.code, quarter): judge.judge(unit) for unit in peers}
    return results


def ranked(
    results: Mapping[tuple[str, str], Result], regions: Sequence[Region], tie: str
) -> dict[tuple[str, str], int | None]:
    group = {region.code: region.peer_group for region in regions}
    places: dict[tuple[str, str], int | None] = {}
    for (unit, quarter), result in results.items():
        if not result.rankable or result.published is None:
            places[unit, quarter] = None
            continue
        ahead = [
            other.published
            for (code, when), other in results.items()
            if when == quarter
            and group[code] == group[unit]
            and other.rankable
            and other.published is not None
            and other.published > result.published
        ]
        places[unit, quarter] = 1 + len(ahead if tie == "shared" else set(ahead))
    return places

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from config.model import Indicator, Quarter, Region

Given = Mapping[tuple[str, str, str], float | str]
NA, MISSING = "not_applicable", "not_reported"
Compared = tuple[Fraction | None, Fraction | None]


def exact(number: Any) -> Fraction:
    return Fraction(str(number))


@dataclass
class Province:
    given: Given
    regions: Sequence[Region]
    catalogue: Mapping[str, Indicator]
    _children: dict[str, list[Region]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for region in self.regions:
            self._children.setdefault(region.parent_code, []).append(region)

    def value(self, region: Region, quarter: str, code: str) -> Fraction | str:
        indicator = self.catalogue[code]
        if region.level not in indicator.levels:
            return NA
        if not indicator.is_ratio:
            return self.amount(region, quarter, indicator)[0]
        pair = self.pair(region, quarter, indicator)
        return pair if isinstance(pair, str) else exact(indicator.scale) * pair[0] / pair[1]

    def below(self, region: Region, indicator: Indicator) -> list[Region]:
        if indicator.roll_up == "none":
            return []
        return [child for child in self._children.get(region.code, []) if child.level in indicator.levels]

    def amount(self, region: Region, quarter: str, indicator: Indicator) -> tuple[Fraction | str, bool]:
        children = [self.amount(child, quarter, indicator)[0] for child in self.below(region, indicator)]
        reported = [child for child in children if isinstance(child, Fraction)]
        if reported:
            return sum(reported, Fraction(0)), True
        own = self.given.get((region.code, quarter, indicator.code), MISSING)
        if not isinstance(own, str):
            return exact(own), False
        if children and all(child == NA for child in children):
            return NA, False
        return (NA if own == NA else MISSING), False

    def pair(self, region: Region, quarter: str, ratio: Indicator) -> tuple[Fraction, Fraction] | str:
        children = [self.pair(child, quarter, ratio) for child in self.below(region, ratio)]
        pairs = [child for child in children if not isinstance(child, str)]
        if pairs:
            return sum((p[0] for p in pairs), Fraction(0)), sum((p[1] for p in pairs), Fraction(0))
        own = self.own_pair(region, quarter, ratio)
        if isinstance(own, str) and children and all(child == NA for child in children):
            return NA
        return own

    def own_pair(self, region: Region, quarter: str, ratio: Indicator) -> tuple[Fraction, Fraction] | str:
        if self.given.get((region.code, quarter, ratio.code)) == NA:
            return NA
        sides = [self.side(region, quarter, code) for code in (ratio.numerator, ratio.denominator)]
        (numerator, left), (denominator, right) = sides
        if NA in (numerator, denominator):
            return NA
        mixed = left != right and not self.same_extent(region, quarter, ratio, left)
        if denominator == 0 and (numerator == MISSING or (numerator == 0 and not mixed)):
            return NA
        if isinstance(numerator, str) or isinstance(denominator, str) or denominator == 0 or mixed:
            return MISSING
        whole = all(self.whole(region, quarter, self.catalogue[code]) for code in (ratio.numerator, ratio.denominator))
        unpaired = left and right and (ratio.roll_up != "none" or not whole)
        return MISSING if unpaired else (numerator, denominator)

    def same_extent(self, region: Region, quarter: str, ratio: Indicator, numerator_is_sum: bool) -> bool:
        codes = [ratio.numerator, ratio.denominator]
        added, own = codes if numerator_is_sum else codes[::-1]
        return self.catalogue[own].roll_up == "none" and self.whole(region, quarter, self.catalogue[added])

    def whole(self, region: Region, quarter: str, indicator: Indicator) -> bool:
        amount, is_sum = self.amount(region, quarter, indicator)
        if not is_sum:
            return isinstance(amount, Fraction)
        return all(self.whole(child, quarter, indicator) for child in self.below(region, indicator))

    def side(self, region: Region, quarter: str, code: str) -> tuple[Fraction | str, bool]:
        indicator = self.catalogue[code]
        if region.level not in indicator.levels:
            return MISSING, False
        return self.amount(region, quarter, indicator)

    def units(self, region: Region, quarter: str, indicator: Indicator) -> list[Region]:
        units = [unit for child in self.below(region, indicator) for unit in self.units(child, quarter, indicator)]
        if units:
            return units
        if indicator.is_ratio:
            return [] if isinstance(self.own_pair(region, quarter, indicator), str) else [region]
        own = self.given.get((region.code, quarter, indicator.code), MISSING)
        return [] if isinstance(own, str) else [region]

    def part(self, region: Region, quarter: str, code: str) -> Fraction | None:
        indicator = self.catalogue[code]
        units = self.units(region, quarter, indicator)
        if not indicator.is_ratio:
            return self.total([self.own_part(unit, quarter, indicator) for unit in units])
        numerator = self.total([self.part(unit, quarter, indicator.numerator) for unit in units])
        denominator = self.total([self.part(unit, quarter, indicator.denominator) for unit in units])
        return exact(indicator.scale) * numerator / denominator if numerator is not None and denominator else None

    def total(self, parts: Sequence[Fraction | None]) -> Fraction | None:
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if parts and len(known) == len(parts) else None

    def own_part(self, region: Region, quarter: str, indicator: Indicator) -> Fraction | None:
        own = self.given[region.code, quarter, indicator.code]
        if indicator.measure != "ytd_cumulative" or quarter.endswith("Q1"):
            return exact(own)
        before = self.given.get((region.code, str(Quarter(quarter).shift(-1)), indicator.code), MISSING)
        return None if isinstance(before, str) else exact(own) - exact(before)

    def change(self, region: Region, quarter: str, code: str) -> Compared:
        then = str(Quarter(quarter).shift(-1))
        now, earlier = self.part(region, quarter, code), self.part(region, then, code)
        return self.compared(region, (quarter, then), code, now, earlier)

    def year_change(self, region: Region, quarter: str, code: str) -> Compared:
        then = str(Quarter(quarter).shift(-4))
        now, earlier = (self.value(region, when, code) for when in (quarter, then))
        numbers = (None if isinstance(one, str) else one for one in (now, earlier))
        return self.compared(region, (quarter, then), code, *numbers)

    def compared(
        self,
        region: Region,
        quarters: tuple[str, str],
        code: str,
        now: Fraction | None,
        earlier: Fraction | None,
    ) -> Compared:
        made_of = [{unit.code for unit in self.units(region, q, self.catalogue[code])} for q in quarters]
        if made_of[0] != made_of[1] and made_of[0] | made_of[1] != {region.code}:
            return None, None
        return earlier, None if now is None or earlier is None else now - earlier

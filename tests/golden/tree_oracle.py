"""A scheme scored the slow and plain way, in decimals: item by item, section by section, unit by unit."""

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from scipy import stats

from config.model import TOTAL, Scheme, SchemeItem, SchemeSection
from tests.golden.rules_oracle import points_of

Values = Mapping[str, Mapping[str, float | str]]
"""By unit, by indicator: a value, `not_applicable`, or nothing where it is missing."""

Part = tuple[Decimal, Decimal]
"""A share of full marks and its weight."""


def decimal(number: Fraction | float) -> Decimal:
    exact = Fraction(str(number)) if isinstance(number, float) else Fraction(number)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


class Group:
    def __init__(self, scheme: Scheme, values: Values) -> None:
        self.scheme, self.values = scheme, values
        self.points = {item.code: self._points(item) for item in scheme.items}

    def _points(self, item: SchemeItem) -> dict[str, Decimal | None]:
        known = {unit: own[item.indicator] for unit, own in self.values.items() if item.indicator in own}
        numbers = {unit: value for unit, value in known.items() if not isinstance(value, str)}
        found = points_of(*_in_logs(item, _brought_in(item, list(numbers.values()))))
        return {unit: None if one is None else decimal(one) for unit, one in zip(numbers, found, strict=True)}

    def applies(self, unit: str, item: SchemeItem) -> bool:
        return self.values[unit].get(item.indicator) != "not_applicable"

    def node(self, unit: str, code: str) -> Decimal | None:
        """The points of a section or of the whole; None where nothing counts."""
        if code == TOTAL:
            combine, marks = self.scheme.combine, decimal(self.scheme.full_marks)
            bounds: tuple[float | None, float | None] = (None, None)
            items: Sequence[SchemeItem] = ()
            regular = True
        else:
            section = next(one for one in self.scheme.sections if one.code == code)
            combine, marks, bounds, items = section.combine, decimal(section.full_marks), section.bounds, section.items
            regular = section.kind == "regular"
        below = [one for one in self.scheme.sections if (one.parent or TOTAL) == code]
        added = sum((self.node(unit, one.code) or Decimal(0) for one in below if one.kind != "regular"), Decimal(0))
        if not regular:
            added += sum((self.points[item.code].get(unit) or Decimal(0) for item in items), Decimal(0))
            return self._within(added, bounds)
        parts = [*self._item_parts(unit, items, combine), *self._section_parts(unit, below, combine)]
        if not parts:
            return None
        return self._within(_mean(parts, combine) * marks + added, bounds)

    def _item_parts(self, unit: str, items: Sequence[SchemeItem], combine: str) -> list[Part]:
        parts = []
        for item in items:
            points = self.points[item.code].get(unit)
            left_out = points is None and self.scheme.missing_of(item) == "exclude"
            if self.applies(unit, item) and not left_out:
                weight = item.full_marks if combine == "sum" else item.weight or 1.0
                parts.append(((points or Decimal(0)) / decimal(item.full_marks), decimal(weight)))
        return parts

    def _section_parts(self, unit: str, below: Sequence[SchemeSection], combine: str) -> list[Part]:
        parts = []
        for section in below:
            points = self.node(unit, section.code)
            if section.kind == "regular" and points is not None:
                weight = section.full_marks if combine == "sum" else section.weight or 1.0
                parts.append((points / decimal(section.full_marks), decimal(weight)))
        return parts

    @staticmethod
    def _within(points: Decimal, bounds: tuple[float | None, float | None]) -> Decimal:
        low, high = bounds
        points = points if low is None else max(points, decimal(low))
        return points if high is None else min(points, decimal(high))

    def published(self, unit: str) -> Decimal | None:
        points = self.node(unit, TOTAL)
        step = Decimal(1).scaleb(-self.scheme.precision)
        return None if points is None else points.quantize(step, rounding=ROUND_HALF_UP)

    def ranks(self, units: Sequence[str]) -> dict[str, int]:
        """The places of the units: 1 and the number of better ones (shared), or of better scores (dense)."""
        scores = {unit: self.published(unit) for unit in units}
        known = [score for score in scores.values() if score is not None]
        better = {unit: [one for one in known if score is not None and one > score] for unit, score in scores.items()}
        dense = self.scheme.tie == "dense"
        return {
            unit: 1 + len(set(more) if dense else more) for unit, more in better.items() if scores[unit] is not None
        }


def _brought_in(item: SchemeItem, values: list[float]) -> list[float]:
    """Outliers of a winsorised item brought in one distinct value at a time, at most five."""
    for _ in range(5 if item.winsorise and len(values) > 3 else 0):
        skewness = stats.skew(values, bias=False)
        if not (abs(skewness) > 2 and stats.kurtosis(values, bias=False) > 3.5):
            break
        inward = sorted(set(values), reverse=bool(skewness > 0))
        values = [inward[1] if value == inward[0] else value for value in values]
    return values


def _in_logs(item: SchemeItem, values: list[float]) -> tuple[SchemeItem, list[float]]:
    if not item.log:
        return item, values
    fixed = {name: math.log(own) if name in ("low", "high") else own for name, own in item.parameters.items()}
    target = item.target and item.target.model_copy(update={"value": math.log(item.target.value or 1)})
    return item.model_copy(update={"parameters": fixed, "target": target}), [math.log(value) for value in values]


def _mean(parts: Sequence[Part], combine: str) -> Decimal:
    weight = sum((own for _, own in parts), Decimal(0))
    if combine in ("sum", "arithmetic"):
        return sum((share * own for share, own in parts), Decimal(0)) / weight
    if min(share for share, _ in parts) <= 0:
        return Decimal(0)
    with localcontext() as context:
        context.prec = 40
        if combine == "geometric":
            return (sum((share.ln() * own for share, own in parts), Decimal(0)) / weight).exp()
        return weight / sum((own / share for share, own in parts), Decimal(0))

"""A scheme brought to its terms: for each peer group and item one row of plain numbers, ready for the kernel."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from config.model import Indicator, Scheme, SchemeItem, SchemeSection, Target
from metrics.rules import RULES
from metrics.rules.curve import Case, Curve, Goalpost


@dataclass(frozen=True)
class Term:
    """One item for one peer group; `curve` is in shares of full marks, its fixed goalposts in logarithms with `log`.

    `levels` are the levels of units that the item is for (all when empty); `regular` is False in a bonus or deduction
    section; `weight` is the item's weight in its section.
    """

    group: str
    item: SchemeItem
    section: SchemeSection
    order: int
    curve: Curve
    target: Target
    missing: str
    constant: float | None
    lower_is_better: bool
    needs_target: bool
    weight: float
    levels: tuple[str, ...]

    @property
    def regular(self) -> bool:
        """True where the item's marks count in the total that points are scaled to."""
        return self.section.kind == "regular"


def terms(scheme: Scheme, catalogue: Iterable[Indicator] = ()) -> tuple[Term, ...]:
    """The terms of every peer group and item, by group and in the scheme's order.

    Directions and levels come from the item, or else from the catalogue; without a catalogue any indicator will do.
    KeyError for an unknown rule or indicator or a missing parameter.
    """
    known = {indicator.code: indicator for indicator in catalogue}
    strange = {item.indicator for item in scheme.items} - set(known) - {""}
    if known and strange:
        raise KeyError(f"unknown indicators: {', '.join(sorted(strange))}")
    return tuple(term for group in scheme.groups for term in _of_group(scheme, group, known))


def _of_group(scheme: Scheme, group: str, known: dict[str, Indicator]) -> Iterator[Term]:
    pairs = ((section, item) for section in scheme.sections for item in section.items)
    for order, (section, item) in enumerate(pairs):
        yield _term(scheme, section, item, known.get(item.indicator), group, order)


def _term(
    scheme: Scheme, section: SchemeSection, item: SchemeItem, indicator: Indicator | None, group: str, order: int
) -> Term:
    lower = (item.direction or (indicator.direction if indicator else "higher")) == "lower"
    rule, own = RULES[item.rule], item.by_group.get(group)
    return Term(
        group=group,
        item=item,
        section=section,
        order=order,
        curve=_in_logs(_over_range(rule.curve(Case(item, group, lower)), item), item),
        target=(own.target if own and own.target else item.target) or Target(),
        missing=scheme.missing_of(item),
        constant=item.constant if item.constant is not None else scheme.constant,
        lower_is_better=lower,
        needs_target=rule.needs_target,
        weight=item.full_marks if section.combine == "sum" else item.weight or 1.0,
        levels=item.levels or (indicator.levels if indicator else ()),
    )


def _over_range(curve: Curve, item: SchemeItem) -> Curve:
    """The curve with its share 0..1 laid over the item's range of points."""
    if item.points is None:
        return curve
    first, last = (points / item.full_marks for points in item.points)
    width = last - first
    return replace(
        curve,
        base=first + curve.base * width,
        slope=curve.slope * width,
        tiers=tuple((bound, jump * width) for bound, jump in curve.tiers),
        floor=first + curve.floor * width,
        cap=first + curve.cap * width,
        flat=None if curve.flat is None else first + curve.flat * width,
    )


def _in_logs(curve: Curve, item: SchemeItem) -> Curve:
    """Fixed goalposts in logarithms, where the item asks for them; a goalpost of 0 or less has none (ValueError)."""
    return replace(curve, low=_log(curve.low), high=_log(curve.high)) if item.log else curve


def _log(post: Goalpost) -> Goalpost:
    return math.log(post) if isinstance(post, float | int) else post


def target_of(term: Term) -> float | None:
    """The fixed target of the term's group, before time progress; None where it has none or takes an indicator's."""
    return term.target.by_group.get(term.group, term.target.value)

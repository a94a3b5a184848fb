"""Cross-checks of one scheme item: what it refers to, its rule with parameters, its target."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from config.checks.references import UNKNOWN_DIVISION, UNKNOWN_GROUP, UNKNOWN_INDICATOR, UNKNOWN_LEVEL, unknown
from config.draft import Draft
from config.files import Entry
from config.model import Division, Indicator, Level, SchemeItem
from config.problems import Problem
from config.rulebook import RuleDeclaration, rulebook
from config.wording import mark

UNKNOWN_RULE = mark("There is no rule {value}; the rules are {known}.")
PARAMETER_MISSING = mark("The rule {rule} needs the parameter {value}.")
PARAMETER_UNKNOWN = mark("The rule {rule} does not know the parameter {value}.")
PARAMETER_EITHER = mark("The rule {rule} needs {choices}.")
PARAMETER_NUMBER = mark("The parameter must be a number, found {found}.")
PARAMETER_POSITIVE = mark("The parameter must be a number greater than 0, found {found}.")
GOALPOSTS_EQUAL = mark("The goalposts low and high must differ.")
PARAMETER_SWITCH = mark("The parameter must be true or false, found {found}.")
PARAMETER_BOUNDS = mark("Expected pairs [at least, points] from high to low, found {found}.")
TARGET_MISSING = mark("The rule {rule} needs a target.")
TARGET_EMPTY = mark("A target needs a value, values by peer group, or an indicator.")
TARGET_DOUBLE = mark("A target is either fixed or the value of an indicator, not both.")
TARGET_POSITIVE = mark("The rule {rule} divides by the target, which must be greater than 0, found {found}.")
BOUNDS_ABOVE = mark("{points} points are more than the full marks of the item, {full_marks}.")
TARGET_GROUP = mark("The target says nothing for the peer group {value}.")
NEUTRAL = mark("The indicator {value} has no better or worse direction and cannot be scored.")
NOT_COLLECTED = mark("The indicator {value} is not collected at the level {level}; name the item's levels.")


def check_item(draft: Draft, groups: tuple[str, ...], entry: Entry[SchemeItem]) -> Iterator[Problem]:
    """Indicator, owner and levels exist and fit; the rule is known and gets its parameters; the target is whole."""
    item = entry.it
    indicators = draft.codes(Indicator, draft.indicators)
    yield from unknown(entry, "indicator", [item.indicator], indicators, UNKNOWN_INDICATOR)
    yield from unknown(entry, "owner", [item.owner], draft.codes(Division, draft.divisions), UNKNOWN_DIVISION)
    yield from unknown(entry, "levels", item.levels, draft.codes(Level, draft.levels), UNKNOWN_LEVEL)
    yield from _collected(draft, groups, entry)
    yield from _rule(entry)
    yield from _target(groups, entry, indicators)


def _collected(draft: Draft, groups: tuple[str, ...], entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item, ranked = entry.it, {group.it.level for group in draft.groups if group.it.code in groups}
    named = (item.indicator, item.target.indicator if item.target else "")
    for indicator in (other.it for other in draft.indicators if other.it.code in named):
        for level in sorted(set(item.levels or ranked) - set(indicator.levels)):
            yield entry.fault("levels", NOT_COLLECTED, value=indicator.code, level=level)
        if indicator.code == item.indicator and indicator.direction == "neutral":
            yield entry.fault("indicator", NEUTRAL, value=indicator.code)


def _rule(entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item, rule = entry.it, rulebook().named(entry.it.rule)
    if rule is None:
        yield entry.fault("rule", UNKNOWN_RULE, value=item.rule, known=", ".join(r.name for r in rulebook().rule))
        return
    for name in rule.required:
        if name not in item.parameters:
            yield entry.fault(f"parameters.{name}", PARAMETER_MISSING, rule=rule.name, value=name)
    given = {name for name, value in item.parameters.items() if value is not False}
    if rule.either and not any(set(names) <= given for names in rule.either):
        choices = " / ".join(" + ".join(names) for names in rule.either)
        yield entry.fault("parameters", PARAMETER_EITHER, rule=rule.name, choices=choices)
    if rule.target == "required" and item.target is None:
        yield entry.fault("target", TARGET_MISSING, rule=rule.name)
    yield from _parameters(entry, rule)


def _parameters(entry: Entry[SchemeItem], rule: RuleDeclaration) -> Iterator[Problem]:
    for name, value in entry.it.parameters.items():
        key, kind = f"parameters.{name}", rulebook().parameters.get(name)
        if name not in (*rule.required, *rule.optional):
            yield entry.fault(key, PARAMETER_UNKNOWN, rule=rule.name, value=name)
        elif kind == "number" and not _is_number(value):
            yield entry.fault(key, PARAMETER_NUMBER, found=repr(value))
        elif kind == "switch" and not isinstance(value, bool):
            yield entry.fault(key, PARAMETER_SWITCH, found=repr(value))
        elif kind == "bounds" and not _are_bounds(value):
            yield entry.fault(key, PARAMETER_BOUNDS, found=repr(value))
        elif kind == "positive" and not (_is_number(value) and value > 0):
            yield entry.fault(key, PARAMETER_POSITIVE, found=repr(value))
        elif kind == "bounds":
            yield from _above(entry, key, [pair[1] for pair in value])
    low, high = (entry.it.parameters.get(name) for name in ("low", "high"))
    if low is not None and low == high:
        yield entry.fault("parameters.high", GOALPOSTS_EQUAL)


def _above(entry: Entry[SchemeItem], key: str, points: list[float]) -> Iterator[Problem]:
    for given in points:
        if given > entry.it.full_marks:
            yield entry.fault(key, BOUNDS_ABOVE, points=f"{given:g}", full_marks=f"{entry.it.full_marks:g}")


def _target(groups: tuple[str, ...], entry: Entry[SchemeItem], indicators: set[str]) -> Iterator[Problem]:
    target = entry.it.target
    if target is None:
        return
    fixed = target.value is not None or bool(target.by_group)
    if not fixed and not target.indicator:
        yield entry.fault("target", TARGET_EMPTY)
    rule = rulebook().named(entry.it.rule)
    for given in (target.value, *target.by_group.values()):
        if rule and rule.target == "required" and given is not None and given <= 0:
            yield entry.fault("target", TARGET_POSITIVE, rule=rule.name, found=f"{given:g}")
    if fixed and target.indicator:
        yield entry.fault("target", TARGET_DOUBLE)
    yield from unknown(entry, "target.indicator", [target.indicator], indicators, UNKNOWN_INDICATOR)
    yield from unknown(entry, "target.by_group", target.by_group, groups, UNKNOWN_GROUP)
    if target.by_group and target.value is None:
        for group in groups:
            if group not in target.by_group:
                yield entry.fault("target.by_group", TARGET_GROUP, value=group)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _are_bounds(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    pairs = all(isinstance(pair, list) and len(pair) == 2 and all(map(_is_number, pair)) for pair in value)
    return pairs and all(above[0] > below[0] for above, below in pairwise(value))

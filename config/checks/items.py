"""Cross-checks of one scheme item: what it refers to, its target, its range of points and its missing values."""

from __future__ import annotations

from collections.abc import Iterator

from config.checks.known import Known, absent
from config.checks.references import UNKNOWN_DIVISION, UNKNOWN_GROUP, UNKNOWN_INDICATOR, UNKNOWN_LEVEL, unknown
from config.checks.rule_parameters import GOALPOST_LOG, check_rule, is_number
from config.files import Entry
from config.model import Scheme, SchemeItem, Target
from config.problems import Problem
from config.rulebook import rulebook
from config.wording import mark

TARGET_MISSING = mark("The rule {rule} needs a target.")
TARGET_EMPTY = mark("A target needs a value, values by peer group, or an indicator.")
TARGET_DOUBLE = mark("A target is either fixed or the value of an indicator, not both.")
TARGET_POSITIVE = mark("The rule {rule} divides by the target, which must be greater than 0, found {found}.")
TARGET_GROUP = mark("The target says nothing for the peer group {value}.")
NEUTRAL = mark("The indicator {value} has no better or worse direction and cannot be scored.")
NOT_COLLECTED = mark("The indicator {value} is not collected at the level {level}; name the item's levels.")
GOALPOSTS_TURNED = mark("Higher values are better, but the goalpost low, {low}, is above high, {high}.")
WEIGHTLESS = mark("The weight of an input must not be 0.")
SCALE_ZERO = mark("The scale must not be 0.")
POINTS_TURNED = mark("The range of points must rise, found {found}: the first number is for the worst result.")
ERROR_SHARE = mark("The measurement error is a share of the value below 1 (0.05 for 5 %), found {found}.")
CONSTANT_MISSING = mark("Missing values count as a constant, but no constant is given.")
CONSTANT_UNUSED = mark('The constant has no effect; it is for missing = "constant".')
LISTED_ALONE = mark("The item is listed, but the scheme has no [lists].")
LISTED_TARGET = mark("A listed item needs a target: the red and the black list compare with it.")
_DIVIDING = ("completion",)
"""Rules that divide by the target."""


def check_item(known: Known, scheme: Scheme, entry: Entry[SchemeItem]) -> Iterator[Problem]:
    """Sources, owner and levels exist and fit; the rule gets its parameters; target, points and stand-in are whole."""
    item = entry.it
    yield from _sources(known, entry)
    yield from absent(entry, "owner", [item.owner], known.divisions, UNKNOWN_DIVISION)
    yield from absent(entry, "levels", item.levels, known.levels, UNKNOWN_LEVEL)
    yield from _collected(known, scheme.groups, entry)
    yield from check_rule(entry)
    yield from _goalposts(known, entry)
    yield from _targets(known, scheme.groups, entry)
    yield from _numbers(scheme, entry)
    yield from _listed(scheme, entry)


def _sources(known: Known, entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item = entry.it
    yield from absent(entry, "indicator", [item.indicator], known.indicators, UNKNOWN_INDICATOR)
    if item.inputs is None:
        return
    for name, weights in (("sum", item.inputs.sum), ("per", item.inputs.per)):
        yield from absent(entry, f"inputs.{name}", weights, known.indicators, UNKNOWN_INDICATOR)
        for code, weight in weights.items():
            if weight == 0:
                yield entry.fault(f"inputs.{name}.{code}", WEIGHTLESS)
    if item.inputs.scale == 0:
        yield entry.fault("inputs.scale", SCALE_ZERO)


def _collected(known: Known, groups: tuple[str, ...], entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item = entry.it
    inputs = (*item.inputs.sum, *item.inputs.per) if item.inputs else ()
    own = {terms.target.indicator for terms in item.by_group.values() if terms.target}
    ranked = {known.level_of[group] for group in groups if group in known.level_of}
    for code in dict.fromkeys((item.indicator, *inputs, item.target.indicator if item.target else "", *sorted(own))):
        indicator = known.catalogue.get(code)
        if indicator is None:
            continue
        for level in sorted(set(item.levels or ranked) - set(indicator.levels)):
            yield entry.fault("levels", NOT_COLLECTED, value=code, level=level)
        if code == item.indicator and indicator.direction == "neutral" and not item.direction:
            yield entry.fault("indicator", NEUTRAL, value=code)


def _goalposts(known: Known, entry: Entry[SchemeItem]) -> Iterator[Problem]:
    """Goalposts run the way that is better, and stay where a logarithm can be taken."""
    item, indicator = entry.it, known.catalogue.get(entry.it.indicator)
    own = {f"by_group.{code}.parameters": terms.parameters for code, terms in item.by_group.items() if terms.parameters}
    if (item.direction or (indicator.direction if indicator else "")) == "higher":
        for key, given in {"parameters": item.parameters, **own}.items():
            low, high = ({**item.parameters, **given}.get(name) for name in ("low", "high"))
            if is_number(low) and is_number(high) and low > high:
                yield entry.fault(f"{key}.low", GOALPOSTS_TURNED, low=f"{low:g}", high=f"{high:g}")
    goal = item.target.value if item.target else None
    if item.log and goal is not None and goal <= 0:
        yield entry.fault("target", GOALPOST_LOG, found=f"{goal:g}")


def _targets(known: Known, groups: tuple[str, ...], entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item, rule = entry.it, rulebook().named(entry.it.rule)
    own = {code: terms.target for code, terms in item.by_group.items() if terms.target is not None}
    if rule and rule.target == "required" and item.target is None and not (own and set(groups) <= set(own)):
        yield entry.fault("target", TARGET_MISSING, rule=rule.name)
    if item.target is not None:
        yield from _target(known, groups, entry, "target", item.target)
    yield from unknown(entry, "by_group", item.by_group, groups, UNKNOWN_GROUP)
    for code, target in own.items():
        yield from _target(known, (code,), entry, f"by_group.{code}.target", target)


def _target(
    known: Known, groups: tuple[str, ...], entry: Entry[SchemeItem], key: str, target: Target
) -> Iterator[Problem]:
    """One target; `groups` are the peer groups that it is for."""
    fixed, rule = target.value is not None or bool(target.by_group), entry.it.rule
    if not fixed and not target.indicator:
        yield entry.fault(key, TARGET_EMPTY)
    for given in (target.value, *target.by_group.values()):
        if rule in _DIVIDING and given is not None and given <= 0:
            yield entry.fault(key, TARGET_POSITIVE, rule=rule, found=f"{given:g}")
    if fixed and target.indicator:
        yield entry.fault(key, TARGET_DOUBLE)
    yield from absent(entry, f"{key}.indicator", [target.indicator], known.indicators, UNKNOWN_INDICATOR)
    yield from unknown(entry, f"{key}.by_group", target.by_group, groups, UNKNOWN_GROUP)
    if target.by_group and target.value is None:
        for group in groups:
            own = entry.it.by_group.get(group) if key == "target" else None
            if group not in target.by_group and not (own and own.target):
                yield entry.fault(f"{key}.by_group", TARGET_GROUP, value=group)


def _numbers(scheme: Scheme, entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item, policy = entry.it, scheme.missing_of(entry.it)
    if item.points is not None and item.points[0] >= item.points[1]:
        yield entry.fault("points", POINTS_TURNED, found=f"{item.points[0]:g}, {item.points[1]:g}")
    if item.error >= 1:
        yield entry.fault("error", ERROR_SHARE, found=f"{item.error:g}")
    if policy == "constant" and item.constant is None and scheme.constant is None:
        yield entry.fault("constant", CONSTANT_MISSING)
    if policy != "constant" and item.constant is not None:
        yield entry.fault("constant", CONSTANT_UNUSED)


def _listed(scheme: Scheme, entry: Entry[SchemeItem]) -> Iterator[Problem]:
    item = entry.it
    if not item.listed:
        return
    if scheme.lists is None:
        yield entry.fault("listed", LISTED_ALONE)
    targets = {code for code, terms in item.by_group.items() if terms.target}
    if item.target is None and not set(scheme.groups) <= targets:
        yield entry.fault("listed", LISTED_TARGET)

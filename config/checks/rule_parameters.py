"""Cross-checks of a rule's parameters: those of the item and those that a peer group sets over them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeGuard

from config.files import Entry
from config.model import SchemeItem
from config.problems import Problem
from config.rulebook import RuleDeclaration, rulebook
from config.wording import mark

UNKNOWN_RULE = mark("There is no rule {value}; the rules are {known}.")
PARAMETER_MISSING = mark("The rule {rule} needs the parameter {value}.")
PARAMETER_UNKNOWN = mark("The rule {rule} does not know the parameter {value}.")
PARAMETER_EITHER = mark("The rule {rule} needs {choices}.")
GOALPOSTS_EQUAL = mark("The goalposts low and high must differ.")
LOG_UNUSED = mark("The rule {rule} takes no logarithms; leave log out.")
PLACES_FEW = mark("The first {top} and the last {bottom} places overlap, for there are only {of}.")
GOALPOST_LOG = mark("A goalpost of a logarithm must be greater than 0, found {found}.")
BOUNDS_ABOVE = mark("{points} points are more than the full marks of the item, {full_marks}.")
_GOALPOSTS = ("low", "high")


def check_rule(entry: Entry[SchemeItem]) -> Iterator[Problem]:
    """The rule is known and gets its parameters, for the item and under the terms of each peer group."""
    item, rule = entry.it, rulebook().named(entry.it.rule)
    if rule is None:
        yield entry.fault("rule", UNKNOWN_RULE, value=item.rule, known=", ".join(r.name for r in rulebook().rule))
        return
    if item.log and not rule.log:
        yield entry.fault("log", LOG_UNUSED, rule=rule.name)
    groups = {f"by_group.{code}.parameters": terms.parameters for code, terms in item.by_group.items()}
    yield from _complete(entry, rule, list(groups.values()))
    for key, own in {"parameters": item.parameters, **groups}.items():
        for name, value in own.items():
            yield from _parameter(entry, rule, f"{key}.{name}", name, value)
        yield from _goalposts(entry, key, own, {**item.parameters, **own})
        yield from _places(entry, key, own, fitting({**item.parameters, **own}))


def _complete(entry: Entry[SchemeItem], rule: RuleDeclaration, groups: list[dict[str, Any]]) -> Iterator[Problem]:
    """What the rule needs stands in the item, or else in the terms of every peer group."""
    given = {name for name, value in entry.it.parameters.items() if value is not False}
    given |= set.intersection(*map(set, groups)) if groups else set()
    for name in rule.required:
        if name not in given | set(entry.it.parameters):
            yield entry.fault(f"parameters.{name}", PARAMETER_MISSING, rule=rule.name, value=name)
    if rule.either and not any(set(names) <= given for names in rule.either):
        choices = " / ".join(" + ".join(names) for names in rule.either)
        yield entry.fault("parameters", PARAMETER_EITHER, rule=rule.name, choices=choices)


def _parameter(
    entry: Entry[SchemeItem], rule: RuleDeclaration, key: str, name: str, value: object
) -> Iterator[Problem]:
    kind = rulebook().parameters.get(name)
    if kind is None or name not in (*rule.required, *rule.optional):
        yield entry.fault(key, PARAMETER_UNKNOWN, rule=rule.name, value=name)
        return
    fits, message = _KINDS[kind]
    if not fits(value):
        yield entry.fault(key, message, found=repr(value))
    elif _are_pairs(value):
        yield from _above(entry, key, [pair[1] for pair in value])


def _above(entry: Entry[SchemeItem], key: str, points: list[float]) -> Iterator[Problem]:
    for given in points:
        if given > entry.it.full_marks:
            yield entry.fault(key, BOUNDS_ABOVE, points=f"{given:g}", full_marks=f"{entry.it.full_marks:g}")


def _goalposts(
    entry: Entry[SchemeItem], key: str, own: Mapping[str, Any], whole: Mapping[str, Any]
) -> Iterator[Problem]:
    if any(name in own for name in _GOALPOSTS) and whole.get("low") is not None and whole["low"] == whole.get("high"):
        yield entry.fault(f"{key}.high", GOALPOSTS_EQUAL)
    for name in _GOALPOSTS:
        if entry.it.log and is_number(own.get(name)) and own[name] <= 0:
            yield entry.fault(f"{key}.{name}", GOALPOST_LOG, found=f"{own[name]:g}")


def _places(entry: Entry[SchemeItem], key: str, own: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[Problem]:
    top, bottom, of = whole.get("top", 0), whole.get("bottom", 0), whole.get("of", math.inf)
    if top + bottom > of and any(name in own for name in ("of", "top", "bottom")):
        yield entry.fault(f"{key}.of", PLACES_FEW, top=top, bottom=bottom, of=of)


def fitting(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that are of their kind, so that they can be reckoned with."""
    kinds = rulebook().parameters
    return {name: value for name, value in parameters.items() if name in kinds and _KINDS[kinds[name]][0](value)}


def parameters_of(item: SchemeItem) -> list[dict[str, Any]]:
    """The parameters that the item is scored with: its own, and those of each peer group over them."""
    own = ({**item.parameters, **terms.parameters} for terms in item.by_group.values())
    return [fitting(given) for given in (item.parameters, *own)]


def is_number(value: object) -> TypeGuard[float]:
    """A finite number, which true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_count(value: object) -> bool:
    return is_number(value) and value >= 1 and float(value).is_integer()


def _are_pairs(value: object) -> TypeGuard[list[list[float]]]:
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(pair, list) and len(pair) == 2 and all(map(is_number, pair)) for pair in value)


def _fall(value: object) -> bool:
    return _are_pairs(value) and all(above[0] > below[0] for above, below in pairwise(value))


def _rise(value: object) -> bool:
    return _are_pairs(value) and all(below[0] < above[0] for below, above in pairwise(value))


_KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "number": (is_number, mark("The parameter must be a number, found {found}.")),
    "positive": (
        lambda value: is_number(value) and value > 0,
        mark("The parameter must be a number greater than 0, found {found}."),
    ),
    "share": (
        lambda value: is_number(value) and 0 <= value <= 1,
        mark("The parameter must be a number from 0 to 1, found {found}."),
    ),
    "count": (_is_count, mark("The parameter must be a whole number of at least 1, found {found}.")),
    "switch": (
        lambda value: isinstance(value, bool),
        mark("The parameter must be true or false, found {found}."),
    ),
    "bounds": (_fall, mark("Expected pairs [at least, points] from high to low, found {found}.")),
    "bounds_above": (_rise, mark("Expected pairs [at most, points] from low to high, found {found}.")),
}

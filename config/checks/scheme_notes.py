"""What is allowed in a scheme but worth knowing: notes beside the faults, which never make a check fail."""

from __future__ import annotations

from collections.abc import Iterator

from config.checks.rule_parameters import parameters_of
from config.checks.scheme_tree import Tree, items_of
from config.files import Entry
from config.model import Scheme, SchemeItem
from config.problems import Problem
from config.rulebook import rulebook
from config.wording import mark

OBSERVED = mark(
    "The rule {rule} measures a unit by the others of its group: one unit's value changes the points of the others."
)
ZERO_MEAN = {
    "geometric": mark("A missing value counts as 0, and makes all of {value} 0, because it is a geometric mean."),
    "harmonic": mark("A missing value counts as 0, and makes all of {value} 0, because it is a harmonic mean."),
}


def scheme_notes(scheme: Scheme, file: str = "") -> tuple[Problem, ...]:
    """The notes on a sound scheme, each with file and key."""
    tree = Tree(Entry(file, "", scheme))
    return (*_observed(tree), *_zero_in_means(tree))


def among_peers(item: SchemeItem) -> bool:
    """True where one unit's points of the item depend on other units' values."""
    rule = rulebook().named(item.rule)
    return rule is not None and any(rule.is_relative(given) for given in parameters_of(item))


def _observed(tree: Tree) -> Iterator[Problem]:
    for item in tree.items:
        if among_peers(item.it):
            yield item.fault("rule", OBSERVED, rule=item.it.rule)


def _zero_in_means(tree: Tree) -> Iterator[Problem]:
    for section in tree.sections:
        if section.it.combine in ZERO_MEAN:
            for item in items_of(section):
                if tree.scheme.it.missing_of(item.it) == "zero":
                    yield item.fault("missing", ZERO_MEAN[section.it.combine], value=section.it.code)

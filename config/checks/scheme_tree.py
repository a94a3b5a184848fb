"""Cross-checks of a scheme's tree: parents, sums, weights, and what a mean cannot take."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from config.checks.references import TWICE_CODE, twice
from config.checks.rule_parameters import parameters_of
from config.files import Entry
from config.model import TOTAL, Scheme, SchemeItem, SchemeSection
from config.problems import Problem
from config.rulebook import rulebook
from config.wording import mark

PARENT_UNKNOWN = mark("There is no section {value}; leave the parent out for a section of the whole scheme.")
PARENT_CYCLE = mark("The sections run in a circle: {circle}.")
SECTION_EMPTY = mark("The section has neither items nor sections below it.")
ONLY_ADDED = mark("Bonuses and deductions need something to be added to: at least one regular item or section.")
UNDER_ADDED = mark("A regular section cannot stand below {value}, which is a bonus or a deduction.")
TWICE_SIBLING = mark("The name {value} stands twice below the same section; it is also in {other}.")
TOTAL_RESERVED = mark("The code total is kept for the whole scheme.")
SECTION_SUM = mark("The full marks are {stated}, but the items add up to {added}.")
NODE_SUM = mark("The full marks are {stated}, but the items and sections below add up to {added}.")
SCHEME_SUM = mark("The full marks are {stated}, but the sections add up to {added}.")
WEIGHT_UNUSED = mark("The weight has no effect: where points are added, the full marks are the weight.")
COMBINE_UNUSED = mark("A bonus or deduction adds its points as they are; leave combine out.")
BOUNDS_TURNED = mark("The floor {floor} is above the cap {cap}.")
BELOW_ZERO = {
    "geometric": mark("A geometric mean cannot take points below 0, which {value} may have."),
    "harmonic": mark("A harmonic mean cannot take points below 0, which {value} may have."),
}


class Tree:
    """A scheme's sections and items with the places that they stand at, and who is below whom."""

    def __init__(self, entry: Entry[Scheme]) -> None:
        self.scheme = entry
        self.sections = [Entry(entry.file, f"sections[{s}]", section) for s, section in enumerate(entry.it.sections, 1)]

    @cached_property
    def items(self) -> list[Entry[SchemeItem]]:
        """The items with their places."""
        return [item for section in self.sections for item in items_of(section)]

    @cached_property
    def by_code(self) -> dict[str, Entry[SchemeSection]]:
        """The sections by code, the first of each."""
        return {section.it.code: section for section in reversed(self.sections)}

    @cached_property
    def below(self) -> dict[str, list[Entry[SchemeSection]]]:
        """The sections directly below each, by its code; those of the whole under TOTAL."""
        children: dict[str, list[Entry[SchemeSection]]] = {}
        for section in self.sections:
            children.setdefault(section.it.parent or TOTAL, []).append(section)
        return children

    def circle(self, section: SchemeSection) -> list[str]:
        """The codes from the section up to itself again, where its parents run in a circle; else empty."""
        way, parent = [section.code], section.parent
        while parent in self.by_code and parent not in way:
            way.append(parent)
            parent = self.by_code[parent].it.parent
        return [*way, parent] if parent == section.code else []


def items_of(section: Entry[SchemeSection]) -> Iterator[Entry[SchemeItem]]:
    """The items of a section with their places."""
    for i, item in enumerate(section.it.items, 1):
        yield Entry(section.file, f"{section.key}.items[{i}]", item)


def check_tree(entry: Entry[Scheme]) -> Iterator[Problem]:
    """Codes are unique, parents lead to the root, sums and weights hold, means get nothing below 0."""
    tree = Tree(entry)
    yield from _codes(tree)
    parents = list(_parents(tree))
    yield from parents
    if not parents:
        yield from _content(tree)
    yield from _sums(tree, whole=not parents)
    yield from _weights(tree)
    yield from _means(tree)


def _codes(tree: Tree) -> Iterator[Problem]:
    nodes: list[Entry[Any]] = [*tree.sections, *tree.items]
    yield from twice(nodes, "code", TWICE_CODE)
    for node in nodes:
        if node.it.code == TOTAL:
            yield node.fault("code", TOTAL_RESERVED)
    for siblings in tree.below.values():
        yield from twice(siblings, "name", TWICE_SIBLING)
    for section in tree.sections:
        yield from twice(items_of(section), "name", TWICE_SIBLING)


def _parents(tree: Tree) -> Iterator[Problem]:
    for section in tree.sections:
        parent = section.it.parent
        if parent and parent not in tree.by_code:
            yield section.fault("parent", PARENT_UNKNOWN, value=parent)
        elif circle := tree.circle(section.it):
            yield section.fault("parent", PARENT_CYCLE, circle=" → ".join(circle))
        elif parent and tree.by_code[parent].it.kind != "regular" and section.it.kind == "regular":
            yield section.fault("kind", UNDER_ADDED, value=parent)


def _content(tree: Tree) -> Iterator[Problem]:
    for section in tree.sections:
        children, it = tree.below.get(section.it.code, []), section.it
        low, high = it.bounds
        if not it.items and not children:
            yield section.fault("items", SECTION_EMPTY)
        elif it.kind == "regular" and not it.items and not any(child.it.kind == "regular" for child in children):
            yield section.fault("items", ONLY_ADDED)
        if it.kind != "regular" and it.combine != "sum":
            yield section.fault("combine", COMBINE_UNUSED)
        if low is not None and high is not None and low > high:
            yield section.fault("floor", BOUNDS_TURNED, floor=f"{low:g}", cap=f"{high:g}")
    top = tree.below.get(TOTAL, [])
    if tree.sections and not any(section.it.kind == "regular" for section in top):
        yield tree.scheme.fault("sections", ONLY_ADDED)


def _sums(tree: Tree, whole: bool) -> Iterator[Problem]:
    """Full marks are what they are added up from; without the `whole` only where no parents are needed to know it."""
    for section in tree.sections:
        children = _marks(tree.below.get(section.it.code, []))
        if section.it.kind == "regular" and section.it.combine == "sum" and (whole or not children):
            items, message = [item.full_marks for item in section.it.items], NODE_SUM if children else SECTION_SUM
            if items or children:
                yield from _sum(section, [*items, *children], message)
    if whole and tree.scheme.it.combine == "sum":
        yield from _sum(tree.scheme, _marks(tree.below.get(TOTAL, [])), SCHEME_SUM)


def _marks(sections: list[Entry[SchemeSection]]) -> list[float]:
    return [section.it.full_marks for section in sections if section.it.kind == "regular"]


def _sum(node: Entry[Scheme] | Entry[SchemeSection], parts: list[float], message: str) -> Iterator[Problem]:
    stated, added = node.it.full_marks, math.fsum(parts)
    if not math.isclose(added, stated, rel_tol=1e-9, abs_tol=1e-9):
        yield node.fault("full_marks", message, stated=f"{stated:g}", added=f"{added:g}")


def _weights(tree: Tree) -> Iterator[Problem]:
    for section in tree.sections:
        parent = tree.by_code.get(section.it.parent)
        combine = parent.it.combine if parent else tree.scheme.it.combine
        if section.it.weight is not None and (combine == "sum" or section.it.kind != "regular"):
            yield section.fault("weight", WEIGHT_UNUSED)
        for item in items_of(section):
            if item.it.weight is not None and (section.it.combine == "sum" or section.it.kind != "regular"):
                yield item.fault("weight", WEIGHT_UNUSED)


def _means(tree: Tree) -> Iterator[Problem]:
    if tree.scheme.it.combine in BELOW_ZERO:
        yield from _below_zero(tree, tree.scheme.it.combine, [], tree.below.get(TOTAL, []))
    for section in tree.sections:
        if section.it.combine in BELOW_ZERO and not tree.circle(section.it):
            children = tree.below.get(section.it.code, [])
            yield from _below_zero(tree, section.it.combine, list(items_of(section)), children)


def _below_zero(
    tree: Tree, mean: str, items: list[Entry[SchemeItem]], sections: list[Entry[SchemeSection]]
) -> Iterator[Problem]:
    for item in items:
        if may_be_negative(item.it):
            key = "points" if item.it.points else "rule"
            yield item.fault(key, BELOW_ZERO[mean], value=item.it.code)
    for section in sections:
        if section.it.kind == "regular" and _section_negative(tree, section, ()):
            yield section.fault("floor", BELOW_ZERO[mean], value=section.it.code)


def _section_negative(tree: Tree, section: Entry[SchemeSection], above: tuple[str, ...]) -> bool:
    low, code = section.it.bounds[0], section.it.code
    if code in above or (low is not None and low >= 0):
        return False
    if section.it.kind == "deduction" or any(may_be_negative(item) for item in section.it.items):
        return True
    return any(_section_negative(tree, child, (*above, code)) for child in tree.below.get(code, []))


def may_be_negative(item: SchemeItem) -> bool:
    """True where the item's points can be below 0: by its range of points, or by a rule without a floor."""
    if item.points is not None and min(item.points) < 0:
        return True
    rule = rulebook().named(item.rule)
    return rule is not None and any(rule.may_be_negative(given) for given in parameters_of(item))

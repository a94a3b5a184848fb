"""The shape of a scheme: sections below sections, any number of levels, the root above them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from config.model import TOTAL, Scheme, SchemeSection


@dataclass(frozen=True)
class Node:
    """A section, or the root: what it is a part of and how its parts become it; numbers are places in the scheme."""

    number: int
    code: str
    parent: str
    parent_number: int
    kind: str
    combine: str
    full_marks: float
    weight: float
    floor: float | None
    cap: float | None
    depth: int

    @property
    def plain(self) -> bool:
        """True where the node's points are its mean alone."""
        return self.kind == "regular" and self.floor is None and self.cap is None


@dataclass(frozen=True)
class Tree:
    """The nodes of a scheme by depth; the root has depth 0 and comes last in the order."""

    nodes: tuple[Node, ...]

    @classmethod
    def of(cls, scheme: Scheme) -> Tree:
        """The tree of a scheme; ValueError where parents form a circle or are unknown."""
        sections = {section.code: section for section in scheme.sections}
        numbers = {code: number for number, code in enumerate((*sections, TOTAL))}
        combine = {TOTAL: scheme.combine} | {section.code: section.combine for section in scheme.sections}
        nodes = [_node(section, _depth(section, sections), combine, numbers) for section in scheme.sections]
        root = Node(len(nodes), TOTAL, "", -1, "regular", scheme.combine, scheme.full_marks, 1.0, None, None, 0)
        return cls((*nodes, root))

    @cached_property
    def depths(self) -> dict[str, int]:
        """The depth of each node."""
        return {node.code: node.depth for node in self.nodes}

    @cached_property
    def additions(self) -> bool:
        """True where some points are added beside a mean, or bounded."""
        return not all(node.plain for node in self.nodes)

    @property
    def deepest(self) -> int:
        """The depth of the deepest section."""
        return max(self.depths.values())

    def at(self, depth: int) -> tuple[Node, ...]:
        """The nodes of one depth."""
        return tuple(node for node in self.nodes if node.depth == depth)


def _node(section: SchemeSection, depth: int, combine: Mapping[str, str], numbers: Mapping[str, int]) -> Node:
    parent, (low, high) = section.parent or TOTAL, section.bounds
    return Node(
        number=numbers[section.code],
        code=section.code,
        parent=parent,
        parent_number=numbers[parent],
        kind=section.kind,
        combine=section.combine,
        full_marks=section.full_marks,
        weight=section.full_marks if combine[parent] == "sum" else section.weight or 1.0,
        floor=low,
        cap=high,
        depth=depth,
    )


def _depth(section: SchemeSection, sections: Mapping[str, SchemeSection]) -> int:
    depth, seen, parent = 1, {section.code}, section.parent
    while parent:
        if parent in seen or parent not in sections:
            raise ValueError(f"section {section.code}: parent {parent}")
        seen.add(parent)
        depth, parent = depth + 1, sections[parent].parent
    return depth

"""Items to sections to the total on arrays: the sums, means and bounds of metrics.tree, in the same whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from metrics.dense import Dense, Leaves
from metrics.grids import Flags, Numbers, Whole
from metrics.shape import Node, Tree
from metrics.tree import GRAIN, INVERSE_GRAIN, LOST_GRAIN, NOTHING

_COUNTS = ("known", "valued", "applies")
_BENT = {"geometric": GRAIN, "harmonic": INVERSE_GRAIN}


@dataclass(frozen=True)
class Climbed:
    """What the nodes of the tree (by number, the total last) come to, nodes x quarters x units.

    `points` are NaN where nothing counts; `marks` are counted marks in whole grains; `lost` and `weakest` are of the
    total: the points of the item that lost most, and its order; `apart` is the share of the item that breaks ties.
    """

    dense: Dense
    tree: Tree
    points: Numbers
    marks: Whole
    counts: dict[str, Whole]
    there: Flags
    lost: Numbers
    weakest: Whole
    apart: Numbers | None

    @classmethod
    def of(cls, dense: Dense) -> Climbed:
        """Climb the tree of the scheme for all quarters."""
        tree, items = Tree.of(dense.sheet.scheme), Items(dense)
        sums = Sums.of(tree, (len(dense.quarters), len(dense.units)))
        for quarter in range(len(dense.quarters)):
            sums.take(items, dense.leaves(quarter), quarter)
        points = np.empty(sums.whole["share"].shape)
        for node in sorted(tree.nodes, key=lambda node: -node.depth):
            points[node.number] = sums.points(node)
            if node.parent_number >= 0:
                sums.rise(node, points[node.number])
        counts = {name: sums.whole[name] for name in _COUNTS}
        apart = sums.apart if dense.sheet.scheme.tie == "broken" else None
        return cls(dense, tree, points, sums.whole["marks"], counts, sums.there, sums.lost, sums.weakest, apart)


class Items:
    """What the sheet says of each item, as rows, and where the items of each section begin."""

    def __init__(self, dense: Dense) -> None:
        scheme = dense.sheet.scheme
        own = dense.sheet.terms[: len(scheme.items)]
        self.marks, self.weight = (
            _rows(numbers) for numbers in zip(*((t.item.full_marks, t.weight) for t in own), strict=True)
        )
        self.regular = np.array([[term.regular] for term in own])
        self.counted, self.weight = (np.where(self.regular, of, 0.0) for of in (self.marks, self.weight))
        self.all_regular, self.alike = bool(self.regular.all()), np.array_equal(self.counted, self.weight)
        self.counted_grains = grains(self.counted)
        sizes = np.array([len(section.items) for section in scheme.sections])
        self.sections = np.flatnonzero(sizes)
        self.starts = (np.cumsum(sizes) - sizes)[self.sections]
        self.ends = self.starts + sizes[self.sections]
        codes = [item.code for item in scheme.items]
        self.apart = codes.index(scheme.tie_break) if scheme.tie == "broken" else 0


def _rows(numbers: Any) -> Numbers:
    return np.array(numbers, dtype=np.float64)[:, None]


@dataclass
class Sums:
    """Sums of whole numbers for each node, nodes x quarters x units, filled from the items and from the nodes below."""

    tree: Tree
    whole: dict[str, Whole]
    nought: Flags
    there: Flags
    lost: Numbers
    weakest: Whole
    apart: Numbers

    @classmethod
    def of(cls, tree: Tree, shape: tuple[int, int]) -> Sums:
        """Nothing added yet."""
        nodes, names = (len(tree.nodes), *shape), ("share", "weight", "marks", "added", "bent", *_COUNTS)
        whole = {name: np.zeros(nodes, dtype=np.int64) for name in names}
        nought, there = np.zeros(nodes, dtype=bool), np.zeros(nodes, dtype=bool)
        return cls(tree, whole, nought, there, np.empty(shape), np.empty(shape, dtype=np.int64), np.empty(shape))

    def take(self, items: Items, leaves: Leaves, quarter: int) -> None:
        """Add the items of a quarter to their sections."""
        counts, regular = leaves.counts, items.regular
        marks = _each(counts * items.counted_grains, items)
        known = _each(leaves.known, items)
        told = {
            "share": _each(np.rint(leaves.share * (items.weight * GRAIN)).astype(np.int64), items),
            "weight": marks if items.alike else _each(counts * grains(items.weight), items),
            "marks": marks,
            "known": known,
            "valued": known if items.all_regular else _each(leaves.known & regular, items),
            "applies": _each(leaves.applies if items.all_regular else leaves.applies & regular, items),
        }
        if self.tree.additions:
            told["added"] = _each(grains(np.where(regular, 0.0, leaves.share * items.marks)), items)
        for name, sums in told.items():
            self.whole[name][items.sections, quarter] = sums
        self.there[items.sections, quarter] = np.logical_or.reduceat(leaves.there, items.starts, axis=0)
        for section, start, end in zip(items.sections, items.starts, items.ends, strict=True):
            weight = items.weight[start:end] * counts[start:end]
            self._bend(self.tree.nodes[section], leaves.share[start:end], weight, quarter)
        self._lose(items, leaves, quarter)
        self.apart[quarter] = np.where(leaves.none[items.apart], np.nan, leaves.share[items.apart])

    def _lose(self, items: Items, leaves: Leaves, quarter: int) -> None:
        """Tell the item that lost most, the first in order among equals."""
        lost = leaves.share * -items.marks
        lost += np.where(leaves.counts, items.counted, 0.0)
        lost *= LOST_GRAIN
        lost += 0.5
        np.floor(lost, out=lost)
        first = lost.argmax(axis=0)
        self.weakest[quarter] = first
        self.lost[quarter] = np.take_along_axis(lost, first[None], axis=0)[0] / LOST_GRAIN

    def _bend(self, node: Node, shares: Numbers, weights: Numbers, quarter: Any = slice(None)) -> None:
        """Add weight x ln(share) or weight / share of parts (a row each), and tell where a share is none."""
        if node.combine in _BENT:
            counting = (weights > 0) & (shares > NOTHING)
            some = np.where(counting, shares, 1.0)
            part = np.log(some) * weights if node.combine == "geometric" else weights / some
            bent = grains(np.where(counting, part, 0.0), _BENT[node.combine])
            self.whole["bent"][node.number, quarter] += bent.sum(axis=0)
            self.nought[node.number, quarter] |= ((weights > 0) & (shares <= NOTHING)).any(axis=0)

    def points(self, node: Node) -> Numbers:
        """The points of a node whose parts are all added."""
        whole = {name: sums[node.number] for name, sums in self.whole.items()}
        weight = np.where(whole["weight"] > 0, whole["weight"], 1).astype(float)
        points = whole["share"] * node.full_marks / weight
        if node.combine in _BENT:
            under = np.where(whole["bent"] > 0, whole["bent"], INVERSE_GRAIN) / INVERSE_GRAIN
            mean = np.exp(whole["bent"] / weight) if node.combine == "geometric" else weight / GRAIN / under
            points = np.where(self.nought[node.number], 0.0, mean) * node.full_marks
        points = np.where(whole["weight"] > 0, points, np.nan)
        if not self.tree.additions:
            return points
        points = (points if node.kind == "regular" else 0.0) + whole["added"] / GRAIN
        low, high = (np.nan if bound is None else bound for bound in (node.floor, node.cap))
        return np.where(points < low, low, np.where(points > high, high, points))

    def rise(self, node: Node, points: Numbers) -> None:
        """Add a node as a part of its parent."""
        parent, regular = self.tree.nodes[node.parent_number], node.kind == "regular"
        live = ~np.isnan(points) & self.there[node.number]
        points = np.where(live, points, 0.0)
        share, weight = points / node.full_marks, live * (node.weight if regular else 0.0)
        parts = {"share": share * weight, "weight": weight, "added": points * (not regular)}
        for name, numbers in parts.items():
            self.whole[name][parent.number] += grains(numbers)
        for name in ("marks", *_COUNTS):
            self.whole[name][parent.number] += self.whole[name][node.number]
        self.there[parent.number] |= self.there[node.number]
        self._bend(parent, share[None], weight[None])


def _each(numbers: Any, items: Items) -> Whole:
    """The sums over the items of each section."""
    ends = zip(items.starts, items.ends, strict=True)
    return np.array([numbers[start:end].sum(axis=0, dtype=np.int64) for start, end in ends])


def grains(numbers: Numbers, grain: float = GRAIN) -> Whole:
    """Numbers as whole numbers of grains, so that sums do not depend on their order."""
    scaled = numbers * grain
    return np.rint(scaled, out=scaled).astype(np.int64)

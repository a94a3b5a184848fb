"""The totals of units if one item alone had another share: the arithmetic of metrics.tree on arrays.

Sums are of the same whole numbers as there, so that taking a part out and putting another in loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.grids import Flags, Numbers, Whole
from metrics.shape import Node, Tree
from metrics.terms import Term

_GRAIN, _INVERSE_GRAIN = 1e12, 1e9
_NOTHING = 1e-9
"""As in metrics.tree."""


@dataclass(frozen=True)
class Lift:
    """The nodes of one quarter and peer group with the sums of their parts (see _part) and points, by their numbers.

    `shares` (0 where there is none) and `counts` are units x items in the scheme's order.
    """

    tree: Tree
    terms: tuple[Term, ...]
    shares: Numbers
    counts: Flags
    sums: dict[int, Whole]
    points: dict[int, Numbers]

    @classmethod
    def of(cls, tree: Tree, terms: tuple[Term, ...], shares: Numbers, counts: Flags) -> Lift:
        """The sums and points of every node, from the items up."""
        sums = {node.number: np.zeros((5, len(shares)), dtype=np.int64) for node in tree.nodes}
        nodes, points = {node.code: node for node in tree.nodes}, dict[int, Numbers]()
        for column, term in enumerate(terms):
            node = nodes[term.section.code]
            sums[node.number] += _of_item(term, node, shares[:, column], counts[:, column])
        for node in sorted(tree.nodes, key=lambda one: -one.depth):
            points[node.number] = _points(node, sums[node.number])
            if node.parent:
                sums[node.parent_number] += _of_node(node, nodes[node.parent], points[node.number])
        return cls(tree, terms, shares, counts, sums, points)

    @property
    def totals(self) -> Numbers:
        """Points of the total of each unit as it is, NaN where nothing counts."""
        return self.points[self.tree.nodes[-1].number]

    def totals_with(self, column: int, units: Whole, shares: Numbers, counts: Flags) -> Numbers:
        """Points of the total, trials x the chosen units, if the item in `column` alone had these shares."""
        term = self.terms[column]
        node = next(one for one in self.tree.nodes if one.code == term.section.code)
        old = _of_item(term, node, self.shares[units, column], self.counts[units, column])
        new = _of_item(term, node, shares, counts)
        while True:
            points = _points(node, (self.sums[node.number][:, units] - old)[:, None] + new)
            if not node.parent:
                return points
            above = self.tree.nodes[node.parent_number]
            old, new = _of_node(node, above, self.points[node.number][units]), _of_node(node, above, points)
            node = above


def _of_item(term: Term, node: Node, shares: Numbers, counts: Flags) -> Whole:
    if term.regular:
        weights: Numbers = np.where(counts, term.weight, 0.0)
        return _part(node.combine, shares, weights, 0.0 * shares)
    return _part(node.combine, shares, 0.0 * shares, shares * term.item.full_marks)


def _of_node(node: Node, above: Node, points: Numbers) -> Whole:
    live = ~np.isnan(points)
    known: Numbers = np.where(live, points, 0.0)
    weights: Numbers = np.where(live, node.weight, 0.0)
    if node.kind == "regular":
        return _part(above.combine, known / node.full_marks, weights, 0.0 * known)
    return _part(above.combine, known / node.full_marks, 0.0 * known, known)


def _part(combine: str, shares: Numbers, weights: Numbers, added: Numbers) -> Whole:
    """What a part brings to its parent's sums: weight x share, weight, the same for the other means, whether it is
    nothing where it counts, points added beside the mean; in grains."""
    some = (weights > 0) & (shares > _NOTHING)
    sure = np.where(some, shares, 1.0)
    if combine == "geometric":
        bent = np.log(sure) * weights * _GRAIN
    else:
        bent = np.where(some, weights / sure, 0.0) * _INVERSE_GRAIN if combine == "harmonic" else 0.0 * weights
    nought = ((weights > 0) & ~some).astype(float)
    return np.rint([shares * weights * _GRAIN, weights * _GRAIN, bent, nought, added * _GRAIN]).astype(np.int64)


def _points(node: Node, sums: Whole) -> Numbers:
    share, weight, bent, nought, added = sums
    points = added / _GRAIN
    if node.kind == "regular":
        under = np.where(weight > 0, weight, 1).astype(float)
        points = np.where(weight > 0, _mean(node, share, under, bent, nought), np.nan) + points
    low, high = (np.nan if bound is None else bound for bound in (node.floor, node.cap))
    return np.where(points < low, low, np.where(points > high, high, points))


def _mean(node: Node, share: Whole, under: Numbers, bent: Whole, nought: Whole) -> Numbers:
    if node.combine == "geometric":
        return np.where(nought > 0, 0.0, np.exp(bent / under)) * node.full_marks
    if node.combine == "harmonic":
        whole = bent / _INVERSE_GRAIN
        mean = under / _GRAIN / np.where(whole > 0, whole, 1.0)
        return np.where(nought > 0, 0.0, mean) * node.full_marks
    return np.asarray(share * node.full_marks / under)

"""One quarter and peer group as arrays of units x items, totalled for many sets of weights and shares at once.

The same means, additions and bounds as metrics.tree, on the shares that the engine published in ITEMS. A mean without
missing parts is one matrix product (draws x items) @ (items x units), its weights another with what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np

from config.model import Scheme
from metrics.grids import Flags, Numbers, Whole, grid, units_of
from metrics.rank import lexicographic, places
from metrics.rounding import half_up_whole
from metrics.shape import Node, Tree

_NOTHING = 1e-9
Drawn = Callable[[], tuple[Numbers, Flags]]
"""The shares of one item in draws x units, and what counts (a single row where it is the same in all draws)."""


@dataclass(frozen=True)
class Cube:
    """Shares and what counts (units x items, units by region_code, items in the scheme's order), and the tree.

    `shares` are 0 where there is none; `counts` is 1 where the item's marks count and 0 where not; `apart` is the share
    of the item that breaks ties, NaN where there is none; None where ties are not broken.
    """

    units: tuple[str, ...]
    scheme: Scheme
    tree: Tree
    shares: Numbers
    counts: Numbers
    apart: Numbers | None = None

    @classmethod
    def of(cls, items: nw.DataFrame[Any], scheme: Scheme) -> Cube:
        """The cube of ITEMS rows of one quarter and peer group, in any order of rows."""
        units = units_of(items)
        counts = ~np.isnan(grid(items, "points", units, scheme))
        shares = grid(items, "share", units, scheme)
        apart = shares[:, _tie_column(scheme)] if scheme.tie == "broken" else None
        filled = np.where(counts, np.nan_to_num(shares), 0.0)
        return cls(units, scheme, Tree.of(scheme), filled, counts.astype(np.float64), apart)

    def only(self, units: set[str]) -> Cube:
        """The cube of some of its units."""
        kept = [number for number, unit in enumerate(self.units) if unit in units]
        names = tuple(self.units[number] for number in kept)
        apart = None if self.apart is None else self.apart[kept]
        return Cube(names, self.scheme, self.tree, self.shares[kept], self.counts[kept], apart)

    def totals(self, item_factors: Numbers, node_factors: Numbers, drawn: Mapping[int, Drawn] | None = None) -> Numbers:
        """Points of the total, draws x units, NaN where nothing counts.

        The factors (draws x items, draws x nodes of the tree) multiply the weights; an item with factor 0 is left out.
        `drawn` gives the shares of items (by their place in the scheme) that are not the cube's own; each is called
        once, in the order of the tree.
        """
        work = _Totals(self, item_factors, node_factors, drawn or {})
        for node in sorted(self.tree.nodes, key=lambda node: -node.depth):
            work.points[node.number] = work.node(node)
        return work.points[self.tree.nodes[-1].number]

    def ranked(self, totals: Numbers, apart: Numbers | None = None) -> Whole:
        """The places by published totals (draws x units), ties as the scheme declares; a unit without one comes last.

        `apart` are the shares of the item that breaks ties, draws x units; the cube's own when left out.
        """
        scores: Whole = half_up_whole(totals, self.scheme.precision)
        own = self.apart if apart is None else apart
        if own is not None:
            scores = lexicographic(scores, own)
        return places(scores, "dense" if self.scheme.tie == "dense" else "shared")

    @cached_property
    def tie_column(self) -> int:
        """The place in the scheme of the item that breaks ties."""
        return _tie_column(self.scheme)

    @cached_property
    def own(self) -> dict[str, tuple[list[int], Numbers]]:
        """Of each section the places of its items in the scheme and their weights."""
        found, first = {}, 0
        for section in self.scheme.sections:
            adds = section.combine == "sum"
            weights = [item.full_marks if adds else item.weight or 1.0 for item in section.items]
            found[section.code] = list(range(first, first + len(weights))), np.array(weights, dtype=np.float64)
            first += len(weights)
        return found


def _tie_column(scheme: Scheme) -> int:
    return [item.code for item in scheme.items].index(scheme.tie_break)


@dataclass
class _Totals:
    """One climb from the items to the total; `points` are of the nodes done so far, by number, draws x units."""

    cube: Cube
    items: Numbers
    nodes: Numbers
    drawn: Mapping[int, Drawn]
    points: dict[int, Numbers] = field(default_factory=dict)

    def node(self, node: Node) -> Numbers:
        """The points of a node whose children are done."""
        children = [child for child in self.cube.tree.nodes if child.parent_number == node.number]
        points = self._added(node) if node.kind != "regular" else self._mean(node, children)
        for child in children:
            if child.kind != "regular":
                points = points + self.points[child.number]
        low, high = (np.nan if bound is None else bound for bound in (node.floor, node.cap))
        return points if node.plain else np.where(points < low, low, np.where(points > high, high, points))

    def _own(self, node: Node) -> tuple[list[int], list[int], Numbers]:
        """The node's items: those with the cube's own shares, those that are drawn, and the weights of all by place."""
        own, weights = self.cube.own.get(node.code, ([], np.zeros(0)))
        all_weights = np.zeros(len(self.cube.scheme.items))
        all_weights[own] = weights
        return [c for c in own if c not in self.drawn], [c for c in own if c in self.drawn], all_weights

    def _added(self, node: Node) -> Numbers:
        """The points of the items of a bonus or deduction section, as they are."""
        still, moving, _ = self._own(node)
        marks = np.array([item.full_marks for item in self.cube.scheme.items])
        shares, counts = self.cube.shares[:, still], self.cube.counts[:, still]
        points = (self.items[:, still] != 0) @ (shares * counts * marks[still]).T
        for column in moving:
            drawn, there = self.drawn[column]()
            points += (self.items[:, [column]] != 0) * marks[column] * drawn * there
        return np.asarray(points)

    def _mean(self, node: Node, children: list[Node]) -> Numbers:
        still, moving, weights = self._own(node)
        parts = _Parts(node.combine, *self._still(node.combine, still, weights))
        for column in moving:
            drawn, there = self.drawn[column]()
            parts.add(drawn, there, self.items[:, [column]] * weights[column])
        for child in children:
            if child.kind == "regular":
                live = ~np.isnan(self.points[child.number])
                share = np.where(live, self.points[child.number], 0.0) / child.full_marks
                parts.add(share, live, child.weight * self.nodes[:, [child.number]])
        return parts.mean() * node.full_marks

    def _still(self, combine: str, columns: list[int], weights: Numbers) -> tuple[Numbers, Numbers, Flags]:
        """Sums of weighted shares and of weights, and where a share is none, of items that are not drawn."""
        factors, counts = self.items[:, columns] * weights[columns], self.cube.counts[:, columns]
        shares = self.cube.shares[:, columns]
        top, under = factors @ (counts * _bent(shares, combine)).T, factors @ counts.T
        if combine not in _BENT:
            return top, under, np.zeros((1, 1), dtype=bool)
        return top, under, (factors > 0).astype(float) @ (counts * (shares <= _NOTHING)).T > 0


@dataclass
class _Parts:
    """A weighted mean in the making: sums of weighted (bent) shares and of weights, and where a share is none."""

    combine: str
    top: Numbers
    under: Numbers
    nought: Flags

    def add(self, share: Numbers, there: Flags, weight: Numbers) -> None:
        """Add a part: its share and whether it counts (draws x units), and its weight (draws x 1)."""
        everywhere = bool(there.all())
        self.top += (_bent(share, self.combine) if everywhere else _bent(share, self.combine) * there) * weight
        self.under += weight if everywhere else weight * there
        if self.combine in _BENT:
            self.nought = self.nought | (there & (weight > 0) & (share <= _NOTHING))

    def mean(self) -> Numbers:
        """The mean share, NaN where nothing counts."""
        live = self.under > 0
        under = np.where(live, self.under, 1.0)
        if self.combine == "harmonic":
            found = under / np.where(self.top > 0, self.top, 1.0)
        else:
            found = np.exp(self.top / under) if self.combine == "geometric" else self.top / under
        found = np.where(self.nought, 0.0, found) if self.combine in _BENT else found
        return np.where(live, found, np.nan)


_BENT = ("geometric", "harmonic")


def _bent(shares: Numbers, combine: str) -> Numbers:
    """What is averaged: the shares, their logarithms, or one over them; shares of none are told apart elsewhere."""
    if combine not in _BENT:
        return shares
    some = np.where(shares > _NOTHING, shares, 1.0)
    return np.asarray(np.log(some) if combine == "geometric" else 1.0 / some)


def published(points: Numbers, precision: int) -> Whole:
    """Points in whole units of the published precision: metrics.rounding.half_up_whole."""
    return half_up_whole(points, precision)

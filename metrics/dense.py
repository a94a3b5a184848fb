"""Shares in memory: all figures as arrays of quarters x indicators x units, by the same terms and the same kernel.

Frames in memory are scored many times faster so than by the same steps on long frames (metrics.rows, metrics.score).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from config.model import Quarter
from metrics.dense_read import CLOSED, NOWHERE, OPEN, Units, Wanted, cubes
from metrics.grids import Flags, Numbers, Whole
from metrics.kernel import OnArrays, share
from metrics.kinds import Kind
from metrics.rows import figures_of
from metrics.rules.curve import Post
from metrics.sheet import Sheet


@dataclass(frozen=True)
class Leaves:
    """The scored items of a quarter, items x units: the share is 0 where there is `none`."""

    share: Numbers
    none: Flags
    there: Flags
    applies: Flags
    known: Flags
    counts: Flags


@dataclass(frozen=True)
class Dense:
    """Figures by name and states of rows, quarters x indicators (Sheet.places) x units."""

    sheet: Sheet
    units: Units
    quarters: tuple[str, ...]
    figures: dict[str, Numbers]
    states: npt.NDArray[np.int8]

    @classmethod
    def of(cls, measures: nw.LazyFrame, regions: nw.LazyFrame, sheet: Sheet, quarters: Sequence[str]) -> Dense:
        """MEASURES and REGIONS as arrays; collects them."""
        units, names = Units.of(regions, sheet.scheme.groups), tuple(str(quarter) for quarter in quarters)
        wanted = Wanted(names, tuple(sheet.places), units.column("region_code"))
        rows = figures_of(measures, sheet).collect()
        return cls(sheet, units, names, *cubes(rows, wanted, ("value", *sheet.figures)))

    @cached_property
    def blocks(self) -> list[Block]:
        """The scheme's kinds of terms for these units."""
        return [block for kind in self.sheet.kinds if len((block := Block.of(kind, self)).groups)]

    def leaves(self, quarter: int) -> Leaves:
        """The scored items of a quarter (by its number)."""
        shape = (len(self.sheet.scheme.items), len(self.units))
        shares, known, applies, there = np.empty(shape), *(np.empty(shape, dtype=bool) for _ in range(3))
        for block in self.blocks:
            told = block.told(quarter)
            for whole, part in zip((shares, known, applies, there), told, strict=True):
                whole[block.rows] = part
        none = np.isnan(shares)
        shares[none] = 0.0
        excluded = np.array([[term.missing == "exclude"] for term in self.sheet.terms[: shape[0]]])
        return Leaves(shares, none, there, applies, known, applies & ~(none & excluded))


@dataclass(frozen=True)
class Block:
    """A kind of terms for the units of its peer groups: their columns, the first of each group, and the numbers."""

    kind: Kind
    dense: Dense
    columns: Any
    groups: Whole
    given: dict[str, Any]
    target: Numbers

    @classmethod
    def of(cls, kind: Kind, dense: Dense) -> Block:
        """The block of the units in one of the kind's peer groups."""
        columns: Any = slice(None)
        groups = dense.units.groups
        if len(kind.groups) < len(dense.sheet.scheme.groups):
            columns = np.flatnonzero(np.isin(groups, kind.groups))
            groups = groups[columns]
        at = np.searchsorted(kind.groups, groups)
        given = {name: block if block.shape[1] == 1 else block[:, at] for name, block in kind.given.items()}
        target = kind.target if kind.target.shape[1] == 1 else kind.target[:, at]
        return cls(kind, dense, columns, groups, given, target)

    @property
    def rows(self) -> Any:
        """Where the block stands among items x units."""
        orders = self.kind.orders
        return orders if isinstance(self.columns, slice) else np.ix_(orders, self.columns)

    @cached_property
    def starts(self) -> Whole:
        """The first unit of each peer group."""
        return np.flatnonzero(np.r_[True, self.groups[1:] != self.groups[:-1]])

    def told(self, quarter: int) -> tuple[Numbers, Flags, Flags, Flags]:
        """Shares (NaN where there is none), what is known, what applies and where a row is, items x units."""
        sources = self.kind.sources
        x = self.dense.figures[self.kind.sign.figure][quarter][sources][:, self.columns]
        states = self.dense.states[quarter][sources][:, self.columns]
        na = (states != OPEN) | self._idle(quarter)
        x[na] = np.nan
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return self._share(x, quarter), ~np.isnan(x), ~na, states != NOWHERE

    def _aim(self, quarter: int) -> tuple[Numbers, Flags]:
        """The value of the indicator that is the target, and where it does not apply."""
        place = self.dense.sheet.places[self.kind.sign.aim]
        goal = self.dense.figures["value"][quarter, place][self.columns]
        return goal, self.dense.states[quarter, place][self.columns] == CLOSED

    def _idle(self, quarter: int) -> Flags:
        """Where the item is not for the unit's level, or its target is none (0) or does not apply."""
        sign, idle = self.kind.sign, np.zeros(len(self.groups), dtype=bool)
        if sign.levels:
            levels = np.array(self.dense.units.column("level"))[self.columns]
            idle |= ~np.isin(levels, sign.levels)
        if sign.aim and sign.needs_target:
            goal, closed = self._aim(quarter)
            idle |= closed | (goal == 0)
        return idle

    def _share(self, x: Numbers, quarter: int) -> Numbers:
        sign = self.kind.sign
        given = self.given | {
            side: self._post(post, x, quarter) for side, post in (("low", sign.low), ("high", sign.high)) if post
        }
        if sign.reads != "value":
            x = self._places(x if sign.lower else -x, sign.reads == "middle_place")
        return np.asarray(share(x, given, sign.parts, OnArrays()))

    def _post(self, post: Post, x: Numbers, quarter: int) -> Any:
        """The goalpost, as in metrics.peers."""
        if post is Post.TARGET:
            return self._target(quarter)
        if post in (Post.UNITS, Post.UNITS_HALF):
            return self._spread(np.add, ~np.isnan(x)) + (0.5 if post is Post.UNITS_HALF else 0.0)
        least = self.kind.sign.lower == (post is Post.BEST)
        extreme = self._spread(np.fmin if least else np.fmax, x)
        if post is not Post.BEHIND:
            return extreme
        target = self._target(quarter)
        return np.where(self.kind.sign.lower == (extreme > target), extreme, target)

    def _target(self, quarter: int) -> Numbers:
        target = self.target
        if self.kind.sign.aim:
            goal, _ = self._aim(quarter)
            target = np.where(np.isnan(goal), target, goal)
        return target * Quarter(self.dense.quarters[quarter]).time_progress if self.kind.sign.annual else target

    def _spread(self, gather: np.ufunc, x: Any) -> Any:
        """A figure of each peer group at all its units."""
        counts = np.diff(np.r_[self.starts, len(self.groups)])
        numbers = x.astype(float) if x.dtype == bool else x
        return np.repeat(gather.reduceat(numbers, self.starts, axis=1), counts, axis=1)

    def _places(self, x: Numbers, middle: bool) -> Numbers:
        """Places within the peer group, exact to the last bit."""
        return np.hstack([row_places(part, middle) for part in np.split(x, self.starts[1:], axis=1)])


def row_places(x: Numbers, middle: bool) -> Numbers:
    """1 for the smallest of each row; equals share the first place, or with `middle` the middle of theirs.

    NaN stays NaN.
    """
    found = np.empty_like(x)
    for row, numbers in enumerate(x):
        ordered = np.sort(numbers)
        first = np.searchsorted(ordered, numbers) + 1.0
        found[row] = (first + np.searchsorted(ordered, numbers, "right")) / 2 if middle else first
    return np.where(np.isnan(x), np.nan, found)

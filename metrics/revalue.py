"""What an item's shares would be with other values than the reported ones: the engine's rules on NumPy arrays.

Rows are draws (or trials), columns the units of one peer group in one quarter. The curves, the kernel and the goalposts
are those of metrics.peers and metrics.standins; tests hold both to the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np

from config.frames import IMPUTED
from config.model import Indicator, Scheme, Status
from metrics.grids import Flags, Numbers, grid, units_of
from metrics.kernel import OnArrays, Parts, columns, share
from metrics.rank import value_places
from metrics.rounding import NOISE
from metrics.rules.curve import Post
from metrics.terms import Term, terms
from metrics.winsorising import winsorised

_STAND_INS: dict[str, Callable[..., Numbers]] = {"group_mean": np.mean, "group_median": np.median}


@dataclass(frozen=True)
class Revaluation:
    """The terms of the items and, units x items, the reported values (NaN where none), targets and what applies.

    `imputed` marks values that a declared stand-in replaced; the mean or median of the group is taken anew from the
    values given, what is carried over or constant stays.
    """

    units: tuple[str, ...]
    terms: tuple[Term, ...]
    values: Numbers
    targets: Numbers
    applies: Flags
    imputed: Flags

    @classmethod
    def of(cls, items: nw.DataFrame[Any], scheme: Scheme, catalogue: Iterable[Indicator] = ()) -> Revaluation:
        """Of the ITEMS rows of one quarter and peer group, in any order of rows; all units, as peers set goalposts."""
        group, units = items["peer_group"][0], units_of(items)
        status = nw.col("status")
        told = items.with_columns(
            _applies=(status != nw.lit(Status.NOT_APPLICABLE.value)).cast(nw.Float64),
            _imputed=(status == nw.lit(IMPUTED)).cast(nw.Float64),
        )
        own = tuple(term for term in terms(scheme, catalogue) if term.group == group)
        names = ("value", "target", "_applies", "_imputed")
        values, targets, applies, imputed = (grid(told, name, units, scheme) for name in names)
        applied = applies > 0
        return cls(units, own, np.where(applied, values, np.nan), targets, applied, imputed > 0)

    def reported(self, column: int) -> Flags:
        """The units whose value of the item (by its place in the scheme) is their own, not a stand-in."""
        return ~np.isnan(self.values[:, column]) & ~self.imputed[:, column]

    def moved(self, column: int, noise: Numbers) -> Numbers:
        """The values of an item in draws x units, reported ones off by their noise (1: the item's declared error)."""
        values = self.values[:, column]
        moved: Numbers = noise * np.where(self.reported(column), values * self.terms[column].item.error, 0.0)
        moved += values
        return moved

    def shares(self, column: int, values: Numbers) -> Numbers:
        """Shares of full marks for an item's values in draws x units, NaN where there is none."""
        term = self.terms[column]
        with np.errstate(divide="ignore", invalid="ignore"):
            x = self._x(column, values)
            return _shares(term, x, self.targets[None, :, column])

    def counted(self, column: int, shares: Numbers) -> tuple[Numbers, Flags]:
        """Shares with 0 where there is none, and what counts: a single row where it is the same in all draws."""
        applies, none = self.applies[None, :, column], np.isnan(shares)
        if not none.any():
            return shares, applies
        return np.where(none, 0.0, shares), applies & ~none if self.terms[column].missing == "exclude" else applies

    def _x(self, column: int, values: Numbers) -> Numbers:
        """What the curve reads: values with stand-ins taken anew, winsorised, in logarithms."""
        term, imputed = self.terms[column], self.imputed[:, column]
        stand_in = _STAND_INS.get(term.missing)
        if stand_in and imputed.any():
            values = values.copy()
            values[:, imputed] = stand_in(values[:, self.reported(column)], axis=1, keepdims=True)
        x = winsorised(values) if term.item.winsorise else values
        return np.where(x > 0, np.log(np.where(x > 0, x, 1.0)), np.nan) if term.item.log else x


def _shares(term: Term, x: Numbers, target: Numbers) -> Numbers:
    curve, parts = term.curve, Parts.of([term.curve])
    given = {name: np.nan if cell is None else cell for name, cell in columns(curve, parts.tiers).items()}
    for side, post in (("low", curve.low), ("high", curve.high)):
        if isinstance(post, Post):
            given[side] = _post(post, x, _in_logs(target) if term.item.log else target, term.lower_is_better)
    if curve.reads != "value":
        x = value_places(-x if term.lower_is_better else x, middle=curve.reads == "middle_place")
    return np.asarray(share(x, given, parts, OnArrays()))


def _in_logs(target: Numbers) -> Numbers:
    return np.where(target > 0, np.log(np.where(target > 0, target, 1.0)), np.nan)


def _post(post: Post, x: Numbers, target: Numbers, lower: bool) -> Numbers:
    """The goalpost of each draw and unit, as metrics.peers."""
    if post is Post.TARGET:
        return target
    if post in (Post.UNITS, Post.UNITS_HALF):
        return (~np.isnan(x)).sum(axis=1, keepdims=True) + (0.5 if post is Post.UNITS_HALF else 0.0)
    if post in (Post.MEAN, Post.BEYOND):
        return _mean_post(post, x, lower)
    best_is_least = lower == (post is Post.BEST)
    extreme = np.fmin.reduce(x, axis=1, keepdims=True) if best_is_least else np.fmax.reduce(x, axis=1, keepdims=True)
    if post is not Post.BEHIND:
        return np.asarray(extreme)
    return np.where((extreme > target) == lower, extreme, target)


def _mean_post(post: Post, x: Numbers, lower: bool) -> Numbers:
    known = ~np.isnan(x)
    count = known.sum(axis=1, keepdims=True)
    mean = np.where(known, x, 0.0).sum(axis=1, keepdims=True) / count
    if post is Post.MEAN:
        return np.asarray(mean)
    off = np.where(known, x - mean, 0.0)
    deviation = np.sqrt((off * off).sum(axis=1, keepdims=True) / count)
    apart = np.where(deviation > NOISE * np.maximum(1.0, np.abs(mean)), deviation, 0.0)
    return np.asarray(mean - apart if lower else mean + apart)

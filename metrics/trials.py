"""What a unit's total would be if it alone had another value of one item: many units and trials at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np

from config.model import Indicator, Scheme
from metrics.grids import Numbers, Whole, grid
from metrics.lift import Lift
from metrics.revalue import Revaluation
from metrics.shape import Tree

_MOST_CELLS = 2_000_000
_FROM_GROUP = ("group_mean", "group_median")


@dataclass(frozen=True)
class Trials:
    """One quarter and peer group: the items' values under the engine's rules, and the totals that they lead to.

    A trial changes one value of one unit. Goalposts, places, outliers and stand-ins of the peers are taken anew with
    it; the other items of the unit stay as they are, also where they read the same indicator.
    """

    values: Revaluation
    lift: Lift

    @classmethod
    def of(cls, items: nw.DataFrame[Any], scheme: Scheme, catalogue: Iterable[Indicator] = ()) -> Trials:
        """Of the ITEMS rows of one quarter and peer group, all its units, in any order of rows."""
        values = Revaluation.of(items, scheme, catalogue)
        shares, points = (grid(items, name, values.units, scheme) for name in ("share", "points"))
        lift = Lift.of(Tree.of(scheme), values.terms, np.nan_to_num(shares), ~np.isnan(points))
        return cls(values, lift)

    def totals(self, column: int, units: Whole, wanted: Numbers) -> Numbers:
        """Points of the total, trials x units, if each unit alone had the wanted value of the item in `column`.

        `units` are places in the order of the units, `wanted` is trials x those units, in the indicator's unit.
        """
        shares = self._shares(column, units, wanted)
        none = np.isnan(shares)
        excluded = none & (self.values.terms[column].missing == "exclude")
        counts = self.values.applies[units, column] & ~excluded
        return self.lift.totals_with(column, units, np.where(none, 0.0, shares), counts)

    def _shares(self, column: int, units: Whole, wanted: Numbers) -> Numbers:
        term = self.values.terms[column]
        if not (term.curve.relative or term.item.winsorise or term.missing in _FROM_GROUP):
            rows = np.tile(self.values.values[:, column], (len(wanted), 1))
            rows[:, units] = wanted
            return self.values.shares(column, rows)[:, units]
        shares, stand_ins = np.empty(wanted.shape), self.values.imputed[units, column]
        own, room = np.flatnonzero(~stand_ins), max(1, _MOST_CELLS // len(self.values.units))
        for part in (own[start : start + room] for start in range(0, len(own), room)):
            for row in range(len(wanted)):
                shares[row, part] = _among(self.values, column, units[part], wanted[row, part])
        for place in np.flatnonzero(stand_ins):
            shares[:, place] = self._of_silent(column, units[place], wanted[:, place])
        return shares

    def _of_silent(self, column: int, unit: int, wanted: Numbers) -> Numbers:
        """Of a unit that a stand-in stands for: with a value of its own it is one of those that it is taken from."""
        values, imputed = self.values.values.copy(), self.values.imputed.copy()
        imputed[unit, column], values[unit, column] = False, wanted[0]
        return _among(replace(self.values, values=values, imputed=imputed), column, np.full(len(wanted), unit), wanted)


def _among(values: Revaluation, column: int, units: Whole, wanted: Numbers) -> Numbers:
    """Shares of the units if each alone had the wanted value: a row of all peers for each of them."""
    rows, each = np.tile(values.values[:, column], (len(units), 1)), np.arange(len(units))
    rows[each, units] = wanted
    return values.shares(column, rows)[each, units]

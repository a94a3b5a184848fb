"""What would gain most: per unit and item what is feasible, what it would bring, and how little would be enough."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from config.frames import IMPROVEMENTS
from config.model import Indicator, Scheme
from metrics.feasible import Feasible, History, worst
from metrics.gaps import gaps
from metrics.grids import Flags, Numbers, Whole
from metrics.least import Way, least
from metrics.peers import PEERS
from metrics.rounding import half_up_whole
from metrics.trials import Trials

_GAIN = 1e-9
"""Points up to this are binary noise, not a gain."""
_NO_GOAL = 2**60
_DECIMALS = 6
_IN_UNIT = ("value", "quarter_value", "change", "year_change")


def improvements(
    items: nw.DataFrame[Any],
    measures: nw.DataFrame[Any],
    ranking: nw.DataFrame[Any],
    scheme: Scheme,
    catalogue: Iterable[Indicator] = (),
) -> nw.DataFrame[Any]:
    """ITEMS and RANKING of any quarters and peer groups to IMPROVEMENTS, by quarter, group, region and order.

    ITEMS hold all units of each group; `measures` are MEASURES of up to 8 quarters before each quarter. A row for every
    ranked unit and item with a gain. A missing value may gain too: it is null, and its way begins at the worst value of
    the peers. The places and totals of other units are held as they are published. Without a catalogue no indicator is
    known to add up within the year.
    """
    catalogue = tuple(catalogue)
    history = History.of(items, measures, scheme, catalogue)
    lacking = _lacking(ranking, scheme)
    found: dict[str, list[Any]] = {name: [] for name in IMPROVEMENTS}
    for quarter, group in sorted(set(lacking.select(*PEERS).iter_rows())):
        of_group = (nw.col("quarter") == nw.lit(quarter)) & (nw.col("peer_group") == nw.lit(group))
        trials = Trials.of(items.filter(of_group), scheme, catalogue)
        seeking = _Seeking.of(lacking.filter(of_group), trials, history, quarter)
        for row in _ordered(seeking.rows()):
            for name in IMPROVEMENTS:
                found[name].append({"quarter": quarter, "peer_group": group, **row}[name])
    return nw.from_dict(found, IMPROVEMENTS, backend=items.implementation)


def _lacking(ranking: nw.DataFrame[Any], scheme: Scheme) -> nw.DataFrame[Any]:
    """Ranked units with the published totals, in whole units of the precision, of their next place and next band."""
    whole = 10**scheme.precision
    board = ranking.select("region_code", *PEERS, "published")
    board = board.join(gaps(ranking.lazy(), scheme).collect(), on=["region_code", *PEERS])
    lacks = {"place_goal": nw.col("to_next_place"), "band_goal": nw.col("to_next_band")}
    goals = {name: ((nw.col("published") + lack) * whole).round(0).cast(nw.Int64) for name, lack in lacks.items()}
    return board.with_columns(**{name: goal.fill_null(_NO_GOAL) for name, goal in goals.items()})


@dataclass(frozen=True)
class _Seeking:
    """The ranked units of one quarter and group (by their places among the trials' units) and their two goals."""

    trials: Trials
    history: History
    feasible: Feasible
    units: Whole
    goals: Whole

    @classmethod
    def of(cls, lacking: nw.DataFrame[Any], trials: Trials, history: History, quarter: str) -> _Seeking:
        place = {unit: number for number, unit in enumerate(trials.values.units)}
        units = np.array([place[unit] for unit in lacking["region_code"].to_list()])
        goals = np.array([lacking[name].to_list() for name in ("place_goal", "band_goal")])
        return cls(trials, history, Feasible.of(trials.values, history, quarter), units, goals)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of IMPROVEMENTS, without quarter, group and order, item by item."""
        for column, term in enumerate(self.trials.values.terms):
            named = {"node": term.item.code, "indicator": term.item.source}
            for row in self._of_item(column):
                yield named | row

    def _of_item(self, column: int) -> Iterator[dict[str, Any]]:
        there, totals, gains = self._gaining(column)
        if not len(there):
            return
        units, way = self.units[there], self._way(column, self.units[there])
        needed = [self._needed(column, units, way, totals, goals) for goals in self.goals[:, there]]
        told = {
            "region_code": np.array(self.trials.values.units)[units],
            "value": self.trials.values.values[units, column],
            "feasible": way.end,
            "feasible_from": np.where(self.feasible.own[units, column], "history", "peers"),
            "gain": gains,
            "needed_for_place": needed[0],
            "needed_for_band": needed[1],
            "effort": way.part(needed[0]),
        }
        for cells in zip(*(_plain(cells) for cells in told.values()), strict=True):
            yield dict(zip(told, cells, strict=True))

    def _gaining(self, column: int) -> tuple[Whole, Numbers, Numbers]:
        """Who gains by the feasible value (places among the ranked), the total with it, and the gain."""
        values, best = self.trials.values.values[self.units, column], self.feasible.values[self.units, column]
        worse_or_missing = ~(self._sign(column) * (best - values) <= 0) & ~np.isnan(best)
        there = np.flatnonzero(worse_or_missing & self.trials.values.applies[self.units, column])
        totals = self.trials.totals(column, self.units[there], best[None, there])[0]
        gains = totals - self.trials.lift.totals[self.units[there]]
        gaining = gains > _GAIN
        return there[gaining], totals[gaining], gains[gaining]

    def _way(self, column: int, units: Whole) -> Way:
        values, best = self.trials.values.values[units, column], self.feasible.values[units, column]
        lowest, silent = worst(self.trials.values, column), np.isnan(values)
        start = np.where(silent, best if np.isnan(lowest) else lowest, values)
        item = self.trials.values.terms[column].item
        indicator = self.history.catalogue.get(item.indicator)
        decimals = indicator.decimals if indicator and item.figure in _IN_UNIT else _DECIMALS
        return Way(start, best, self._sign(column), decimals, silent)

    def _needed(self, column: int, units: Whole, way: Way, totals: Numbers, goals: Whole) -> Numbers:
        precision = self.history.scheme.precision

        def reaches(cells: Whole, tried: Numbers) -> Flags:
            found = self.trials.totals(column, units[cells], tried[None])[0]
            return np.asarray(half_up_whole(found, precision) >= goals[cells])

        return least(way, half_up_whole(totals, precision) >= goals, reaches)

    def _sign(self, column: int) -> float:
        return -1.0 if self.trials.values.terms[column].lower_is_better else 1.0


def _plain(cells: npt.NDArray[Any]) -> list[Any]:
    """Plain Python values, None where there is none."""
    if cells.dtype.kind != "f":
        return list(cells.tolist())
    return [None if math.isnan(cell) else cell for cell in cells.tolist()]


def _ordered(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows by unit, with their order: the least effort first, rows without one last, then the highest gain."""
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_unit.setdefault(row["region_code"], []).append(row)
    for _, own in sorted(by_unit.items()):
        own.sort(key=lambda row: (np.inf if row["effort"] is None else row["effort"], -row["gain"]))
        for order, row in enumerate(own, 1):
            yield row | {"order": order}

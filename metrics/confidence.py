"""How sure a place is: seeded draws of all weights, and of the values that carry a declared measurement error.

In each draw every weight is multiplied by its own uniform number between 1 - weight_noise and 1 + weight_noise, and
every reported value of an item with an `error` by its own normal number with mean 1 and that standard deviation; the
whole scheme is then scored anew (metrics.revalue, metrics.cube): rules, peers' goalposts, rounding and ties. Targets,
what applies and who is ranked stay as they are; the weights of bonus and deduction sections have no noise.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from config.frames import INTERVALS, Schema
from config.model import Certainty, Indicator, Scheme
from config.wording import Say, mark
from metrics.cube import Cube
from metrics.grids import Flags, Numbers
from metrics.noise import Moved
from metrics.revalue import Revaluation

PAIRS: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "other": nw.String,
    "rank": nw.Int64,
    "other_rank": nw.Int64,
}
"""One row for each unit and other unit of its group whose order against it is not really different."""

SPAN = mark("Place {rank}, reasonable range {low}–{high}")
STABLE = mark("Place {rank}, stable")
ALIKE = mark("{alike} units of the group are not really different in rank")
NONE_ALIKE = mark("The order against every other unit of the group is clear")

_CELLS, _LEAST_CHUNK = 17_000, 16
"""Draws x units worked on at a time: few enough to stay in a core's cache."""
_PLACE = np.int32


def intervals(
    items: nw.DataFrame[Any], ranking: nw.DataFrame[Any], scheme: Scheme, catalogue: Iterable[Indicator] = ()
) -> nw.DataFrame[Any]:
    """INTERVALS of every quarter and peer group of ITEMS and RANKING; units without a rank have no row.

    The ends of an interval are places: the lower quantile goes down to a whole place and the upper one up, so that at
    least the scheme's share of draws (certainty.interval) falls within. Same seed, same answer, in any order of rows;
    each group is drawn from the seed anew. `items` must hold all units of a group, for they set each other's goalposts.
    """
    columns: dict[str, list[Any]] = {name: [] for name in INTERVALS}
    for names, drawn in _groups(items, ranking, scheme, catalogue):
        told = names | {"rank": drawn.base.tolist(), "region_code": list(drawn.cube.units)} | drawn.columns()
        _extend(columns, told, len(drawn.base))
    return nw.from_dict(columns, INTERVALS, backend=items.implementation)


def pairs(
    items: nw.DataFrame[Any], ranking: nw.DataFrame[Any], scheme: Scheme, catalogue: Iterable[Indicator] = ()
) -> nw.DataFrame[Any]:
    """PAIRS of every quarter and peer group of ITEMS and RANKING, as intervals() counts them in `alike`."""
    columns: dict[str, list[Any]] = {name: [] for name in PAIRS}
    for names, drawn in _groups(items, ranking, scheme, catalogue):
        unit, other = np.nonzero(drawn.alike)
        code = np.array(drawn.cube.units, dtype=object)
        told = {"region_code": code[unit].tolist(), "other": code[other].tolist()}
        ranks = {"rank": drawn.base[unit].tolist(), "other_rank": drawn.base[other].tolist()}
        _extend(columns, names | told | ranks, len(unit))
    return nw.from_dict(columns, PAIRS, backend=items.implementation)


def interval_words(row: Mapping[str, Any], say: Say) -> str:
    """A row of INTERVALS as the sentence about the place: 第5名，合理区间 4–8."""
    if row["rank_low"] == row["rank_high"] == row["rank"]:
        return say(STABLE, rank=row["rank"])
    return say(SPAN, rank=row["rank"], low=row["rank_low"], high=row["rank_high"])


def alike_words(row: Mapping[str, Any], say: Say) -> str:
    """A row of INTERVALS as the sentence about the units whose order against it is not really different."""
    return say(ALIKE, alike=row["alike"]) if row["alike"] else say(NONE_ALIKE)


def _extend(columns: dict[str, list[Any]], told: dict[str, Any], rows: int) -> None:
    for name, column in columns.items():
        column.extend(told[name] if isinstance(told[name], list) else [told[name]] * rows)


def _groups(
    items: nw.DataFrame[Any], ranking: nw.DataFrame[Any], scheme: Scheme, catalogue: Iterable[Indicator]
) -> Iterator[tuple[dict[str, Any], Draws]]:
    """Quarter and peer group by name and their draws, in order; groups without a ranked unit are left out."""
    catalogue, ranked = tuple(catalogue), ranking.filter(~nw.col("rank").is_null())
    boards = dict(ranked.group_by("quarter", "peer_group"))
    for key, part in sorted(items.group_by("quarter", "peer_group"), key=lambda group: group[0]):
        if key in boards:
            board = boards[key].sort("region_code")
            given = Revaluation.of(part, scheme, catalogue) if any(item.error > 0 for item in scheme.items) else None
            cube = Cube.of(part, scheme).only(set(board["region_code"].to_list()))
            base = np.array(board["rank"].to_list(), dtype=np.int64)
            yield {"quarter": key[0], "peer_group": key[1]}, Draws(cube, base, scheme.certainty, given)


@dataclass(frozen=True)
class Draws:
    """The draws of one quarter and peer group: its ranked units, their published places (`base`), and their values.

    `given` are the values of all units of the group, ranked or not; None where no item has an error.
    """

    cube: Cube
    base: npt.NDArray[np.int64]
    certainty: Certainty
    given: Revaluation | None = None

    def columns(self) -> dict[str, list[Any]]:
        """rank_low, rank_high, rank_mean and alike of INTERVALS, by the cube's units."""
        return {
            "rank_low": self._quantile(self.tail, "lower").tolist(),
            "rank_high": self._quantile(1 - self.tail, "higher").tolist(),
            "rank_mean": self.places.mean(axis=1).tolist(),
            "alike": self.alike.sum(axis=1).tolist(),
        }

    @property
    def tail(self) -> float:
        """The share of draws that may lie on either side of an interval."""
        return (1 - self.certainty.interval) / 2

    @cached_property
    def places(self) -> npt.NDArray[np.int32]:
        """The place of each unit in each draw, units x draws."""
        draws, size = self.certainty.draws, max(_LEAST_CHUNK, _CELLS // len(self.cube.units))
        sizes = [min(size, draws - start) for start in range(0, draws, size)]
        chances = (np.random.SFC64(seed) for seed in np.random.SeedSequence(self.certainty.seed).spawn(len(sizes)))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(self._chunk, sizes, map(np.random.Generator, chances)))
        return np.ascontiguousarray(np.concatenate(found).T)

    def _chunk(self, draws: int, chance: np.random.Generator) -> npt.NDArray[np.int32]:
        """The places of some draws, draws x units; each chunk has a stream of numbers of its own."""
        noise, items = self.certainty.weight_noise, len(self.cube.scheme.items)
        factors: Numbers = chance.uniform(1 - noise, 1 + noise, (draws, items + len(self.cube.tree.nodes)))
        moved = Moved(self.given, self.cube, draws, chance) if self.given else None
        totals = self.cube.totals(factors[:, :items], factors[:, items:], moved.drawn() if moved else None)
        return self.cube.ranked(totals, moved.apart if moved else None).astype(_PLACE)

    def _quantile(self, share: float, method: str) -> npt.NDArray[np.int64]:
        return np.quantile(self.places, share, axis=1, method=method).astype(np.int64)  # type: ignore[call-overload]

    @cached_property
    def alike(self) -> Flags:
        """Units x units: true where the published order is turned round in more than `tail` of the draws.

        Units that are published equal are alike where each is ahead in more than that, or both are equal in all draws.
        Only pairs whose intervals at half the tail overlap are compared: others cannot be turned round that often.
        """
        low, high = self._quantile(self.tail / 2, "lower"), self._quantile(1 - self.tail / 2, "higher")
        alike = np.zeros((len(self.base), len(self.base)), dtype=bool)
        for unit, own in enumerate(self.places):
            near = np.flatnonzero((low <= high[unit]) & (high >= low[unit]))
            near = near[near > unit]
            ahead, behind = ((own < self.places[near]).mean(axis=1), (own > self.places[near]).mean(axis=1))
            equal = (np.minimum(ahead, behind) > self.tail) | ((ahead == 0) & (behind == 0))
            order = np.sign(self.base[unit] - self.base[near])
            alike[unit, near] = np.where(order < 0, behind > self.tail, np.where(order > 0, ahead > self.tail, equal))
        return alike | alike.T

"""10,000 draws for a province-sized peer group, 136 units x 120 items in 12 sections; shares and values are invented.

Weights alone: ours with intervals and pairs beside draws, places and means of places by a plain NumPy loop, pandas and
DuckDB, and beside the floor, one matrix product. With errors on all items: ours beside the same loop over the draws.
The rivals do 200 (DuckDB 100) draws and their time is taken times 50 (100). COINr's published 111 ms a draw was
measured elsewhere and is a reference only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from config.model import Certainty
from metrics.confidence import Draws
from metrics.cube import Cube
from metrics.revalue import Revaluation
from metrics.shape import Tree
from metrics.terms import terms
from tests.bench.measuring import Row, Taken, Work, taken
from tests.unit.metrics import builders as build

UNITS, SECTIONS, EACH, DRAWS, LOOPED, IN_SQL = 136, 12, 10, 10_000, 200, 100
ITEMS = SECTIONS * EACH
KINDS = (
    ("as_given", {"parameters": {"full": 1}}),
    ("min_max", {"parameters": {"observed": True}}),
    ("completion", {"target": {"value": 0.8}}),
    ("by_rank", {"parameters": {"loss": 0.005}}),
    ("efficacy", {"parameters": {"low": 0.1, "high": 0.9}}),
    ("step_deduction", {"parameters": {"threshold": 0.9, "step": 0.1, "per_step": 0.1}}),
    ("tiers", {"parameters": {"bounds": [[0.8, 1.0], [0.5, 0.6]], "otherwise": 0.2}}),
    ("z_score", {}),
)


def cube(error: float = 0.0) -> Cube:
    """A cube of random shares in which one item in twenty does not apply; rules in turn."""
    chance, kinds = np.random.default_rng(1), [KINDS[number % len(KINDS)] for number in range(ITEMS)]
    items = [build.item(f"i{n}", rule, 1.0, error=error, **more) for n, (rule, more) in enumerate(kinds)]
    parts = [build.section(f"s{s}", *items[s * EACH : (s + 1) * EACH]) for s in range(SECTIONS)]
    scheme = build.scheme(*parts)
    units = tuple(f"{number:06d}" for number in range(UNITS))
    counts = (chance.random((UNITS, ITEMS)) > 0.05).astype(float)
    return Cube(units, scheme, Tree.of(scheme), chance.random((UNITS, ITEMS)) * counts, counts)


def draws(given: Cube, error: bool, number: int = DRAWS) -> Draws:
    """The draws of a cube; with `error` its shares serve as the values that its rules start from."""
    base = given.ranked(given.totals(np.ones((1, ITEMS)), np.ones((1, len(given.tree.nodes)))))[0]
    there = given.counts > 0
    values = np.where(there, given.shares, np.nan)
    own, none = terms(given.scheme), np.zeros_like(there)
    targets = np.tile([0.8 if term.needs_target else np.nan for term in own], (UNITS, 1))
    told = Revaluation(given.units, own, values, targets, there, none) if error else None
    return Draws(given, base, Certainty(draws=number), told)


def weights_ours() -> Work:
    """Places, intervals and pairs of all draws."""
    whole = draws(cube(), error=False)
    return lambda: replace(whole).columns()


def errors_ours() -> Work:
    """The same with every value drawn too."""
    whole = draws(cube(0.05), error=True)
    return lambda: replace(whole).columns()


def floor() -> Work:
    """One matrix product of draws x items and items x units."""
    given = cube()
    factors = np.random.default_rng(2).uniform(0.9, 1.1, (DRAWS, ITEMS))
    return lambda: factors @ given.shares.T


def looped() -> Work:
    """Weighted means by section and in the whole, rounded and placed, plainly for one draw after another."""
    given, chance = cube(), np.random.default_rng(2)
    shares, counts = (grid.reshape(UNITS, SECTIONS, EACH) for grid in (given.shares, given.counts))

    def work() -> list[float]:
        mean = np.zeros(UNITS)
        for _ in range(LOOPED):
            own, above = chance.uniform(0.9, 1.1, (SECTIONS, EACH)), chance.uniform(0.9, 1.1, SECTIONS)
            section = (shares * own).sum(axis=2) / (counts * own).sum(axis=2)
            points = np.round((section * above).sum(axis=1) / above.sum() * ITEMS, 2)
            mean += [1 + (points > one).sum() for one in points]
        return list(mean / LOOPED)

    return work


def looped_errors() -> Work:
    """The rules of every draw scored apart from the other draws, by the same kernel: the loop's cost, not another's."""
    whole = draws(cube(0.05), error=True, number=1)
    seeds = [replace(whole, certainty=Certainty(draws=1, seed=seed)) for seed in range(LOOPED)]
    return lambda: [replace(one).places for one in seeds]


def _long(given: Cube) -> pd.DataFrame:
    unit, item = np.nonzero(given.counts)
    return pd.DataFrame({"unit": unit, "item": item, "section": item // EACH, "share": given.shares[unit, item]})


def in_pandas() -> Work:
    """Draw by draw on wide frames: two groupings by column, round and rank of all draws in one frame."""
    given, chance = cube(), np.random.default_rng(2)
    sections = np.arange(ITEMS) // EACH
    shares, counts = pd.DataFrame(given.shares.T), pd.DataFrame(given.counts.T)

    def work() -> pd.Series[float]:
        points = {}
        for draw in range(LOOPED):
            own, above = chance.uniform(0.9, 1.1, ITEMS), chance.uniform(0.9, 1.1, SECTIONS)
            top, under = (frame.mul(own, axis=0).groupby(sections).sum() for frame in (shares, counts))
            points[draw] = (top / under).mul(above, axis=0).sum() / above.sum() * ITEMS
        return pd.DataFrame(points).round(2).rank(ascending=False, method="min").mean(axis=1)

    return work


SQL = """
WITH section AS (
    SELECT draw, unit, section, sum(share * factor) / sum(factor) AS share
    FROM long JOIN weights USING (item) GROUP BY ALL
), total AS (
    SELECT draw, unit, round(sum(share * above) / sum(above) * 120, 2) AS points
    FROM section JOIN aboves USING (draw, section) GROUP BY ALL
), placed AS (SELECT unit, rank() OVER (PARTITION BY draw ORDER BY points DESC) AS place FROM total)
SELECT unit, avg(place) FROM placed GROUP BY unit
"""


def in_duckdb() -> Work:
    """All draws in one statement: items joined with the weights of each draw."""
    chance, database = np.random.default_rng(2), duckdb.connect()
    tables = {
        "long": pl.from_pandas(_long(cube())),
        "weights": _drawn(chance, "item", ITEMS, "factor"),
        "aboves": _drawn(chance, "section", SECTIONS, "above"),
    }
    for name, table in tables.items():
        database.register("given", table)
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    return lambda: database.execute(SQL).fetchall()


def _drawn(chance: np.random.Generator, of: str, size: int, name: str) -> pl.DataFrame:
    draw, number = np.divmod(np.arange(IN_SQL * size), size)
    return pl.DataFrame({"draw": draw, of: number, name: chance.uniform(0.9, 1.1, IN_SQL * size)})


def _nothing(result: object) -> None:
    """Results are not compared here: tests/golden/test_certainty_oracle.py does that."""


def _for_all(prepare: Callable[[], Work], draws_done: int) -> Taken:
    """The time of a rival brought to all draws."""
    found = taken(prepare, _nothing)
    return replace(found, milliseconds=found.milliseconds * DRAWS / draws_done)


def rows() -> Iterator[Row]:
    """Weights beside all rivals and the floor, then errors beside the loop."""
    ours = taken(weights_ours, _nothing)
    task = f"{DRAWS} draws of weights, {UNITS} x {ITEMS}"
    yield Row(task, ours, "loop", _for_all(looped, LOOPED))
    yield Row(task, ours, "pandas", _for_all(in_pandas, LOOPED))
    yield Row(task, ours, "DuckDB", _for_all(in_duckdb, IN_SQL))
    yield Row(task, ours, "floor", taken(floor, _nothing))
    errors = taken(errors_ours, _nothing)
    yield Row(
        f"{DRAWS} draws of weights and values, {UNITS} x {ITEMS}", errors, "loop", _for_all(looped_errors, LOOPED)
    )

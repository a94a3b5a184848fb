"""10,000 draws of the weights of a province, 136 units x 120 items in 12 sections (shares drawn at random), and places.

The rivals get the random factors ready made and only total, round and rank; ours draws them too, and adds the
intervals and who is alike whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl

from config.model import Certainty
from metrics.confidence import Draws
from metrics.cube import Cube, Numbers
from metrics.tree import Tree
from tests.bench.measuring import Row, Work, taken
from tests.unit.metrics import builders as build

UNITS, SECTIONS, EACH, DRAWS, CHUNK = 136, 12, 10, 10_000, 1_000
NOISE = Certainty(draws=DRAWS)
_ALL = range(SECTIONS)


@lru_cache(maxsize=1)
def cube() -> Cube:
    """A cube of random shares in which one item in twenty does not apply."""
    chance = np.random.default_rng(1)
    codes = [[f"i{s}_{k}" for k in range(EACH)] for s in range(SECTIONS)]
    parts = [build.section(f"s{s}", *(build.item(c, "as_given", 1.0) for c in own)) for s, own in enumerate(codes)]
    scheme = build.scheme(*parts)
    shape = UNITS, SECTIONS * EACH
    units = tuple(f"{number:06d}" for number in range(UNITS))
    counts = (chance.random(shape) > 0.05).astype(float)
    return Cube(units, scheme, Tree.of(scheme), chance.random(shape), counts)


def factors() -> Numbers:
    """The factors of items and nodes that metrics.confidence draws, draws x (items and nodes)."""
    streams, width = np.random.SeedSequence(NOISE.seed).spawn(DRAWS // CHUNK), SECTIONS * EACH + SECTIONS + 1
    low, high = 1 - NOISE.weight_noise, 1 + NOISE.weight_noise
    chances = (np.random.Generator(np.random.SFC64(stream)) for stream in streams)
    return np.concatenate([chance.uniform(low, high, (CHUNK, width)) for chance in chances])


def base(given: Cube) -> npt.NDArray[np.int64]:
    """The places without any noise."""
    ones = np.ones((1, SECTIONS * EACH)), np.ones((1, SECTIONS + 1))
    return given.ranked(given.totals(*ones))[0]


def ours() -> Work:
    """The mean place of each unit, with its interval."""
    given = cube()
    drawn = Draws(given, base(given), NOISE)
    return lambda: [round(mean, 6) for mean in replace(drawn).columns()["rank_mean"]]


def in_pandas() -> Work:
    """One matrix product a section, then DataFrame.rank along the draws."""
    given, drawn = cube(), factors()
    own = [slice(s * EACH, (s + 1) * EACH) for s in _ALL]

    def run() -> list[float]:
        total, worth = np.zeros((DRAWS, UNITS)), np.zeros((DRAWS, UNITS))
        for s in _ALL:
            counts, items = given.counts[:, own[s]], drawn[:, own[s]]
            top, under = items @ (given.shares[:, own[s]] * counts).T, items @ counts.T
            weight = EACH * drawn[:, [SECTIONS * EACH + s]] * (under > 0)
            total += weight * top / np.where(under > 0, under, 1.0)
            worth += weight
        points = total / worth * SECTIONS * EACH
        published = pd.DataFrame(np.floor(np.round(points * 100, 6) + 0.5))
        return [round(mean, 6) for mean in published.rank(axis=1, method="min", ascending=False).mean().tolist()]

    return run


def in_duckdb() -> Work:
    """Inner products of arrays of a section's items, so that no row stands for a single item."""
    connection, given, drawn = duckdb.connect(), cube(), factors()
    connection.execute("SET enable_progress_bar = false")
    draws, units = _arrays(drawn, "f"), _arrays(given.counts, "c") | _arrays(given.shares * given.counts, "p")
    nodes = {f"n{s}": drawn[:, SECTIONS * EACH + s] for s in _ALL}
    for name, table in (("draws", {**draws, **nodes}), ("units", units)):
        frame = pl.DataFrame(table).with_row_index("number")
        connection.register("arriving", frame.to_arrow())
        fixed = ", ".join(f"{column}::DOUBLE[{EACH}] AS {column}" for column in table if column[0] != "n")
        connection.execute(f"CREATE TABLE {name} AS SELECT * REPLACE ({fixed}) FROM arriving")
        connection.unregister("arriving")
    text = _statement()
    return lambda: [round(mean, 6) for (mean,) in connection.execute(text).fetchall()]


def _arrays(matrix: Numbers, letter: str) -> dict[str, Any]:
    return {f"{letter}{s}": list(matrix[:, s * EACH : (s + 1) * EACH]) for s in _ALL}


def _statement() -> str:
    products = ", ".join(
        f"array_inner_product(f{s}, p{s}) AS t{s}, array_inner_product(f{s}, c{s}) AS u{s}, n{s}" for s in _ALL
    )
    total = " + ".join(f"CASE WHEN u{s} > 0 THEN {EACH} * n{s} * t{s} / u{s} ELSE 0 END" for s in _ALL)
    worth = " + ".join(f"CASE WHEN u{s} > 0 THEN {EACH} * n{s} ELSE 0 END" for s in _ALL)
    return f"""
WITH products AS (SELECT draws.number AS draw, units.number AS unit, {products} FROM draws, units),
published AS (
    SELECT draw, unit, floor(round(({total}) / ({worth}) * {SECTIONS * EACH} * 100, 6) + 0.5) AS points FROM products
), placed AS (SELECT unit, rank() OVER (PARTITION BY draw ORDER BY points DESC) AS place FROM published)
SELECT avg(place) FROM placed GROUP BY unit ORDER BY unit
"""


def rows() -> Iterator[Row]:
    """The rivals must find the same mean places, else ValueError."""
    mine = taken(ours)
    for rival, prepare in (("pandas", in_pandas), ("DuckDB", in_duckdb)):
        theirs = taken(prepare)
        if theirs.result != mine.result:
            raise ValueError(f"{rival} found other places")
        yield Row(f"{DRAWS} draws of the weights, {UNITS} x {SECTIONS * EACH}", mine, rival, theirs)

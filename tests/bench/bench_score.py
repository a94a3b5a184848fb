"""Scoring and ranking one provincial quarter, from measures in memory, against pandas and DuckDB."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from metrics.rank import rank_published
from metrics.scorecard import scored
from metrics.wide import KEYS
from tests.bench import rival_duckdb, rival_pandas
from tests.bench import scoring_task as task
from tests.bench.measuring import Row, Work, taken


def ours() -> Work:
    """Score with the recipe of metrics.scorecard as far as the rivals go: published score and rank."""
    measures, regions, catalogue, scheme = task.measures(), task.regions(), task.config().indicators, task.scheme()

    def run() -> task.Ranks:
        units, values = nw.from_native(regions.lazy()), nw.from_native(measures.lazy())
        wide = scored(values, units, catalogue, scheme, [task.QUARTER])
        totals = wide.select(*KEYS, "peer_group", published=nw.col("total__published"))
        ranked = totals.with_columns(rank_published(scheme.tie)).select("region_code", "published", "rank")
        return sorted(ranked.collect().rows())

    return run


def rows() -> Iterator[Row]:
    """One row per rival; the rivals must find the same scores and ranks, else ValueError."""
    mine = taken(ours)
    name = f"score a quarter, {len(task.regions())} regions x {len(task.scheme().items)} items"
    for rival, prepare in (("pandas", rival_pandas.prepare), ("DuckDB", rival_duckdb.prepare)):
        theirs = taken(prepare)
        if theirs.result != mine.result:
            raise ValueError(f"{rival} found other ranks")
        yield Row(name, mine, rival, theirs)

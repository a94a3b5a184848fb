"""Scoring and ranking from measures in memory under a scheme with every rule, against pandas, DuckDB and the floor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import narwhals as nw
import polars as pl

from metrics.scorecard import score
from metrics.sheet import Sheet
from tests.bench import rival_duckdb, rival_duckdb_wide, rival_pandas
from tests.bench import scoring_task as task
from tests.bench.measuring import Row, Work, taken

Rivals = Mapping[str, Callable[[task.Size], Work]]


def ours(size: task.Size, in_memory: bool = True) -> Work:
    """The whole ranking, on arrays or on long frames; the rivals leave coverage, weakest item and movement out.

    The sheet is prepared.
    """
    measures, regions, sheet = task.measures(size), task.regions(size), Sheet.of(task.scheme())

    def run() -> pl.DataFrame:
        given, units = nw.from_native(measures.lazy()), nw.from_native(regions.lazy())
        card = score(given, units, (), sheet, size.quarters, in_memory=in_memory)
        ranking: pl.DataFrame = card.ranking.collect().to_native()
        return ranking

    return run


RIVALS: Rivals = {
    "our frames": partial(ours, in_memory=False),
    "pandas": rival_pandas.prepare,
    "DuckDB": rival_duckdb.prepare,
}


def floor(size: task.Size) -> Work:
    """The least that any scoring does: read the same columns once and add up by region and quarter, in polars."""
    measures = task.measures(size)
    applies = pl.col("status") != "not_applicable"
    amounts = pl.col("value").sum(), applies.sum().alias("applies"), pl.col("indicator").max()
    return lambda: measures.lazy().group_by("region_code", "quarter").agg(*amounts).collect()


def told(result: Any) -> str:
    """The digest of region, quarter, published score and rank of a contender's frame."""
    frame = pl.DataFrame(result)
    return task.digest(frame.select("region_code", "quarter", "published", "rank").iter_rows())


def rows() -> Iterator[Row]:
    """One province and one nation, a quarter each."""
    for size in (task.PROVINCE, task.NATION):
        yield from _rows(size)


def long_rows() -> Iterator[Row]:
    """Forty quarters of a nation."""
    yield from _rows(task.TEN_YEARS, {"DuckDB wide": rival_duckdb_wide.prepare})


def _rows(size: task.Size, more: Rivals = MappingProxyType({})) -> Iterator[Row]:
    """One row per rival and the floor; the rivals must find the same scores and ranks, else ValueError."""
    mine = taken(partial(ours, size), told)
    name = f"score {size.name}, {size.regions} x {task.INDICATORS}"
    for rival, prepare in {**RIVALS, **more}.items():
        theirs = taken(partial(prepare, size), told)
        if theirs.result != mine.result:
            raise ValueError(f"{rival} found other scores or ranks for {size.name}")
        yield Row(name, mine, rival, theirs)
    yield Row(name, mine, "floor", taken(partial(floor, size), len))

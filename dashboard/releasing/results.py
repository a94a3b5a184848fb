"""The results of a release: every frame that the engine makes of the frozen inputs, in one settled form."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboard.releasing.inputs import Inputs, shown_quarters
from dashboard.usecases.scoring import frames_of
from loaders.store.sets import read_parquet, settled_parquet

RESULTS = "results/"
_WITH_HISTORY = frozenset({"measures", "nodes", "ranking", "recast"})
"""The frames of which the pages of a quarter show earlier quarters too; of all others the quarter alone is kept."""
_UNIT = ("quarter", "peer_group", "region_code")


def results(inputs: Inputs) -> dict[str, pl.DataFrame]:
    """The frames by name, of the quarter and of those shown beside it: by unit, within a unit in the engine's order."""
    quarter = str(inputs.quarter)
    history = shown_quarters(quarter)
    frames = frames_of(inputs.values, inputs.config)
    return {
        name: _settled(frame, history if name in _WITH_HISTORY else (quarter,))
        for name, frame in sorted(frames.items())
    }


def result_files(inputs: Inputs) -> dict[str, bytes]:
    """The results as Parquet files, by path; the same inputs give the same bytes."""
    return {f"{RESULTS}{name}.parquet": settled_parquet(frame) for name, frame in results(inputs).items()}


def result_frames(files: Mapping[str, bytes]) -> dict[str, pl.DataFrame]:
    """The frames of a set by name."""
    return {
        path.removeprefix(RESULTS).removesuffix(".parquet"): read_parquet(content)
        for path, content in files.items()
        if path.startswith(RESULTS)
    }


def _settled(frame: pl.DataFrame, quarters: tuple[str, ...]) -> pl.DataFrame:
    unit = [name for name in _UNIT if name in frame.columns]
    return frame.filter(pl.col("quarter").is_in(list(quarters))).sort(unit, maintain_order=True)

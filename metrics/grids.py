"""Long frames of one quarter and peer group as grids: NumPy arrays of units x items."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from config.model import Scheme

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def units_of(items: nw.DataFrame[Any]) -> tuple[str, ...]:
    """The units of ITEMS rows, by region_code."""
    return tuple(sorted(items["region_code"].unique().to_list()))


def grid(items: nw.DataFrame[Any], name: str, units: tuple[str, ...], scheme: Scheme) -> Numbers:
    """A column of numbers of ITEMS as units x items (in the scheme's order), NaN where it is null or has no row."""
    codes = [item.code for item in scheme.items]
    placed = items.select(
        nw.col("region_code").replace_strict(list(units), list(range(len(units))), return_dtype=nw.Int64),
        nw.col("node").replace_strict(codes, list(range(len(codes))), return_dtype=nw.Int64),
        nw.col(name).cast(nw.Float64),
    )
    found = np.full((len(units), len(codes)), np.nan)
    row, column, cells = (placed[of].to_numpy() for of in ("region_code", "node", name))
    found[row, column] = cells
    return found

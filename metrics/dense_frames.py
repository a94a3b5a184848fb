"""Arrays of nodes back to frames: NODES, and the columns that it shares with RANKING."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np

from config.frames import NODES, Schema
from metrics.dense_tree import Climbed
from metrics.grids import Numbers, Whole
from metrics.rounding import half_up_whole
from metrics.tree import GRAIN

Told = dict[str, Any]
"""Columns: numbers with NaN where there is none, or texts as (codes, their numbers; -1 where there is none)."""


def nodes(found: Climbed) -> nw.LazyFrame:
    """NODES by quarter, peer group, region and order of the scheme, the total last."""
    tree, count = found.tree.nodes, len(found.tree.nodes)
    cells = np.transpose(found.there, (1, 2, 0))
    quarter, unit, node = np.nonzero(cells)
    flat = {"points": found.points, "counted_marks": found.marks / GRAIN, "known": found.counts["known"]}
    told: Told = {name: np.transpose(cube, (1, 2, 0))[quarter, unit, node] for name, cube in flat.items()}
    regular = np.array([one.kind == "regular" for one in tree])[node]
    marks, points = np.array([one.full_marks for one in tree])[node], told["points"]
    shown = np.where((told.pop("known") > 0) | (node == count - 1), points, np.nan)
    told |= {
        "full_marks": marks,
        "points": shown,
        "published": published(shown, found.dense.sheet.scheme.precision),
        "lost": np.where(regular, marks - points, np.maximum(-points, 0.0)),
        "node": ([one.code for one in tree], node),
        "parent": ([one.parent for one in tree], node),
        "level": (["section", "total"], (node == count - 1).astype(np.int64)),
    }
    order = order_of(found, quarter, unit, node)
    return frame_of(found, told, quarter, unit, order, NODES)


def published(points: Numbers, precision: int) -> Numbers:
    """Points rounded half up, NaN where there are none."""
    whole = half_up_whole(points, precision)
    return np.where(np.isnan(points), np.nan, whole / 10.0**precision)


def order_of(found: Climbed, quarter: Whole, unit: Whole, last: Any, by_rank: bool = False) -> Whole:
    """By quarter, peer group (as texts), region and `last`; with `by_rank` by `last` before the region."""
    dense = found.dense
    groups, quarters = (np.argsort(np.argsort(names)) for names in (dense.sheet.scheme.groups, dense.quarters))
    group = groups[dense.units.groups][unit]
    return np.lexsort((unit, last, group, quarters[quarter]) if by_rank else (last, unit, group, quarters[quarter]))


def frame_of(found: Climbed, told: Told, quarter: Whole, unit: Whole, order: Whole, schema: Schema) -> nw.LazyFrame:
    """The columns in that order as a frame of the schema on the engine that the regions are on."""
    units, quarters = found.dense.units, list(found.dense.quarters)
    groups = list(found.dense.sheet.scheme.groups)
    regions = units.regions
    told = {
        name: _text(regions, name, cells[0], cells[1], order) if isinstance(cells, tuple) else cells[order]
        for name, cells in told.items()
    }
    told["region_code"] = regions["region_code"][units.at[unit[order]]]
    told["quarter"] = _text(regions, "quarter", quarters, quarter, order)
    told["peer_group"] = _text(regions, "peer_group", groups, units.groups[unit], order)
    frame = nw.from_dict({name: told[name] for name in schema}, backend=regions.implementation).lazy()
    floats, whole = ([name for name, kind in schema.items() if kind == one] for one in (nw.Float64, nw.Int64))
    frame = frame.with_columns(nw.col(*floats, *whole).fill_nan(None))
    return frame.with_columns(nw.col(*whole).cast(nw.Int64)) if whole else frame


def _text(beside: nw.DataFrame[Any], name: str, codes: Sequence[str], numbers: Whole, order: Whole) -> nw.Series[Any]:
    texts = nw.new_series(name, [*codes, None], nw.String, backend=beside.implementation)
    return texts[np.where(numbers < 0, len(codes), numbers)[order]]

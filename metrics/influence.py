"""What each indicator does to the ranking: the places without it, one item left out at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np

from config.frames import Schema
from config.model import Scheme
from metrics.cube import Cube
from metrics.peers import PEERS

INFLUENCE: Schema = {
    "region_code": nw.String,
    "quarter": nw.String,
    "peer_group": nw.String,
    "node": nw.String,
    "rank": nw.Int64,
    "rank_without": nw.Int64,
}
"""One row per ranked unit and item: the place, and the place if the item were not in the scheme; a higher number
without it means that the item helps the unit. Null where the unit would have nothing that counts."""

SUMMARY: Schema = {
    "quarter": nw.String,
    "peer_group": nw.String,
    "node": nw.String,
    "units": nw.Int64,
    "mean_shift": nw.Float64,
    "moved_share": nw.Float64,
    "rank_correlation": nw.Float64,
}
"""One row per item: over the units with a place both ways their number, by how many places they shift on average (up
or down), the share of them that shifts at all, and Spearman's correlation of the places with and without the item
(null where all units share one place). 1 and no shift: the item could go without any rank changing."""

_ITEM = (*PEERS, "node")


def influences(items: nw.DataFrame[Any], ranking: nw.DataFrame[Any], scheme: Scheme) -> nw.DataFrame[Any]:
    """ITEMS and RANKING of any quarters and peer groups to INFLUENCE, by quarter, group, region and order of items.

    The ranked units are the same with and without an item: minimum coverage and vetoes are not judged anew.
    """
    ranked = ranking.filter(~nw.col("rank").is_null()).select("region_code", *PEERS)
    kept = items.join(ranked, on=["region_code", *PEERS], how="inner")
    found: dict[str, list[Any]] = {name: [] for name in INFLUENCE}
    for quarter, group in sorted(set(ranked.select(*PEERS).iter_rows())):
        of_group = (nw.col("quarter") == nw.lit(quarter)) & (nw.col("peer_group") == nw.lit(group))
        told = influence(Cube.of(kept.filter(of_group), scheme))
        rows = len(told["node"])
        for name, cells in {**told, "quarter": [quarter] * rows, "peer_group": [group] * rows}.items():
            found[name].extend(cells)
    return nw.from_dict(found, INFLUENCE, backend=items.implementation)


def influence(cube: Cube) -> dict[str, Sequence[Any]]:
    """region_code, node, rank and rank_without of INFLUENCE as columns, by unit and the scheme's order of items.

    The cube holds the ranked units only. Where an item is left out, the rest is scaled up as for one that does not
    apply. Ties are as the scheme declares; they are shared where the item that breaks them is the one left out. The
    places of the other units do not wait for a unit that has nothing left.
    """
    items = len(cube.scheme.items)
    factors = np.vstack([np.ones(items), 1.0 - np.eye(items)])
    totals = cube.totals(factors, np.ones((items + 1, len(cube.tree.nodes))))
    apart = None
    if cube.apart is not None:
        apart = np.tile(cube.apart, (items + 1, 1))
        apart[1 + cube.tie_column] = np.nan
    found = cube.ranked(totals, apart)
    without = np.where(np.isnan(totals[1:]), -1, found[1:]).T.reshape(-1).astype(int).tolist()
    return {
        "region_code": [unit for unit in cube.units for _ in range(items)],
        "node": [item.code for _ in cube.units for item in cube.scheme.items],
        "rank": np.repeat(found[0].astype(int), items).tolist(),
        "rank_without": [None if place < 0 else place for place in without],
    }


def summary(influence: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """INFLUENCE to SUMMARY, by quarter, group and mean shift, the item that moves most first."""
    known = influence.filter(~nw.col("rank_without").is_null())
    shift = (nw.col("rank_without") - nw.col("rank")).abs()
    places = {"_with": nw.col("rank"), "_without": nw.col("rank_without")}
    middles = known.with_columns(
        _shift=shift,
        _moved=(shift > 0).cast(nw.Float64),
        **{name: place.rank("average").over(*_ITEM) for name, place in places.items()},
    )
    off = {name: nw.col(name) - nw.col(name).mean().over(*_ITEM) for name in places}
    middles = middles.with_columns(**off).with_columns(
        _both=nw.col("_with") * nw.col("_without"),
        _square=nw.col("_with") ** 2,
        _other=nw.col("_without") ** 2,
    )
    found = middles.group_by(*_ITEM).agg(
        units=nw.col("rank").count().cast(nw.Int64),
        mean_shift=nw.col("_shift").mean(),
        moved_share=nw.col("_moved").mean(),
        _both=nw.col("_both").sum(),
        _spread=nw.col("_square").sum(),
        _other=nw.col("_other").sum(),
    )
    spread = (nw.col("_spread") * nw.col("_other")).sqrt()
    correlation = nw.when(spread > 0).then(nw.col("_both") / spread)
    found = found.with_columns(rank_correlation=correlation)
    return found.sort(*PEERS, "mean_shift", "node", descending=[False, False, True, False]).select(*SUMMARY)

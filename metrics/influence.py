"""What each indicator does to the ranking: the places without it, one item left out at a time."""

from __future__ import annotations

import narwhals as nw
import numpy as np

from config.frames import Schema
from metrics.cube import Cube, Numbers, places, published

INFLUENCE: Schema = {"region_code": nw.String, "node": nw.String, "rank": nw.Int64, "rank_without": nw.Int64}
"""One row per unit and item: the place, and the place if the item were not in the scheme; a higher number without it
means that the item helps the unit."""


def influence(cube: Cube) -> dict[str, list[str] | list[int]]:
    """INFLUENCE as columns, by unit and the scheme's order of items; ties are shared (1, 2, 2, 4) or dense.

    The cube holds the ranked units only. Where an item is left out, the rest is scaled up as for one that does not
    apply. ValueError where a unit has nothing that counts without an item.
    """
    items = len(cube.scheme.items)
    factors = np.vstack([np.ones(items), 1.0 - np.eye(items)])
    totals = cube.totals(factors, np.ones((items + 1, len(cube.tree.nodes))))
    _all_known(totals, cube)
    scores = published(totals, cube.scheme.precision)
    found = places(scores, "dense" if cube.scheme.tie == "dense" else "shared")
    return {
        "region_code": [unit for unit in cube.units for _ in range(items)],
        "node": [item.code for _ in cube.units for item in cube.scheme.items],
        "rank": np.repeat(found[0], items).tolist(),
        "rank_without": found[1:].T.reshape(-1).tolist(),
    }


def _all_known(totals: Numbers, cube: Cube) -> None:
    lost = np.argwhere(np.isnan(totals))
    if len(lost):
        named = sorted({f"{cube.units[unit]} without {cube.scheme.items[max(0, row - 1)].code}" for row, unit in lost})
        raise ValueError(f"nothing counts for: {', '.join(named)}")

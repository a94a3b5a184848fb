"""What an appeal led to: the region's place and figures in the release it is about, and in the one that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from dashboard.access.gate import inner
from dashboard.releasing.difference import Difference, difference
from dashboard.releasing.inputs import thaw
from dashboard.releasing.kept import frozen_files
from dashboard.releasing.register import ChangedFigure, changed_figures
from dashboard.releasing.results import RESULTS, result_frames
from dashboard.usecases.desk import Desk
from loaders.store.released import registered_release
from loaders.store.tables import Release


@dataclass(frozen=True)
class Place:
    """The place of a region in a release; None where it had none."""

    rank: int | None
    points: float | None


@dataclass(frozen=True)
class Consequence:
    """Before and after of the region that asked, and every figure of it that the answering release says otherwise."""

    release: str
    before: Place
    after: Place
    figures: tuple[ChangedFigure, ...]
    others_moved: int


@inner
def place_in(desk: Desk, release_id: str, region: str) -> Place:
    """The place of a region in a release. Raises ReleaseProblem for one that is damaged."""
    row = desk.once(("places", release_id), lambda: _places(desk, release_id)).get(region, {})
    return Place(row.get("rank"), row.get("published"))


@inner
def consequence(desk: Desk, before: str, after: str, region: str, locale: str) -> Consequence:
    """What one release says otherwise of a region than an earlier one. Raises as place_in, KeyError for no release."""
    key = ("consequence", before, after, region, locale)
    return desk.once(key, lambda: _consequence(desk, before, after, region, locale))


def _consequence(desk: Desk, before: str, after: str, region: str, locale: str) -> Consequence:
    old, new = _known(desk, before), _known(desk, after)
    files = frozen_files(desk.whole, new)
    every = difference(old.quarter, frozen_files(desk.whole, old), new.quarter, files)
    own = _of(every, region)
    return Consequence(
        release=after,
        before=place_in(desk, before, region),
        after=place_in(desk, after, region),
        figures=tuple(changed_figures(thaw(new.quarter, files).config, own, locale)),
        others_moved=every.moved - own.moved,
    )


def _of(changed: Difference, region: str) -> Difference:
    own = pl.col("region_code") == region
    return replace(
        changed,
        values=changed.values.filter(own),
        items=changed.items.filter(own),
        ranking=changed.ranking.filter(own),
    )


def _known(desk: Desk, release_id: str) -> Release:
    release = registered_release(desk.engine, release_id)
    if release is None:
        raise KeyError(release_id)
    return release


def _places(desk: Desk, release_id: str) -> Mapping[str, Mapping[str, Any]]:
    release = _known(desk, release_id)
    path = f"{RESULTS}ranking.parquet"
    frame = result_frames(frozen_files(desk.whole, release, path.__eq__))["ranking"]
    rows = frame.filter(pl.col("quarter") == release.quarter).to_dicts()
    return {row["region_code"]: row for row in rows}

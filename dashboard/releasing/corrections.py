"""勘误: which values each revision of a release says otherwise than the release that it corrects."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.access.gate import needs
from dashboard.releasing.difference import changed_values
from dashboard.releasing.inputs import VALUE_ROWS
from dashboard.releasing.kept import frozen_files
from dashboard.usecases.desk import Desk
from loaders.store.released import registered_release, releases
from loaders.store.sets import read_parquet
from loaders.store.tables import Release


@dataclass(frozen=True)
class Correction:
    """A value that a revision says otherwise, in the indicator's unit; None where one of the two has none.

    `quarter` is the value's own; `made` is local time; `previous` and `release` are the ids of the two releases.
    """

    region_code: str
    quarter: str
    indicator: str
    before: float | None
    after: float | None
    previous: str
    release: str
    made: str
    made_by: str
    reason: str


@needs("results", "present")
def corrections(desk: Desk) -> tuple[Correction, ...]:
    """The values that revisions say otherwise, the newest release first. Raises ReleaseProblem for a damaged one."""
    revisions = [release for release in releases(desk.engine) if release.previous_id]
    return tuple(one for release in revisions for one in _of(desk, release))


def _of(desk: Desk, release: Release) -> tuple[Correction, ...]:
    return desk.once(("corrections", release.id), lambda: _draw(desk, release))


def _draw(desk: Desk, release: Release) -> tuple[Correction, ...]:
    previous = registered_release(desk.engine, release.previous_id or "")
    if previous is None:
        return ()
    old, new = (_values(desk, one) for one in (previous, release))
    return tuple(
        Correction(
            region_code=row["region_code"],
            quarter=row["quarter"],
            indicator=row["indicator"],
            before=row["value_before"],
            after=row["value_after"],
            previous=previous.id,
            release=release.id,
            made=f"{desk.local(release.made_at):%Y-%m-%d %H:%M}",
            made_by=release.made_by,
            reason=release.reason,
        )
        for row in changed_values(old, new).to_dicts()
    )


def _values(desk: Desk, release: Release) -> pl.DataFrame:
    return read_parquet(frozen_files(desk.whole, release, lambda path: path == VALUE_ROWS)[VALUE_ROWS])

"""What one release says otherwise than another: values, items' points, and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard.releasing.inputs import VALUE_ROWS, frozen_submissions
from dashboard.releasing.manifest import canonical_json
from dashboard.releasing.results import result_frames
from loaders.store.sets import read_parquet, settled_parquet

DIFFERENCE = "difference/"
_VALUES = (("region_code", "quarter", "indicator"), ("value", "status"))
_ITEMS = (("region_code", "node"), ("value", "points"))
_RANKING = (("region_code",), ("published", "rank"))
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Difference:
    """Frames with the keys of what differs, and each figure `_before` and `_after`; no row for what is the same.

    `values` is empty between two quarters, whose values are not the same figures; `submissions` came in between.
    """

    values: pl.DataFrame
    items: pl.DataFrame
    ranking: pl.DataFrame
    submissions: tuple[int, ...]

    @property
    def moved(self) -> int:
        """How many units have another rank."""
        return self.ranking.filter(pl.col("rank_before").ne_missing(pl.col("rank_after"))).height


def difference(quarter_before: str, before: Files, quarter_after: str, after: Files) -> Difference:
    """What the files of one release say otherwise than those of another, each about its own quarter."""
    one_quarter = quarter_before == quarter_after
    earlier, later = result_frames(before), result_frames(after)
    own = {
        name: _changed(_of(earlier[name], quarter_before), _of(later[name], quarter_after), *terms)
        for name, terms in (("items", _ITEMS), ("ranking", _RANKING))
    }
    old, new = (read_parquet(files[VALUE_ROWS]) for files in (before, after))
    known = {submission.id for submission in frozen_submissions(before)}
    return Difference(
        values=changed_values(old, new) if one_quarter else changed_values(old.clear(), new.clear()),
        items=own["items"],
        ranking=own["ranking"],
        submissions=tuple(s.id for s in frozen_submissions(after) if s.id not in known),
    )


def changed_values(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The values (config.frames.VALUES) of two releases of one quarter that differ, as Difference has them."""
    return _changed(before, after, *_VALUES)


def difference_files(changed: Difference) -> dict[str, bytes]:
    """The difference as files, by path."""
    frames = {"values": changed.values, "items": changed.items, "ranking": changed.ranking}
    counts = {name: frame.height for name, frame in frames.items()}
    summary = {**counts, "ranks": changed.moved, "submissions": list(changed.submissions)}
    tables = {f"{DIFFERENCE}{name}.parquet": settled_parquet(frame) for name, frame in frames.items()}
    return {f"{DIFFERENCE}summary.json": canonical_json(summary), **tables}


def _of(frame: pl.DataFrame, quarter: str) -> pl.DataFrame:
    return frame.filter(pl.col("quarter") == quarter)


def _changed(
    before: pl.DataFrame, after: pl.DataFrame, keys: tuple[str, ...], figures: tuple[str, ...]
) -> pl.DataFrame:
    old, new = (
        frame.select(*keys, *(pl.col(name).alias(f"{name}_{when}") for name in figures))
        for frame, when in ((before, "before"), (after, "after"))
    )
    both = old.join(new, on=list(keys), how="full", coalesce=True)
    differs = pl.any_horizontal(pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in figures)
    ordered = (f"{name}_{when}" for name in figures for when in ("before", "after"))
    return both.filter(differs).select(*keys, *ordered).sort(keys)

"""Compute the results of a release anew from its frozen inputs, and compare them byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from config.wording import mark
from dashboard.releasing.difference import DIFFERENCE, difference, difference_files
from dashboard.releasing.inputs import thaw
from dashboard.releasing.manifest import MANIFEST, Manifest, present_program
from dashboard.releasing.remarks import Remark
from dashboard.releasing.results import RESULTS, result_files
from loaders.store.sets import read_parquet, read_set, sha256

NOT_THAWED = mark("The frozen inputs cannot be read by this program ({reason}), so nothing was computed anew.")
NOT_COMPUTED = mark("Nothing was computed anew, because the inputs are damaged.")
NO_FRAME = mark("{file} was frozen, but computing anew does not give it.")
NEW_FRAME = mark("Computing anew gives {file}, which was not frozen.")
OTHER_BYTES = mark("Computing anew gives the same figures for {file}, but written in other bytes.")
OTHER_SHAPE = mark("Computing anew gives other columns or another number of rows for {file}.")
OTHER_FIGURES = mark(
    "Computing anew gives other figures in {rows} rows of {file}, at {where}; they differ by at most {most}."
)
OTHER_PROGRAM = mark(
    "The release was computed by {written}; this is {present}. What differs above may come from that: "
    "compare with a program of the same version before you suspect the files."
)
PREVIOUS_ABSENT = mark(
    "The release {release}, which this one corrects, does not lie intact beside it: their difference was not compared."
)
OTHER_DIFFERENCE = mark("{file} is not the difference between {previous} and this release.")
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Recomputed:
    """What computing anew showed, and what could not be compared."""

    faults: tuple[Remark, ...]
    notes: tuple[Remark, ...] = ()


def recomputed(files: Files, manifest: Manifest, folder: Path) -> Recomputed:
    """The results of a set compared with those that its inputs give now; `folder` may hold the release it corrects."""
    if not intact(files, manifest, ("inputs/", "config/")):
        return Recomputed((), (Remark(NOT_COMPUTED),))
    try:
        again = result_files(thaw(manifest.quarter, files))
    except (KeyError, TypeError, ValueError, LookupError, pl.exceptions.PolarsError) as problem:
        reason = f"{type(problem).__name__}: {problem}".splitlines()[0]
        return _explained((Remark(NOT_THAWED, {"reason": reason}),), manifest)
    faults = tuple(_compared(files, again, manifest))
    revised = _difference(files, manifest, folder / manifest.previous) if manifest.previous else Recomputed(())
    return _explained((*faults, *revised.faults), manifest, revised.notes)


def intact(files: Files, manifest: Manifest, below: tuple[str, ...] = ("",)) -> bool:
    """True when every file of the manifest below these folders is there as it was frozen."""
    named = {path: known for path, known in manifest.files.items() if path.startswith(below)}
    return all(path in files and sha256(files[path]) == known.sha256 for path, known in named.items())


def _explained(faults: tuple[Remark, ...], manifest: Manifest, notes: tuple[Remark, ...] = ()) -> Recomputed:
    """With a note where another program, or other libraries, may be why."""
    present = present_program()
    if not faults or manifest.program == present:
        return Recomputed(faults, notes)
    other = sorted(name for name in {*present, *manifest.program} if present.get(name) != manifest.program.get(name))
    written, now = (
        ", ".join(f"{name} {have.get(name, '-')}" for name in other) for have in (manifest.program, present)
    )
    return Recomputed(faults, (*notes, Remark(OTHER_PROGRAM, {"written": written, "present": now})))


def _compared(files: Files, again: Files, manifest: Manifest) -> Iterator[Remark]:
    frozen = {path for path in manifest.files if path.startswith(RESULTS)}
    yield from (Remark(NO_FRAME, {"file": path}) for path in sorted(frozen - set(again)))
    yield from (Remark(NEW_FRAME, {"file": path}) for path in sorted(set(again) - frozen))
    for path in sorted(frozen & set(again)):
        if sha256(again[path]) != manifest.files[path].sha256 and intact(files, manifest, (path,)):
            yield _how(path, files[path], again[path])


def _how(path: str, frozen: bytes, again: bytes) -> Remark:
    before, after = read_parquet(frozen), read_parquet(again)
    if before.schema != after.schema or before.height != after.height:
        return Remark(OTHER_SHAPE, {"file": path})
    differs = pl.DataFrame([before[name].ne_missing(after[name]) for name in before.columns])
    rows = differs.select(pl.any_horizontal(pl.all())).to_series()
    if not rows.any():
        return Remark(OTHER_BYTES, {"file": path})
    first = before.row(int(rows.arg_true()[0]), named=True)
    where = " ".join(str(value) for value in first.values() if isinstance(value, str))
    floats = [name for name, kind in before.schema.items() if kind == pl.Float64]
    most = max((_most(before[name], after[name]) for name in floats), default=0.0)
    places: dict[str, Any] = {"file": path, "rows": rows.sum(), "where": where, "most": f"{most:.3g}"}
    return Remark(OTHER_FIGURES, places)


def _most(before: pl.Series, after: pl.Series) -> float:
    return float((before - after).abs().max() or 0.0)  # type: ignore[arg-type]


def _difference(files: Files, manifest: Manifest, previous: Path) -> Recomputed:
    before = read_set(previous) if previous.is_dir() else {}
    if sha256(before.get(MANIFEST, b"")) != manifest.previous_sha256 or not intact(
        before, Manifest.model_validate_json(before[MANIFEST])
    ):
        return Recomputed((), (Remark(PREVIOUS_ABSENT, {"release": manifest.previous}),))
    if not intact(files, manifest):
        return Recomputed(())
    again = difference_files(difference(manifest.quarter, before, manifest.quarter, files))
    wrong = [
        Remark(OTHER_DIFFERENCE, {"file": path, "previous": manifest.previous})
        for path, known in manifest.files.items()
        if path.startswith(DIFFERENCE) and sha256(again.get(path, b"")) != known.sha256
    ]
    return Recomputed(tuple(wrong))

"""The register of releases as people read it: what is in force, what it holds, what a revision says otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from config.model import Config
from dashboard.access.gate import needs
from dashboard.releasing.difference import Difference, difference
from dashboard.releasing.inputs import frozen_submissions, thaw
from dashboard.releasing.kept import frozen_files, releases_folder
from dashboard.releasing.manifest import MANIFEST, present_program
from dashboard.releasing.reading import is_behind
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.scoring import input_hash
from loaders.store.released import registered_release, releases
from loaders.store.sets import sha256
from loaders.store.tables import Release

SHOWN = 40
"""How many changed figures of a revision are listed."""


@dataclass(frozen=True)
class ReleaseLine:
    """A release in the register. `in_force` is the newest of its quarter; `behind`: data have changed since."""

    id: str
    quarter: str
    revision: int
    made: str
    made_by: str
    reason: str
    previous: str
    sha256: str
    in_force: bool
    behind: bool


@dataclass(frozen=True)
class FrozenFile:
    """A file of a set: its path, its size in bytes, its hash."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What is frozen in a release: submissions and their units, the scheme, the files. `older` names the parts of the
    program that are not the present ones.
    """

    submissions: int
    units: tuple[str, ...]
    scheme: str
    files: tuple[FrozenFile, ...]
    older: tuple[str, ...]


@dataclass(frozen=True)
class ChangedFigure:
    """What a revision says otherwise: `kind` is value, points or rank; of a value or points also which one."""

    kind: str
    region: str
    about: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Revised:
    """What a release says otherwise than the one it corrects, counted, and the figures that changed (SHOWN of each)."""

    previous: str
    values: int
    items: int
    ranks: int
    figures: tuple[ChangedFigure, ...]


@needs("results", "present")
def release_lines(desk: Desk, quarter: str = "") -> tuple[ReleaseLine, ...]:
    """The releases of a quarter (all when empty), the newest first."""
    known = releases(desk.engine, quarter)
    newest = {release.quarter: release.id for release in reversed(known)}
    return tuple(_line(desk, release, in_force=newest[release.quarter] == release.id) for release in known)


@needs("results", "present")
def release_contents(desk: Desk, release_id: str, locale: str = "zh_CN") -> Contents:
    """What is frozen in a release. Raises KeyError for an unknown id, ReleaseProblem for one that is damaged."""
    return desk.once(("contents", release_id, locale), lambda: _contents(desk, release_id, locale))


@needs("results", "present")
def revised(desk: Desk, release_id: str, locale: str = "zh_CN") -> Revised | None:
    """What a release says otherwise than the one it corrects; None for a first one. Raises as release_contents."""
    return desk.once(("revised", release_id, locale), lambda: _revised(desk, release_id, locale))


def _line(desk: Desk, release: Release, *, in_force: bool) -> ReleaseLine:
    return ReleaseLine(
        id=release.id,
        quarter=release.quarter,
        revision=release.revision,
        made=f"{desk.local(release.made_at):%Y-%m-%d %H:%M}",
        made_by=release.made_by,
        reason=release.reason,
        previous=release.previous_id or "",
        sha256=release.manifest_sha256,
        in_force=in_force,
        behind=in_force and _behind(desk, release),
    )


def _behind(desk: Desk, release: Release) -> bool:
    return desk.once(("changed since", release.id, input_hash(desk)), lambda: is_behind(desk.whole, release))


def _known(desk: Desk, release_id: str) -> Release:
    found = registered_release(desk.engine, release_id)
    if found is None:
        raise KeyError(release_id)
    return found


def _contents(desk: Desk, release_id: str, locale: str) -> Contents:
    release = _known(desk, release_id)
    files = frozen_files(desk.whole, release)
    inputs = thaw(release.quarter, files)
    senders = dict.fromkeys(one.submitter for one in frozen_submissions(files))
    scheme = inputs.scheme
    return Contents(
        submissions=len(inputs.submissions),
        units=tuple(name_of_submitter(inputs.config, one, locale) for one in senders),
        scheme=scheme.name_en if locale == "en" else scheme.name,
        files=tuple(FrozenFile(path, len(files[path]), sha256(files[path])) for path in sorted(files)),
        older=tuple(_older(json.loads((releases_folder(desk) / release_id / MANIFEST).read_bytes()))),
    )


def _older(manifest: Mapping[str, Any]) -> list[str]:
    then, now = manifest["program"], present_program()
    return [f"{name} {then[name]} → {now.get(name, '—')}" for name in sorted(then) if then[name] != now.get(name)]


def _revised(desk: Desk, release_id: str, locale: str) -> Revised | None:
    release = _known(desk, release_id)
    if not release.previous_id:
        return None
    before, whole = _known(desk, release.previous_id), desk.whole
    after = frozen_files(whole, release)
    changed = difference(before.quarter, frozen_files(whole, before), release.quarter, after)
    config = thaw(release.quarter, after).config
    return Revised(
        previous=release.previous_id,
        values=changed.values.height,
        items=changed.items.height,
        ranks=changed.moved,
        figures=tuple(changed_figures(config, changed, locale)),
    )


def changed_figures(config: Config, changed: Difference, locale: str) -> list[ChangedFigure]:
    """The figures that changed: places, values, points of items, SHOWN of each at most."""
    found: list[ChangedFigure] = []
    parts = (("rank", changed.ranking, "rank"), ("value", changed.values, "value"), ("points", changed.items, "points"))
    for kind, frame, figure in parts:
        before, after = f"{figure}_before", f"{figure}_after"
        rows = frame.filter(pl.col(before).ne_missing(pl.col(after))).head(SHOWN).to_dicts()
        found += [
            ChangedFigure(kind, _region(config, row, locale), _about(config, row, locale), row[before], row[after])
            for row in rows
        ]
    return found


def _region(config: Config, row: Mapping[str, Any], locale: str) -> str:
    region = config.region.get(row["region_code"])
    return region.label(locale) if region else row["region_code"]


def _about(config: Config, row: Mapping[str, Any], locale: str) -> str:
    if "indicator" in row:
        indicator = config.indicator.get(row["indicator"])
        return indicator.label(locale) if indicator else row["indicator"]
    items = {item.code: item.label(locale) for scheme in config.schemes for item in scheme.items}
    return items.get(row.get("node", ""), "")

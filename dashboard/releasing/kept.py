"""The sets of files that releases lie in: each file is held to its hash before anyone reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from config.wording import mark
from dashboard.access.gate import inner, needs
from dashboard.releasing.manifest import MANIFEST, Manifest
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.usecases.desk import Desk
from loaders.store.sets import sha256
from loaders.store.tables import Release

MISSING = mark("The files of release {release} are not in {folder}; bring the folder back from a copy.")
DAMAGED = mark(
    "Release {release} is damaged: {file} is not what was frozen. "
    "Run: jiping release verify {release}, and bring the folder back from a copy."
)


@inner
def releases_folder(desk: Desk) -> Path:
    """Where the sets of a workspace lie."""
    return desk.workspace.folder / "releases"


@needs("release")
def frozen_files(desk: Desk, release: Release, wanted: Callable[[str], bool] = bool) -> dict[str, bytes]:
    """The files of a registered release that its manifest names (and that are wanted), each held to its hash.

    Raises ReleaseProblem for a missing folder, and for a file that is missing or not what was frozen.
    """
    folder = releases_folder(desk) / release.id
    if not folder.is_dir():
        raise ReleaseProblem(MISSING, release=release.id, folder=folder.parent)
    manifest = _manifest(folder, release)
    files = {path: _read(folder, path, release.id) for path in manifest.files if wanted(path)}
    for path, content in files.items():
        if sha256(content) != manifest.files[path].sha256:
            raise ReleaseProblem(DAMAGED, release=release.id, file=path)
    return files


def _manifest(folder: Path, release: Release) -> Manifest:
    content = _read(folder, MANIFEST, release.id)
    try:
        if sha256(content) == release.manifest_sha256:
            return Manifest.model_validate_json(content)
    except ValidationError as problem:
        raise ReleaseProblem(DAMAGED, release=release.id, file=MANIFEST) from problem
    raise ReleaseProblem(DAMAGED, release=release.id, file=MANIFEST)


def _read(folder: Path, path: str, release_id: str) -> bytes:
    try:
        return (folder / path).read_bytes()
    except OSError as problem:
        raise ReleaseProblem(DAMAGED, release=release_id, file=path) from problem

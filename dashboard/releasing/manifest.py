"""The manifest of a release: what was frozen, by which program, and the hash of every file; its hash makes the id."""

from __future__ import annotations

import json
import platform
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, Literal

from config.fingerprint import fingerprint
from config.model import Model
from config.workspace import REPOSITORY
from dashboard.usecases.desk import FORMULAS
from loaders.store.sets import sha256

MANIFEST, RECORD, SUMS = "manifest.json", "record.json", "SHA256SUMS"
_LIBRARIES = ("narwhals", "numpy", "polars", "pydantic")
_SHORT = 8


class FileMark(Model):
    """A file of the set: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


class SchemeMark(Model):
    """The scheme that the quarter was scored by; sha256 is of its canonical JSON."""

    code: str
    version: str
    sha256: str


class Manifest(Model):
    """What a release holds. `quarters` are those that the inputs cover; `program` names the program and the libraries
    that computed the results; `previous` is the release that a revision corrects, with the hash of its manifest.
    """

    format: Literal[1] = 1
    quarter: str
    revision: int
    previous: str = ""
    previous_sha256: str = ""
    invented: bool
    quarters: tuple[str, ...]
    scheme: SchemeMark
    program: dict[str, str]
    files: dict[str, FileMark]

    @property
    def content(self) -> bytes:
        """The manifest as it stands in its file."""
        return canonical_json(self.model_dump(mode="json"))

    @property
    def release_id(self) -> str:
        """Quarter, revision and the first signs of the manifest's hash: `2026Q2-r1-3f9a2c1d`."""
        return f"{self.quarter}-r{self.revision}-{sha256(self.content)[:_SHORT]}"


def release_id_of(content: bytes) -> str:
    """The id that the bytes of a manifest make; where they do not say quarter or revision, with `?` instead."""
    try:
        said = json.loads(content)
        quarter, revision = said["quarter"], said["revision"]
    except (ValueError, KeyError, TypeError):
        quarter = revision = "?"
    return f"{quarter}-r{revision}-{sha256(content)[:_SHORT]}"


def marks(files: Mapping[str, bytes]) -> dict[str, FileMark]:
    """The hash and the size of each file."""
    return {path: FileMark(sha256=sha256(content), size=len(content)) for path, content in files.items()}


def sums(files: Mapping[str, bytes]) -> bytes:
    """The lines that `sha256sum -c SHA256SUMS` checks: every file of the set but this one."""
    return "".join(f"{sha256(files[path])}  {path}\n" for path in sorted(files) if path != SUMS).encode()


def canonical_json(content: Any) -> bytes:
    """JSON that is always the same for the same content: sorted keys, UTF-8, one line feed at the end."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


@cache
def present_program() -> dict[str, str]:
    """The program that runs: its version, the hash of its formulas, and the libraries that compute and write."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = ".".join(platform.python_version_tuple()[:2])
    own = {"jiping": str(project["version"]), "formulas": fingerprint(FORMULAS, ("*.py",))[:16], "python": python}
    return own | {library: version(library) for library in _LIBRARIES}

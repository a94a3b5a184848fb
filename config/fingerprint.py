"""The hash of a folder's files: what a score was computed under."""

from __future__ import annotations

import hashlib
from pathlib import Path

DATA = ("*.toml", "*.csv")


def fingerprint(folder: Path, patterns: tuple[str, ...] = DATA) -> str:
    """SHA-256 over paths and bytes of every file below the folder that fits a pattern, in the order of the paths."""
    digest = hashlib.sha256()
    for file in sorted(path for pattern in patterns for path in folder.rglob(pattern)):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def hashes(folder: Path, patterns: tuple[str, ...] = DATA) -> dict[str, str]:
    """The SHA-256 of every file below the folder that fits a pattern, by its path."""
    files = sorted(path for pattern in patterns for path in folder.rglob(pattern))
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

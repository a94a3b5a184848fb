"""Sets of frozen files: written whole or not at all, read-only from then on; and Parquet that is always the same."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import polars as pl

ROWS_IN_A_GROUP = 262_144
_MAKING = ".making-"
_READ_ONLY = 0o444
_WRITER = re.compile(rb"\x18([\x01-\x7f])(Polars \(python\) version [^)]*\))\x19")
"""Field 6 of Parquet's FileMetaData (created_by): its header, the length of the text, the text, the next header."""
_SETTLED = b"\x18\x06jiping\x19"


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def settled_parquet(frame: pl.DataFrame) -> bytes:
    """A frame as Parquet: one chunk, fixed groups of rows, zstd 3, no statistics, and no word of who wrote it.

    The same frame gives the same bytes. Raises ValueError when the writer's mark is not where the format has it.
    """
    buffer = io.BytesIO()
    frame.rechunk().write_parquet(
        buffer, compression="zstd", compression_level=3, statistics=False, row_group_size=ROWS_IN_A_GROUP
    )
    content = buffer.getvalue()
    start = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    footer, marks = _WRITER.subn(_SETTLED, content[start:-8])
    if marks != 1 or content[-4:] != b"PAR1":
        raise ValueError("the Parquet footer does not name its writer once")
    return content[:start] + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def read_parquet(content: bytes) -> pl.DataFrame:
    """The frame that Parquet bytes hold; raises polars' own errors for bytes that are none."""
    return pl.read_parquet(io.BytesIO(content))


def keep_set(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write files (by their path inside the set) as `folder/name`: beside it first, then renamed into place.

    A set that lies there with exactly these files is left as it is; any other leftover of the name gives way, so the
    caller must know that nobody owns it, and that nobody else writes into the folder at the same time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob(f"{_MAKING}*"):
        shutil.rmtree(left_over)
    target, making = folder / name, folder / f"{_MAKING}{name}"
    if target.exists():
        if read_set(target) == files:
            return
        shutil.rmtree(target)
    for path, content in files.items():
        _write(making / path, content)
    for part in {making, *(path for path in making.rglob("*") if path.is_dir())}:
        _settle(part)
    making.rename(target)
    _settle(folder)


def read_set(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path inside it; raises OSError for one that cannot be read."""
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(_READ_ONLY)


def _settle(folder: Path) -> None:
    """Have the entries of a folder on the disk (Windows knows no such call, and needs none)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Seals: the state of the audit trail written down outside the database, one line each (time, number, hash)."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"(\S+) (\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True)
class Seal:
    """On `at` (aware, UTC) the event `number` was the last one, and had this hash."""

    at: dt.datetime
    number: int
    sha256: str

    @property
    def line(self) -> str:
        """As it is written down."""
        return f"{self.at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ} {self.number} {self.sha256}"


def keep_seal(file: Path, seal: Seal) -> None:
    """Write a seal below the others; it is on the disk when this returns."""
    with file.open("a", encoding="ascii") as opened:
        opened.write(f"{seal.line}\n")
        opened.flush()
        os.fsync(opened.fileno())


def seals_of(file: Path) -> tuple[tuple[Seal, ...], tuple[int, ...]]:
    """The seals of a file (none when it is not there), and the numbers of the lines that are none."""
    if not file.exists():
        return (), ()
    seals, strange = [], []
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        seal = _read(line.strip())
        if seal is not None:
            seals.append(seal)
        elif line.strip():
            strange.append(number)
    return tuple(seals), tuple(strange)


def _read(line: str) -> Seal | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        return Seal(dt.datetime.fromisoformat(found[1]).astimezone(dt.UTC), int(found[2]), found[3])
    except ValueError:
        return None

"""The corpus of workbooks: `python -m tests.corpus.build FOLDER` writes them all, the same bytes on every day."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus import (
    cells,
    clerks,
    dated,
    faults,
    formats,
    heads,
    listed,
    listedkeys,
    meanings,
    oneregion,
    places,
    sheets,
    unitplaces,
    wholes,
)
from tests.corpus.case import Case

CASES: tuple[Case, ...] = (
    *heads.CASES,
    *dated.CASES,
    *listed.CASES,
    *listedkeys.CASES,
    *oneregion.CASES,
    *places.CASES,
    *sheets.CASES,
    *cells.CASES,
    *formats.CASES,
    *faults.CASES,
    *wholes.CASES,
    *meanings.CASES,
    *clerks.CASES,
    *unitplaces.CASES,
)
"""Every case; a theme of its own is a module of its own with its CASES, joined here."""


def build(folder: Path) -> list[Path]:
    """Write every workbook into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / case.name for case in CASES]
    for path, case in zip(paths, CASES, strict=True):
        path.write_bytes(case.content())
    return paths


if __name__ == "__main__":
    print(f"{len(build(Path(sys.argv[1])))} workbooks in {sys.argv[1]}")

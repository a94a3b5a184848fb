"""The files of highlight cases: given out to be saved, each time noted; pictures drawn anew and small for pages."""

from __future__ import annotations

from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.downloads import given_out
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.belonging import may_score, sees, told_to_all
from dashboard.usecases.selection.standings import Chosen, find
from loaders.intake.evidence import EvidenceRefused
from loaders.intake.pictures import is_picture, thumbnail
from loaders.store.readers import raw_file
from loaders.store.refusals import StepRefused

SMALL, LARGE = 560, 1120
"""The widths of pictures on the wall and in an opened case."""


@needs("enter", "select")
def entered_file(desk: Desk, number: str, sha256: str) -> bytes:
    """The bytes of a file of a case whose standing the person sees, and the note that they were given out.

    Raises StepRefused where there is no such file in sight.
    """
    one = find(desk, number)
    return _given(desk, one if one is not None and sees(desk, one) else None, number, sha256)


@needs("results", "present")
def confirmed_file(desk: Desk, number: str, sha256: str) -> bytes:
    """The bytes of a file of a confirmed case, which is everyone's to read. Raises StepRefused."""
    one = find(desk, number)
    return _given(desk, one if one is not None and told_to_all(one) else None, number, sha256)


@needs("judge")
def ballot_file(desk: Desk, number: str, sha256: str) -> bytes:
    """The bytes of a file of a case that the judge scores, while the scoring is open. Raises StepRefused."""
    one = find(desk, number)
    scores = one is not None and one.phase == "scoring" and may_score(desk, one)
    return _given(desk, one if scores else None, number, sha256)


@needs("results", "present")
def wall_picture(desk: Desk, number: str, sha256: str, width: int = SMALL) -> bytes | None:
    """A picture of a confirmed case as a small JPEG; None where it cannot be shown."""
    one = find(desk, number)
    return _picture(desk, one, sha256, width) if one is not None and told_to_all(one) else None


@needs("judge")
def ballot_picture(desk: Desk, number: str, sha256: str, width: int = SMALL) -> bytes | None:
    """A picture of a case that the judge scores, as a small JPEG; None where it cannot be shown."""
    one = find(desk, number)
    scores = one is not None and one.phase == "scoring" and may_score(desk, one)
    return _picture(desk, one, sha256, width) if one is not None and scores else None


@needs("enter", "select")
def entered_picture(desk: Desk, number: str, sha256: str, width: int = SMALL) -> bytes | None:
    """A picture of a case whose standing the person sees, as a small JPEG; None where it cannot be shown."""
    one = find(desk, number)
    return _picture(desk, one, sha256, width) if one is not None and sees(desk, one) else None


@inner
def _given(desk: Desk, one: Chosen | None, number: str, sha256: str) -> bytes:
    if one is None or sha256 not in {file.sha256 for file in one.files}:
        raise StepRefused(refusing.UNKNOWN, number=number)
    return given_out(desk, number, sha256)


@inner
def _picture(desk: Desk, one: Chosen, sha256: str, width: int) -> bytes | None:
    shown = sha256 in {file.sha256 for file in one.files if is_picture(file.name)}
    return desk.once(("thumbnail", sha256, width), lambda: _small(desk, sha256, width)) if shown else None


def _small(desk: Desk, sha256: str, width: int) -> bytes | None:
    content = raw_file(desk.engine, sha256)
    try:
        return None if content is None else thumbnail(content, width)
    except EvidenceRefused:
        return None

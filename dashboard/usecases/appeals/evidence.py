"""Files that bear an appeal out: how many may come with one, and how they are given back as they came."""

from __future__ import annotations

from dashboard.access.gate import needs
from dashboard.usecases.appeals.belonging import READ, seen_one
from dashboard.usecases.desk import Desk
from dashboard.usecases.downloads import given_out
from loaders.intake.refusal import MEGABYTE
from loaders.store.refusals import FILE_LOST, StepRefused

MOST_FILES, MOST_BYTES = 5, 10 * MEGABYTE


@needs(*READ)
def evidence_content(desk: Desk, number: str, sha256: str) -> bytes:
    """A file of an appeal that the person sees, byte for byte; that it is taken out goes into the trail.

    Raises StepRefused for an appeal that is not in sight and for a file that is none of its.
    """
    kept = seen_one(desk, number)
    file = next((one for one in kept.files if one.sha256 == sha256), None)
    if file is None:
        raise StepRefused(FILE_LOST)
    return given_out(desk, number, sha256, file=file.name)

"""问题批注: a submitter's own workbook with every finding at its cell, made where a hostile file can do no harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from loaders.annotating import annotated
from loaders.intake.outcome import Finding


@inner
def copy_of(
    desk: Desk, name: str, content: bytes, findings: Sequence[Finding], locale: str, reasons: Mapping[str, str]
) -> tuple[str, bytes]:
    """The annotated copy as name and xlsx; where a limit or a crash ended the copying, the list of findings alone.

    `reasons` is what was said to the findings, by Finding.key.
    """
    copy = desk.workshop.annotate(name, content, findings, locale, reasons)
    return copy or annotated(name, b"", findings, locale, reasons)

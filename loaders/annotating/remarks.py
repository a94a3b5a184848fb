"""Findings in words, as the annotated workbook says them: the gravest first, and those of a cell together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.model import Severity
from config.wording import Say, mark
from loaders.intake.outcome import Finding

NAMES = {
    Severity.ERROR: mark("mistake"),
    Severity.WARNING: mark("reminder"),
    Severity.NOTE: mark("note"),
}
SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "！", Severity.NOTE: "·"}
"""Sign and word of each severity: nothing is said by colour alone."""
OPENING = mark("[Jiping]")
"""What our part of a comment begins with, and is known by when the workbook comes back."""
READ = mark("Read: {read}")
WRONG = mark("Problem: {message}")
MEND = mark("How to mend it: {remedy}")
REASON = mark("Reason given: {reason}")
MORE = mark("and {count} more on the list")
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_ORDER = list(Severity)
_MOST_IN_A_CELL = 12


@dataclass(frozen=True)
class Remark:
    """A finding in the words of one language; `sheet` and `cell` are empty where it has none."""

    severity: Severity
    sheet: str
    cell: str
    read: str
    wrong: str
    mend: str
    reason: str


def remarks_of(
    findings: Sequence[Finding], locale: str, reasons: Mapping[str, str], most: int
) -> tuple[tuple[Remark, ...], int]:
    """The findings in words, the gravest first and else in the order of the file, and how many were left out."""
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    return tuple(_remark(finding, locale, reasons) for finding in ordered[:most]), max(0, len(ordered) - most)


def by_cell(remarks: Iterable[Remark], most: int) -> dict[tuple[str, str], list[Remark]]:
    """The remarks at each of the first `most` cells that have any, by (sheet, cell)."""
    cells: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        place = (remark.sheet, remark.cell)
        if remark.cell and (place in cells or len(cells) < most):
            cells.setdefault(place, []).append(remark)
    return cells


def comment_text(remarks: Sequence[Remark], say: Say) -> str:
    """What a cell's comment says of its findings, the gravest first."""
    parts = [say(OPENING), *(_told(remark, say) for remark in remarks[:_MOST_IN_A_CELL])]
    if len(remarks) > _MOST_IN_A_CELL:
        parts.append(say(MORE, count=len(remarks) - _MOST_IN_A_CELL))
    return "\n\n".join(parts).replace("\n\n", "\n", 1)


def severity_words(severity: Severity, say: Say) -> str:
    """Sign and word of a severity."""
    return f"{SIGNS[severity]} {say(NAMES[severity])}"


def _told(remark: Remark, say: Say) -> str:
    lines = [
        severity_words(remark.severity, say),
        say(READ, read=remark.read) if remark.read else "",
        say(WRONG, message=remark.wrong),
        say(MEND, remedy=remark.mend),
        say(REASON, reason=remark.reason) if remark.reason else "",
    ]
    return "\n".join(line for line in lines if line)


def _remark(finding: Finding, locale: str, reasons: Mapping[str, str]) -> Remark:
    return Remark(
        severity=finding.severity,
        sheet=finding.sheet,
        cell=finding.cell if _ADDRESS.fullmatch(finding.cell) else "",
        read=finding.read,
        wrong=finding.message(locale),
        mend=finding.remedy(locale),
        reason=reasons.get(finding.key, ""),
    )

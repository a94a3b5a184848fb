"""One workbook of the corpus: how it is made, and what must be found in it and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loaders.intake.outcome import Intake, Told

_NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Case:
    """`rows` are lines of `region indicator text cell`, with `sheet!cell` in files of several sheets, behind it what
    differs from the file's current period (role and period) and a unit other than the catalogue's; `findings` are lines
    of `severity rule place`. Semicolons part lines, too."""

    name: str
    content: Callable[[], bytes]
    rows: str = ""
    findings: str = ""
    told: Told = _NOTHING_TOLD


def lines(text: str) -> list[str]:
    """The lines of an expectation, or what stands between its semicolons, in a fixed order."""
    return sorted(" ".join(line.split()) for line in text.replace(";", "\n").splitlines() if line.strip())


def rows_of(intake: Intake, units: dict[str, str]) -> list[str]:
    """The rows that were read, as Case.rows writes them; `units` are those of the catalogue."""
    many = len({row.sheet for row in intake.rows}) > 1
    said = []
    for row in intake.rows:
        place = f"{row.sheet}!{row.cell}" if many else row.cell
        own = (row.column_role, row.period) != ("current", intake.period)
        unit = row.unit if row.unit != units.get(row.indicator, row.unit) else ""
        text = row.text or f"({row.status})"
        about = f"{row.column_role} {row.period}" if own else ""
        said.append(f"{row.region_code} {row.indicator} {text} {place} {about} {unit}")
    return lines("\n".join(said))


def findings_of(intake: Intake) -> list[str]:
    """The findings that were made, as Case.findings writes them."""
    many = len([sheet for sheet in intake.sheets if sheet.name]) > 1
    said = []
    for finding in intake.findings:
        place = f"{finding.sheet}!{finding.cell}" if many and finding.sheet else finding.cell
        said.append(f"{finding.severity} {finding.rule} {place}")
    return lines("\n".join(said))

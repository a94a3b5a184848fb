"""Names of regions that the gazetteer does not know: taken as the submitter said, or named and asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from config.model import Region
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import is_figure
from loaders.intake.outcome import NOTHING, Told, Unmatched
from loaders.intake.report import Report
from loaders.intake.words import key_of

_COMPARED = 60
_SAMPLES = 3


@dataclass(frozen=True)
class Naming:
    """What tells which region a line is of: its sheet, the region above it and the level most lines are of."""

    sheet: Sheet
    within: str
    level: str
    told: Told
    gazetteer: Gazetteer
    report: Report


def as_told(cell: Cell, naming: Naming) -> tuple[bool, Region | None]:
    """(whether the name was explained, its region or None when its line is not to be stored).

    Findings: meaning_applied (note), meaning_unknown (warning: the name stays unknown).
    """
    meaning = naming.told.meaning("region", key_of(cell.text))
    region = naming.gazetteer.config.region.get(meaning)
    if meaning and region is None and meaning != NOTHING:
        naming.report.add("meaning_unknown", naming.sheet.name, cell, meaning=meaning)
        return False, None
    if meaning:
        name = region.name if region is not None else "—"
        naming.report.add("meaning_applied", naming.sheet.name, cell, name=name)
    return bool(meaning), region


def ask_of_region(row: int, cell: Cell, meant: tuple[Region, ...], naming: Naming) -> None:
    """The error region_unknown or region_ambiguous, and the question which region is meant."""
    gazetteer, report, sheet = naming.gazetteer, naming.report, naming.sheet
    text = cell.text[:60] if report.count("region_unknown") < _COMPARED else ""
    name = gazetteer.nearest(text, naming.within) or gazetteer.nearest(text)
    near = meant or gazetteer.named(name, naming.within)
    if meant:
        report.add("region_ambiguous", sheet.name, cell, choices="、".join(f"{r.code} {r.name}" for r in meant))
    else:
        report.add("region_unknown", sheet.name, cell, nearest=name or gazetteer.nearest_code(text) or "—")
    nearest = near[0].code if near else gazetteer.nearest_code(text).partition(" ")[0]
    samples = _samples(sheet, row, cell)
    report.ask(Unmatched("region", key_of(cell.text), cell.text.strip(), sheet.name, cell.address, samples, nearest))


def _samples(sheet: Sheet, row: int, cell: Cell) -> tuple[str, ...]:
    figures = (other.text.strip() for _, other in sheet.rows.get(row, ()) if other is not cell and is_figure(other))
    return tuple(islice(figures, _SAMPLES))

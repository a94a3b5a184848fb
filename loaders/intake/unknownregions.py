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
    report, sheet = naming.report, naming.sheet
    if meant:
        report.add("region_ambiguous", sheet.name, cell, choices="、".join(f"{r.code} {r.name}" for r in meant))
        near = meant[0].code
    else:
        near, shown = _nearest(cell.text, naming) if report.count("region_unknown") < _COMPARED else ("", "")
        report.add("region_unknown", sheet.name, cell, nearest=shown or "—")
    if report.may_ask:
        samples = _samples(sheet, row, cell)
        report.ask(Unmatched("region", key_of(cell.text), cell.text.strip(), sheet.name, cell.address, samples, near))


def _nearest(text: str, naming: Naming) -> tuple[str, str]:
    """The code of the region whose name or code is most like the text, and how it is shown; empty where none is."""
    gazetteer, short = naming.gazetteer, text[:60]
    name = gazetteer.nearest(short, naming.within) or gazetteer.nearest(short)
    named = gazetteer.named(name, naming.within) if name else ()
    code = "" if name else gazetteer.nearest_code(short)
    return (named[0].code if named else code.partition(" ")[0]), name or code


def _samples(sheet: Sheet, row: int, cell: Cell) -> tuple[str, ...]:
    figures = (other.text.strip() for _, other in sheet.rows.get(row, ()) if other is not cell and is_figure(other))
    return tuple(islice(figures, _SAMPLES))

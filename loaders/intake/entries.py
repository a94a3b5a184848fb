"""The lines of all ledgers of a file, held against the period that the file is about."""

from __future__ import annotations

from config.model import Config
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.ledgers import read_ledger
from loaders.intake.outcome import EntryRow
from loaders.intake.periods import Period
from loaders.intake.report import Report
from loaders.intake.tables import Found, Recognised


def entries_of(
    recognised: Recognised, submitter: str, period: Period | None, gazetteer: Gazetteer, report: Report
) -> tuple[EntryRow, ...]:
    """The lines of every ledger.

    Findings: ledger_period_differs, ledger_not_owed (warnings), ledger_empty (error) where the file holds nothing but
    ledgers without lines, and those of the lines.
    """
    entries: list[EntryRow] = []
    for found in recognised.ledgers:
        _note_period(found, period, report)
        if found.ledger is not None:
            lines = read_ledger(found.sheet, found.ledger, gazetteer, report)
            _note_not_owed(found, bool(lines), submitter, gazetteer.config, report)
            entries.extend(lines)
    if recognised.ledgers and not entries and not (recognised.forms or recognised.regions or recognised.highlights):
        report.add("ledger_empty", recognised.ledgers[0].sheet.name)
    return tuple(entries)


def _note_not_owed(found: Found, has_lines: bool, submitter: str, config: Config, report: Report) -> None:
    """The warning where a unit reports lines of a ledger that the configuration does not ask it for."""
    if found.ledger is None or not has_lines or not submitter or config.owes_ledger(submitter, found.ledger.ledger):
        return
    unit = config.division.get(submitter) or config.region.get(submitter)
    name = unit.name if unit is not None else submitter
    report.add("ledger_not_owed", found.sheet.name, unit=name, ledger=found.ledger.ledger.name)


def _note_period(found: Found, period: Period | None, report: Report) -> None:
    said = (*found.block.periods, *found.block.title_periods)
    other = next(((own, where) for own, where in said if period is not None and not own.agrees(period)), None)
    if other is not None and period is not None:
        one, where = other
        report.add("ledger_period_differs", found.sheet.name, where.cell, one=one.text, other=period.text)

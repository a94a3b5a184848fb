"""The entrance of the intake: the bytes of a file to rows and findings. No clock, no database, no network."""

from __future__ import annotations

from dataclasses import replace

from config.model import Config, Severity
from loaders.intake.cells import Book
from loaders.intake.filename import plain_name
from loaders.intake.findinglist import without_finding_list
from loaders.intake.gazetteer import gazetteer_of
from loaders.intake.opening import misnamed, open_book
from loaders.intake.outcome import Intake, Told
from loaders.intake.preview import print_sheets
from loaders.intake.refusal import Refusal
from loaders.intake.regional import read_regional
from loaders.intake.report import Report
from loaders.intake.statutory import read_statutory
from loaders.intake.tables import recognise

_NOTHING_TOLD = Told()


def read_submission(name: str, content: bytes, config: Config, told: Told = _NOTHING_TOLD) -> Intake:
    """Read a submitted file: its kind, rows with their cells, highlight cases, every finding at once, and what to ask.

    `name` is only compared with what the bytes are. A file that cannot be read ends in one error finding, never in an
    exception. Values are in the unit that is printed, periods are months `YYYY-MM`.
    """
    report = Report()
    try:
        book = without_finding_list(open_book(content))
    except Refusal as refusal:
        report.add(refusal.rule, **refusal.places)
        return Intake(None, findings=tuple(report.findings))
    if misnamed(name, book):
        report.add("extension_differs", read=plain_name(name), kind=book.kind)
    if book.macros:
        report.add("macros_present")
    intake = _read_book(book, config, told, report)
    findings, unmatched = tuple(report.findings), tuple(report.unmatched)
    return replace(intake, findings=findings, unmatched=unmatched, sheets=print_sheets(book))


def _read_book(book: Book, config: Config, told: Told, report: Report) -> Intake:
    gazetteer = gazetteer_of(config)
    recognised = recognise(book, gazetteer, told, report)
    if recognised.forms:
        for found in (*recognised.regions, *recognised.highlights):
            report.add("sheet_not_read", found.sheet.name)
        return read_statutory(recognised, told, gazetteer, config, report)
    if recognised.regions or recognised.highlights or recognised.ledgers:
        return read_regional(recognised, told, gazetteer, config, report)
    if not any(finding.severity is Severity.ERROR for finding in report.findings):
        report.add("no_table" if any(sheet.cells for sheet in book.sheets) else "file_empty")
    return Intake(None, asks=("region",) if report.said("region_missing") else ())


def read_sheets(content: bytes, lines: int) -> Intake:
    """A file that is no submission (a list of accounts) as its printed sheets of at most so many lines; one that
    cannot be read ends in one error finding, as a submission does."""
    report = Report()
    try:
        book = without_finding_list(open_book(content))
    except Refusal as refusal:
        report.add(refusal.rule, **refusal.places)
        return Intake(None, findings=tuple(report.findings))
    return Intake(None, sheets=print_sheets(book, lines))

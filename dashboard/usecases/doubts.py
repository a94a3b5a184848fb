"""存疑: what was found at the cells behind an indicator's figures, and what the unit that reported them says to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.model import Severity
from dashboard.access.gate import needs
from dashboard.usecases.belonging import seen_by_receipt
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.indicator_report import FigureLine, IndicatorReport, indicator_report
from dashboard.usecases.quality_facts import DOUBTFUL, LOGIC
from dashboard.usecases.standing_state import as_it_stands
from loaders.intake.outcome import Finding
from loaders.store import readers
from loaders.store.tables import StoredFinding
from loaders.store.trail import answers_of

Cell = tuple[str, str]


@dataclass(frozen=True)
class Doubt:
    """A finding at the cell of a figure: whose it is, of which indicator, and the unit's reason (empty for none)."""

    region_code: str
    region: str
    indicator: str
    receipt: str
    finding: Finding
    reason: str


@needs("results", "present")
def doubts(desk: Desk, book: Book, report: IndicatorReport, locale: str = "zh_CN") -> tuple[Doubt, ...]:
    """What checks found at the cells of the report's figures, and of the parts of a ratio, in submissions that the
    person sees; those without a reason first. The report is one that was drawn from the book for the person.
    """
    seen = desk.sight.posts("present")  # the report holds what the person sees of the figures
    key = ("doubts", report.code, report.period, book.state, seen, locale)
    return as_it_stands(desk, key, lambda: _draw(desk, book, report, locale))


def _draw(desk: Desk, book: Book, report: IndicatorReport, locale: str) -> tuple[Doubt, ...]:
    by_receipt: dict[str, dict[Cell, tuple[str, FigureLine]]] = {}
    for name, line in _behind(desk, book, report, locale):
        if line.source is not None:
            by_receipt.setdefault(line.source.receipt, {})[line.source.sheet, line.source.cell] = (name, line)
    found = [doubt for receipt, cells in by_receipt.items() for doubt in _of(desk, receipt, cells)]
    return tuple(sorted(found, key=lambda doubt: (bool(doubt.reason), doubt.region_code, doubt.indicator)))


def _behind(desk: Desk, book: Book, report: IndicatorReport, locale: str) -> Iterator[tuple[str, FigureLine]]:
    """The figures that were reported, with the name of their indicator."""
    reports: Sequence[IndicatorReport] = [report]
    if report.indicator is not None and report.indicator.is_ratio:
        codes = (report.indicator.numerator, report.indicator.denominator)
        reports = [indicator_report(desk, book, code, report.period, locale) for code in codes]
    for one in reports:
        yield from ((one.name, line) for line in one.lines)


def _of(desk: Desk, receipt: str, cells: dict[Cell, tuple[str, FigureLine]]) -> Iterator[Doubt]:
    submission = seen_by_receipt(desk, receipt)
    number = submission.id if submission else None
    if number is None:
        return
    answers = answers_of(desk.engine, number)
    for row in readers.findings(desk.engine, number):
        if row.rule in LOGIC | DOUBTFUL and (row.sheet, row.cell) in cells:
            name, line = cells[row.sheet, row.cell]
            reason = answers[row.id].reason if row.id in answers else ""
            yield Doubt(line.region_code, line.name, name, receipt, _finding(row), reason)


def _finding(row: StoredFinding) -> Finding:
    return Finding(row.rule, Severity(row.severity), row.sheet, row.cell, row.read, dict(row.places))

"""One submitted file as a table: what it holds, cell by cell, as it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.model import Config
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.in_sight import in_sight
from dashboard.usecases.sources import Source, sources_of
from loaders.store import readers
from loaders.store.stored import submitted_values
from loaders.store.tables import StoredValue


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as it was printed: its decimal text, its unit, why it is missing, and its cell."""

    text: str
    unit: str
    status: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class FileLine:
    """A line of the file: a region, or a statistic with its official code; None where the file has no such cell."""

    name: str
    code: str
    figures: tuple[PrintedFigure | None, ...]


@dataclass(frozen=True)
class FileReport:
    """A file of one region has a line for each statistic and a column for each (period, column of the form);
    a file of several regions has a line for each region and a column for each statistic."""

    number: int
    source: Source
    regions: tuple[str, ...]
    by_region: bool
    columns: tuple[tuple[str, str], ...]
    lines: tuple[FileLine, ...]


@needs("results", "present")
def files(desk: Desk, book: Book) -> tuple[tuple[int, Source], ...]:
    """The files that were taken in and that the person sees, the newest first."""
    seen = _seen(desk)
    every = sources_of(desk, book).items()
    return tuple(sorted((one for one in every if seen is None or one[0] in seen), reverse=True))


@needs("results", "present")
def file_report(desk: Desk, book: Book, number: int, locale: str = "zh_CN") -> FileReport:
    """What a submission holds, of a file that was released what went into the release; KeyError for an unknown number
    and for a file that the person does not see.
    """
    sees = in_sight(desk)
    submission = None if sees is None else readers.submission(desk.engine, number)
    if sees is not None and (submission is None or not sees.file(submission)):
        raise KeyError(number)
    told_only = sees is not None and submission is not None and submission.submitter not in sees.senders
    aside = sees.told.behind[submission.quarter][number] if sees and submission and told_only else ()
    return book.drawn(("file", number, locale, aside), lambda: _draw(desk, book, number, aside, locale))


def _seen(desk: Desk) -> frozenset[int] | None:
    """The numbers of the files in sight, None where all are."""
    sees = in_sight(desk)
    if sees is None:
        return None
    return frozenset(one.id or 0 for one in readers.submissions(desk.engine) if sees.file(one))


def _draw(desk: Desk, book: Book, number: int, aside: Sequence[str], locale: str) -> FileReport:
    rows = [row for row in submitted_values(desk.engine, number) if row.region_code not in aside]
    regions = tuple(dict.fromkeys(row.region_code for row in rows))
    by_region = len(regions) > 1
    return FileReport(
        number=number,
        source=sources_of(desk, book)[number],
        regions=tuple(desk.config.region[code].label(locale) for code in regions),
        by_region=by_region,
        columns=tuple(dict.fromkeys(_column(desk.config, row, by_region, locale) for row in rows)),
        lines=_lines(desk.config, rows, by_region, locale),
    )


def _column(config: Config, row: StoredValue, by_region: bool, locale: str) -> tuple[str, str]:
    return (config.item_name(row.indicator, locale), row.unit) if by_region else (row.period, row.column_role)


def _lines(config: Config, rows: Sequence[StoredValue], by_region: bool, locale: str) -> tuple[FileLine, ...]:
    columns = tuple(dict.fromkeys(_column(config, row, by_region, locale) for row in rows))
    found: dict[tuple[str, str], dict[tuple[str, str], PrintedFigure]] = {}
    for row in rows:
        name = config.region[row.region_code].label(locale) if by_region else config.item_name(row.indicator, locale)
        line = found.setdefault((name, row.region_code if by_region else row.official_code), {})
        figure = PrintedFigure(row.text, row.unit, row.status, row.sheet, row.cell)
        line[_column(config, row, by_region, locale)] = figure
    return tuple(FileLine(name, code, tuple(line.get(c) for c in columns)) for (name, code), line in found.items())

"""台账 of a kind: the lines of a quarter with their lights, and one line from quarter to quarter."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from config.model import Config, Ledger, Quarter
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.ledgers.lighting import Light, lights_of
from dashboard.usecases.ledgers.reading import Line, entries_of, line_of
from metrics.pacing import Pace, pace_of

_GRAVITY: Mapping[Light, int] = {"red": 0, "yellow": 1, "blue": 2, "": 3}


@dataclass(frozen=True)
class LedgerLine(Line):
    """A line of any kind of ledger. `said` has the kept texts by the field's code, without title and region; `pace` is
    what its light rests on; `sheet` and `cell` are where it stands in the file."""

    ledger: str
    said: Mapping[str, str]
    pace: Pace
    sheet: str
    cell: str

    @property
    def number(self) -> str:
        """What names the line in an address, the same from quarter to quarter."""
        named = "\n".join((self.ledger, *self.key))
        return hashlib.sha256(named.encode()).hexdigest()[:12]

    @property
    def closed(self) -> bool:
        """True when there is nothing left to report."""
        return self.pace.closed


@needs("results", "present")
def ledger_lines(desk: Desk, book: Book, quarter: str, kind: str, locale: str = "zh_CN") -> tuple[LedgerLine, ...]:
    """The lines of a kind in a quarter: the overdue first, then those furthest behind, those due soon, the closed last.

    Of a release what its submissions said; before it what the person sees (own region, own division's lines). Days are
    counted to today while the quarter is not released, else to the day of the release. No lines of an unknown kind.
    """
    ledger = desk.config.ledger.get(kind)
    if ledger is None:
        return ()
    today = book.release.made.date() if book.release else desk.local(desk.now()).date()
    key = ("ledger_lines", quarter, kind, locale, today)
    return book.drawn(key, lambda: _draw(desk, book, ledger, quarter, today, locale))


@needs("results", "present")
def line_history(
    desk: Desk, book: Book, quarter: str, line: LedgerLine, locale: str = "zh_CN"
) -> tuple[LedgerLine, ...]:
    """What was said of a line up to a quarter, the newest first: as far as the person sees it, without lights."""
    ledger = desk.config.ledger[line.ledger]
    rows = [row for row in entries_of(desk, book, line.ledger, "", quarter) if _is(row, line)]
    earlier = [_line(desk.config, ledger, row, None, locale) for row in rows if row.Submission.quarter < quarter]
    return (line, *sorted(earlier, key=lambda one: one.quarter, reverse=True))


def _draw(desk: Desk, book: Book, ledger: Ledger, quarter: str, today: dt.date, locale: str) -> tuple[LedgerLine, ...]:
    rows = entries_of(desk, book, ledger.code, quarter, quarter)
    lines = [_line(desk.config, ledger, row, today, locale) for row in rows]
    lit = lights_of([line.pace for line in lines], ledger.due_soon)
    shown = [replace(line, light=light) for line, light in zip(lines, lit, strict=True)]
    return tuple(sorted(shown, key=_order))


def _order(line: LedgerLine) -> tuple[bool, int, float, int, str]:
    left = line.pace.days_left
    return line.closed, _GRAVITY[line.light], -line.pace.behind, 10**6 if left is None else left, line.region


def _is(row: Row[Any], line: LedgerLine) -> bool:
    entry = row.LedgerEntry
    return (row.Submission.submitter, entry.title, entry.region_code) == line.key


def _line(config: Config, ledger: Ledger, row: Row[Any], today: dt.date | None, locale: str) -> LedgerLine:
    entry, quarter = row.LedgerEntry, Quarter(row.Submission.quarter)
    said = {code: str(text) for code, text in entry.fields.items()}
    pace = pace_of(ledger, said, quarter, today or dt.date.max)
    return LedgerLine(
        **line_of(config, row, locale),
        ledger=ledger.code,
        said=said,
        pace=pace if today is not None else replace(pace, days_left=None),
        sheet=entry.sheet,
        cell=entry.cell,
    )


@dataclass(frozen=True)
class Count:
    """How many lines there are, and how many of them are behind, overdue, due soon and closed."""

    lines: int
    behind: int
    overdue: int
    soon: int
    closed: int


def counted(lines: Sequence[LedgerLine]) -> Count:
    """The lines by how they stand; what is closed is counted as nothing else."""
    lit = [line.light for line in lines if not line.closed]
    return Count(len(lines), lit.count("yellow"), lit.count("red"), lit.count("blue"), len(lines) - len(lit))


def sums_of(ledger: Ledger, lines: Sequence[LedgerLine]) -> dict[str, float]:
    """The sums of the fields that the ledger adds up, by code; without those that no line fills in.

    A figure of the province stands for those of its regions: where a title has a line without region, only this counts.
    """
    whole = {line.title for line in lines if not line.region}
    taken = [line for line in lines if not line.region or line.title not in whole]
    told = {
        field.code: [float(line.said[field.code]) for line in taken if line.said.get(field.code)]
        for field in ledger.fields
        if field.summed
    }
    return {code: sum(numbers) for code, numbers in told.items() if numbers}

"""The workbooks of 查不足, 明方向 and 台账: what the page shows, written on the click."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from config.model import Ledger
from config.wording import mark
from dashboard.pack.assignment_sheet import assignments_sheet
from dashboard.pack.ledger_lines import lines_workbook
from dashboard.pack.ledger_sheets import direction_workbook, shortfalls_workbook
from dashboard.parts.direction import VERDICT_WORDS
from dashboard.parts.filters import quarter_name
from dashboard.parts.frame import edition_words
from dashboard.parts.giving import Download, give_button
from dashboard.parts.ledger_words import line_light_words
from dashboard.parts.session import desk, locale, say
from dashboard.releasing.reading import Edition
from dashboard.usecases.assignments.reports import AssignmentReport
from dashboard.usecases.direction import Direction
from dashboard.usecases.downloads import record_download
from dashboard.usecases.ledgers.lines import LedgerLine
from dashboard.usecases.shortfalls import Shortfalls

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def shortfalls_download(source: Edition, found: Shortfalls, overdue: Sequence[AssignmentReport]) -> None:
    """What lies behind, as far as the page shows it, with the overdue assignments in sight as they stand today."""
    words, opened, language = say(), desk(), locale()
    title, state = _title(mark("Shortfalls"), found.quarter), edition_words(source)
    today = f"{opened.local(opened.now()):%Y-%m-%d}"
    sheet = assignments_sheet(overdue, title, today, words) if overdue else None
    write = lambda: shortfalls_workbook(found, title, state, language, sheet)  # noqa: E731
    _button("shortfalls_xlsx", source, found.quarter, title, write, public=not overdue)


def direction_download(source: Edition, found: Direction) -> None:
    """Promises and results, as far as the page shows them."""
    words, title, state, language = say(), _title(mark("Direction"), found.quarter), edition_words(source), locale()
    verdicts = {code: words(sentence) for code, (sentence, _) in VERDICT_WORDS.items()}
    write = lambda: direction_workbook(found, verdicts, title, state, language)  # noqa: E731
    _button("direction_xlsx", source, found.quarter, title, write)


def lines_download(source: Edition, ledger: Ledger, lines: Sequence[LedgerLine], quarter: str) -> None:
    """The lines of a kind, as far as the page shows them."""
    words, state, language = say(), edition_words(source), locale()
    title = f"{quarter_name(quarter, words)} {ledger.label(language)}"
    lights = {line.number: line_light_words(line, words) for line in lines}
    write = lambda: lines_workbook(ledger, lines, lights, title, state, language)  # noqa: E731
    _button("ledger_xlsx", source, quarter, title, write)


def _button(
    name: Download, source: Edition, quarter: str, title: str, write: Callable[[], bytes], *, public: bool = True
) -> None:
    opened, file = desk(), f"{title}.xlsx"

    def give() -> bytes:
        record_download(opened, "results", quarter, public and source.release is not None, file=file)
        return write()

    give_button(name, say()(mark("Download what is shown (Excel)")), give, file, _XLSX)


def _title(page: str, quarter: str) -> str:
    words = say()
    return f"{quarter_name(quarter, words)} {words(page)}"

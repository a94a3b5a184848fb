"""The list of findings (问题清单) that the product puts in front of an annotated workbook, and how it is known again.

An annotated workbook that was mended comes back with it; it is no part of what is reported.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from config.wording import LOCALES, mark, translator
from loaders.intake.cells import Book, Sheet
from loaders.intake.words import key_of

TITLE = mark("List of findings")
HEADS = (
    mark("Severity"),
    mark("Sheet"),
    mark("Cell"),
    mark("What was read"),
    mark("What is wrong"),
    mark("How to mend it"),
    mark("Reason given"),
)
_SEARCHED_ROWS = 12
_ENOUGH = 5


def is_finding_list(sheet: Sheet) -> bool:
    """True for a sheet with the name of the list, in any language of the product, and most of its heads in one row."""
    if not any(sheet.name.startswith(title) for title in _titles()):
        return False
    rows = [cells for row, cells in sheet.rows.items() if row <= _SEARCHED_ROWS]
    texts = [{key_of(cell.text) for _, cell in cells} for cells in rows]
    return any(len(heads & row) >= _ENOUGH for heads in _heads() for row in texts)


def without_finding_list(book: Book) -> Book:
    """The book as its submitter made it."""
    return replace(book, sheets=tuple(sheet for sheet in book.sheets if not is_finding_list(sheet)))


@cache
def _titles() -> tuple[str, ...]:
    return tuple(translator(locale)(TITLE) for locale in LOCALES)


@cache
def _heads() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(key_of(translator(locale)(head)) for head in HEADS) for locale in LOCALES)

"""How a workbook is annotated: opened within the intake's limits, marked, listed, saved, and read again to be sure."""

from __future__ import annotations

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import coordinate_to_tuple

from config.wording import Say, translator
from loaders.annotating.listing import ALONE, LOST, REBUILT, Listing, write_listing
from loaders.annotating.losses import drop_unwritable, losses
from loaders.annotating.marking import mark_cell, unmark_sheet
from loaders.annotating.rebuilding import rebuilt
from loaders.annotating.remarks import Remark, by_cell, remarks_of
from loaders.annotating.results import with_results
from loaders.intake.archive import open_archive, read_part
from loaders.intake.cells import Book, Cell, Range, Sheet
from loaders.intake.findinglist import HEADS, TITLE, is_finding_list, without_finding_list
from loaders.intake.opening import open_book
from loaders.intake.outcome import Finding
from loaders.intake.refusal import MAX_CELLS, Refusal

MOST_LISTED, MOST_MARKED = 5_000, 2_000
_MOST_CELLS, _MOST_COVERED = 250_000, 200_000
"""A workbook with more cells, blank ones included, or with more places in merged ranges is made anew: openpyxl keeps an
object for each."""
_ABOVE = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What is to be said of a file."""

    name: str
    remarks: Sequence[Remark]
    left_out: int
    say: Say


def annotated_bytes(
    name: str, content: bytes, findings: Sequence[Finding], locale: str, reasons: Mapping[str, str]
) -> bytes:
    """The annotated workbook: the file's own, or made anew from its cells, or the list alone."""
    say = translator(locale)
    try:
        given = open_book(content)
        own = _own(content, given) if given.kind == "xlsx" else None
    except Refusal:
        job = Job(name, *remarks_of(findings, locale, reasons, MOST_LISTED), say)
        return _saved(_marked(_empty(), {}, Book("", ()), job, [say(ALONE)]))
    book = without_finding_list(given)
    job = Job(name, *remarks_of(findings, locale, reasons, _room_for_list(book)), say)
    kept = _kept(content, own, given, job) if own is not None else None
    return kept if kept is not None else _made_anew(book, job)


def _room_for_list(book: Book) -> int:
    """How many findings the list may hold so that the workbook, uploaded again, is not too large to be read."""
    filled = sum(len(sheet.cells) for sheet in book.sheets)
    return max(0, min(MOST_LISTED, (MAX_CELLS - filled) // len(HEADS) - _ABOVE))


def _own(content: bytes, given: Book) -> zipfile.ZipFile | None:
    """The archive of a workbook that openpyxl may open, None for one that is too much for it.

    Raises Refusal when any part declares entities: the intake reads only those that it needs.
    """
    archive = open_archive(content)
    cells = 0
    for part in archive.namelist():
        if part.endswith((".xml", ".rels", ".vml")):
            text = read_part(archive, part)
            cells += len(re.findall(rb"<(?:\w+:)?c[ >/]", text)) if "worksheets/" in part else 0
    covered = sum((b - t + 1) * (r - lf + 1) for sheet in given.sheets for t, lf, b, r in sheet.merged)
    return archive if cells <= _MOST_CELLS and covered <= _MOST_COVERED else None


def _kept(content: bytes, archive: zipfile.ZipFile, given: Book, job: Job) -> bytes | None:
    """The file's own workbook annotated; None where openpyxl cannot open or save it, or would change what is read."""
    book = without_finding_list(given)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            own = _loaded(content, given)
            lost = losses(archive, own)
            told = [job.say(LOST, things="、".join(map(job.say, lost)))] if lost else []
            saved = _saved(_marked(own, {name: name for name in sheets}, book, job, told))
        numbered = {n: sheets[s.title] for n, s in enumerate(own.worksheets, start=1) if s.title in sheets}
        result = with_results(saved, numbered)
        return result if _same(without_finding_list(open_book(result)), book) else None
    except Exception:
        # openpyxl fails in many ways on the files of other office software, each with another exception.
        _log.info("%s cannot be annotated as it is and is made anew", job.name, exc_info=True)
        return None


def _loaded(content: bytes, given: Book) -> Any:
    """The workbook in openpyxl without what an earlier annotation put into it."""
    own = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    drop_unwritable(own)
    for sheet in given.sheets:
        if is_finding_list(sheet):
            own.remove(own[sheet.name])
    for sheet in own.worksheets:
        unmark_sheet(sheet)
    return own


def _same(one: Book, other: Book) -> bool:
    """True when two books say the same at every address."""
    return [(sheet.name, _said(sheet)) for sheet in one.sheets] == [(s.name, _said(s)) for s in other.sheets]


def _said(sheet: Sheet) -> dict[tuple[int, int], tuple[object, ...]]:
    return {place: _meant(cell) for place, cell in sheet.cells.items()}


def _meant(cell: Cell) -> tuple[object, ...]:
    return (cell.kind, cell.number if cell.number is not None else cell.date or cell.text)


def _made_anew(book: Book, job: Job) -> bytes:
    made = rebuilt(book)
    named = {sheet.name: target.title for sheet, target in zip(book.sheets, made.worksheets, strict=True)}
    return _saved(_marked(made, named, book, job, [job.say(REBUILT)]))


def _marked(own: Any, named: dict[str, str], book: Book, job: Job, told: Sequence[str]) -> Any:
    """The openpyxl workbook with its cells marked and the list in front; `named` gives its own names of the sheets."""
    merged = {sheet.name: sheet.merged for sheet in book.sheets}
    for (sheet, address), remarks in by_cell(job.remarks, MOST_MARKED).items():
        if sheet in named:
            mark_cell(_anchor(own[named[sheet]], address, merged[sheet]), remarks, job.say)
    for sheet in own.worksheets:
        sheet.sheet_view.tabSelected = False
    listing = own.create_sheet(_free_name(own, job.say(TITLE)), 0)
    write_listing(listing, Listing(job.name, job.remarks, job.left_out, told, named), job.say)
    own.active = 0
    return own


def _anchor(sheet: Any, address: str, merged: Sequence[Range]) -> Any:
    """The cell, or the first one of the merged range that it lies in: only that one is shown and can be commented."""
    row, column = coordinate_to_tuple(address)
    inside = ((t, lf) for t, lf, b, r in merged if t <= row <= b and lf <= column <= r)
    return sheet.cell(*next(inside, (row, column)))


def _free_name(own: Any, title: str) -> str:
    number, name = 2, title
    while name in own.sheetnames:
        number, name = number + 1, f"{title} {number}"
    return name


def _empty() -> Any:
    own = openpyxl.Workbook()
    own.remove(own.worksheets[0])
    return own


def _saved(own: Any) -> bytes:
    own.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    own.save(out)
    return out.getvalue()

"""The sheet 问题清单: every finding of a file, the gravest first, each leading to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from config.model import Severity
from config.wording import Say, mark
from loaders.annotating.marking import TINTS
from loaders.annotating.remarks import NAMES, SIGNS, Remark, severity_words
from loaders.annotating.texts import lines_in, put_text
from loaders.intake.findinglist import HEADS, TITLE

HOW = mark(
    "Mend the coloured cells, save the workbook and upload it again; this list, the comments and the colours are then "
    "passed over."
)
NOTHING = mark("Nothing was found.")
MORE = mark("and {count} more findings that are not listed")
LOST = mark("This copy does without what cannot be carried over: {things}. The file that was uploaded is unchanged.")
REBUILT = mark(
    "This copy was made anew from what was read: figures stand in the place of formulas, formats are plain, and "
    "comments of its own are left out; every cell has its address."
)
ALONE = mark("The file could not be opened, so there is only this list.")
_WIDTHS = (9, 16, 8, 20, 50, 44, 24)
_HEAD = 5
_LINE, _MOST_LINES = 15, 20
_SMALL = 1.12
"""A column's width counts signs of the workbook's own size of type; those of the list are smaller."""
_SHEET, _CELL = 2, 3
_INK, _QUIET, _DATA = "FF1B1D1F", "FF5C6265", "FF0F6E78"
_RULE = Border(bottom=Side("thin", color="FFD9D5CA"))
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="center", wrap_text=True)

Styles = dict[tuple[Severity | None, bool], Any]


@dataclass(frozen=True)
class Listing:
    """What the list says: the file's name, its remarks, how many more there are, and what is to be known of the copy.

    `targets` gives the copy's own name of each sheet that can be led to.
    """

    name: str
    remarks: Sequence[Remark]
    left_out: int
    told: Sequence[str]
    targets: dict[str, str]


def write_listing(sheet: Any, listing: Listing, say: Say) -> None:
    """Fill an empty openpyxl sheet with the list, ready to be printed on A4."""
    lines = [say(TITLE), listing.name, _counts(listing.remarks, say), " ".join([say(HOW), *listing.told])]
    for row, text in enumerate(lines, start=1):
        _above(sheet, row, text)
    for column, head in enumerate(HEADS, start=1):
        _head(sheet.cell(_HEAD, column), say(head))
    styles: Styles = {}
    for row, remark in enumerate(listing.remarks, start=_HEAD + 1):
        _line(sheet, row, remark, listing.targets, styles, say)
    if listing.left_out or not listing.remarks:
        rest = say(MORE, count=listing.left_out) if listing.left_out else say(NOTHING)
        put_text(sheet.cell(_HEAD + 1 + len(listing.remarks), 1), rest)
    _lay_out(sheet)


def _font(size: int, colour: str, **others: Any) -> Font:
    return Font(name="Microsoft YaHei", size=size, color=colour, **others)


def _counts(remarks: Sequence[Remark], say: Say) -> str:
    told = [(severity, sum(remark.severity is severity for remark in remarks)) for severity in Severity]
    return "　".join(f"{SIGNS[severity]} {say(NAMES[severity])} {count}" for severity, count in told)


def _above(sheet: Any, row: int, text: str) -> None:
    cell = sheet.cell(row, 1)
    put_text(cell, text)
    cell.font = _font(16, _INK, bold=True) if row == 1 else _font(10, _QUIET)
    cell.alignment = _MIDDLE
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADS))
    sheet.row_dimensions[row].height = 32 if row == 1 else _LINE * lines_in(text, sum(_WIDTHS)) + 2


def _head(cell: Any, text: str) -> None:
    put_text(cell, text)
    cell.font = _font(10, _INK, bold=True)
    cell.border = Border(bottom=Side("medium", color=_INK))
    cell.alignment = _MIDDLE


def _line(sheet: Any, row: int, remark: Remark, targets: dict[str, str], styles: Styles, say: Say) -> None:
    severity = severity_words(remark.severity, say)
    texts = (severity, remark.sheet, remark.cell, remark.read, remark.wrong, remark.mend, remark.reason)
    linked = (_CELL if remark.cell else _SHEET) if remark.sheet in targets else 0
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        _style(cell, remark.severity if column == 1 else None, column == linked, styles)
        put_text(cell, text)
    if linked:
        location = f"{quote_sheetname(targets[remark.sheet])}!{remark.cell or 'A1'}"
        sheet.cell(row, linked).hyperlink = Hyperlink(ref="", location=location)
    height = max(lines_in(text, width * _SMALL) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = _LINE * min(height, _MOST_LINES) + 5


def _style(cell: Any, severity: Severity | None, linked: bool, styles: Styles) -> None:
    """Style a cell of the list; styles are made once, because making one takes longer than writing a line."""
    key = (severity, linked)
    if key not in styles:
        cell.font = _font(10, _DATA, underline="single") if linked else _font(10, _INK)
        cell.alignment, cell.border = _TOP, _RULE
        if severity is not None:
            cell.fill = PatternFill("solid", fgColor=TINTS[severity])
        styles[key] = copy(cell._style)
    cell._style = copy(styles[key])


def _lay_out(sheet: Any) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_HEAD].height = 22
    sheet.freeze_panes = f"A{_HEAD + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.oddFooter.center.text = "&P / &N"
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.5)

"""Colour and comment at a cell, put there so that they can be taken away again without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from config.model import Severity
from config.wording import LOCALES, Say, mark, translator
from loaders.annotating.remarks import OPENING, Remark, comment_text
from loaders.annotating.texts import clean, lines_in

AUTHOR = mark("Jiping")
TINTS = {Severity.ERROR: "FFF9D9CF", Severity.WARNING: "FFFBE7BF", Severity.NOTE: "FFD9ECEB"}
"""Vermilion, amber and blue-green, pale enough to read ink on."""
_WIDTH, _LINE = 380, 19
_SIGNS_IN_A_LINE = 52
_MOST_LINES = 24
_LONGEST = 30_000


def mark_cell(cell: Any, remarks: Sequence[Remark], say: Say) -> None:
    """Colour an openpyxl cell by its gravest remark and say all of them in its comment, below what stood there."""
    cell.fill = tinted(cell.fill, remarks[0].severity)
    own = cell.comment
    text = comment_text(remarks, say)
    whole = f"{own.text.rstrip()}\n\n{text}" if own is not None else text
    cell.comment = sized(Comment(clean(whole)[:_LONGEST], own.author if own is not None else say(AUTHOR)))


def unmark_sheet(sheet: Any) -> None:
    """Take away what an earlier annotation put on a sheet, and let the comments that stay be read whole."""
    # The filled cells alone: going by rows would make every cell up to the farthest one.
    for cell in list(sheet._cells.values()):
        fill = _untinted(cell.fill) if cell.has_style else None
        if fill is not None:
            cell.fill = fill
        if cell.comment is not None:
            _keep_own(cell)


def tinted(fill: Any, severity: Severity) -> Any:
    """The fill of a cell with a finding.

    A solid fill does not show its background colour, so the colour that the cell had of its own is kept there.
    """
    own = fill.fgColor if fill.fill_type == "solid" else Color(rgb=TINTS[severity])
    return PatternFill("solid", fgColor=TINTS[severity], bgColor=own)


def sized(comment: Any) -> Any:
    """A comment in a box in which its text can be read."""
    lines = min(lines_in(comment.text, _SIGNS_IN_A_LINE), _MOST_LINES)
    comment.width, comment.height = _WIDTH, _LINE * (lines + 1)
    return comment


def _untinted(fill: Any) -> Any:
    """The fill without a tint of ours, None where it has none."""
    if getattr(fill, "fill_type", None) != "solid" or _rgb(fill.fgColor) not in TINTS.values():
        return None
    own = fill.bgColor
    plain = own.type == "indexed" or (own.type == "rgb" and (_rgb(own) in TINTS.values() or own.rgb == "00000000"))
    return PatternFill() if plain else PatternFill("solid", fgColor=own)


def _rgb(colour: Any) -> str:
    return f"FF{colour.rgb[2:].upper()}" if colour.type == "rgb" and isinstance(colour.rgb, str) else ""


def _keep_own(cell: Any) -> None:
    text, author = cell.comment.text, cell.comment.author
    starts = [place for opening in _openings() if (place := text.find(opening)) >= 0]
    own = text[: min(starts)].rstrip() if starts else text
    # Excel and WPS may put the author's name before what a comment says.
    ours = not own or (bool(starts) and own.rstrip(":：") in (author, *_authors()))
    cell.comment = None if ours else sized(Comment(own, author))


@cache
def _openings() -> tuple[str, ...]:
    return tuple(translator(locale)(OPENING) for locale in LOCALES)


@cache
def _authors() -> tuple[str, ...]:
    return tuple(translator(locale)(AUTHOR) for locale in LOCALES)

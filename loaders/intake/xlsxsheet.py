"""One worksheet part of an xlsx workbook: its cells, merged ranges, and hidden rows and columns, read in one pass."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase
from xml.etree import ElementTree

from loaders.intake.archive import local, walk
from loaders.intake.cells import Cell, Range
from loaders.intake.formats import Format, day_of, exact, format_of, printed, printed_day
from loaders.intake.refusal import MAX_BLANK_CELLS, MAX_CELLS, Refusal

_ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDEST = 16_384
_DEEPEST = 1_048_576
"""What lies beyond has an address that no office software could have written: the file is not as it was saved."""
_LONGEST = 1e21
TRUE = ("1", "true", "on")


@dataclass
class SheetPart:
    """What is needed to read one sheet part, and what has been read of it.

    `zeros` are the formulas whose kept value is 0, `calculated` tells that another has a value.
    """

    texts: list[str]
    formats: list[str]
    from_1904: bool
    budget: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    zeros: set[tuple[int, int]] = field(default_factory=set)
    calculated: bool = False
    row: int = 0


def text_of(item: ElementTree.Element) -> str:
    """The text of a plain or rich string; phonetic readings are left out."""
    found: list[str] = []
    for child in item:
        name = local(child.tag)
        if name == "t":
            found.append(child.text or "")
        elif name == "r":
            found.extend(part.text or "" for part in child if local(part.tag) == "t")
    text = "".join(found)
    return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


def _unescaped(match: re.Match[str]) -> str:
    """The character of an escape; what no database or file could keep becomes the sign for a lost character."""
    code = int(match.group(1), 16)
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def read_sheet(content: bytes, part: SheetPart) -> None:
    """Read the XML of one sheet into `part`.

    Raises Refusal: file_damaged, too_many_cells.
    """
    filled = content.count(b"<v>") - content.count(b"<v></v>")
    if filled > MAX_CELLS or content.count(b"<c ") + content.count(b"<c>") > MAX_BLANK_CELLS:
        raise Refusal("too_many_cells", limit=MAX_CELLS)
    readers: dict[str, Callable[[ElementTree.Element, SheetPart], None]] = {
        "row": _read_row,
        "mergeCell": _read_merge,
        "col": _read_column,
    }
    for _, element in walk(content, 2):
        reader = readers.get(local(element.tag))
        if reader is not None:
            reader(element, part)


def _read_row(row: ElementTree.Element, part: SheetPart) -> None:
    part.row = _row_of(row, part.row)
    if row.get("hidden") in TRUE:
        part.hidden_rows.add(part.row)
    column = 0
    for element in row:
        address = element.get("r", "").upper()
        column = _column_of(address, column)
        if column > _WIDEST or address.lstrip(ascii_uppercase) not in ("", str(part.row)):
            raise Refusal("file_damaged")
        cell = _cell(element, part.row, column, part) if len(element) else None
        if cell is not None:
            part.cells[(part.row, column)] = cell
    if len(part.cells) > part.budget:
        raise Refusal("too_many_cells", limit=MAX_CELLS)


def _row_of(row: ElementTree.Element, before: int) -> int:
    """The number of a row: its own, that of its first cell's address, or the next one."""
    first = row[0].get("r", "") if len(row) else ""
    number = row.get("r", "") or first.upper().lstrip(ascii_uppercase) or str(before + 1)
    if not number.isdecimal() or len(number) > 7 or not 1 <= int(number) <= _DEEPEST:
        raise Refusal("file_damaged")
    return int(number)


def _column_of(address: str, before: int) -> int:
    column = 0
    for letter in address:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column or before + 1


def _cell(element: ElementTree.Element, row: int, column: int, part: SheetPart) -> Cell | None:
    value, formula, inline = None, False, None
    for child in element:
        name = local(child.tag)
        if name == "v":
            value = child.text
        elif name == "f":
            formula = True
        elif name == "is":
            inline = child
    kind = element.get("t", "n")
    if inline is not None and kind == "inlineStr":
        return _text_cell(row, column, text_of(inline))
    if value is None:
        return Cell(row, column, "formula", "") if formula and kind != "str" else None
    if formula:
        part.zeros.update([(row, column)] if value == "0" else ())
        part.calculated |= value != "0"
    return _valued(kind, value, row, column, _format(element.get("s", "0"), part), part)


def _format(style: str, part: SheetPart) -> Format:
    number = int(style) if style.isdecimal() and len(style) < 9 else 0
    return format_of(part.formats[number]) if number < len(part.formats) else Format()


def _valued(kind: str, value: str, row: int, column: int, form: Format, part: SheetPart) -> Cell | None:
    if kind == "s":
        if not value.strip().isdecimal() or len(value) > 12 or int(value) >= len(part.texts):
            raise Refusal("file_damaged")
        return _text_cell(row, column, part.texts[int(value)])
    if kind == "b":
        return Cell(row, column, "boolean", "TRUE" if value == "1" else "FALSE")
    if kind == "e":
        return Cell(row, column, "fault", value)
    if kind != "n":
        return _text_cell(row, column, value)
    return number_cell(row, column, value, form, part.from_1904)


def _text_cell(row: int, column: int, text: str) -> Cell | None:
    return Cell(row, column, "text", text) if text.strip() else None


def number_cell(row: int, column: int, value: str, form: Format, from_1904: bool = False) -> Cell:
    """A cell that holds a number; with a date format it is a date. Text that is no finite number stays text."""
    try:
        number = float(value)
    except ValueError:
        return Cell(row, column, "text", value)
    if not math.isfinite(number):
        return Cell(row, column, "text", value)
    day = day_of(number, from_1904) if form.date else None
    if day is not None:
        return Cell(row, column, "date", printed_day(day, form), date=day)
    meant: Decimal = exact(number)
    if form.date and abs(number) < 1:
        return Cell(row, column, "date", printed(meant, Format()))
    text = printed(meant, form) if abs(number) < _LONGEST else f"{number:g}"
    return Cell(row, column, "number", text, meant, form.decimals, form.percent, form.unit, form.scaled)


def _read_merge(element: ElementTree.Element, part: SheetPart) -> None:
    first, _, last = element.get("ref", "").partition(":")
    corners = [_ADDRESS.match(first), _ADDRESS.match(last)]
    if corners[0] and corners[1] and len(part.merged) < MAX_CELLS:
        top, left = int(corners[0].group(2)), _column_of(corners[0].group(1), 0)
        part.merged.append((top, left, int(corners[1].group(2)), _column_of(corners[1].group(1), 0)))


def _read_column(element: ElementTree.Element, part: SheetPart) -> None:
    first, last = element.get("min", ""), element.get("max", "")
    if element.get("hidden") in TRUE and first.isdecimal() and last.isdecimal() and len(first + last) < 12:
        wanted = range(int(first), min(int(last), _WIDEST) + 1)
        part.hidden_columns.update(wanted if len(part.hidden_columns) < _WIDEST else ())

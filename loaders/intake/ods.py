"""OpenDocument spreadsheets, read from content.xml: values with their printed text, spans, what is hidden."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from loaders.intake.archive import broken_parts, local, read_part
from loaders.intake.cells import Book, Cell, Range, Sheet
from loaders.intake.formats import Format, exact, plain_text, printed_day
from loaders.intake.refusal import MAX_CELLS, MAX_SHEETS, Refusal

_DECIMALS = re.compile(r"\.(\d+)\s*%?\s*$")
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_HIDDEN = ("collapse", "filter")
_WIDEST = 16_384


@dataclass
class _Table:
    name: str
    style: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0


def read_ods(archive: zipfile.ZipFile) -> Book:
    """Every sheet of the document as cells.

    Raises Refusal: file_encrypted, file_damaged, file_entities, too_many_cells.
    """
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in read_part(
        archive, "META-INF/manifest.xml"
    ):
        raise Refusal("file_encrypted")
    tables: list[_Table] = []
    hidden_styles: set[str] = set()
    with broken_parts():
        for event, element in ElementTree.iterparse(
            io.BytesIO(read_part(archive, "content.xml")), events=("start", "end")
        ):
            name = local(element.tag)
            if event == "start" and name == "table":
                tables.append(_Table(_get(element, "name"), _get(element, "style-name")))
            elif event == "end" and name == "style":
                hidden_styles.update({_get(element, "name")} if _hides(element) else ())
            elif event == "end" and name == "table-column" and tables:
                _read_column(element, tables[-1])
            elif event == "end" and name == "table-row" and tables:
                _read_row(element, tables[-1], sum(len(table.cells) for table in tables))
                element.clear()
    macros = any(name.startswith("Basic/") for name in archive.namelist())
    return Book("ods", tuple(_sheet(table, hidden_styles) for table in tables[:MAX_SHEETS]), macros)


def _sheet(table: _Table, hidden_styles: set[str]) -> Sheet:
    hidden = frozenset(table.hidden_rows), frozenset(table.hidden_columns)
    return Sheet(table.name, table.cells, tuple(table.merged), table.style in hidden_styles, *hidden)


def _get(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _hides(style: ElementTree.Element) -> bool:
    return any(local(part.tag) == "table-properties" and _get(part, "display") == "false" for part in style)


def _times(element: ElementTree.Element, name: str) -> int:
    text = _get(element, name)
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _read_column(element: ElementTree.Element, table: _Table) -> None:
    times = min(_times(element, "number-columns-repeated"), _WIDEST)
    if _get(element, "visibility") in _HIDDEN and table.column < _WIDEST:
        table.hidden_columns.update(range(table.column + 1, table.column + times + 1))
    table.column += times


def _read_row(element: ElementTree.Element, table: _Table, filled: int) -> None:
    times = _times(element, "number-rows-repeated")
    first, column = table.row + 1, 0
    table.row += times
    cells: list[Cell] = []
    for part in element:
        repeated = _times(part, "number-columns-repeated")
        cell = _cell(part, first, column + 1)
        if cell is not None and local(part.tag) == "table-cell":
            _check_room(filled + len(cells) + repeated)
            cells.extend(cell._replace(column=column + 1 + step) for step in range(repeated))
            _note_span(part, first, column + 1, table)
        column += repeated
    _check_room(filled + len(cells) * times)
    rows = range(first, first + times) if cells else range(first, first + 1)
    if _get(element, "visibility") in _HIDDEN:
        table.hidden_rows.update(rows)
    table.cells.update({(row, cell.column): cell._replace(row=row) for row in rows for cell in cells})


def _check_room(filled: int) -> None:
    if filled > MAX_CELLS:
        raise Refusal("too_many_cells", limit=MAX_CELLS)


def _note_span(part: ElementTree.Element, row: int, column: int, table: _Table) -> None:
    height, width = _times(part, "number-rows-spanned"), _times(part, "number-columns-spanned")
    if height > 1 or width > 1:
        table.merged.append((row, column, row + height - 1, column + width - 1))


def _cell(part: ElementTree.Element, row: int, column: int) -> Cell | None:
    kind = _get(part, "value-type")
    text = "\n".join("".join(line.itertext()) for line in part if local(line.tag) == "p")
    if kind in ("float", "percentage", "currency"):
        return _number(part, row, column, text, kind == "percentage")
    if kind == "date":
        return _date(_get(part, "date-value"), row, column, text)
    if kind == "boolean":
        return Cell(row, column, "boolean", text or "TRUE")
    if text.startswith(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "Err:")):
        return Cell(row, column, "fault", text)
    if not text.strip():
        return Cell(row, column, "formula", "") if _get(part, "formula") and not kind else None
    return Cell(row, column, "text", text)


def _number(part: ElementTree.Element, row: int, column: int, text: str, percent: bool) -> Cell:
    try:
        value = float(_get(part, "value"))
    except ValueError:
        return Cell(row, column, "text", text or _get(part, "value"))
    number = exact(value)
    if not number.is_finite():
        return Cell(row, column, "text", text or str(value))
    shown = _DECIMALS.search(text)
    return Cell(row, column, "number", text or plain_text(number), number, len(shown.group(1)) if shown else 0, percent)


def _date(value: str, row: int, column: int, text: str) -> Cell:
    found = _DAY.match(value)
    try:
        day = dt.date(int(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None
    except ValueError:
        day = None
    if day is None:
        return Cell(row, column, "text", text or value)
    return Cell(row, column, "date", text or printed_day(day, Format(date=True, day=True)), date=day)

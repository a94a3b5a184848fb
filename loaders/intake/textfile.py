"""csv and tsv text: the encoding (UTF-8, UTF-16, GB18030), the separator, and the cells, all as text."""

from __future__ import annotations

import codecs
import csv
import io

from loaders.intake.cells import Book, Cell, Sheet
from loaders.intake.refusal import MAX_CELLS, Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ("\t", ",", ";", "|")
_PRINTABLE = frozenset("\t\n\r\f\v\x1a")
_TRIED_LINES = 40
_MOST_SEPARATORS = 2_000_000
_MOST_LINES = 1_050_000


def decode(content: bytes) -> str:
    """The text of the file; byte order marks win, then UTF-16 by its zero bytes, strict UTF-8, strict GB18030.

    Raises Refusal encoding_unknown when none of them fits or the content is no text.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in _PRINTABLE for character in text):
            return text.replace("\x1a", "")
    raise Refusal("encoding_unknown")


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    head = content[:4000]
    if b"\x00" in head:
        return ("utf-16-le",) if head[1::2].count(0) >= head[0::2].count(0) else ("utf-16-be",)
    return ("utf-8", "gb18030")


def read_text(content: bytes) -> Book:
    """The table of a text file as one sheet named by its kind, `CSV` or `TSV`.

    Raises Refusal: encoding_unknown, file_damaged, too_many_cells.
    """
    text = decode(content)
    separator, skipped = _separator(text)
    if text.count(separator) > _MOST_SEPARATORS or text.count("\n") > _MOST_LINES:
        raise Refusal("too_many_cells", limit=MAX_CELLS)
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            if number > skipped:
                cells.update(
                    {
                        (number, c): Cell(number, c, "text", field)
                        for c, field in enumerate(fields, start=1)
                        if field.strip()
                    }
                )
            if len(cells) > MAX_CELLS:
                raise Refusal("too_many_cells", limit=MAX_CELLS)
    except csv.Error as broken:
        raise Refusal("file_damaged") from broken
    kind = "tsv" if separator == "\t" else "csv"
    return Book(kind, (Sheet(kind.upper(), cells),))


def _separator(text: str) -> tuple[str, int]:
    """The separator (Excel's `sep=;`, else the one that gives most fields) and how many leading lines are no data."""
    first = text[:200].splitlines()[:1]
    if first and first[0].lower().startswith("sep=") and len(first[0]) == 5:
        return first[0][4], 1
    head = "\n".join(text[: _TRIED_LINES * 2000].splitlines()[:_TRIED_LINES])
    return max(_SEPARATORS, key=lambda separator: _fields(head, separator)), 0


def _fields(head: str, separator: str) -> int:
    try:
        return sum(len(fields) - 1 for fields in csv.reader(io.StringIO(head, newline=""), delimiter=separator))
    except csv.Error:
        return -1

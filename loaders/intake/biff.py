"""What calamine leaves out of xls workbooks, read from their records: number formats, hidden rows and columns, formulas
that were never calculated (MS-XLS 2.4: Format, XF, BoundSheet8, Row, ColInfo, Formula and the number records)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import olefile

from loaders.intake.formats import BUILT_IN, Format, format_of

_FORMAT, _XF, _SHEET, _CODEPAGE, _BIFF8 = 0x041E, 0x00E0, 0x0085, 0x0042, 0x0600
_BOF, _EOF, _ROW, _COLUMNS = 0x0809, 0x000A, 0x0208, 0x007D
_NUMBER, _SMALL, _SMALLS, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_CALCULATE_ON_LOAD = 2
_ZERO, _NOTHING = bytes(8), b"\x03\x00\x00\x00\x00\x00\xff\xff"
_LAST_COLUMN = 255
_MOST_MULTIPLE = 256
Records = Iterator[tuple[int, bytes]]


@dataclass
class Traits:
    """What one sheet's records say beside its values, by (row, column) from 1.

    `uncalculated` are the formulas of a sheet on which not one was ever calculated.
    """

    formats: dict[tuple[int, int], Format] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def traits_of(content: bytes) -> dict[str, Traits]:
    """The traits of each worksheet by its name; none for a file whose records cannot be followed."""
    try:
        stream = _stream(content)
        return _sheets(stream)
    except (OSError, struct.error, IndexError, ValueError, LookupError):
        return {}


def _stream(content: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(content)) as compound:
        name = "Workbook" if compound.exists("Workbook") else "Book"
        return bytes(compound.openstream(name).read())


def _records(stream: bytes, start: int) -> Records:
    """The records from `start` to the end of their substream; embedded charts are passed over."""
    depth = 0
    while start + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, start)
        depth += (code == _BOF) - (code == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield code, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _sheets(stream: bytes) -> dict[str, Traits]:
    codes, numbers, places, wide, page = dict(BUILT_IN), list[int](), dict[str, int](), True, "gb18030"
    for code, data in _records(stream, 0):
        if code == _BOF:
            wide = data[:2] == _BIFF8.to_bytes(2, "little")
        elif code == _CODEPAGE:
            page = _encoding(int.from_bytes(data[:2], "little"))
        elif code == _FORMAT:
            number = int.from_bytes(data[:2], "little")
            codes[number] = _text(data[2:], 2, page) if wide else _text(data[2:], 1, page, plain=True)
        elif code == _XF:
            numbers.append(int.from_bytes(data[2:4], "little"))
        elif code == _SHEET and data[5] == 0:
            places[_text(data[6:], 1, page, plain=not wide)] = int.from_bytes(data[:4], "little")
    formats = [format_of(codes.get(number, "General")) for number in numbers]
    return {name: _traits(_records(stream, place), formats) for name, place in places.items()}


def _encoding(page: int) -> str:
    return "gb18030" if page in (936, 1200) else f"cp{page}"


def _text(data: bytes, width: int, page: str, plain: bool = False) -> str:
    """A string with its length before it, in one or two bytes; BIFF8 says in a flag whether it is UTF-16."""
    length = int.from_bytes(data[:width], "little")
    if plain:
        return data[width : width + length].decode(page, "replace")
    body = data[width + 1 :]
    return body[: 2 * length].decode("utf-16-le", "replace") if data[width] & 1 else body[:length].decode("latin-1")


def _traits(records: Records, formats: list[Format]) -> Traits:
    traits, calculated = Traits(), False
    for code, data in records:
        if code in (_NUMBER, _SMALL, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", data)
            _note_cell(traits, row, column, style, formats)
            if code == _FORMULA:
                calculated |= _is_calculated(data)
                traits.uncalculated.add((row + 1, column + 1))
        elif code == _SMALLS:
            row, first = struct.unpack_from("<HH", data)
            for step in range(min((len(data) - 6) // 6, _MOST_MULTIPLE)):
                _note_cell(
                    traits, row, first + step, int.from_bytes(data[4 + 6 * step : 6 + 6 * step], "little"), formats
                )
        elif code == _ROW and data[12] & 0x20:
            traits.hidden_rows.add(int.from_bytes(data[:2], "little") + 1)
        elif code == _COLUMNS and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            traits.hidden_columns.update(range(first + 1, min(last, _LAST_COLUMN) + 2))
    return replace(traits, uncalculated=set()) if calculated else traits


def _is_calculated(data: bytes) -> bool:
    """A program that writes formulas without calculating leaves an empty text, or a zero to be calculated on load."""
    return data[6:14] != _NOTHING and not (data[6:14] == _ZERO and data[14] & _CALCULATE_ON_LOAD)


def _note_cell(traits: Traits, row: int, column: int, style: int, formats: list[Format]) -> None:
    if style < len(formats):
        traits.formats[row + 1, column + 1] = formats[style]

"""Compound files (the container of xls) looked over before they are read: chains that end, sizes that can be true.

The reader of xls files follows the chains of sectors until they end, and reserves room for what the directory and each
sheet promise; a chain that bites its tail or a promise of 2^60 bytes would take all memory. Layout: [MS-CFB] 2.2 to
2.6, [MS-XLS] 2.4.90.
"""

from __future__ import annotations

import struct

from loaders.intake.refusal import MAX_BLANK_CELLS, MAX_CELLS, Refusal

_END = 0xFFFFFFFA
"""From here on a number names no sector: the end of a chain, a free sector, or one of the table's own."""
_HEADER = struct.Struct("<30xHH14xI4xII")
_ENTRY = struct.Struct("<64sHB49xIQ")
_ENTRY_SIZE = 128
_IN_HEADER, _MORE_TABLES = slice(76, 512), slice(68, 72)
_ROOT, _STREAM = 5, 2
_BOOKS = ("Workbook", "Book")
_DIMENSIONS = b"\x00\x02"


def looked_over(content: bytes) -> bytes:
    """The file with the extents that its sheets claim taken out; what is there is found without them.

    Raises Refusal: file_damaged when following the file would not end or a stream is longer than the file,
    too_many_cells when a workbook has more than two million records.
    """
    try:
        return _looked_over(content)
    except (struct.error, IndexError) as broken:
        raise Refusal("file_damaged") from broken


def _looked_over(content: bytes) -> bytes:
    shift, small_shift, first_entry, small_below, first_small = _HEADER.unpack_from(content)
    if shift not in (9, 12) or small_shift > shift:
        raise Refusal("file_damaged")
    size = 1 << shift
    sectors = [content[start : start + size] for start in range(size, len(content), size)]
    following = _numbers(b"".join(sectors[number] for number in _tables_of(content, sectors)))
    small = _numbers(b"".join(sectors[number] for number in _chain(first_small, following, len(sectors))))
    entries = b"".join(sectors[number] for number in _chain(first_entry, following, len(sectors)))
    for place in range(0, len(entries) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
        name, name_bytes, kind, start, length = _ENTRY.unpack_from(entries, place)
        length = length & 0xFFFFFFFF if shift == 9 else length
        if kind not in (_ROOT, _STREAM) or not length:
            continue
        if length > len(content):
            raise Refusal("file_damaged")
        if kind == _STREAM and length < small_below:
            _chain(start, small, len(small))
            continue
        chain = _chain(start, following, len(sectors))
        if name[: max(0, name_bytes - 2)].decode("utf-16-le", "replace") in _BOOKS:
            _take_out_extents(sectors, chain, size)
    return content[:size] + b"".join(sectors)


def _tables_of(content: bytes, sectors: list[bytes]) -> list[int]:
    """The sectors that hold the table of chains: 109 in the header, more in a chain of sectors of their own."""
    found = list(_numbers(content[_IN_HEADER]))
    (more,) = _numbers(content[_MORE_TABLES])
    for _ in sectors:
        if more >= _END:
            return [number for number in found if number < _END]
        *numbers, more = _numbers(sectors[more])
        found.extend(numbers)
    raise Refusal("file_damaged")


def _chain(start: int, following: tuple[int, ...], most: int) -> list[int]:
    """The sectors of a chain; there cannot be more of them than sectors."""
    chain: list[int] = []
    while start < _END:
        chain.append(start)
        if len(chain) > most:
            raise Refusal("file_damaged")
        start = following[start]
    return chain


def _take_out_extents(sectors: list[bytes], chain: list[int], size: int) -> None:
    """Set the rows and columns in every DIMENSIONS record of a workbook's stream to nothing."""
    stream = bytearray(b"".join(sectors[number] for number in chain))
    place = 0
    for _ in range(2 * MAX_BLANK_CELLS):
        length = int.from_bytes(stream[place + 2 : place + 4], "little")
        if stream[place : place + 2] == _DIMENSIONS:
            stream[place + 4 : place + 4 + length] = bytes(length)
        place += 4 + length
        if place + 4 > len(stream):
            break
    else:
        raise Refusal("too_many_cells", limit=MAX_CELLS)
    for step, number in enumerate(chain):
        sectors[number] = bytes(stream[step * size : step * size + len(sectors[number])])


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

"""Files made to hurt, each with the errors of which one must end it ("" where it may be read). Built when asked for."""

import io
import random
import zipfile
from collections.abc import Callable

import xlwt

from loaders.intake.cells import letters
from tests.faults.test_bad_files import GOOD, OLD, SHEET, part, repacked, zipped
from tests.unit.intake.workbooks import ODS_HEAD, ODS_TAIL, PREFECTURES, Grid, elderly, text, xls

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NOISE = random.Random(4).randbytes(700_000)
"""Bytes that do not shrink, so that the ratio of sizes alone does not give a bomb away."""
HEAD = elderly([])
Made = Callable[[], bytes]
MILLION = 1_000_000


def padded(content: bytes) -> bytes:
    return repacked(content, {"xl/media/noise.bin": NOISE})


def sheet(data: bytes, after: bytes = b"") -> bytes:
    return padded(
        repacked(GOOD, {SHEET: b"<worksheet %s><sheetData>%s</sheetData>%s</worksheet>" % (MAIN, data, after)})
    )


def lines(grid: Grid) -> bytes:
    cell = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'
    return "".join(
        f'<row r="{number}">{"".join(cell.format(letters(c), number, value) for c, value in enumerate(row, 1))}</row>'
        for number, row in enumerate(grid, 1)
    ).encode()


def styles(inside: bytes) -> bytes:
    return padded(repacked(GOOD, {"xl/styles.xml": b"<styleSheet %s>%s</styleSheet>" % (MAIN, inside)}))


def workbook(before: bytes, inside: bytes) -> bytes:
    name = "xl/workbook.xml"
    return padded(repacked(GOOD, {name: part(GOOD, name).replace(before, inside + before)}))


def ods(table: bytes) -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    body = f'{ODS_HEAD}<table:table table:name="a">'.encode() + table + f"</table:table>{ODS_TAIL}".encode()
    return zipped({"mimetype": kind, "content.xml": body, "noise": NOISE})


def far_apart() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("a")
    page.write(0, 0, "x")
    page.write(65_535, 255, "y")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lying() -> bytes:
    """A part of 300 MB that says it has 1,000 bytes."""
    content = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * 300_000_000, "noise": NOISE})
    return content.replace((300_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def overlapping() -> bytes:
    """Two thousand names for one part of 40 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 400_000)
        first = packed.infolist()[0]
        for number in range(1500):
            again = zipfile.ZipInfo(f"xl/{number}")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, field, getattr(first, field))
            packed.filelist.append(again)
            packed.NameToInfo[again.filename] = again
    return out.getvalue()


def cyclic() -> bytes:
    """A compound file whose first chain of sectors comes back to itself."""
    table = 512 * (1 + int.from_bytes(OLD[76:80], "little"))
    content = bytearray(OLD)
    content[table : table + 4] = bytes(4)
    return bytes(content)


def endless_directory() -> bytes:
    start = int.from_bytes(OLD[48:52], "little")
    at = 512 * (1 + int.from_bytes(OLD[76:80], "little")) + 4 * start
    return OLD[:at] + start.to_bytes(4, "little") + OLD[at + 4 :]


def promising() -> bytes:
    """A stream of 2^31 bytes in a file of a few kilobytes."""
    at = 512 * (1 + int.from_bytes(OLD[48:52], "little")) + 128 + 120
    return OLD[:at] + (1 << 31).to_bytes(8, "little") + OLD[at + 8 :]


READ, SLOW, HEAVY, MANY = "", "file_too_slow", "file_too_heavy", "too_many_cells"
UNPACKED, DAMAGED, NOTHING = "file_too_large_unpacked", "file_damaged", "no_table"
ROW = b'<table:table-row table:number-rows-repeated="%d"><table:table-cell table:number-columns-repeated="%d">'
ROW_END = b"<text:p>x</text:p></table:table-cell></table:table-row>"

HOSTILE: dict[str, tuple[Made, set[str]]] = {
    "bomb": (lambda: padded(repacked(GOOD, {"xl/media/a.bin": bytes(200_000_000)})), {UNPACKED}),
    "bomb in a bomb": (lambda: padded(repacked(GOOD, {"a.zip": zipped({"b": bytes(90_000_000)})})), {READ}),
    "lying sizes": (lying, {DAMAGED, UNPACKED}),
    "overlapping parts": (overlapping, {UNPACKED, DAMAGED}),
    "three thousand parts": (lambda: repacked(GOOD, {f"xl/media/{n}": b"" for n in range(3000)}), {UNPACKED}),
    "a million rows": (
        lambda: sheet(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, MILLION))),
        {MANY},
    ),
    "a million empty rows": (lambda: sheet(b"<row/>" * MILLION), {"file_empty", SLOW}),
    "all columns, many rows": (
        lambda: sheet(b"".join(b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>" for _ in range(60))),
        {MANY},
    ),
    "all columns, texts": (lambda: sheet(lines([[f"x{n}" for n in range(16_384)]] * 6)), {NOTHING, SLOW}),
    "a million styles": (lambda: styles(b"<cellXfs>" + b'<xf numFmtId="1"/>' * MILLION + b"</cellXfs>"), {READ, SLOW}),
    "a format that blows up": (
        lambda: styles(b'<numFmts><numFmt numFmtId="200" formatCode="&quot;%s"/></numFmts>' % (b" " * MILLION)),
        {READ},
    ),
    "two million shared texts": (
        lambda: padded(
            repacked(GOOD, {"xl/sharedStrings.xml": b"<sst %s>%s</sst>" % (MAIN, b"<si><t>s</t></si>" * 2 * MILLION)})
        ),
        {NOTHING, HEAVY, SLOW},
    ),
    "a million merged ranges": (
        lambda: sheet(
            lines(elderly(PREFECTURES)), b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A9:C9"/>' * MILLION)
        ),
        {READ, SLOW},
    ),
    "a million names": (
        lambda: workbook(
            b"</workbook>", b"<definedNames>%s</definedNames>" % (b'<definedName name="n">a</definedName>' * MILLION)
        ),
        {HEAVY, SLOW},
    ),
    "half a million sheets": (
        lambda: workbook(b"</sheets>", b'<sheet name="n" sheetId="9" r:id="rId1"/>' * (MILLION // 2)),
        {HEAVY, SLOW},
    ),
    "deep xml": (lambda: sheet(b"<a>" * 2 * MILLION + b"</a>" * 2 * MILLION), {HEAVY, SLOW, DAMAGED}),
    "a text of 70 MB": (lambda: sheet(lines([["x" * 70_000_000]])), {HEAVY, SLOW, NOTHING}),
    "a million attributes": (
        lambda: sheet(b"<row %s/>" % b" ".join(b'a%d="1"' % n for n in range(MILLION))),
        {HEAVY, SLOW, "file_empty"},
    ),
    "unknown regions only": (
        lambda: sheet(lines([*elderly(PREFECTURES), *[[f"长{n}沙镇", "1", "1"] for n in range(15_000)]])),
        {"region_unknown", SLOW},
    ),
    "ods rows repeated 10^9 times": (lambda: ods(ROW % (10**9, 10**9) + ROW_END), {NOTHING}),
    "ods rows repeated 10^7 times": (lambda: ods(ROW % (10**7, 1) + ROW_END), {MANY}),
    "ods columns repeated 10^7 times": (lambda: ods(ROW % (1, 10**7) + ROW_END), {MANY}),
    "ods with half a million tables": (
        lambda: ods(b'</table:table><table:table table:name="b">' * (MILLION // 2)),
        {HEAVY, SLOW, "file_empty"},
    ),
    "csv with a field of 10 MB": (lambda: b'"' + b"x" * 10_000_000 + b'",1\n', {DAMAGED}),
    "csv with two million separators": (lambda: b"," * 1_999_999 + b"1", {NOTHING}),
    "csv of blank lines": (lambda: b"\n" * 19_000_000 + b"1", {MANY}),
    "csv of open quotes": (lambda: b'"' * 10_000_001, {DAMAGED}),
    "csv of long numbers": (
        lambda: text([["地区", "养老机构床位（张）"], *[["长沙市", "9" * 100_000]] * 150]),
        {"not_a_number"},
    ),
    "xls with cells far apart": (far_apart, {HEAVY}),
    "xls in a circle": (cyclic, {DAMAGED}),
    "xls with an endless directory": (endless_directory, {DAMAGED}),
    "xls that promises 2 GB": (promising, {DAMAGED}),
    "xls with 80,000 cells": (lambda: xls([["长沙市", number] for number in range(40_000)]), {NOTHING, SLOW}),
}

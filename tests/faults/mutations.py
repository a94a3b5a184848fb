"""Workbooks with something wrong in them that nobody would think of: drawn at random from a seed."""

import io
import random
import re
import zipfile
from xml.sax.saxutils import quoteattr

from tests.faults.test_bad_files import repacked

NASTY = (
    *("", "-1", "0", "²", "٣", "1e400", "NaN", "-inf", "99999999999", "1048577", "XFD1048577", "A0", "$A$1", "A1:"),
    *("A1:XFD1048576", "s", "str", "b", "e", "d", "n", "inlineStr", "1.7976931348623157e308", "5e-324", "0x1", "１"),
    *("\u202e", "\U0001f600", "true", "veryHidden", "yyyy-mm-dd", "[h]:mm", '"', "_xD800_", "_x0000_", "9" * 400),
    *("2025-13-45", "0000-00-00", "-0", "1,2", "../../x", "/", "#REF!", "=1+1"),
)
NUMBERS = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x01\0\0\0", b"\xfe\xff\xff\xff")


def damaged(content: bytes, draw: random.Random) -> bytes:
    """Bytes changed, dropped, repeated, or cut off."""
    found = bytearray(content)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(found) or 1)
        found[at : at + draw.choice((1, 1, 4, 64))] = draw.choice((*NUMBERS, b"", bytes(found[at : at + 64]) * 2))
    return bytes(found[: draw.randrange(len(found) + 1)] if draw.random() < 0.05 else found)


def misbuilt(content: bytes, draw: random.Random) -> bytes:
    """A zip of XML parts with attributes, texts, elements or names exchanged in one of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        name = draw.choice([name for name in packed.namelist() if name.endswith((".xml", ".rels"))])
        xml = packed.read(name).decode()
    for _ in range(draw.randint(1, 4)):
        xml = draw.choice((_attribute, _text, _element, _name, _without))(xml, draw)
    return repacked(content, {name: xml.encode()})


def _replaced(xml: str, pattern: str, draw: random.Random, new: str) -> str:
    found = list(re.finditer(pattern, xml))
    one = draw.choice(found) if found else None
    return xml[: one.start()] + new + xml[one.end() :] if one else xml


def _attribute(xml: str, draw: random.Random) -> str:
    return _replaced(xml, r'(?<==)"[^"]*"', draw, quoteattr(draw.choice(NASTY), {'"': "&quot;"}))


def _text(xml: str, draw: random.Random) -> str:
    return _replaced(xml, r"(?<=>)[^<>]+(?=<)", draw, draw.choice(NASTY))


def _element(xml: str, draw: random.Random) -> str:
    found = re.findall(r"<[^>/?]+/>", xml)
    return _replaced(xml, r"<[^>/?]+/>", draw, draw.choice(found or [""]) * draw.choice((0, 1, 3)))


def _name(xml: str, draw: random.Random) -> str:
    found = re.findall(r"<([\w:]+)\b", xml)
    one, other = draw.choice(found), draw.choice(found)
    return re.sub(rf"(</?){one}\b", rf"\g<1>{other}", xml)


def _without(xml: str, draw: random.Random) -> str:
    return _replaced(xml, r' [\w:]+="[^"]*"', draw, "")

"""The results of formulas, which openpyxl leaves out when it writes: put back as the file had them.

Without them the annotated workbook shows blanks wherever it is only looked at, and reads as never calculated.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from loaders.annotating.texts import clean
from loaders.intake.cells import Cell, Sheet

_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f(?:[^<>]*/>|[^<>]*>[^<>]*</f>))<v ?(?:/>|></v>)</c>'
)
_KINDS = {"text": ' t="str"', "boolean": ' t="b"', "fault": ' t="e"', "number": ""}
_PART = "xl/worksheets/sheet{number}.xml"


def with_results(content: bytes, sheets: Mapping[int, Sheet]) -> bytes:
    """A workbook that openpyxl wrote, with the results of its formulas; `sheets` by the number of their part."""
    parts = {_PART.format(number=number): sheet for number, sheet in sheets.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in archive.infolist():
            text = archive.read(part)
            if part.filename in parts:
                text = _filled(text, parts[part.filename])
            target.writestr(part, text)
    return out.getvalue()


def _filled(text: bytes, sheet: Sheet) -> bytes:
    cells = {cell.address.encode(): cell for cell in sheet.cells.values()}

    def fill(found: re.Match[bytes]) -> bytes:
        cell = cells.get(found[1])
        if cell is None or cell.kind not in _KINDS:
            return found[0]
        kind = _KINDS[cell.kind].encode()
        return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (found[1], found[2], kind, found[3], _result(cell))

    return _FORMULA.sub(fill, text)


def _result(cell: Cell) -> bytes:
    if cell.kind == "boolean":
        return b"1" if cell.text == "TRUE" else b"0"
    if cell.number is not None:
        return repr(float(cell.number)).encode()
    return escape(clean(cell.text)).encode()

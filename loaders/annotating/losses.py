"""What openpyxl does not carry over from a workbook, so that the annotated one can say so."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from config.wording import mark

_PARTS = {
    mark("macros"): re.compile(r"vbaProject\.bin$"),
    mark("form controls"): re.compile(r"xl/(ctrlProps|activeX)/"),
    mark("slicers"): re.compile(r"xl/(slicers|timelines)/"),
    mark("embedded files"): re.compile(r"xl/embeddings/"),
}
_SHAPES = (mark("shapes and text boxes"), re.compile(rb"<(?:\w+:)?(?:sp|grpSp|cxnSp)[ >]"))
_EXTENSIONS = (
    mark("sparklines and some conditional formats or drop-down lists"),
    re.compile(rb"<\w+:(?:sparklineGroups|conditionalFormattings|dataValidations)[ >]"),
)
_CHARTS, _PICTURES = mark("some charts"), mark("some pictures")
_CHART, _PICTURE = re.compile(r"xl/charts/chart(Ex)?\d*\.xml$"), re.compile(r"xl/media/")
_KEPT_PICTURES = ("png", "jpeg", "gif")


def drop_unwritable(book: Any) -> None:
    """Take the pictures out of an openpyxl workbook that it could only write after decoding them."""
    for sheet in book.worksheets:
        sheet._images = [picture for picture in sheet._images if str(picture.format).lower() in _KEPT_PICTURES]


def losses(archive: zipfile.ZipFile, book: Any) -> tuple[str, ...]:
    """The kinds of things (marked words) that the workbook had and its openpyxl copy has not."""
    names = archive.namelist()
    lost = [word for word, pattern in _PARTS.items() if any(pattern.search(name) for name in names)]
    drawn = [name for name in names if re.match(r"xl/drawings/[^/]*\.xml$", name)]
    sheets = [name for name in names if re.match(r"xl/worksheets/[^/]*\.xml$", name)]
    for (word, pattern), parts in ((_SHAPES, drawn), (_EXTENSIONS, sheets)):
        lost += [word] if any(pattern.search(archive.read(name)) for name in parts) else []
    charts = sum(len(sheet._charts) for sheet in (*book.worksheets, *book.chartsheets))
    pictures = sum(len(sheet._images) for sheet in book.worksheets)
    lost += [_CHARTS] if charts < sum(bool(_CHART.match(name)) for name in names) else []
    lost += [_PICTURES] if pictures < sum(bool(_PICTURE.match(name)) for name in names) else []
    return tuple(lost)

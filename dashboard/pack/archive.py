"""Workbook, bulletin and slides in one file, from one set of rows."""

from __future__ import annotations

import io
import zipfile

from dashboard.pack.bulletin import bulletin
from dashboard.pack.contents import PackContents
from dashboard.pack.phrases import bulletin_name, workbook_name
from dashboard.pack.slides import slides, slides_name
from dashboard.pack.workbook import ranking_workbook


def archive(contents: PackContents) -> bytes:
    """A zip that holds the workbook, the bulletin and the slides under their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(workbook_name(contents.quarter, contents.locale), ranking_workbook(contents))
        packed.writestr(bulletin_name(contents.quarter, contents.locale), bulletin(contents))
        packed.writestr(slides_name(contents.quarter, contents.locale), slides(contents))
    return buffer.getvalue()

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from config.model import Severity
from loaders.annotating import annotated
from loaders.intake.outcome import Finding, Intake
from tests.unit.intake import workbooks as made

LIST = "问题清单"
NAME = "养老服务处_2025年3季度.xlsx"
MISTAKES: list[list[made.Value]] = [
    ["长沙市", 1200, "约七百"],
    ["株洲市", -800, 300],
    ["湘潭市", 600.5, "七十"],
    ["衡阳市", 900, None],
]
Make = Callable[[made.Grid], bytes]


def gb18030(grid: made.Grid) -> bytes:
    return made.text(grid, "gb18030")


def tsv(grid: made.Grid) -> bytes:
    return made.text(grid, "utf-16", "\t")


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def own_sheets(content: bytes) -> list[Any]:
    return [sheet for sheet in opened(content).worksheets if sheet.title != LIST]


def listed(content: bytes) -> list[tuple[object, ...]]:
    rows = [tuple(row) for row in opened(content)[LIST].iter_rows(values_only=True)]
    return rows[rows.index(next(row for row in rows if row[0] == "级别")) + 1 :]


def told(intake: Intake) -> tuple[object, ...]:
    findings = {(f.rule, f.cell, f.read, tuple(f.places.items())) for f in intake.findings if f.cell}
    return findings, [
        (row.region_code, row.indicator, row.value, row.text, row.status, row.cell) for row in intake.rows
    ]


def with_cells(content: bytes, cells: dict[str, object]) -> bytes:
    book = opened(content)
    for address, value in cells.items():
        own = next(sheet for sheet in book.worksheets if sheet.title != LIST)
        own[address] = value
    return made.saved(book)


def finding(cell: str, severity: Severity = Severity.ERROR, sheet: str = "Sheet1", read: str = "x") -> Finding:
    return Finding("not_a_number", severity, sheet, cell, read, {"expected": "床位"})


def annotate(content: bytes, findings: Sequence[Finding], **others: Any) -> bytes:
    return annotated(NAME, content, findings, **others)[1]


def replaced(content: bytes, name: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as target:
        for part in archive.namelist():
            target.writestr(part, text if part == name else archive.read(part))
        if name not in archive.namelist():
            target.writestr(name, text)
    return out.getvalue()

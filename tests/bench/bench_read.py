"""Reading one division's workbook into checked rows, against openpyxl only listing the same cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

import openpyxl
import xlsxwriter

from config.model import Config
from config.reading import load_config
from config.workspace import REPOSITORY
from loaders.intake.outcome import Told
from loaders.intake.read import read_submission
from tests.bench.measuring import Row, Work, taken

DIVISION = "social_assistance"


@lru_cache(maxsize=1)
def config() -> Config:
    """Hunan."""
    return load_config(REPOSITORY / "config")


def workbook() -> bytes:
    """A division's workbook: every county with the indicators that the division owes, two header lines above."""
    indicators = [i for i in config().owed_by(DIVISION) if "county" in i.levels]
    counties = [region for region in config().regions if region.level == "county"]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet("指标数据")
        page.write(0, 0, f"{config().division[DIVISION].name}2026年第3季度指标数据")
        page.write_row(1, 0, ["地区", *(f"{i.name}（{i.unit}）" for i in indicators)])
        for row, county in enumerate(counties, 2):
            page.write_row(row, 0, [county.name, *(float(row * 10 + n) for n in range(len(indicators)))])
    return buffer.getvalue()


def ours() -> Work:
    """Cells, regions, indicators, units and checks."""
    content, hunan = workbook(), config()
    return lambda: len(read_submission("指标.xlsx", content, hunan, Told(period="2026-09")).rows)


def openpyxl_cells() -> Work:
    """The values of all cells in read-only mode, nothing recognised and nothing checked."""
    content = workbook()

    def run() -> int:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return sum(len(row) - 1 for sheet in book for row in sheet.iter_rows(min_row=3, values_only=True))

    return run


def rows() -> Iterator[Row]:
    """Both must see every value of the workbook, else ValueError."""
    mine, theirs = taken(ours), taken(openpyxl_cells)
    if not mine.result == theirs.result > 0:
        raise ValueError(f"{mine.result} rows read, {theirs.result} cells in the workbook")
    yield Row(f"read and check a workbook of {mine.result} values", mine, "openpyxl", theirs)

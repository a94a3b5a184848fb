import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from loaders.intake.cells import Cell
from loaders.intake.opening import open_book
from tests.conftest import REPOSITORY

FILES = sorted((REPOSITORY / "dashboard" / "demo" / "published" / "files").glob("*.xlsx"))


def plain(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


def meant(cell: Cell) -> object:
    return float(cell.number) if cell.number is not None else cell.date or cell.text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_cells_equal_those_of_openpyxl(path: Path) -> None:
    content = path.read_bytes()

    book = open_book(content)

    other = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert [sheet.name for sheet in book.sheets] == other.sheetnames
    for sheet in book.sheets:
        cells = {
            c.coordinate: plain(c.value) for row in other[sheet.name].iter_rows() for c in row if c.value is not None
        }
        assert {cell.address: meant(cell) for cell in sheet.cells.values()} == cells
        ranges = {(r.min_row, r.min_col, r.max_row, r.max_col) for r in other[sheet.name].merged_cells.ranges}
        assert set(sheet.merged) == ranges

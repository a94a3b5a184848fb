import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from loaders.intake.cells import Cell
from loaders.intake.opening import open_book
from loaders.intake.refusal import Refusal
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


def addressed(row: str, cell: str) -> bytes:
    out, source = io.BytesIO(), openpyxl.Workbook()
    source.worksheets[0]["B5"] = 7
    source.save(out)
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b'<row r="5"', f"<row{row}".encode())
            new.writestr(name, part.replace(b'<c r="B5"', f"<c{cell}".encode()))
    return changed.getvalue()


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (' r="5"', ' r="XFE5"'),
        (' r="5"', ' r="ZZZ9999999"'),
        (' r="5"', ' r="B6"'),
        (' r="1048577"', ' r="B1048577"'),
        (' r="0"', ' r="B0"'),
        (' r="x"', ""),
    ],
)
def test_an_impossible_address_is_a_damaged_file(row: str, cell: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_book(addressed(row, cell))

    assert refused.value.rule == "file_damaged"


@pytest.mark.parametrize(("row", "cell", "place"), [("", ' r="B5"', (5, 2)), ("", "", (1, 1)), (' r="5"', "", (5, 1))])
def test_addresses_that_a_writer_left_out_are_counted(row: str, cell: str, place: tuple[int, int]) -> None:
    assert list(open_book(addressed(row, cell)).sheets[0].cells) == [place]

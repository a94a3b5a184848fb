import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.intake.opening import open_book
from tests.unit.annotating.copies import LIST, MISTAKES, Make, annotate, finding, gb18030, opened, own_sheets, replaced
from tests.unit.intake import workbooks as made


@pytest.mark.parametrize("make", [made.xls, made.ods, gb18030])
def test_a_text_that_looks_like_a_formula_stays_a_text_in_a_workbook_made_anew(make: Make) -> None:
    texts = ["=1+1", "+86", "-无-", "@甲", "=cmd!A0", "#REF!甲", "_x0041_"]

    sheet = own_sheets(annotate(make([[text] for text in texts]), [finding("A1")]))[0]

    assert [cell.data_type for cell in sheet["A"]] == ["s"] * len(texts)
    assert [cell.value.replace("_x005F_", "_") for cell in sheet["A"]] == texts
    assert [cell.quotePrefix for cell in sheet["A"]][:3] == [True] * 3


@pytest.mark.parametrize(
    "change",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<conditionalFormatting sqref="A1"><cfRule type="nonsense" priority="x"/></conditionalFormatting>',
    ],
    ids=["merged as large as a sheet", "what openpyxl does not know"],
)
def test_a_workbook_that_openpyxl_cannot_take_is_made_anew(change: bytes) -> None:
    plain = made.xlsx([["甲", 5]])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    content = replaced(plain, "xl/worksheets/sheet1.xml", part.replace(b"</sheetData>", b"</sheetData>" + change))

    copy = annotate(content, [finding("A1")])

    assert open_book(copy).sheets[-1].cells == open_book(plain).sheets[0].cells
    assert "重新生成" in str(opened(copy)[LIST]["A4"].value)


def test_a_part_that_the_intake_does_not_read_is_checked_for_entities() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'

    copy = annotate(replaced(made.xlsx([[1]]), "docProps/core.xml", bomb), [finding("A1")])

    assert opened(copy).sheetnames == [LIST]


def test_dates_percentages_units_and_uncalculated_formulas_mean_the_same_in_a_workbook_made_anew() -> None:
    book = opened(made.xlsx([[dt.datetime(2025, 9, 30), 0.953, 1234.5, "=1+1", True]]))
    for address, code in {"A1": "yyyy-mm-dd", "B1": "0.0%", "C1": '#,##0.00"万元"'}.items():
        book.worksheets[0][address].number_format = code
    content = made.saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    broken = part.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>')

    copy = annotate(replaced(content, "xl/worksheets/sheet1.xml", broken), [finding("A1")])

    cells = {cell.address: cell for cell in open_book(copy).sheets[-1].cells.values()}
    before = {cell.address: cell for cell in open_book(content).sheets[0].cells.values()}
    assert [cells[a] for a in ("A1", "B1", "C1", "E1")] == [before[a] for a in ("A1", "B1", "C1", "E1")]
    assert (cells["D1"].kind, cells["D1"].text) == ("fault", "#N/A")


@given(st.integers(0, 6_000), st.binary(max_size=8), st.booleans())
@settings(max_examples=40, deadline=None)
def test_whatever_is_damaged_there_is_a_workbook_that_can_be_opened(
    place: int, bytes_there: bytes, zipped: bool
) -> None:
    plain = made.xlsx(made.elderly(MISTAKES))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        name = archive.namelist()[place % len(archive.namelist())]
        part = plain if zipped else archive.read(name)
    cut = place % len(part)
    damaged = part[:cut] + bytes_there + part[cut + len(bytes_there) + 1 :]

    copy = annotate(damaged if zipped else replaced(plain, name, damaged), [finding("C4")])

    assert opened(copy).sheetnames[0] == LIST

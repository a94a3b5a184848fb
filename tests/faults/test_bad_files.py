import io
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Config
from config.reading import load_config
from loaders.intake.outcome import Intake
from loaders.intake.read import read_submission
from loaders.intake.sentences import SENTENCES
from tests.conftest import REPOSITORY
from tests.unit.intake.workbooks import PREFECTURES, elderly, saved, text, xls


def shared() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(elderly(PREFECTURES)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


GOOD = shared()
OLD = xls(elderly(PREFECTURES))


def repacked(content: bytes, change: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change.get(name, source.read(name)))
        for name in change.keys() - set(source.namelist()):
            target.writestr(name, change[name])
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return source.read(name)


def zipped(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in names.items():
            target.writestr(name, content)
    return out.getvalue()


def locked() -> bytes:
    directory = b"".join(
        name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + directory


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"

BAD = {
    "empty": (b"", "file_empty"),
    "blank": (b"\xef\xbb\xbf \r\n\r\n", "file_empty"),
    "no cells": (saved(openpyxl.Workbook()), "file_empty"),
    "truncated": (GOOD[: len(GOOD) // 2], "file_damaged"),
    "cut head": (GOOD[:30], "file_damaged"),
    "truncated xls": (OLD[:700], "file_damaged"),
    "no sheet part": (repacked(GOOD, {"xl/_rels/workbook.xml.rels": b"<Relationships/>"}), "file_empty"),
    "broken sheet": (repacked(GOOD, {SHEET: part(GOOD, SHEET)[:400]}), "file_damaged"),
    "broken texts": (repacked(GOOD, {"xl/sharedStrings.xml": b"<sst"}), "file_damaged"),
    "texts gone": (repacked(GOOD, {"xl/sharedStrings.xml": b"<sst/>"}), "file_damaged"),
    "no workbook": (repacked(GOOD, {"xl/workbook.xml": b"<workbook/>"}), "file_damaged"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "file_kind"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file_kind"),
    "docx": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "file_kind"),
    "zip": (zipped({"a.txt": b"text"}), "file_kind"),
    "html": ("<html><body><table><tr><td>长沙市</td></tr></table></body></html>".encode(), "file_markup"),
    "xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "file_markup"),
    "encrypted": (locked(), "file_encrypted"),
    "entities": (repacked(GOOD, {SHEET: ENTITIES + part(GOOD, SHEET)}), "file_entities"),
    "bomb": (repacked(GOOD, {"xl/media/image1.png": b"\x00" * 60_000_000}), "file_too_large_unpacked"),
    "large": (b"a,b\n" * 6_000_000, "file_too_large"),
    "commas only": (b"," * 2_500_000 + b"1", "too_many_cells"),
    "noise": (bytes(range(256)) * 40, "encoding_unknown"),
    "letter": ("各位领导：\n材料稍后报送。\n".encode("gb18030"), "no_table"),
    "numbers only": (text([[1, 2, 3], [4, 5, 6]]), "no_table"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_ends_in_one_sentence(hunan: Config, name: str) -> None:
    content, rule = BAD[name]

    intake = read_submission("报表.xlsx", content, hunan)

    errors = [finding for finding in intake.findings if finding.severity == "error"]
    assert [finding.rule for finding in errors] == [rule]
    assert intake.refused
    assert intake.rows == ()
    assert errors[0].message("en")
    assert errors[0].remedy("en")


def test_too_many_cells_are_refused_while_reading(hunan: Config) -> None:
    rows = b"".join(b'<row r="%d">%s</row>' % (r, b"<c><v>1</v></c>" * 100) for r in range(1, 1100))
    namespace = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

    intake = read_submission("a.xlsx", repacked(GOOD, {SHEET: namespace + rows + b"</sheetData></worksheet>"}), hunan)

    assert [finding.rule for finding in intake.findings] == ["too_many_cells"]


def test_a_cell_at_the_far_end_costs_nothing(hunan: Config) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>end</t></is></c></row></sheetData>'
    merged = b'<mergeCells><mergeCell ref="D1:XFD1048570"/></mergeCells>'
    sheet = part(GOOD, SHEET).replace(b"</sheetData>", far + merged)

    intake = read_submission("a.xlsx", repacked(GOOD, {SHEET: sheet}), hunan)

    assert len(intake.rows) == 6


def test_a_macro_workbook_is_read_and_noted(hunan: Config) -> None:
    intake = read_submission("a.xlsm", repacked(GOOD, {"xl/vbaProject.bin": b"\xd0\xcf"}), hunan)

    assert [finding.rule for finding in intake.findings] == ["macros_present"]
    assert len(intake.rows) == 6


def test_the_bytes_decide_and_not_the_name(hunan: Config) -> None:
    intake = read_submission("../../etc/passwd.xls", text(elderly(PREFECTURES)), hunan)

    assert [(finding.rule, finding.read) for finding in intake.findings] == [("extension_differs", "passwd.xls")]
    assert len(intake.rows) == 6


def test_hidden_rows_columns_and_sheets_are_noted(hunan: Config) -> None:
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    sheet = book.worksheets[0]
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    copy = book.copy_worksheet(sheet)
    copy.sheet_state = "veryHidden"

    intake = read_submission("a.xlsx", saved(book), hunan)

    assert {finding.rule for finding in intake.findings} == {"rows_hidden", "columns_hidden", "sheet_hidden"}
    assert len(intake.rows) == 6
    assert not intake.refused


HUNAN = load_config(REPOSITORY / "config")


def read_any(content: bytes) -> Intake:
    intake = read_submission("a.xlsx", content, HUNAN)
    for finding in intake.findings:
        assert finding.rule in SENTENCES
        assert finding.message("en")
        assert finding.remedy("en")
    return intake


@settings(max_examples=60, deadline=None)
@given(at=st.floats(0, 1), damage=st.binary(min_size=1, max_size=8))
def test_damage_anywhere_never_raises(at: float, damage: bytes) -> None:
    content = bytearray(GOOD)
    start = int(at * (len(content) - len(damage)))
    content[start : start + len(damage)] = damage

    read_any(bytes(content))


@settings(max_examples=60, deadline=None)
@given(at=st.floats(0, 1), damage=st.text(alphabet='<>/"=ABr01cvt&; ', min_size=1, max_size=6))
def test_damage_inside_the_sheet_never_raises(at: float, damage: str) -> None:
    sheet = part(GOOD, SHEET)
    start = int(at * len(sheet))

    read_any(repacked(GOOD, {SHEET: sheet[:start] + damage.encode() + sheet[start + len(damage) :]}))


@settings(max_examples=40, deadline=None)
@given(
    grid=st.lists(
        st.lists(
            st.sampled_from(["长沙市", "合计", "指标名称", "数量", "5", "—", "单位：人", "2025Q3", "", "x"]), max_size=6
        ),
        max_size=8,
    )
)
def test_any_arrangement_of_known_words_never_raises(grid: list[list[str]]) -> None:
    read_any(text(grid))


def test_a_directory_of_nonsense_in_a_compound_file_is_damaged() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<20I", *range(20)) * 40 + "Workbook".encode("utf-16-le")
    )

    assert [finding.rule for finding in read_any(content).findings] == ["file_damaged"]

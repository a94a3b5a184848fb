import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.protection import WorkbookProtection

from config.model import Config, Severity
from loaders.annotating import annotated
from loaders.annotating.marking import TINTS
from loaders.annotating.workbook import MOST_LISTED, MOST_MARKED
from loaders.intake.opening import open_book
from loaders.intake.outcome import Finding, Intake
from loaders.intake.read import read_submission
from loaders.intake.refusal import MAX_CELLS
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


@pytest.mark.parametrize("make", [made.xlsx, made.xls, made.ods, gb18030, tsv])
def test_every_finding_is_coloured_and_said_at_its_cell_and_the_figures_stay(make: Make, hunan: Config) -> None:
    intake = read_submission(NAME, make(made.elderly(MISTAKES)), hunan)
    cells = {f.cell: f for f in intake.findings if f.cell}

    name, content = annotated(NAME, make(made.elderly(MISTAKES)), intake.findings)

    (sheet,) = own_sheets(content)
    assert set(cells) >= {"C4", "B5", "B6", "C6"}
    for address, found in cells.items():
        assert sheet[address].fill.fgColor.rgb in TINTS.values()
        assert found.message() in sheet[address].comment.text
        assert found.remedy() in sheet[address].comment.text
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment or cell.fill.fill_type}
    assert marked == set(cells)
    assert told(read_submission(name, content, hunan)) == told(intake)


@pytest.mark.parametrize("make", [made.xls, made.ods, gb18030])
def test_a_text_that_looks_like_a_formula_stays_a_text_in_a_workbook_made_anew(make: Make) -> None:
    texts = ["=1+1", "+86", "-无-", "@甲", "=cmd!A0", "#REF!甲", "_x0041_"]

    sheet = own_sheets(annotate(make([[text] for text in texts]), [finding("A1")]))[0]

    assert [cell.data_type for cell in sheet["A"]] == ["s"] * len(texts)
    assert [cell.value.replace("_x005F_", "_") for cell in sheet["A"]] == texts
    assert [cell.quotePrefix for cell in sheet["A"]][:3] == [True] * 3


def test_a_workbook_keeps_what_its_submitter_put_into_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for row in (["合计", "=SUM(B2:B3)"], ["甲", 1.5], ["乙", 2]):
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    sheet["B2"].number_format = "0.00"
    sheet.merge_cells("D1:E2")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    sheet.add_chart(chart, "G1")
    book.create_sheet("隐藏").sheet_state = "hidden"

    copy = opened(annotate(made.saved(book), [finding("B2", sheet="表")]))

    kept = copy["表"]
    assert copy.sheetnames == [LIST, "表", "隐藏"]
    assert kept["B1"].value == "=SUM(B2:B3)"
    assert (kept["A1"].font.bold, kept["B2"].number_format) == (True, "0.00")
    assert [str(area) for area in kept.merged_cells.ranges] == ["D1:E2"]
    assert (kept.column_dimensions["A"].width, kept.column_dimensions["C"].hidden) == (33, True)
    assert kept.row_dimensions[3].hidden
    assert (len(kept._charts), copy["隐藏"].sheet_state) == (1, "hidden")
    assert not any("未能保留" in str(row[0]) for row in copy[LIST].iter_rows(max_row=4, values_only=True))


def test_the_results_of_formulas_stay_readable() -> None:
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><v>3</v></c><c r="B1"><f>A1*2</f><v>6</v></c>'
        '<c r="C1" t="str"><f>A1&amp;"&lt;甲"</f><v>3&lt;甲</v></c>'
        '<c r="D1" t="b"><f>A1=3</f><v>1</v></c><c r="E1" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="F1"><f>A1+1</f></c>'
        "</row></sheetData></worksheet>"
    )
    content = replaced(made.xlsx([[3]]), "xl/worksheets/sheet1.xml", part.encode())

    copy = annotate(content, [finding("B1")])

    before, after = (open_book(one).sheets[-1].cells for one in (content, copy))
    assert [cell.text for cell in after.values()] == ["3", "6", "3<甲", "TRUE", "#DIV/0!", ""]
    assert before == after
    assert own_sheets(copy)[0]["C1"].value == '=A1&"<甲"'


def replaced(content: bytes, name: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as target:
        for part in archive.namelist():
            target.writestr(part, text if part == name else archive.read(part))
        if name not in archive.namelist():
            target.writestr(name, text)
    return out.getvalue()


def test_findings_of_a_cell_share_a_comment_below_the_one_that_was_there() -> None:
    book = opened(made.xlsx([["甲", 5]]))
    book.worksheets[0]["B1"].comment = Comment("再核一次", "张三")
    other = Finding("negative", Severity.WARNING, "Sheet1", "B1", "-5", {"expected": "床位"})

    sheet = own_sheets(annotate(made.saved(book), [other, finding("B1", read="五")]))[0]

    own, _, ours = sheet["B1"].comment.text.partition("\n\n")
    assert (own, sheet["B1"].comment.author) == ("再核一次", "张三")
    assert ours.index("✕ 错误\n读到：五") < ours.index("！ 提醒\n读到：-5")
    assert sheet["B1"].fill.fgColor.rgb == TINTS[Severity.ERROR]


@pytest.mark.parametrize("make", [made.xlsx, lambda grid, merged: ods_merged()], ids=["kept", "made anew"])
def test_a_finding_inside_a_merged_range_is_said_at_its_first_cell(make: Callable[..., bytes]) -> None:
    content = make([["标题", None], [None, None], [1, 2]], merged=["A1:B2"])

    sheet = own_sheets(annotate(content, [finding("B2")]))[0]

    assert sheet["A1"].comment is not None
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B2"]


def ods_merged() -> bytes:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    cell = f"<table:table-cell {spans}><text:p>标题</text:p></table:table-cell>"
    plain = made.ods([[None, None], [1, 2]])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        text = archive.read("content.xml").decode()
    row = f"<table:table-row>{cell}</table:table-row>"
    return replaced(plain, "content.xml", text.replace("<table:table-row>", f"{row}<table:table-row>", 1).encode())


def test_the_list_stands_in_front_the_gravest_first_with_links_and_reasons(hunan: Config) -> None:
    content = made.xlsx([["甲", 5]], title="表's")
    note = Finding("sheet_hidden", Severity.NOTE, "备用")
    warning = finding("B1", Severity.WARNING, "表's")

    copy = opened(annotate(content, [note, warning, finding("A1", sheet="表's")], reasons={warning.key: "已核实"}))

    sheet = copy.worksheets[0]
    rows = listed(made.saved(copy))
    assert (sheet.title, copy.active.title, sheet.freeze_panes) == (LIST, LIST, "A6")
    assert [(row[0], row[2], row[6]) for row in rows] == [
        ("✕ 错误", "A1", None),
        ("！ 提醒", "B1", "已核实"),
        ("· 附注", None, None),
    ]
    assert [link.location for link in sheet._hyperlinks] == ["'表''s'!A1", "'表''s'!B1"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == (
        "landscape",
        0,
        "$5:$5",
    )


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"<html><table>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_cannot_be_opened_gives_the_list_alone(content: bytes, hunan: Config) -> None:
    intake = read_submission(NAME, content, hunan)

    copy = annotate(content, intake.findings)

    assert opened(copy).sheetnames == [LIST]
    assert [row[4] for row in listed(copy)] == [found.message() for found in intake.findings]


def test_a_mended_copy_is_taken_as_the_submitters_own_workbook(hunan: Config) -> None:
    content = made.xlsx(made.elderly(MISTAKES))
    findings = read_submission(NAME, content, hunan).findings
    mended = with_cells(annotate(content, findings), {"C4": 700, "B5": 800, "B6": 600, "C6": 70, "C7": 10})

    again = read_submission(NAME, mended, hunan)

    assert again.findings == ()
    assert len(again.rows) == 8
    assert [sheet.name for sheet in again.sheets] == ["Sheet1"]


def test_annotating_a_copy_again_replaces_list_comments_and_colours() -> None:
    book = opened(made.xlsx([["甲", 5, 6]]))
    own = book.worksheets[0]
    own["A1"].comment, own["B1"].fill = Comment("我的批注", "张三"), PatternFill("solid", fgColor="FFFFFF00")
    first = annotate(made.saved(book), [finding("A1"), finding("B1"), finding("C1")])

    second = opened(annotate(first, [finding("C1", Severity.NOTE)]))

    sheet = second["Sheet1"]
    assert second.sheetnames == [LIST, "Sheet1"]
    assert (sheet["A1"].comment.text, sheet["A1"].fill.fill_type) == ("我的批注", None)
    assert (sheet["B1"].comment, sheet["B1"].fill.fgColor.rgb) == (None, "FFFFFF00")
    assert sheet["C1"].comment.text.count("【季评】") == 1
    assert sheet["C1"].fill.fgColor.rgb == TINTS[Severity.NOTE]


def test_annotating_without_findings_gives_the_workbook_back_clean() -> None:
    content = made.xlsx([["甲", 5]])

    copy = annotate(annotate(content, [finding("A1"), finding("B1")]), [])

    assert [(cell.comment, cell.fill.fill_type) for cell in own_sheets(copy)[0][1]] == [(None, None)] * 2
    assert listed(copy) == [("没有发现问题。", *[None] * 6)]


def test_a_sheet_that_only_bears_the_lists_name_is_the_submitters_own(hunan: Config) -> None:
    content = made.xlsx(made.elderly(made.PREFECTURES), title=LIST)

    copy = opened(annotate(content, [finding("A1", sheet=LIST)]))

    assert len(read_submission(NAME, content, hunan).rows) == 6
    assert copy.sheetnames == [f"{LIST} 2", LIST]


def test_the_list_is_passed_over_in_silence_in_every_language(hunan: Config) -> None:
    intake = read_submission(NAME, made.xlsx(made.elderly(MISTAKES)), hunan)
    copy = annotate(made.xlsx(made.elderly(MISTAKES)), intake.findings, locale="en")
    book = opened(copy)
    book["List of findings"].append(["长沙市", 1, 2, 3, 4, 5, 6, 7])

    again = read_submission(NAME, made.saved(book), hunan)

    assert told(again) == told(intake)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("养老服务处.xls", "养老服务处_问题批注.xlsx"),
        ("../../etc/passwd", "passwd_问题批注.xlsx"),
        (r"C:\报表\a:b?.csv", "ab_问题批注.xlsx"),
        ("表_问题批注.xlsx", "表_问题批注.xlsx"),
        ("\u202egnp.xlsx", "gnp_问题批注.xlsx"),
        ("...", "工作簿_问题批注.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 100 + "_问题批注.xlsx"),
    ],
)
def test_the_name_tells_the_file_and_is_safe(name: str, safe: str) -> None:
    assert annotated(name, made.xlsx([[1]]), [])[0] == safe


def test_many_findings_are_marked_and_listed_up_to_the_limits() -> None:
    findings = [finding(f"A{row}", Severity.NOTE) for row in range(1, 5_101)] + [finding("B5000")]

    copy = annotate(made.xlsx([[1]]), findings)

    marked = [cell.coordinate for row in own_sheets(copy)[0].iter_rows() for cell in row if cell.comment]
    rows = listed(copy)
    assert len(marked) == MOST_MARKED
    assert "B5000" in marked
    assert (len(rows), rows[-1][0]) == (MOST_LISTED + 1, f"另有 {len(findings) - MOST_LISTED} 条未列出")


def test_a_copy_of_the_largest_workbook_can_be_uploaded_again() -> None:
    content = made.text([range(99)] * (MAX_CELLS // 100))

    copy = annotate(content, [finding("A1", sheet="CSV")] * 900)

    assert len(open_book(copy).sheets) == 2
    assert "条未列出" in str(listed(copy)[-1])


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


def test_a_far_cell_does_not_fill_the_memory() -> None:
    content = with_cells(made.xlsx([[1]]), {"XFD1048576": 2})

    sheet = own_sheets(annotate(content, [finding("XFD1048576")]))[0]

    assert sheet["XFD1048576"].comment is not None


def test_macros_are_dropped_and_the_list_says_so() -> None:
    content = replaced(made.xlsx([[1]]), "xl/vbaProject.bin", b"macro")

    copy = annotate(content, [finding("A1")])

    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert not any("vba" in name for name in archive.namelist())
    assert "未能保留：宏" in str(opened(copy)[LIST]["A4"].value)


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


def test_protected_workbooks_and_sheets_stay_protected() -> None:
    book = opened(made.xlsx([["甲", 5]]))
    book.security = WorkbookProtection(lockStructure=True)
    book.worksheets[0].protection.sheet = True

    copy = opened(annotate(made.saved(book), [finding("B1")]))

    assert copy.security.lockStructure
    assert copy["Sheet1"].protection.sheet


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

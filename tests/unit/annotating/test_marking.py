import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl.comments import Comment

from config.model import Config, Severity
from loaders.annotating import annotated
from loaders.annotating.marking import TINTS
from loaders.annotating.workbook import MOST_LISTED, MOST_MARKED
from loaders.intake.outcome import Finding
from loaders.intake.read import read_submission
from tests.unit.annotating.copies import (
    MISTAKES,
    NAME,
    Make,
    annotate,
    finding,
    gb18030,
    listed,
    opened,
    own_sheets,
    replaced,
    told,
    tsv,
    with_cells,
)
from tests.unit.intake import workbooks as made


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


def test_many_findings_are_marked_and_listed_up_to_the_limits() -> None:
    findings = [finding(f"A{row}", Severity.NOTE) for row in range(1, 5_101)] + [finding("B5000")]

    copy = annotate(made.xlsx([[1]]), findings)

    marked = [cell.coordinate for row in own_sheets(copy)[0].iter_rows() for cell in row if cell.comment]
    rows = listed(copy)
    assert len(marked) == MOST_MARKED
    assert "B5000" in marked
    assert (len(rows), rows[-1][0]) == (MOST_LISTED + 1, f"另有 {len(findings) - MOST_LISTED} 条未列出")


def test_a_far_cell_does_not_fill_the_memory() -> None:
    content = with_cells(made.xlsx([[1]]), {"XFD1048576": 2})

    sheet = own_sheets(annotate(content, [finding("XFD1048576")]))[0]

    assert sheet["XFD1048576"].comment is not None

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from config.model import Config, Severity
from loaders.annotating.marking import TINTS
from loaders.intake.opening import open_book
from loaders.intake.read import read_submission
from loaders.intake.refusal import MAX_CELLS
from tests.unit.annotating.copies import LIST, MISTAKES, NAME, annotate, finding, listed, opened, own_sheets, with_cells
from tests.unit.intake import workbooks as made


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


def test_a_copy_of_the_largest_workbook_can_be_uploaded_again() -> None:
    content = made.text([range(99)] * (MAX_CELLS // 100))

    copy = annotate(content, [finding("A1", sheet="CSV")] * 900)

    assert len(open_book(copy).sheets) == 2
    assert "条未列出" in str(listed(copy)[-1])

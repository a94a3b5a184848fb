import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.pack.contents import PackContents
from dashboard.pack.workbook import ranking_workbook
from dashboard.parts.certainty import interval

HEAD = 4


def opened(contents: PackContents) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(ranking_workbook(contents)))


def table(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=HEAD + 1, values_only=True))


@pytest.fixture(scope="module")
def book(contents: PackContents) -> Workbook:
    return opened(contents)


def test_there_is_a_sheet_for_each_group_and_five_more(book: Workbook) -> None:
    assert book.sheetnames == [
        "市州组综合排名",
        "市辖区组综合排名",
        "县（市）组综合排名",
        "各榜位次",
        "红黑榜",
        "板块得分",
        "评分明细",
        "说明",
    ]


def test_rankings_equal_the_contents_as_numbers(book: Workbook, contents: PackContents) -> None:
    for group, sheet in zip(contents.groups, book.worksheets, strict=False):
        written = [tuple(row[:4]) + tuple(row[5:9]) for row in table(sheet)]

        assert written == [
            (r.rank, interval(r), r.change, r.name, r.published, r.band_name, r.weakest_name, r.weakest_lost)
            for r in group.board.rows
        ]


def test_section_points_equal_the_contents(book: Workbook, contents: PackContents) -> None:
    written = {row[2]: row[4:] for row in table(book["板块得分"]) if row[0] == "市州组"}

    for number, section in enumerate(contents.groups[0].sections, start=1):
        assert {name: points[number] for name, points in written.items()} == {
            row.name: row.published for row in section.board.rows
        }


def test_items_equal_the_contents(book: Workbook, contents: PackContents) -> None:
    written = [(row[1], row[4], row[5], row[8], row[9], row[10]) for row in table(book["评分明细"])]

    assert written == [(e.region, e.item, e.value, e.points, e.full_marks, e.lost) for e in contents.items]


def test_points_show_the_declared_precision(book: Workbook) -> None:
    cell = book["市州组综合排名"].cell(HEAD + 1, 6)

    assert cell.number_format == "#,##0.00"
    assert cell.data_type == "n"


def test_movement_is_a_number_shown_as_sign_and_word(book: Workbook) -> None:
    cell = book["市州组综合排名"].cell(HEAD + 1, 3)

    assert cell.data_type == "n"
    assert cell.number_format == '"▲"0" 进位";"▼"0" 退位";"＝ 持平"'


def test_sheets_are_set_for_print(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert "&P" in sheet.oddFooter.center.text
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "A5"
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.auto_filter.ref is not None


def test_every_printed_page_says_that_the_figures_are_invented(book: Workbook, small: PackContents) -> None:
    real = opened(replace(small, invented=False))

    assert all("演示数据" in sheet.oddHeader.right.text for sheet in book.worksheets)
    assert all("未发布" in sheet.oddHeader.right.text for sheet in real.worksheets)
    assert not any("演示数据" in sheet.oddHeader.right.text for sheet in real.worksheets)


def test_text_that_looks_like_a_formula_stays_text(small: PackContents) -> None:
    first, *others = small.groups
    rows = (replace(first.board.rows[0], name='=HYPERLINK("x")', weakest_name="+1"), *first.board.rows[1:])
    crafted = replace(small, groups=(replace(first, board=replace(first.board, rows=rows)), *others))

    book = opened(crafted)

    cell = book.worksheets[0].cell(HEAD + 1, 4)
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")
    formulas = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_notes_name_scheme_hash_and_sources(book: Workbook, contents: PackContents) -> None:
    notes = book["说明"]
    told = {notes.cell(row, 1).value: notes.cell(row, 2).value for row in range(1, notes.max_row + 1)}

    assert contents.scheme_name in str(told["考核办法"])
    assert told["数据指纹"] == contents.state
    assert told["R-3"] == "养老服务处"


def test_a_back_cast_is_said(small: PackContents) -> None:
    notes = opened(replace(small, back_cast=True))["说明"]

    assert any("回溯" in str(cell.value) for cell in notes["B"])


def test_the_same_contents_give_the_same_bytes(small: PackContents) -> None:
    assert ranking_workbook(small) == ranking_workbook(small)


def test_long_and_forbidden_group_names_make_distinct_sheets(small: PackContents) -> None:
    group = small.groups[0]
    named = replace(group, board=replace(group.board, group_name="a/b:" + "c" * 40))

    names = opened(replace(small, groups=(named, named))).sheetnames

    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and "/" not in name for name in names)


def test_english_speaks_english(english: PackContents) -> None:
    book = opened(english)

    assert book.sheetnames[0] == "Prefectures ranking"
    assert book.worksheets[0].cell(HEAD, 4).value == "Region"

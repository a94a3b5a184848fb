import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from config.model import Config, Scheme
from config.problems import ConfigProblems
from config.schemefile import read_scheme
from config.sheet import inline
from config.sheet.names import NO_NAMES, Names
from config.sheet.reading import check_scheme_workbook, read_scheme_workbook
from config.sheet.writing import scheme_workbook
from config.wording import translator
from tests.conftest import REPOSITORY

EXAMPLES = sorted((REPOSITORY / "docs" / "examples").glob("*.toml"))
SCHEMES = [*EXAMPLES, REPOSITORY / "config" / "schemes" / "hunan_2026.toml"]
HUNAN, QUALITY = SCHEMES[-1], REPOSITORY / "docs" / "examples" / "reporting_quality.toml"


def written(scheme: Scheme, folder: Path, locale: str = "zh_CN", names: Names = NO_NAMES) -> Path:
    path = folder / f"{scheme.code}.xlsx"
    path.write_bytes(scheme_workbook(scheme, locale, names))
    return path


def cells(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def edited(path: Path, edit: Callable[[Workbook], None]) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def faults(path: Path) -> dict[str, str]:
    scheme, problems = check_scheme_workbook(path)
    assert (scheme is None) == bool(problems)
    return {problem.key: problem.sentence("en") for problem in problems}


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_a_scheme_written_and_read_back_is_the_same(file: Path, locale: str, tmp_path: Path) -> None:
    scheme = read_scheme(file)

    assert read_scheme_workbook(written(scheme, tmp_path, locale)) == scheme


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_a_workbook_read_and_written_again_has_the_same_cells(file: Path, tmp_path: Path) -> None:
    path = written(read_scheme(file), tmp_path)

    again = scheme_workbook(read_scheme_workbook(path))

    assert cells(again) == cells(path.read_bytes())


def test_the_same_scheme_gives_the_same_bytes() -> None:
    scheme = read_scheme(HUNAN)

    assert scheme_workbook(scheme) == scheme_workbook(scheme)


def test_divisions_stand_by_name_and_are_read_back_to_their_codes(hunan: Config, tmp_path: Path) -> None:
    scheme = hunan.schemes[0]
    path = written(scheme, tmp_path, names=Names.of(hunan, "zh_CN"))

    heads, first = (list(row) for row in cells(path.read_bytes())["评分细则"][2:4])

    assert first[heads.index("责任处室")] == "社会救助处"
    words = [str(row[heads.index("评分标准")]) for row in cells(path.read_bytes())["评分细则"][3:]]
    assert (
        sum("取指标年度计划新增老年助餐点的值" in text or "市辖区组 90、县（市）组 60" in text for text in words) == 2
    )
    assert read_scheme_workbook(path) == scheme
    assert read_scheme_workbook(path, hunan) == scheme


def test_the_sheet_looks_as_offices_print_it(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(read_scheme(HUNAN), tmp_path))["评分细则"]

    assert [cell.value for cell in sheet[3]][:6] == ["一级指标", "二级指标", "分值", "评分标准", "责任处室", "依据条款"]
    assert "A4:A10" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet.freeze_panes == "C4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'评分细则'!$A$1:$F$58"
    assert sheet["D4"].alignment.wrap_text


def test_every_level_of_the_tree_has_its_column(tmp_path: Path) -> None:
    scheme = read_scheme(REPOSITORY / "docs" / "examples" / "index_50.toml")

    sheet = openpyxl.load_workbook(written(scheme, tmp_path))["评分细则"]

    assert [cell.value for cell in sheet[3]][:4] == ["一级指标", "二级指标", "三级指标", "分值"]
    assert {"A4:A13", "B4:B8", "B9:B13"} <= {str(merged) for merged in sheet.merged_cells.ranges}


def test_an_item_above_the_lowest_level_has_a_dash(tmp_path: Path) -> None:
    scheme = read_scheme(QUALITY)
    rows = openpyxl.load_workbook(written(scheme, tmp_path))["评分细则"].iter_rows(min_row=4, values_only=True)

    assert [row[1] for row in rows if row[2] == "黄灯"] == ["—"]


def repeated(book: Workbook) -> None:
    sheet = book["评分细则"]
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row > 3:
            text = sheet.cell(merged.min_row, merged.min_col).value
            sheet.unmerge_cells(str(merged))
            for row in range(merged.min_row, merged.max_row + 1):
                sheet.cell(row, merged.min_col).value = text


def unmerged(book: Workbook) -> None:
    sheet = book["评分细则"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


@pytest.mark.parametrize("edit", [repeated, unmerged])
@pytest.mark.parametrize("file", [HUNAN, QUALITY], ids=lambda file: file.stem)
def test_levels_may_be_merged_repeated_or_blank(edit: Callable[[Workbook], None], file: Path, tmp_path: Path) -> None:
    scheme = read_scheme(file)

    path = edited(written(scheme, tmp_path), edit)

    assert read_scheme_workbook(path) == scheme


def test_what_offices_write_is_understood(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        rules, general = book["评分细则"], book["总则"]
        heads = {cell.value: cell.column for cell in rules[3]}
        rules.cell(4, heads["参数"]).value = "low＝560，\nhigh＝800"
        rules.cell(4, heads["评分标准"]).value = None
        rules.cell(4, heads["规则"]).value = "efficacy"
        rules.cell(4, 1).value = "社会救助"
        for row in general.iter_rows():
            if row[0].value == "数据最低完整度":
                row[1].value = "60%"

    scheme = read_scheme(HUNAN)
    read = read_scheme_workbook(edited(written(scheme, tmp_path), edit))

    assert read.items[0].parameters == {"low": 560, "high": 800}
    assert read.items[0].standard == ""
    assert read.minimum_coverage == scheme.minimum_coverage
    assert read.items[1:] == scheme.items[1:]


def test_the_words_of_the_document_are_kept(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        rules = book["评分细则"]
        heads = {cell.value: cell.column for cell in rules[3]}
        rules.cell(4, heads["评分标准"]).value = "按省定标准计分。"
        rules.cell(4, heads["评分标准来源"]).value = "原文"

    read = read_scheme_workbook(edited(written(read_scheme(HUNAN), tmp_path), edit))

    assert read.items[0].standard == "按省定标准计分。"


def test_a_wrong_sheet_is_refused_with_every_fault_at_its_cell(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        rules, sections, bands = book["评分细则"], book["板块"], book["等次"]
        heads = {cell.value: cell.column for cell in rules[3]}
        rules["C5"] = "两分"
        rules["D6"] = "随便写的标准"
        rules["A11"] = "养老（15分）"
        rules.cell(4, heads["规则"]).value = "魔法"
        rules.cell(7, heads["参数"]).value = "bounds 98"
        rules.cell(8, heads["缺失处理"]).value = "平均"
        rules.cell(9, heads["参数"]).value = "threshold = 95, step = 0, per_step = 0.5"
        sections["F4"] = 99
        bands["D3"] = 95
        book["总则"]["B9"] = "两位"

    said = faults(edited(written(read_scheme(HUNAN), tmp_path), edit))

    assert "Expected a number. The cell reads: 两分" in said["评分细则!C5"]
    assert "The words do not say" in said["评分细则!D6"]
    assert "There is no such section here; the sheet 板块 has 社会救助、养老服务" in said["评分细则!A11"]
    assert "There is no rule 魔法" in said["评分细则!I4"]
    assert "Expected terms such as" in said["评分细则!J7"]
    assert "Expected one of: 计零分" in said["评分细则!O8"]
    assert "greater than 0, found 0" in said["评分细则!J9"]
    assert "is not below" in said["等次!D3"]
    assert "Expected a whole number" in said["总则!B9"] or "Expected a number" in said["总则!B9"]
    assert "板块!F4" not in said, "sums are unknown while rows have no section"
    assert set(said) - {"评分细则!D9"} == {
        *("评分细则!" + cell for cell in ("C5", "D6", "A11", "A18", "I4", "J7", "J9", "O8")),
        "等次!D3",
        "总则!B9",
    }


def test_a_wrong_sum_is_told_at_the_marks_of_the_section(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["评分细则"]["C4"] = 3

    found = faults(edited(written(read_scheme(HUNAN), tmp_path), edit))

    assert found == {"板块!F2": "The full marks are 16, but the items add up to 17. The cell reads: 16"}


@pytest.mark.parametrize(
    ("edit", "key", "sentence"),
    [
        (lambda book: book.remove(book["等次"]), "", "The sheet 等次 is missing"),
        (lambda book: book["评分细则"].delete_rows(1, 3), "评分细则!A1", "no row of heads"),
        (lambda book: book["评分细则"].__setitem__("H3", "指标代号"), "评分细则!H3", "column is not known"),
        (
            lambda book: book["评分细则"].__setitem__("H3", "规则"),
            "评分细则!I3",
            "stands twice; it is also in 评分细则!H3",
        ),
        (
            lambda book: book["评分细则"].__setitem__("A4", "社会救助（18分）"),
            "评分细则!A4",
            "not those of the sheet 板块",
        ),
        (lambda book: book["评分细则"].__setitem__("B4", None), "评分细则!B4", "name of an item"),
        (lambda book: book["总则"].__setitem__("A3", "英名"), "总则!A3", "row is not known"),
        (lambda book: book["总则"].__setitem__("A3", "名称"), "总则!A3", "it is also in 总则!B2"),
        (lambda book: book["分组参数"].append(["nowhere", "counties"]), "分组参数!A2", "no item nowhere"),
        (lambda book: book["一票否决"].append(["v", "否决"]), "一票否决!D2", "missing. The cell is empty."),
    ],
)
def test_one_fault_of_a_sheet_stands_at_its_cell(
    edit: Callable[[Workbook], None], key: str, sentence: str, tmp_path: Path
) -> None:
    found = faults(edited(written(read_scheme(HUNAN), tmp_path), edit))

    assert sentence in found[key], found


def test_lists_need_their_switch(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for row in book["总则"].iter_rows():
            if row[0].value == "红黑榜":
                row[1].value = "否"

    found = faults(edited(written(read_scheme(QUALITY), tmp_path), edit))

    assert sum("no red and black lists" in text for text in found.values()) == 3


@pytest.mark.parametrize("content", [b"", b"code = 1", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scheme.xlsx"
    path.write_bytes(content)

    with pytest.raises(ConfigProblems) as raised:
        read_scheme_workbook(path)

    assert [problem.message for problem in raised.value.problems] == [
        "The file is no xlsx workbook, or it is damaged or locked with a password."
    ]


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ({"low": 560, "high": 720.5}, "low = 560, high = 720.5"),
        ({"bounds": [[98, 2], [95, 1.9]], "observed": True}, "bounds = [[98, 2], [95, 1.9]], observed = true"),
        ({"市州": 64}, '"市州" = 64'),
    ],
)
def test_parameters_are_written_in_one_cell_and_read_back(terms: dict[str, object], text: str) -> None:
    assert inline.written(terms) == text
    assert inline.read(text) == terms


def test_numbers_that_a_workbook_cannot_hold_survive(tmp_path: Path) -> None:
    scheme = read_scheme(HUNAN)
    sections = list(scheme.sections)
    item = sections[0].items[0].model_copy(update={"error": 0.1 + 0.2, "full_marks": 2})
    sections[0] = sections[0].model_copy(update={"items": (item, *sections[0].items[1:])})
    scheme = scheme.model_copy(update={"sections": tuple(sections)})

    assert read_scheme_workbook(written(scheme, tmp_path)).items[0].error == 0.1 + 0.2


def test_sections_are_called_with_their_marks_in_chinese(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(read_scheme(QUALITY), tmp_path))["评分细则"]

    assert translator()("{name} ({marks} points)", name="社会救助", marks="60") == "社会救助（60分）"
    assert sheet["A4"].value == "业务工作（100分）"
    assert sheet["A7"].value == "报送质量（扣分，最多10分）"

from config.model import Config, Severity
from loaders.intake.read import read_submission
from tests.unit.intake.division_workbooks import rules
from tests.unit.intake.workbooks import PREFECTURES, Grid, elderly, xlsx, xlsx_sheets


def test_highlight_cases_come_with_region_line_and_indicator(hunan: Config) -> None:
    cases: Grid = [
        ["亮点案例"],
        ["标题", "地区", "业务条线", "主要做法", "成效", "对应指标"],
        ["助餐进社区", "衡阳市", "养老服务", "建成老年食堂", "惠及两万老人", "护理型床位"],
        ["没有正文", "衡阳市", "养老服务", None, None, None],
    ]

    intake = read_submission("q3.xlsx", xlsx_sheets({"数据": elderly(PREFECTURES), "亮点案例": cases}), hunan)

    (case,) = intake.highlights
    assert (case.title, case.region_code, case.line, case.indicator) == (
        "助餐进社区",
        "430400",
        "elderly_care",
        "nursing_beds",
    )
    assert rules(intake) == [("highlight_incomplete", "A4")]


def test_the_sheet_comes_back_as_it_is_printed(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly(PREFECTURES), formats={"B4": "#,##0.0"}), hunan)

    (sheet,) = intake.sheets
    assert sheet.columns == ("A", "B", "C")
    assert sheet.lines[3] == ("长沙市", "1,200.0", "700")


def test_two_sheets_that_differ_on_a_figure_are_refused(hunan: Config) -> None:
    other = elderly([["长沙市", 1201, 700], ["株洲市", 800, 300]])

    intake = read_submission("q3.xlsx", xlsx_sheets({"一": elderly(PREFECTURES), "二": other}), hunan)

    assert rules(intake, Severity.ERROR) == [("value_twice", "B4")]


def test_a_template_without_figures_is_refused(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([["长沙市"], ["株洲市"]])), hunan)

    assert rules(intake, Severity.ERROR) == [("no_values", "")]


def test_a_sheet_of_figures_that_is_no_table_is_noted(hunan: Config) -> None:
    intake = read_submission(
        "q3.xlsx", xlsx_sheets({"数据": elderly(PREFECTURES), "草稿": [[1, 2, 3], [4, 5, 6]]}), hunan
    )

    assert [(finding.rule, finding.sheet) for finding in intake.findings] == [("sheet_not_read", "草稿")]

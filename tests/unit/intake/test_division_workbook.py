import pytest

from config.model import Config, Severity, Status
from loaders.intake.outcome import Intake, Told
from loaders.intake.read import read_submission
from tests.unit.intake.workbooks import PREFECTURES, Grid, elderly, ods, text, xls, xlsx, xlsx_sheets


def figures(intake: Intake) -> set[tuple[str, str, str, str]]:
    return {(row.region_code, row.period, row.indicator, row.text) for row in intake.rows}


def rules(intake: Intake, severity: Severity | None = None) -> list[tuple[str, str]]:
    return [(f.rule, f.cell) for f in intake.findings if severity is None or f.severity is severity]


EXPECTED = {
    ("430100", "2025-09", "elderly_beds", "1200"),
    ("430100", "2025-09", "nursing_beds", "700"),
    ("430200", "2025-09", "elderly_beds", "800"),
    ("430200", "2025-09", "nursing_beds", "300"),
    ("430300", "2025-09", "elderly_beds", "600"),
    ("430300", "2025-09", "nursing_beds", "250"),
}


def test_a_plain_table_is_read_whole(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly(PREFECTURES)), hunan)

    assert (intake.kind, intake.submitter, intake.period) == ("division_workbook", "elderly_care", "2025-09")
    assert figures(intake) == EXPECTED
    assert intake.findings == ()
    assert intake.rows[0].cell == "B4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_text_files_of_any_encoding_read_the_same(hunan: Config, encoding: str, separator: str) -> None:
    intake = read_submission("q3.csv", text(elderly(PREFECTURES), encoding, separator), hunan)

    assert figures(intake) == EXPECTED
    assert not intake.refused


def test_an_xls_workbook_reads_the_same(hunan: Config) -> None:
    intake = read_submission("q3.xls", xls(elderly(PREFECTURES)), hunan)

    assert figures(intake) == EXPECTED
    assert intake.findings == ()


def test_indicators_in_rows_and_regions_in_columns_read_the_same(hunan: Config) -> None:
    grid: Grid = [
        ["2025年第三季度养老服务情况表"],
        ["填报单位：养老服务处"],
        ["指标", "长沙市", "株洲市", "湘潭市"],
        ["养老机构床位（张）", 1200, 800, 600],
        ["护理型床位（张）", 700, 300, 250],
    ]

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert figures(intake) == EXPECTED
    assert {row.cell for row in intake.rows if row.indicator == "nursing_beds"} == {"B5", "C5", "D5"}


def test_grouped_heads_codes_spaces_repeated_heads_and_remarks(hunan: Config) -> None:
    grid: Grid = [
        ["湖南省养老服务情况表"],
        ["填报单位：养老服务处", None, "统计时间：2025年9月", None, "单位：张"],
        ["序号", "地区代码", "地 区", "养老机构", None, "备注"],
        [None, None, None, "养老机构床位", "护理型床位", None],
        [1, 430100, "长  沙 市", "１，２００", 700, None],
        [2, "430200000000", "株　洲", 800, "300张", None],
        ["序号", "地区代码", "地 区", "养老机构", None, "备注"],
        [3, 430300, "湘潭市", 600, 250, "已核"],
        [None, None, "合　计", 2600, 1250, None],
        ["注：床位数含农村敬老院 3 所。"],
    ]

    intake = read_submission(
        "q3.xlsx", xlsx(grid, merged=["A1:F1", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4"]), hunan
    )

    assert figures(intake) == EXPECTED | {
        ("430000", "2025-09", "elderly_beds", "2600"),
        ("430000", "2025-09", "nursing_beds", "1250"),
    }
    assert intake.findings == ()


def test_former_names_are_read_and_noted(hunan: Config) -> None:
    rows: Grid = [["宁乡县", 10, 5], ["长沙县", 20, 6]]

    intake = read_submission("q3.xlsx", xlsx(elderly(rows)), hunan)

    assert ("430182", "2025-09", "elderly_beds", "10") in figures(intake)
    assert rules(intake) == [("region_former", "A4")]


def test_a_total_that_does_not_add_up_names_both_figures(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([*PREFECTURES, ["全省", 2600, 1300]])), hunan)

    (finding,) = intake.findings
    assert (finding.rule, finding.cell, finding.severity) == ("total_mismatch", "C7", Severity.WARNING)
    assert (finding.read, finding.places["computed"]) == ("1300", "1250")
    assert ("430000", "2025-09", "nursing_beds", "1300") in figures(intake)


def test_prefecture_subtotals_stand_for_their_prefecture(hunan: Config) -> None:
    rows: Grid = [
        ["芙蓉区", 10, 4],
        ["天心区", 20, 6],
        ["长沙市小计", 30, 10],
        ["荷塘区", 5, 1],
        ["株洲市小计", 5, 1],
        ["全省合计", 35, 11],
    ]

    intake = read_submission("q3.xlsx", xlsx(elderly(rows)), hunan)

    got = figures(intake)
    assert intake.findings == ()
    assert ("430100", "2025-09", "elderly_beds", "30") in got
    assert ("430000", "2025-09", "elderly_beds", "35") in got


def test_marks_blanks_and_zero_are_told_apart(hunan: Config) -> None:
    rows: Grid = [["长沙市", 0, "—"], ["株洲市", None, "/"], ["湘潭市", 5, "无"]]

    intake = read_submission("q3.xlsx", xlsx(elderly(rows)), hunan)

    by_cell = {row.cell: (row.value, row.status) for row in intake.rows}
    assert by_cell == {
        "B4": (0.0, Status.REPORTED),
        "C4": (None, Status.NOT_REPORTED),
        "C5": (None, Status.NOT_APPLICABLE),
        "B6": (5.0, Status.REPORTED),
        "C6": (None, Status.NOT_REPORTED),
    }
    assert rules(intake) == [("mark_doubtful", "C6")]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("约一千", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("1e400", "not_a_number"),
        ("1,23", "not_a_number"),
        ("12-15", "not_a_number"),
        (True, "not_a_number"),
        (-5, "negative"),
        ("（5）", "negative"),
        (3.5, "not_whole"),
        ("5万元", "unit_mismatch"),
        ("#REF!", "error_cell"),
        ("=1+1", "formula_not_calculated"),
    ],
)
def test_what_is_no_count_is_an_error_at_its_cell(hunan: Config, value: str | float, rule: str) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([["长沙市", value, 1], ["株洲市", 5, 1]])), hunan)

    assert rules(intake, Severity.ERROR) == [(rule, "B4")]
    assert intake.refused


def test_every_mistake_is_reported_at_once(hunan: Config) -> None:
    rows: Grid = [["长沙市", "x", 1], ["衡山市", 5, 1], ["株洲市", -1, 2], ["株洲市", 4, 2]]

    intake = read_submission("q3.xlsx", xlsx(elderly(rows)), hunan)

    assert set(rules(intake, Severity.ERROR)) == {
        ("not_a_number", "B4"),
        ("region_unknown", "A5"),
        ("negative", "B6"),
        ("region_twice", "A7"),
    }


def test_the_nearest_known_name_is_suggested(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([["长沙市", 1, 1], ["株州市", 5, 1]])), hunan)

    (finding,) = intake.findings
    assert (finding.rule, finding.read, finding.places["nearest"]) == ("region_unknown", "株州市", "株洲市")


def test_units_of_the_head_are_kept_as_printed(hunan: Config) -> None:
    grid = elderly([["长沙市", 0.12, 700], ["株洲市", 0.08, 300]], ("地区", "养老机构床位（万张）", "护理型床位"))

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert {(row.text, row.unit) for row in intake.rows} == {
        ("0.12", "万张"),
        ("700", "张"),
        ("0.08", "万张"),
        ("300", "张"),
    }
    assert intake.findings == ()


def test_a_unit_that_nobody_knows_is_an_error_at_the_head(hunan: Config) -> None:
    grid = elderly(PREFECTURES, ("地区", "养老机构床位（百张）", "护理型床位"))

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert rules(intake, Severity.ERROR) == [("unit_unknown", "B3")]


def test_a_column_that_nobody_knows_is_named_and_not_stored(hunan: Config) -> None:
    grid = elderly([[*row, 9] for row in PREFECTURES], ("地区", "养老机构床位", "护理型床位", "麻将桌数"))

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert figures(intake) == EXPECTED
    assert rules(intake) == [("column_unknown", "D3")]


def test_derived_rates_are_checked_and_not_stored(hunan: Config) -> None:
    rows: Grid = [["长沙市", 100, 50, 50], ["株洲市", 100, 60, 160]]
    grid = elderly(rows, ("地区", "养老机构床位", "护理型床位", "护理型床位占比（%）"))

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert {row.indicator for row in intake.rows} == {"elderly_beds", "nursing_beds"}
    assert set(rules(intake)) == {("above_maximum", "D5"), ("column_derived", "D3")}


def test_more_nursing_beds_than_beds_is_doubted(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([["长沙市", 100, 150], ["株洲市", 9, 1]])), hunan)

    assert rules(intake) == [("part_over_whole", "C4")]
    assert not intake.refused


def test_percent_formatted_cells_are_per_cent(hunan: Config) -> None:
    grid: Grid = [
        ["社会救助情况 2025Q3"],
        ["填报单位：社会救助处"],
        ["市州", "临时救助按时办结率"],
        ["长沙市", 0.985],
        ["株洲市", "97.5%"],
    ]

    intake = read_submission("q3.xlsx", xlsx(grid, formats={"B4": "0.00%"}), hunan)

    assert [(row.text, row.unit) for row in intake.rows] == [("98.50", "%"), ("97.5", "%")]
    assert intake.findings == ()


def test_the_division_is_taken_from_its_columns_with_a_warning(hunan: Config) -> None:
    grid = elderly(PREFECTURES)
    del grid[1]

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert intake.submitter == "elderly_care"
    assert ("submitter_guessed", Severity.WARNING) in [(f.rule, f.severity) for f in intake.findings]


def test_a_missing_period_is_asked_for_and_a_told_one_is_taken(hunan: Config) -> None:
    grid: Grid = [["养老服务情况表"], *elderly(PREFECTURES)[1:]]

    asked = read_submission("q3.xlsx", xlsx(grid), hunan)
    told = read_submission("q3.xlsx", xlsx(grid), hunan, Told(period="2025-09"))

    assert (asked.asks, asked.refused) == (("period",), True)
    assert figures(told) == EXPECTED
    assert not told.refused


def test_a_told_period_that_the_file_contradicts_is_refused(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly(PREFECTURES)), hunan, Told(period="2025-06"))

    assert rules(intake, Severity.ERROR) == [("period_contradiction", "A1")]


def test_a_quarter_outside_the_calendar_is_refused(hunan: Config) -> None:
    grid: Grid = [["2019年第三季度养老服务情况表"], *elderly(PREFECTURES)[1:]]

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert rules(intake, Severity.ERROR) == [("period_unknown", "A1")]


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


@pytest.mark.parametrize(("first", "found"), [("全省", []), ("合　计", []), ("南京市", [("region_unknown", "A4")])])
def test_what_stands_above_the_first_known_region_is_a_line_too(
    hunan: Config, first: str, found: list[tuple[str, str]]
) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([[first, 2600, 1250], *PREFECTURES])), hunan)

    assert figures(intake) >= EXPECTED
    assert rules(intake) == found
    assert (("430000", "2025-09", "elderly_beds", "2600") in figures(intake)) == (not found)


def test_a_prefectures_own_share_counts_in_its_total(hunan: Config) -> None:
    rows: Grid = [["市本级", 5, 1], ["芙蓉区", 10, 4], ["天心区", 20, 6], ["合计", 35, 11]]

    intake = read_submission("q3.xlsx", xlsx(elderly(rows)), hunan)

    assert rules(intake) == [("own_share_not_stored", "A4")]
    assert ("430100", "2025-09", "elderly_beds", "35") in figures(intake)


def test_two_columns_of_regions_with_subtotals_under_merged_prefectures(hunan: Config) -> None:
    rows: Grid = [
        ["长沙市", "芙蓉区", 10, 4],
        [None, "天心区", 20, 6],
        [None, "小计", 30, 10],
        ["株洲市", "荷塘区", 5, 1],
        [None, "小计", 5, 1],
        ["合计", None, 35, 11],
    ]
    grid = elderly(rows, ("市州", "县市区", "养老机构床位", "护理型床位"))

    intake = read_submission("q3.xlsx", xlsx(grid, merged=["A4:A6", "A7:A8", "A9:B9"]), hunan)

    beds = {row.region_code: row.text for row in intake.rows if row.indicator == "elderly_beds"}
    assert beds == {"430102": "10", "430103": "20", "430100": "30", "430202": "5", "430200": "5", "430000": "35"}
    assert intake.findings == ()


def test_a_template_without_figures_is_refused(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([["长沙市"], ["株洲市"]])), hunan)

    assert rules(intake, Severity.ERROR) == [("no_values", "")]


def test_a_day_of_filling_in_is_no_period(hunan: Config) -> None:
    grid: Grid = [["养老服务情况表"], ["填报单位：养老服务处", "填报日期：2025年10月8日"], *elderly(PREFECTURES)[2:]]

    assert read_submission("q3.xlsx", xlsx(grid), hunan).asks == ("period",)


def test_an_open_document_reads_the_same(hunan: Config) -> None:
    intake = read_submission("q3.ods", ods(elderly(PREFECTURES)), hunan)

    assert figures(intake) == EXPECTED
    assert intake.findings == ()


def test_a_sheet_of_figures_that_is_no_table_is_noted(hunan: Config) -> None:
    intake = read_submission(
        "q3.xlsx", xlsx_sheets({"数据": elderly(PREFECTURES), "草稿": [[1, 2, 3], [4, 5, 6]]}), hunan
    )

    assert [(finding.rule, finding.sheet) for finding in intake.findings] == [("sheet_not_read", "草稿")]

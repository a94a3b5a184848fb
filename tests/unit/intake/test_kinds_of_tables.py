from decimal import Decimal

import pytest

from config.model import Config, Status
from loaders.intake.cells import Cell
from loaders.intake.numbers import read_amount
from loaders.intake.outcome import Intake, Told
from loaders.intake.read import read_submission
from loaders.intake.refusal import Refusal
from loaders.intake.xlsxsheet import SheetPart, read_sheet
from tests.unit.intake.workbooks import PREFECTURES, Grid, Value, elderly, text, xlsx, xlsx_sheets

TOP: list[list[Value]] = [["2025年第三季度养老服务情况表"], ["填报单位：养老服务处"]]
EXPECTED = {
    ("430100", "elderly_beds"): 1200,
    ("430100", "nursing_beds"): 700,
    ("430200", "elderly_beds"): 800,
    ("430200", "nursing_beds"): 300,
    ("430300", "elderly_beds"): 600,
    ("430300", "nursing_beds"): 250,
}
SHARES: list[list[Value]] = [["2025年第三季度"], ["填报单位：社会救助处"], ["地区", "临时救助按时办结率"]]


def figures(intake: Intake) -> dict[tuple[str, str], float | None]:
    return {(row.region_code, row.indicator): row.value for row in intake.rows}


def read(grid: Grid, hunan: Config) -> Intake:
    return read_submission("q3.xlsx", xlsx(grid), hunan)


def form(line: list[Value], head: list[Value] | None = None, place: list[Value] | None = None) -> bytes:
    top: list[list[Value]] = [["民政统计季报表"], ["表号：JZH01表"], place or ["编制单位：衡阳市", None, "2024年9月"]]
    return xlsx([*top, head or ["指标名称", "单位", "代码", "数量"], line, ["6.街道", None, "JZH011113000", 42]])


@pytest.mark.parametrize("written", ["12 3", "1 2 3", "123\n456", ".", "1e300", "9" * 17])
def test_text_that_only_looks_like_a_number_is_none(hunan: Config, written: str) -> None:
    assert read_amount(Cell(1, 1, "text", written), hunan.reading).fault == "not_a_number"


@pytest.mark.parametrize(("written", "number"), [("1 234.5", "1234.5"), ("123 万元", "123"), (".5", "0.5")])
def test_spaces_between_thousands_and_before_units_stay(hunan: Config, written: str, number: str) -> None:
    assert read_amount(Cell(1, 1, "text", written), hunan.reading, "万元").number == Decimal(number)


@pytest.mark.parametrize("mark", ["─", "━", "———", "— —"])
def test_dashes_of_every_kind_mean_not_reported(hunan: Config, mark: str) -> None:
    assert read_amount(Cell(1, 1, "text", mark), hunan.reading).status is Status.NOT_REPORTED


@pytest.mark.parametrize(
    ("code", "rule"), [('0!.0,"万"', "format_scaled"), ("#,##0,", "format_scaled"), ("h:mm", "date_not_number")]
)
def test_a_format_that_hides_the_number_is_an_error(hunan: Config, code: str, rule: str) -> None:
    grid = elderly([["长沙市", 0.5, 700], ["株洲市", 800, 300]])

    intake = read_submission("q3.xlsx", xlsx(grid, formats={"B4": code}), hunan)

    assert rule in [finding.rule for finding in intake.findings if finding.cell == "B4"]


def test_the_unit_of_a_number_format_counts(hunan: Config) -> None:
    grid: Grid = [["2025年第三季度"], ["地区", "福彩累计销量"], ["长沙市", 5], ["株洲市", 6]]

    intake = read_submission("q3.xlsx", xlsx(grid, formats={"B3": '0"元"'}), hunan)

    assert [row.unit for row in intake.rows] == ["元", "万元"]


def test_fractions_in_a_column_of_percentages_are_an_error(hunan: Config) -> None:
    intake = read([*SHARES, ["长沙市", 0.953], ["株洲市", 1]], hunan)

    assert [(f.rule, f.cell) for f in intake.findings if f.severity == "error"] == [("share_as_fraction", "B4")]


def test_a_share_below_one_per_cent_is_written_with_its_sign(hunan: Config) -> None:
    assert not read([*SHARES, ["长沙市", "0.95%"], ["株洲市", "0.5%"]], hunan).refused


@pytest.mark.parametrize("head", ["养老机构床位（公办）", "养老机构床位（吨）"])
def test_brackets_that_narrow_a_figure_make_it_another(hunan: Config, head: str) -> None:
    intake = read([*TOP, ["地区", head, "护理型床位"], *PREFECTURES], hunan)

    assert {row.indicator for row in intake.rows} == {"nursing_beds"}
    assert [(f.rule, f.cell) for f in intake.findings] == [("column_unknown", "B3")]


def test_a_role_in_brackets_or_above_the_figure_is_its_role(hunan: Config) -> None:
    in_brackets = read([*TOP, ["地区", "养老机构床位（上季度）", "护理型床位"], *PREFECTURES], hunan)
    above = read_submission(
        "q3.xlsx",
        xlsx([*TOP, ["地区", "本期", "上年同期"], [None, "养老机构床位", "养老机构床位"], *PREFECTURES]),
        hunan,
    )

    assert {row.column_role for row in in_brackets.rows if row.indicator == "elderly_beds"} == {"previous_quarter"}
    assert {(row.column_role, row.period) for row in above.rows} == {
        ("current", "2025-09"),
        ("same_month_last_year", "2024-09"),
    }


@pytest.mark.parametrize(
    "grid",
    [
        [["市州", "县市区", "养老机构床位"], ["长沙市", "雨花区", 5], ["长沙市", "浏阳市", 6], ["长沙市", "小计", 11]],
        [["序号", "县市区", "养老机构床位"], [1, "雨花区", 5], [2, "浏阳市", 6], ["合计", None, 11]],
        [["县市区", "养老机构床位"], ["雨花区民政局", 5], ["浏阳市民政局", 6], ["合计", 11]],
        [["地区", "养老机构床位", "地区", "养老机构床位"], ["雨花区", 5, "浏阳市", 6], ["全市合计", 11, None, None]],
        [["指标代码", "指标名称", "雨花区", "浏阳市", "合计"], ["A01", "养老机构床位", 5, 6, 11]],
        [["地区", "养老机构床位 (单位:张)"], ["雨花区", 5], ["浏阳市", 6], ["合计", 11]],
    ],
    ids=["two columns", "total under the numbers", "bureaus", "side by side", "codes of rows", "unit with a colon"],
)
def test_arrangements_of_one_table_read_alike(hunan: Config, grid: list[list[Value]]) -> None:
    for content in (xlsx([*TOP, *grid]), text([*TOP, *grid])):
        intake = read_submission("q3", content, hunan)

        expected = {("430111", "elderly_beds"): 5, ("430181", "elderly_beds"): 6, ("430100", "elderly_beds"): 11}
        counties = {key: value for key, value in figures(intake).items() if key[0] != "430100"}
        assert counties == {key: value for key, value in expected.items() if key[0] != "430100"}
        assert ("430100", "elderly_beds") in figures(intake) or grid[0].count("地区") == 2


def test_tables_below_each_other_with_other_columns_are_two_tables(hunan: Config) -> None:
    first: list[list[Value]] = [
        ["地区", "养老机构床位"],
        *[[name, beds] for name, beds, _ in PREFECTURES],
        ["合计", 2600],
    ]
    later: list[list[Value]] = [["续表"], ["地区", "护理型床位"], *[[n, v] for n, _, v in PREFECTURES], ["合计", 1250]]

    intake = read([*TOP, *first, [None], *later], hunan)

    totals = {("430000", "elderly_beds"): 2600, ("430000", "nursing_beds"): 1250}
    assert figures(intake) == EXPECTED | totals
    assert not intake.refused


def test_one_sheet_for_each_month_keeps_each_period(hunan: Config) -> None:
    sheets: dict[str, Grid] = {
        f"{month}月": elderly([["长沙市", 1200 + month, 700], ["株洲市", 800, 300]]) for month in (7, 8, 9)
    }

    intake = read_submission("q3.xlsx", xlsx_sheets(sheets), hunan)

    changsha = {r.period: r.value for r in intake.rows if (r.region_code, r.indicator) == ("430100", "elderly_beds")}
    assert changsha == {"2025-07": 1207, "2025-08": 1208, "2025-09": 1209}
    assert intake.period == "2025-09"


def test_sheets_with_other_columns_and_other_periods_contradict(hunan: Config) -> None:
    one: Grid = [["2025年6月"], ["地区", "养老机构床位"], ["长沙市", 1], ["株洲市", 2]]
    two: Grid = [["2025年9月"], ["地区", "护理型床位"], ["长沙市", 1], ["株洲市", 2]]

    intake = read_submission("q3.xlsx", xlsx_sheets({"一": one, "二": two}), hunan)

    assert "period_contradiction" in [finding.rule for finding in intake.findings]


def test_a_line_without_a_region_is_said(hunan: Config) -> None:
    intake = read([*TOP, ["地区", "养老机构床位", "护理型床位"], *PREFECTURES, [None, 17, 3]], hunan)

    assert [(f.rule, f.cell) for f in intake.findings] == [("row_without_region", "B7")]


def test_a_short_name_of_prefecture_and_county_is_asked(hunan: Config) -> None:
    intake = read([*TOP, ["县市区", "养老机构床位"], ["雨花", 1], ["长沙", 2], ["浏阳", 3], ["宁乡", 4]], hunan)

    assert [(f.rule, f.cell) for f in intake.findings if f.severity == "error"] == [("region_ambiguous", "A5")]


def test_a_total_that_differs_from_the_line_of_its_region_is_an_error(hunan: Config) -> None:
    intake = read([*TOP, ["县市区", "养老机构床位"], ["长沙市", 9], ["雨花区", 5], ["浏阳市", 4], ["合计", 8]], hunan)

    assert ("value_twice", "B7") in [(finding.rule, finding.cell) for finding in intake.findings]


@pytest.mark.parametrize("code", ["JZH011212000", "jzh011212000", "011212000", "JZH 011212000"])
def test_codes_of_a_form_in_every_spelling_are_the_registered_ones(hunan: Config, code: str) -> None:
    intake = read_submission("a.xlsx", form(["2.社会救助", "（万元）", code, 100]), hunan)

    assert ("JZH011212000", 100, "万元") in [(row.official_code, row.value, row.unit) for row in intake.rows]


def test_a_form_without_names_is_read_by_its_codes(hunan: Config) -> None:
    grid: Grid = [["JZH01"], ["编制单位：衡阳市", "2024年9月"], ["代码", "数量"], ["JZH011212000", 100]]

    intake = read_submission("a.xlsx", xlsx(grid), hunan)

    assert [(row.region_code, row.indicator, row.value) for row in intake.rows] == [
        ("430400", "assistance_spending", 100)
    ]


def test_an_empty_label_does_not_take_the_period_for_a_region(hunan: Config) -> None:
    content = form(["2.社会救助", "万元", "JZH011212000", 100], place=["地区编码：", "2024年9月"])

    intake = read_submission("a.xlsx", content, hunan)

    assert (intake.asks, intake.period) == (("region",), "2024-09")
    assert read_submission("a.xlsx", content, hunan, Told("430400")).region_code == "430400"


def test_a_sheet_of_a_million_blank_cells_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refusal) as refusal:
        read_sheet(b"<worksheet>" + b'<c s="1"/>' * 1_000_001, SheetPart([], [], False, 10))

    assert refusal.value.rule == "too_many_cells"


def test_what_was_read_is_cut_to_fit_a_sentence(hunan: Config) -> None:
    intake = read([*TOP, ["地区", "养老机构床位"], ["长沙市", "长" * 30_000], ["株洲市", 1]], hunan)

    assert max(len(finding.message()) for finding in intake.findings) < 300

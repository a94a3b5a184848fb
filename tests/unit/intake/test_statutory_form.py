import pytest

from config.model import Config, Severity
from loaders.intake.outcome import Intake, Told
from loaders.intake.read import read_submission
from tests.unit.intake.workbooks import Grid, Value, text, xls, xlsx

HEAD: list[Value] = ["指标名称", "单位", "代码", "数量", "上季度", "环比", "上月"]


def form(
    lines: Grid, head: list[Value] | None = None, code: str = "430400000000", unit: str = "衡阳市"
) -> list[list[Value]]:
    return [
        ["民政统计季报表"],
        [None, None, None, None, "表    号：JZH01 表"],
        [f"编制单位：{unit}", None, None, None, "制表机关：民    政    部"],
        [f"地区编码：{code}", "2024年9月"],
        head or HEAD,
        *[list(line) for line in lines],
    ]


LINES: Grid = [
    ["一、综合", None, "JZH011000000"],
    ["   （一）乡级行政区划", None, "JZH011110000", "187", "186", None, "187"],
    ["       1.镇", None, "JZH011111000", "114", "113", None, "114"],
]
EXPECTED = {
    ("430400", "2024-09", "JZH011110000", "current", "187"),
    ("430400", "2024-06", "JZH011110000", "previous_quarter", "186"),
    ("430400", "2024-08", "JZH011110000", "previous_month", "187"),
    ("430400", "2024-09", "JZH011111000", "current", "114"),
    ("430400", "2024-06", "JZH011111000", "previous_quarter", "113"),
    ("430400", "2024-08", "JZH011111000", "previous_month", "114"),
}


def stored(intake: Intake) -> set[tuple[str, str, str, str, str]]:
    return {(row.region_code, row.period, row.official_code, row.column_role, row.text) for row in intake.rows}


def rules(intake: Intake, severity: Severity | None = None) -> list[tuple[str, str]]:
    return [(f.rule, f.cell) for f in intake.findings if severity is None or f.severity is severity]


def test_a_form_is_one_region_with_its_columns_by_role(hunan: Config) -> None:
    intake = read_submission("jb.xlsx", xlsx(form(LINES)), hunan)

    assert (intake.kind, intake.submitter, intake.region_code, intake.period) == (
        "statutory_form",
        "430400",
        "430400",
        "2024-09",
    )
    assert stored(intake) == EXPECTED
    assert intake.findings == ()
    assert {row.unit for row in intake.rows} == {"个"}


@pytest.mark.parametrize("content", [xls(form(LINES)), text(form(LINES), "gb18030"), text(form(LINES), "utf-16", "\t")])
def test_other_kinds_of_files_read_the_same(hunan: Config, content: bytes) -> None:
    assert stored(read_submission("jb", content, hunan)) == EXPECTED


def test_columns_in_another_order_and_named_by_month(hunan: Config) -> None:
    head: list[Value] = ["指标名称", "代码", "八月份", "数量", "上年数据", "同比"]
    lines: Grid = [["（一）乡级行政区划", "JZH011110000", "187", "190", "200", "-5.00"]]

    intake = read_submission("jb.xlsx", xlsx(form(lines, head)), hunan)

    assert stored(intake) == {
        ("430400", "2024-09", "JZH011110000", "current", "190"),
        ("430400", "2024-08", "JZH011110000", "previous_month", "187"),
        ("430400", "2023-09", "JZH011110000", "same_month_last_year", "200"),
        ("430400", "2024-09", "JZH011110000", "change_pct", "-5.00"),
    }
    assert intake.findings == ()


def test_the_previous_column_of_a_monthly_form_is_the_month_before(hunan: Config) -> None:
    head: list[Value] = ["指标名称", "代码", "本期", "上期"]
    lines: Grid = [["（一）乡级行政区划", "JZH011110000", "187", "186"]]
    quarterly, monthly = form(lines, head), form(lines, head)
    monthly[0] = ["民政统计月报表"]

    assert {row.period for row in read_submission("a.xlsx", xlsx(quarterly), hunan).rows} == {"2024-09", "2024-06"}
    assert {row.period for row in read_submission("a.xlsx", xlsx(monthly), hunan).rows} == {"2024-09", "2024-08"}


def test_a_code_nobody_registered_is_warned_of_and_not_stored(hunan: Config) -> None:
    lines = [*LINES, ["9.新指标", "个", "JZH099999999", "5"]]

    intake = read_submission("jb.xlsx", xlsx(form(lines)), hunan)

    assert stored(intake) == EXPECTED
    assert rules(intake) == [("code_unregistered", "C9")]
    assert intake.findings[0].severity is Severity.WARNING


def test_a_line_that_comes_twice_is_an_error(hunan: Config) -> None:
    intake = read_submission("jb.xlsx", xlsx(form([*LINES, LINES[2]])), hunan)

    assert rules(intake, Severity.ERROR) == [("row_twice", "C9")]


def test_a_change_that_does_not_follow_is_doubted(hunan: Config) -> None:
    lines: Grid = [["（一）乡级行政区划", None, "JZH011110000", "110", "100", "12.00", None]]

    intake = read_submission("jb.xlsx", xlsx(form(lines)), hunan)

    (finding,) = intake.findings
    assert (finding.rule, finding.cell, finding.places["computed"]) == ("change_mismatch", "F6", "10.00")


def test_a_part_larger_than_its_whole_is_doubted(hunan: Config) -> None:
    lines: Grid = [LINES[1], ["1.镇", None, "JZH011111000", "214", None, None, None]]

    assert rules(read_submission("jb.xlsx", xlsx(form(lines)), hunan)) == [("part_over_whole", "D7")]


def test_code_and_name_of_two_regions_contradict(hunan: Config) -> None:
    intake = read_submission("jb.xlsx", xlsx(form(LINES, unit="株洲市")), hunan)

    (finding,) = intake.findings
    assert finding.rule == "region_contradiction"
    assert {finding.places["one"], finding.places["other"]} == {"衡阳市（430400）", "株洲市（430200）"}


def test_an_unknown_region_is_refused_at_its_cell_with_the_nearest(hunan: Config) -> None:
    grid = form(LINES, unit="衡杨市")
    grid[3] = [None, "2024年9月"]

    intake = read_submission("jb.xlsx", xlsx(grid), hunan)

    (finding,) = intake.findings
    assert (finding.rule, finding.cell, finding.places["nearest"]) == ("region_unknown", "A3", "衡阳市")


def test_an_unknown_code_is_refused(hunan: Config) -> None:
    intake = read_submission("jb.xlsx", xlsx(form(LINES, code="439900000000", unit="")), hunan)

    assert rules(intake, Severity.ERROR) == [("region_unknown", "A4")]


def test_region_and_period_are_asked_for_together(hunan: Config) -> None:
    grid = form(LINES)
    grid[2], grid[3] = [None], [None]

    intake = read_submission("jb.xlsx", xlsx(grid), hunan)
    told = read_submission("jb.xlsx", xlsx(grid), hunan, Told("430400", "2024-09"))

    assert intake.asks == ("region", "period")
    assert set(rules(intake)) == {("region_missing", ""), ("period_missing", "")}
    assert stored(told) == EXPECTED


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (Told("430200"), "region_contradiction"),
        (Told(period="2024-06"), "period_contradiction"),
        (Told("999999"), "region_unknown"),
        (Told(period="soon"), "period_unknown"),
    ],
)
def test_what_is_told_must_not_contradict_the_file(hunan: Config, told: Told, rule: str) -> None:
    intake = read_submission("jb.xlsx", xlsx(form(LINES)), hunan, told)

    assert [finding.rule for finding in intake.findings] == [rule]
    assert intake.refused


def test_the_month_of_the_own_cell_outranks_the_quarter_of_the_title(hunan: Config) -> None:
    agreeing, contradicting = form(LINES), form(LINES)
    agreeing[0] = ["2024年衡阳市第三季度民政统计季报表"]
    contradicting[0] = ["2024年衡阳市第二季度民政统计季报表"]

    assert read_submission("a.xlsx", xlsx(agreeing), hunan).findings == ()
    assert rules(read_submission("a.xlsx", xlsx(contradicting), hunan)) == [("period_contradiction", "A1")]


def test_units_are_kept_as_printed_and_wrong_ones_refused(hunan: Config) -> None:
    spending: list[Value] = ["（二）民政事业费累计支出", "亿元", "JZH011310000", "6.94", None, None, None]
    wrong: list[Value] = [spending[0], "万人", *spending[2:]]

    kept = read_submission("jb.xlsx", xlsx(form([spending])), hunan)
    refused = read_submission("jb.xlsx", xlsx(form([wrong])), hunan)

    assert [(row.text, row.unit) for row in kept.rows] == [("6.94", "亿元")]
    assert rules(refused, Severity.ERROR) == [("unit_mismatch", "B6")]


def test_a_form_that_nobody_registered_is_refused(hunan: Config) -> None:
    grid: Grid = [
        ["粮食产量表"],
        ["编制单位：衡阳市", "2024年9月"],
        ["指标名称", "单位", "数量"],
        ["稻谷", "吨", 5],
        ["玉米", "吨", 6],
    ]

    assert rules(read_submission("jb.xlsx", xlsx(grid), hunan), Severity.ERROR) == [("form_unknown", "A4")]


def test_figures_of_another_table_below_a_form_are_told(hunan: Config) -> None:
    grid = [*form(LINES), ["2024年第三季度养老服务情况表"], ["县市区", "养老机构床位"], ["珠晖区", 100], ["雁峰区", 80]]

    intake = read_submission("a.xlsx", xlsx(grid), hunan)

    place = f"B{len(grid) - 1}"
    assert rules(intake, Severity.NOTE) == [("figures_outside", place)]
    assert stored(intake) == stored(read_submission("a.xlsx", xlsx(form(LINES)), hunan))

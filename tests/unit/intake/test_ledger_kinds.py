from collections.abc import Sequence

import pytest

from config.model import Config
from loaders.intake.outcome import Intake
from loaders.intake.read import read_submission
from tests.unit.intake.workbooks import Grid, Value, xlsx_sheets

MATTER_HEADS = ("序号", "实事项目", "实施地区", "目标数", "累计完成", "单位", "季度节点", "到位资金（亿元）")
MATTER = (1, "困难老年人家庭适老化改造", "衡阳市", "3.6万", 28800, "户", "20/45/75/100", 1.25)
PROJECT_HEADS = ("项目名称", "建设地点", "总投资", "年度计划投资", "完成投资", "形象进度", "竣工时间", "状态")
PROJECT = ("省康复医院二期", "长沙市", "4.2亿元", 12000, "8,600.5", "主体封顶", "2027年6月", "在建")
PILOT_HEADS = ("试点名称", "级别", "试点地区", "启动时间", "到期时间", "状态", "成效")
PILOT = ("全国养老服务改革试点", "国家", "岳阳市", "2024年3月", "2026年底", "推进中", "出台清单")
LETTER_HEADS = (
    "件号",
    "建议标题",
    "类别",
    "提出者",
    "办前沟通",
    "办中沟通",
    "办后回访",
    "答复期限",
    "答复时间",
    "满意度",
)
LETTER = ("第0123号", "加快社区食堂建设", "建议", "衡阳代表团", "2026.7.1", "2026.8.1", None, "2026-09-30", None, None)


def sheet(name: str, heads: Sequence[str], *lines: Sequence[Value]) -> dict[str, Grid]:
    return {name: [[f"养老服务处2026年第三季度{name}台账"], list(heads), *[list(line) for line in lines]]}


def read(hunan: Config, *sheets: dict[str, Grid]) -> Intake:
    return read_submission(
        "台账.xlsx", xlsx_sheets({name: grid for one in sheets for name, grid in one.items()}), hunan
    )


def test_new_kinds_are_read_beside_each_other_by_their_declarations_alone(hunan: Config) -> None:
    intake = read(
        hunan,
        sheet("为民办实事", MATTER_HEADS, MATTER),
        sheet("重大项目库", PROJECT_HEADS, PROJECT),
        sheet("试点", PILOT_HEADS, PILOT),
        sheet("建议提案", LETTER_HEADS, LETTER),
    )

    assert intake.findings == ()
    matter, project, pilot, letter = intake.entries
    assert (matter.ledger, matter.title, matter.region_code) == ("practical_matters", MATTER[1], "430400")
    assert matter.fields == {
        "target": "36000",
        "done": "28800",
        "measure": "户",
        "milestones": "20/45/75/100",
        "money": "12500",
    }
    assert {code: project.fields[code] for code in ("total", "planned", "done", "due", "state")} == {
        "total": "42000",
        "planned": "12000",
        "done": "8600.5",
        "due": "2027-06-30",
        "state": "building",
    }
    assert (pilot.fields["level"], pilot.fields["since"], pilot.fields["until"]) == (
        "national",
        "2024-03",
        "2026-12-31",
    )
    assert (letter.ledger, letter.fields["number"], letter.fields["before"]) == ("proposals", "第0123号", "2026-07-01")


@pytest.mark.parametrize(
    ("column", "value", "rule", "said"),
    [
        (3, "约三万", "ledger_number", "只写数字"),
        (3, -5, "ledger_number", "≥ 0"),
        (3, "3.6555", "ledger_decimals", "2 位小数"),
        (6, "25/50/75", "ledger_milestones", "25/50/75/100"),
        (6, "25/60/50/100", "ledger_milestones", "四个"),
        (6, "25/50/75/120", "ledger_milestones", "四个"),
        (7, "5万户", "ledger_unit", "万元"),
        (3, None, "ledger_field_missing", "年度目标数"),
    ],
)
def test_a_wrong_cell_of_a_practical_matter_is_an_error_at_the_cell(
    hunan: Config, column: int, value: Value, rule: str, said: str
) -> None:
    line = [*MATTER[:column], value, *MATTER[column + 1 :]]

    intake = read(hunan, sheet("为民办实事", MATTER_HEADS, line))

    assert intake.refused
    assert [(finding.rule, finding.cell) for finding in intake.findings] == [(rule, f"{'ABCDEFGH'[column]}3")]
    assert said in intake.findings[0].message() + intake.findings[0].remedy()


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        (2, "12平方米", "ledger_unit"),
        (6, "快了", "ledger_date"),
        (7, "烂尾", "ledger_choice"),
        (1, "长河市", "ledger_region_unknown"),
    ],
)
def test_a_wrong_cell_of_a_project_is_an_error_at_the_cell(hunan: Config, column: int, value: Value, rule: str) -> None:
    line = [*PROJECT[:column], value, *PROJECT[column + 1 :]]

    intake = read(hunan, sheet("重大项目库", PROJECT_HEADS, line))

    assert [(finding.rule, finding.cell) for finding in intake.findings] == [(rule, f"{'ABCDEFGH'[column]}3")]


@pytest.mark.parametrize("said", ["20/45/75/100", "20%、45%、75%、100%", "一季度20%，二季度45%，三季度75%，四季度100%"])
def test_milestones_are_read_as_they_are_written(hunan: Config, said: str) -> None:
    intake = read(hunan, sheet("为民办实事", MATTER_HEADS, [*MATTER[:6], said, MATTER[7]]))

    assert (intake.findings, intake.entries[0].fields["milestones"]) == ((), "20/45/75/100")


@pytest.mark.parametrize(("said", "kept"), [("2026年8月", "2026-08"), ("2026-08-15", "2026-08"), ("夏天", "")])
def test_months_are_kept_as_months(hunan: Config, said: str, kept: str) -> None:
    heads, line = ("活动名称", "开展地区", "开展月份", "场次"), ("敬老月走访", "衡阳市", said, 12)

    intake = read(hunan, sheet("四百暖心", heads, line))

    assert intake.entries[0].fields.get("month", "") == kept
    assert [finding.rule for finding in intake.findings] == ([] if kept else ["ledger_month"])


def test_a_unit_that_does_not_report_a_kind_is_asked_why(hunan: Config) -> None:
    heads, line = ("活动名称", "开展地区", "场次"), ("微心愿", "衡阳市", 12)

    intake = read(hunan, sheet("五微活动", heads, line))

    assert [finding.rule for finding in intake.findings] == ["ledger_not_owed"]
    assert (intake.refused, len(intake.entries)) == (False, 1)
    assert "养老服务处" in intake.findings[0].message()


def test_the_sheets_name_decides_between_kinds_with_the_same_heads(hunan: Config) -> None:
    heads, line = ("活动名称", "开展地区", "场次"), ("敬老月走访", "衡阳市", 12)

    assert read(hunan, sheet("四百暖心", heads, line)).entries[0].ledger == "warm_hearts"
    assert read(hunan, sheet("五微活动", heads, line)).entries[0].ledger == "five_micro"


@pytest.mark.parametrize("title", [["衡阳市2026年第三季度试点台账"], ["填报单位：衡阳市", "统计时间：2026年9月"]])
def test_a_prefectures_ledgers_alone_are_its_own(hunan: Config, title: list[Value]) -> None:
    grid: Grid = [title, list(PILOT_HEADS), list(PILOT)]

    intake = read(hunan, {"试点": grid})

    assert (intake.kind, intake.submitter, intake.region_code) == ("region_table", "430400", "430400")
    assert (intake.findings, intake.period, len(intake.entries)) == ((), "2026-09", 1)


def test_ledgers_that_name_two_regions_and_no_division_belong_to_nobody(hunan: Config) -> None:
    grids = {name: [[f"{name}2026年第三季度试点台账"], list(PILOT_HEADS), list(PILOT)] for name in ("衡阳市", "岳阳市")}

    assert "submitter_missing" in {finding.rule for finding in read(hunan, grids).findings}

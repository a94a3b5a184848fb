from collections.abc import Sequence
from datetime import date

import pytest

from config.model import Config
from loaders.intake.outcome import Finding, Intake
from loaders.intake.read import read_submission
from tests.unit.intake.workbooks import PREFECTURES, Grid, Value, elderly, xlsx_sheets

TASK_HEADS = (
    "序号", "重点工作", "地区", "年度目标", "进展情况", "完成进度（%）", "问题和困难", "下季度打算", "责任单位",
)  # fmt: skip
MEND_HEADS = ("问题来源", "问题", "整改措施", "整改时限", "进展", "佐证")
TASK = (1, "建设社区老年食堂", "", "新建 500 个", "已建 380 个", 76, "用地紧", "再建 120 个", "养老服务处")
MENDING = ("2025年审计", "床位补贴发放不及时", "按季发放", date(2026, 12, 31), "整改中", "财函〔2026〕12号")
TITLE = ["养老服务处2026年第三季度重点工作台账"]


def ledger(heads: Sequence[str], *lines: Sequence[Value], title: Sequence[str] = TITLE) -> Grid:
    return [list(title), list(heads), *[list(line) for line in lines]]


def read(hunan: Config, *sheets: Grid) -> Intake:
    return read_submission("a.xlsx", xlsx_sheets({f"表{n}": sheet for n, sheet in enumerate(sheets)}), hunan)


def found(intake: Intake, rule: str) -> list[Finding]:
    return [finding for finding in intake.findings if finding.rule == rule]


def test_a_workbook_of_ledgers_alone_is_a_divisions_workbook(hunan: Config) -> None:
    intake = read(hunan, ledger(TASK_HEADS, TASK), ledger(MEND_HEADS, MENDING, title=["养老服务处整改台账"]))

    assert (intake.kind, intake.submitter, intake.period) == ("division_workbook", "elderly_care", "2026-09")
    assert intake.findings == ()
    task, mending = intake.entries
    assert (task.ledger, task.title, task.region_code, task.cell) == ("key_tasks", "建设社区老年食堂", "", "B3")
    assert task.fields == {
        "target": "新建 500 个",
        "progress": "已建 380 个",
        "done_share": "76",
        "problems": "用地紧",
        "plan": "再建 120 个",
        "unit": "养老服务处",
    }
    assert (mending.ledger, mending.title) == ("rectifications", "床位补贴发放不及时")
    assert (mending.fields["due"], mending.fields["state"]) == ("2026-12-31", "under_way")


def test_a_ledger_beside_a_table_gives_lines_and_values(hunan: Config) -> None:
    tasks = ledger(TASK_HEADS, TASK, title=["2025年全年重点工作台账"])

    intake = read(hunan, elderly(PREFECTURES), tasks)

    assert not intake.refused
    assert (len(intake.rows), len(intake.entries), intake.period) == (6, 1, "2025-09")
    assert [finding.rule for finding in intake.findings] == ["ledger_period_differs"]


def test_a_ledger_beside_a_statutory_form_belongs_to_its_region(hunan: Config) -> None:
    form = [
        ["2026年衡阳市民政统计季报表"],
        ["地区编码：430400000000", None, "2026年09月"],
        ["指标名称", "单位", "代码", "数量"],
        ["1.镇", "个", "JZH011111000", 12],
        ["2.乡", "个", "JZH011112000", 3],
    ]

    intake = read(hunan, form, ledger(TASK_HEADS, TASK, title=["衡阳市重点工作台账"]))

    assert (intake.kind, intake.submitter, len(intake.rows)) == ("statutory_form", "430400", 2)
    assert [entry.title for entry in intake.entries] == ["建设社区老年食堂"]


@pytest.mark.parametrize(
    ("column", "value", "rule", "remedy"),
    [
        (4, None, "ledger_field_missing", "进展情况"),
        (5, "约八成", "ledger_percent", "75%"),
        (5, 0.8, "ledger_percent", "0.8%"),
        (5, 760, "ledger_percent", "75%"),
        (5, -1, "ledger_percent", "75%"),
        (5, "12万元", "ledger_percent", "75%"),
        (2, "衡阴市", "ledger_region_unknown", "全称"),
        (4, "字" * 1001, "ledger_text_long", "压缩"),
    ],
)
def test_a_wrong_cell_of_a_key_task_is_an_error_at_the_cell(
    hunan: Config, column: int, value: Value, rule: str, remedy: str
) -> None:
    line = [*TASK[:column], value, *TASK[column + 1 :]]

    intake = read(hunan, ledger(TASK_HEADS, line))

    assert intake.refused
    assert [(finding.rule, finding.cell) for finding in intake.findings] == [(rule, f"{'ABCDEFGHI'[column]}3")]
    assert remedy in intake.findings[0].remedy()


def test_an_unknown_region_is_told_the_nearest(hunan: Config) -> None:
    intake = read(hunan, ledger(TASK_HEADS, [*TASK[:2], "衡阴市", *TASK[3:]]))

    assert "衡阳市" in found(intake, "ledger_region_unknown")[0].message()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-12-31", "2026-12-31"),
        ("2026年6月5日前", "2026-06-05"),
        ("2026.9.1", "2026-09-01"),
        ("20260630", "2026-06-30"),
        (20260630, "2026-06-30"),
        ("2026年2月底前", "2026-02-28"),
        ("２０２６年１０月", "2026-10-31"),
    ],
)
def test_days_are_read_as_they_are_written(hunan: Config, written: Value, kept: str) -> None:
    intake = read(hunan, ledger(MEND_HEADS, [*MENDING[:3], written, *MENDING[4:]]))

    assert intake.findings == ()
    assert intake.entries[0].fields["due"] == kept


@pytest.mark.parametrize("written", ["尽快完成", "2026年13月", "2026-02-30", "12月底", 46387])
def test_what_is_no_day_is_an_error(hunan: Config, written: Value) -> None:
    intake = read(hunan, ledger(MEND_HEADS, [*MENDING[:3], written, *MENDING[4:]]))

    assert [(finding.rule, finding.cell) for finding in intake.findings] == [("ledger_date", "D3")]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("已销号", "closed"), ("整改 完成", "mended"), ("推进中", "under_way"), ("closed", "closed")],
)
def test_choices_are_kept_by_their_codes(hunan: Config, written: str, kept: str) -> None:
    intake = read(hunan, ledger(MEND_HEADS, [*MENDING[:4], written, ""]))

    assert intake.entries[0].fields["state"] == kept


def test_an_answer_that_is_no_choice_is_told_the_choices(hunan: Config) -> None:
    intake = read(hunan, ledger(MEND_HEADS, [*MENDING[:4], "差不多了", ""]))

    assert [(finding.rule, finding.cell) for finding in intake.findings] == [("ledger_choice", "E3")]
    assert "整改中" in intake.findings[0].remedy()


def test_an_empty_ledger_beside_a_table_says_nothing(hunan: Config) -> None:
    intake = read(hunan, elderly(PREFECTURES), ledger(TASK_HEADS, [1], [2], title=["重点工作"]))

    assert (intake.findings, intake.entries) == ((), ())


def test_empty_ledgers_alone_are_refused(hunan: Config) -> None:
    intake = read(hunan, ledger(TASK_HEADS))

    assert [finding.rule for finding in intake.findings] == ["ledger_empty"]


def test_a_sheet_without_a_required_column_is_told_and_blocks_nothing(hunan: Config) -> None:
    loose = ledger(("重点工作", "年度目标", "责任处室"), ("a", "b", "c"), title=["重点工作"])

    intake = read(hunan, elderly(PREFECTURES), loose)

    assert not intake.refused
    assert [(finding.rule, finding.sheet) for finding in intake.findings] == [("ledger_not_read", "表1")]
    assert "进展情况" in intake.findings[0].message()


def test_columns_beside_the_ledgers_own_are_noted_and_last_quarters_are_not(hunan: Config) -> None:
    heads = ("重点工作", "上季度所报打算", "进展情况", "分管领导", "下一步打算")

    intake = read(hunan, ledger(heads, ("a", "b", "c", "d", "e")))

    assert [(finding.rule, finding.cell) for finding in intake.findings] == [("ledger_column_unknown", "D2")]
    assert intake.entries[0].fields == {"progress": "c", "plan": "e"}


def test_the_head_repeated_remarks_and_numbered_empty_lines_are_passed_over(hunan: Config) -> None:
    lines = (TASK, TASK_HEADS, [2], ["注：本表按季报送"], ("备注", "", "", "", "", "", "", "", ""))

    intake = read(hunan, ledger(TASK_HEADS, *lines))

    assert [entry.title for entry in intake.entries] == [TASK[1]]
    assert intake.findings == ()


def test_section_titles_across_the_sheet_are_no_lines_and_a_merged_title_holds_for_its_lines(hunan: Config) -> None:
    lines = (["一、基本民生保障"], TASK, [2, None, "衡阳市", "新建 30 个", "已建 12 个", 40])
    content = xlsx_sheets({"重点工作": ledger(TASK_HEADS, *lines)}, merged=("A3:I3", "B4:B5"))

    intake = read_submission("a.xlsx", content, hunan)

    assert [(entry.title, entry.region_code) for entry in intake.entries] == [(TASK[1], ""), (TASK[1], "430400")]
    assert intake.findings == ()


def test_the_same_line_twice_is_a_warning_at_the_second(hunan: Config) -> None:
    intake = read(hunan, ledger(TASK_HEADS, TASK, TASK))

    assert [(finding.rule, finding.cell) for finding in intake.findings] == [("ledger_line_twice", "B4")]
    assert len(intake.entries) == 2


def test_marks_outside_of_texts_mean_nothing_was_given(hunan: Config) -> None:
    intake = read(hunan, ledger(TASK_HEADS, [*TASK[:2], "/", *TASK[3:5], "—", "无", *TASK[7:]]))

    assert intake.findings == ()
    assert (intake.entries[0].region_code, intake.entries[0].fields.get("done_share")) == ("", None)
    assert intake.entries[0].fields["problems"] == "无"


def test_a_table_of_regions_with_targets_is_no_ledger(hunan: Config) -> None:
    heads = ("地区", "养老机构床位（张）", "完成率（%）", "备注")
    rows = [[*row[:2], 80, None] for row in PREFECTURES]

    intake = read(hunan, elderly(rows, heads))

    assert (len(intake.rows), intake.entries) == (3, ())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026年三季度", "2026-09-30"),
        ("2026年上半年", "2026-06-30"),
        ("2026年底前", "2026-12-31"),
        ("2026.9.30", "2026-09-30"),
    ],
)
def test_a_part_of_a_year_means_its_last_day(hunan: Config, said: str, kept: str) -> None:
    intake = read(hunan, ledger(MEND_HEADS, (*MENDING[:3], said, *MENDING[4:])))

    assert (intake.entries[0].fields["due"], intake.findings) == (kept, ())


@pytest.mark.parametrize("said", ["长期坚持", "持续推进", "立行立改"])
def test_a_matter_that_goes_on_has_no_day_and_is_a_warning(hunan: Config, said: str) -> None:
    intake = read(hunan, ledger(MEND_HEADS, (*MENDING[:3], said, *MENDING[4:])))

    assert "due" not in intake.entries[0].fields
    assert [(finding.rule, finding.cell) for finding in intake.findings] == [("ledger_date_open", "D3")]
    assert not intake.refused

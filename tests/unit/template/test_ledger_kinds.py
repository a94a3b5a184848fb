from dataclasses import replace

import pytest

from config.model import Config
from loaders.intake.outcome import EntryRow
from loaders.intake.read import read_submission
from tests.unit.intake.workbooks import saved
from tests.unit.template.filling import HEAD, earlier, opened

LINE = EntryRow(
    "practical_matters", "适老化改造", "430100",
    {"target": "1200.5", "done": "400", "measure": "户", "milestones": "10/40/75/100", "money": "50"},
    "为民办实事", "B6",
)  # fmt: skip


def heads_of(book: object, name: str) -> list[str]:
    return [str(cell.value or "").split("\n")[0] for cell in book[name][HEAD]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("submitter", "there", "missing"),
    [
        ("elderly_care", {"为民办实事", "重大项目库", "四百暖心", "信访事项"}, {"五微活动"}),
        ("grassroots_governance", {"五微活动", "试点"}, {"重大项目库", "四百暖心"}),
        ("430400", {"试点", "重大项目库", "五微活动"}, {"为民办实事", "建议提案", "分片督导"}),
    ],
)
def test_a_template_has_the_kinds_that_its_unit_reports(
    hunan: Config, submitter: str, there: set[str], missing: set[str]
) -> None:
    sheets = set(opened(hunan, submitter).sheetnames)

    assert there <= sheets
    assert not missing & sheets


def test_every_column_of_a_kind_is_checked_as_its_field_declares(hunan: Config) -> None:
    sheet = opened(hunan, "elderly_care")["重大项目库"]

    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    heads = heads_of({"重大项目库": sheet}, "重大项目库")
    total, state, milestones = (rules[heads.index(head) + 1] for head in ("总投资（万元）", "项目状态", "季度节点"))
    assert "ISNUMBER" in total.formula1
    assert ">=0" in total.formula1
    assert "ROUND" in total.formula1
    assert (state.type, state.errorStyle or "stop") == ("list", "stop")
    assert "10/40/75/100" in milestones.prompt


def test_a_line_that_was_carried_over_is_read_with_what_was_filled_in(hunan: Config) -> None:
    book = opened(hunan, "elderly_care", replace(earlier(hunan), entries=(LINE,)))
    sheet, heads = book["为民办实事"], heads_of(book, "为民办实事")
    row = {head: sheet.cell(HEAD + 1, place) for place, head in enumerate(heads, 1)}
    before = (row["年度目标数"].value, row["上季度完成数"].value, row["完成数"].value)

    row["完成数"].value = 900
    row["到位资金（万元）"].value = "0.012亿元"
    intake = read_submission("模板.xlsx", saved(book), hunan)

    assert before == (1200.5, "400", None)
    (entry,) = [entry for entry in intake.entries if entry.ledger == "practical_matters"]
    assert (entry.title, entry.region_code) == (LINE.title, "430100")
    assert entry.fields == {
        "target": "1200.5",
        "done": "900",
        "measure": "户",
        "milestones": "10/40/75/100",
        "money": "120",
    }

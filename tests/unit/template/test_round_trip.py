from collections import Counter
from collections.abc import Sequence

import pytest

from config.model import Config
from loaders.intake.outcome import Finding, Intake
from loaders.intake.read import read_submission
from loaders.template.earlier import Earlier, Figure
from tests.unit.intake.workbooks import saved
from tests.unit.template.filling import (
    HEAD,
    QUARTER,
    Values,
    earlier,
    fill_figures,
    fill_ledgers,
    inputs,
    opened,
    tables,
)

DIVISIONS = (
    "social_assistance", "elderly_care", "child_welfare", "social_affairs", "grassroots_governance",
    "social_organisations", "place_names", "charity_social_work", "office", "planning_finance", "personnel",
    "party_building",
)  # fmt: skip
MOST = 200
"""As many findings of a rule are listed for a sheet; then one says how many more there are."""


def unexpected(findings: Sequence[Finding]) -> list[str]:
    """What is found beside parts over their wholes: the figures filled in are arbitrary, so those there may be, and
    then the one that cuts their list, but no other's."""
    parts = Counter(finding.sheet for finding in findings if finding.rule == "part_over_whole")
    last = {(f.sheet, f.cell) for f in findings if f.rule == "part_over_whole"}
    return [
        finding.message()
        for finding in findings
        if finding.rule != "part_over_whole"
        and not (
            finding.rule == "findings_cut"
            and parts[finding.sheet] == MOST
            and (finding.sheet, finding.places["where"]) in last
        )
    ]


def values(intake: Intake) -> Values:
    return {(row.region_code, row.indicator, row.column_role): row.value or 0.0 for row in intake.rows}


@pytest.mark.parametrize("division", DIVISIONS)
def test_every_value_that_is_filled_in_is_read_at_its_place(hunan: Config, division: str) -> None:
    book = opened(hunan, division)
    filled = fill_figures(hunan, book)
    fill_ledgers(book)

    intake = read_submission("模板.xlsx", saved(book), hunan)

    assert unexpected(intake.findings) == []
    assert (intake.kind, intake.submitter, intake.period) == ("division_workbook", division, QUARTER.last_month)
    assert values(intake) == pytest.approx(filled)
    owed = {
        (region.code, indicator.code)
        for indicator in hunan.owed_by(division)
        for region in hunan.regions
        if region.level in indicator.filled_levels
    }
    assert {key[:2] for key in filled} == owed


def test_the_lines_of_ledgers_are_read_with_what_was_carried_over(hunan: Config) -> None:
    book = opened(hunan, "elderly_care")
    fill_figures(hunan, book)
    fill_ledgers(book)

    intake = read_submission("模板.xlsx", saved(book), hunan)

    lines = {entry.title: (entry.ledger, entry.region_code, entry.fields) for entry in intake.entries}
    assert lines == {
        "建设社区老年食堂": (
            "key_tasks",
            "430100",
            {
                "target": "新建 500 个",
                "progress": "已建 390 个",
                "done_share": "78",
                "plan": "全部建成",
                "unit": "养老服务处",
            },
        ),
        "家庭适老化改造": ("key_tasks", "", {"target": "3 万户", "progress": "已改 2 万户", "done_share": "66.7"}),
        "床位补贴发放不及时": (
            "rectifications",
            "",
            {
                "source": "2025年审计",
                "measure": "按季发放",
                "due": "2026-12-31",
                "state": "mended",
                "evidence": "财函〔2026〕12号",
            },
        ),
        "台账不全": ("rectifications", "", {"measure": "补录", "due": "2026-11-30", "state": "under_way"}),
    }


@pytest.mark.parametrize("submitter", [*DIVISIONS, "430400", "433100", "430121"])
def test_an_unfilled_template_lacks_values_and_nothing_else(hunan: Config, submitter: str) -> None:
    book = opened(hunan, submitter, Earlier(previous=earlier(hunan).previous))

    intake = read_submission("模板.xlsx", saved(book), hunan)

    assert {finding.rule for finding in intake.findings} == {"no_values"}
    assert intake.submitter == submitter


def test_a_line_that_was_carried_over_and_not_reported_on_is_an_error_at_its_cell(hunan: Config) -> None:
    intake = read_submission("模板.xlsx", saved(opened(hunan, "elderly_care")), hunan)

    missing = [(f.sheet, f.cell) for f in intake.findings if f.rule == "ledger_field_missing"]
    assert missing == [("重点工作", "H6"), ("整改台账", "H6")]


def test_the_form_of_a_prefecture_is_read_row_by_row(hunan: Config) -> None:
    book = opened(hunan, "430400", Earlier(previous=earlier(hunan).previous))
    sheet = book["JZH01表"]
    cells = list(inputs(sheet))
    expected = {}
    for number, cell in enumerate(cells, 1):
        cell.value = number
        expected[str(sheet.cell(cell.row, 3).value)] = float(number)

    intake = read_submission("模板.xlsx", saved(book), hunan)

    told = {finding.rule for finding in intake.findings} - {"part_over_whole"}
    assert (intake.kind, intake.region_code, intake.period, told) == ("statutory_form", "430400", "2026-09", set())
    assert {r.official_code: r.value for r in intake.rows if r.column_role == "current"} == expected
    assert {r.value for r in intake.rows if r.column_role == "previous_quarter"} == {12.0}


def test_marks_and_percent_signs_that_are_typed_are_read_as_meant(hunan: Config) -> None:
    book = opened(hunan, "social_assistance")
    fill_figures(hunan, book)
    sheet = tables(book)[-1]
    cells = list(inputs(sheet))
    cells[0].value, cells[1].value = "—", "/"
    shares = [cell for cell in cells if "（%）" in str(sheet.cell(HEAD, cell.column).value)]
    shares[5].value, shares[5].number_format = 0.953, "0.00%"

    intake = read_submission("模板.xlsx", saved(book), hunan)

    by_cell = {row.cell: row for row in intake.rows if row.sheet == sheet.title}
    assert [by_cell[cells[n].coordinate].status for n in (0, 1)] == ["not_reported", "not_applicable"]
    assert by_cell[shares[5].coordinate].value == pytest.approx(95.3)


def test_shares_below_one_per_cent_come_with_their_sign(hunan: Config) -> None:
    rate = hunan.indicator["illegal_organisation_rate"]
    known = {(region.code, rate.code): Figure("0.4", "%") for region in hunan.regions}
    book = opened(hunan, rate.owner, Earlier(previous=known, reported=known))

    intake = read_submission("模板.xlsx", saved(book), hunan)

    rows = [row for row in intake.rows if row.indicator == rate.code]
    assert {(row.value, row.unit) for row in rows} == {(0.4, "%")}
    assert {row.column_role for row in rows} == {"current", "previous_quarter"}


def test_what_is_known_is_filled_in_with_its_source(hunan: Config) -> None:
    before = Earlier(
        reported={
            ("430102", "elderly_beds"): Figure("1200", "张", "统计报表甲"),
            ("430103", "elderly_beds"): Figure("0.08", "万张", "统计报表乙"),
        }
    )

    book = opened(hunan, "elderly_care", before)

    sheet = tables(book)[0]
    column = next(c.column for c in sheet[HEAD] if str(c.value).startswith("养老机构床位"))
    cell = sheet.cell(HEAD + 2, column)
    assert (cell.value, cell.protection.locked) == (1200, False)
    assert cell.comment is not None
    assert "统计报表甲" in cell.comment.text
    assert read_submission("模板.xlsx", saved(book), hunan).rows[0].value == 1200.0


def test_highlight_cases_are_read_from_their_sheet(hunan: Config) -> None:
    book = opened(hunan, "elderly_care")
    fill_figures(hunan, book)
    fill_ledgers(book)
    case = ("把老年食堂办到家门口", "衡阳市", "养老服务", "统一配餐", "覆盖 32 个社区", "护理型床位占比")
    for column, text in enumerate(case, 1):
        book["亮点案例"].cell(HEAD + 1, column).value = text

    intake = read_submission("模板.xlsx", saved(book), hunan)

    assert [(c.title, c.region_code, c.line, c.indicator) for c in intake.highlights] == [
        (case[0], "430400", "elderly_care", "nursing_bed_rate")
    ]
    assert not intake.refused

import io
import re
import warnings
from dataclasses import replace

import openpyxl
import pytest

from config.model import Config, Quarter
from loaders.template.form import form_of
from loaders.template.making import template_of
from tests.unit.template.filling import ENTRIES, HEAD, QUARTER, earlier, inputs, opened, tables


def test_the_same_input_gives_the_same_bytes(hunan: Config) -> None:
    first, second = (template_of(hunan, "elderly_care", QUARTER, earlier(hunan)) for _ in range(2))

    assert first == second


def test_nothing_is_too_long_for_a_workbook(hunan: Config) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for submitter in (*hunan.division, "430400"):
            template_of(hunan, submitter, QUARTER, earlier(hunan))


def test_sheets_are_locked_but_for_the_cells_to_fill_in(hunan: Config) -> None:
    book = opened(hunan, "elderly_care")

    sheet = tables(book)[0]
    assert all(page.protection.sheet for page in book.worksheets if page.sheet_state == "visible")
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == f"D{HEAD + 2}"
    counties = sum(region.level == "county" for region in hunan.regions)
    owed = sum("county" in indicator.filled_levels for indicator in hunan.owed_by("elderly_care"))
    assert len(list(inputs(sheet))) == counties * owed


def test_every_cell_to_fill_in_is_checked_and_explained(hunan: Config) -> None:
    sheet = tables(opened(hunan, "elderly_care"))[0]

    rules = sheet.data_validations.dataValidation
    by_column = {next(iter(rule.sqref.ranges)).min_col: rule for rule in rules}
    heads = {cell.column: str(cell.value) for cell in sheet[HEAD] if cell.comment is not None}
    assert by_column.keys() == heads.keys()
    for column, head in heads.items():
        indicator = next(i for i in hunan.indicators if i.name == head.rpartition("（")[0])
        assert indicator.definition in sheet.cell(HEAD, column).comment.text
        assert by_column[column].prompt.startswith(indicator.definition[:200])
        assert all(f'="{mark}"' in by_column[column].formula1 for mark in ("—", "/", "无"))


@pytest.mark.parametrize("quarter", ["2024Q1", "2026Q3"])
def test_the_form_is_the_version_in_force(hunan: Config, quarter: str) -> None:
    form = form_of(hunan, Quarter(quarter))

    assert form is not None
    assert form.code == "jzh01_2024"


def test_without_a_form_in_force_a_region_gets_the_ledgers_alone(hunan: Config) -> None:
    bare = hunan.model_copy(update={"forms": ()})

    book = openpyxl.load_workbook(io.BytesIO(template_of(bare, "430400", QUARTER)))

    assert [sheet.title for sheet in book.worksheets] == [
        "填报说明", "重点工作", "整改台账", "试点", "重大项目库", "四百暖心", "五微活动", "选项",
    ]  # fmt: skip


def test_closed_lines_are_not_carried_over_and_answers_are_left_open(hunan: Config) -> None:
    book = opened(hunan, "elderly_care")

    heads = [str(cell.value).split("\n")[0] for cell in book["整改台账"][HEAD]]
    line = dict(zip(heads, (cell.value for cell in book["整改台账"][HEAD + 1]), strict=True))
    assert (line["问题"], line["上季度进展"], line["进展"]) == ("床位补贴发放不及时", "整改中", None)
    assert book["整改台账"].cell(HEAD + 2, heads.index("问题") + 1).value is None


def test_what_was_written_in_a_ledger_never_becomes_a_formula(hunan: Config) -> None:
    hostile = replace(ENTRIES[0], title='=HYPERLINK("http://a.example","点我")')
    before = replace(earlier(hunan), entries=(hostile,))

    sheet = opened(hunan, "elderly_care", before)["重点工作"]

    assert (sheet.cell(HEAD + 1, 2).data_type, sheet.cell(HEAD + 1, 2).value) == ("s", hostile.title)


def test_the_guide_names_the_deadline_and_every_indicator(hunan: Config) -> None:
    sheet = opened(hunan, "elderly_care")["填报说明"]

    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"养老服务处", "2026年第三季度", "2026-12-31 18:00"} <= texts
    assert {indicator.name for indicator in hunan.owed_by("elderly_care")} <= texts
    assert not [text for text in texts if re.search(r"[A-Za-z]{8,}", text.replace("LibreOffice", ""))]


def test_an_unknown_submitter_is_a_key_error(hunan: Config) -> None:
    with pytest.raises(KeyError):
        template_of(hunan, "nobody", QUARTER)

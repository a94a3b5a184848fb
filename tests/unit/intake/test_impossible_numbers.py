import io
import zipfile

import pytest

from config.model import Config, Severity
from loaders.intake.outcome import Intake
from loaders.intake.read import read_submission
from tests.unit.intake.test_statutory_form import form
from tests.unit.intake.workbooks import elderly, text, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def stored_as(number: str) -> bytes:
    out = io.BytesIO()
    book = xlsx(elderly([["长沙市", 77777, 1], ["株洲市", 5, 1]]))
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"77777", number.encode()) if name == SHEET else content)
    return out.getvalue()


def errors(intake: Intake) -> list[tuple[str, str]]:
    return [(finding.rule, finding.cell) for finding in intake.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("NaN", "not_a_number"),
        ("INF", "not_a_number"),
        ("-Infinity", "not_a_number"),
        ("1E400", "not_a_number"),
        ("9E99", "not_a_number"),
        ("-77777", "negative"),
        ("777.5", "not_whole"),
    ],
)
def test_what_a_number_cell_cannot_mean_is_an_error_at_its_cell(hunan: Config, number: str, rule: str) -> None:
    intake = read_submission("q3.xlsx", stored_as(number), hunan)

    assert errors(intake) == [(rule, "B4")]
    assert all(row.value is None or abs(row.value) < 1e16 for row in intake.rows)


@pytest.mark.parametrize("number", ["NaN", "nan", "inf", "-inf", "∞", "1e400", "1e-400", "9e99", "0x10", "１e400"])
def test_text_files_hold_no_impossible_number_either(hunan: Config, number: str) -> None:
    intake = read_submission("q3.csv", text(elderly([["长沙市", number, 1], ["株洲市", 5, 1]])), hunan)

    assert errors(intake) == [("not_a_number", "B4")]


@pytest.mark.parametrize(
    ("head", "value", "rule"),
    [
        ("特殊困难老年人数（人）", 1200.5, "not_whole"),
        ("特殊困难老年人数（万人）", 0.12345, "not_whole"),
        ("特殊困难老年人数（人）", -3, "negative"),
    ],
)
def test_there_are_no_fractions_of_persons_and_no_less_than_none(
    hunan: Config, head: str, value: float, rule: str
) -> None:
    grid = elderly([["长沙市", value, 1], ["株洲市", 5, 1]], ("地区", head, "护理型床位"))

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert errors(intake) == [(rule, "B4")]


@pytest.mark.parametrize(("figure", "rule"), [("-11", "negative"), ("11.5", "not_whole"), ("NaN", "not_a_number")])
def test_a_form_counts_in_whole_units_from_zero(hunan: Config, figure: str, rule: str) -> None:
    lines = [["       1.镇", None, "JZH011111000", figure, "113", None, "114"]]

    intake = read_submission("jb.xlsx", xlsx(form(lines)), hunan)

    assert errors(intake) == [(rule, "D6")]

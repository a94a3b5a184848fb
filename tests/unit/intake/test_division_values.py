import pytest

from config.model import Config, Severity, Status
from loaders.intake.read import read_submission
from tests.unit.intake.division_workbooks import rules
from tests.unit.intake.workbooks import PREFECTURES, Grid, elderly, xlsx


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

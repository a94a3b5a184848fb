import pytest

from config.model import Config, Severity
from loaders.intake.read import read_submission
from tests.unit.intake.division_workbooks import EXPECTED, figures, rules
from tests.unit.intake.workbooks import PREFECTURES, Grid, elderly, xlsx


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


def test_the_nearest_known_name_is_suggested(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly([["长沙市", 1, 1], ["株州市", 5, 1]])), hunan)

    (finding,) = intake.findings
    assert (finding.rule, finding.read, finding.places["nearest"]) == ("region_unknown", "株州市", "株洲市")


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

import pytest

from config.model import Config
from loaders.intake.read import read_submission
from tests.unit.intake.division_workbooks import EXPECTED, figures, rules
from tests.unit.intake.workbooks import PREFECTURES, Grid, elderly, ods, text, xls, xlsx


def test_a_plain_table_is_read_whole(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly(PREFECTURES)), hunan)

    assert (intake.kind, intake.submitter, intake.period) == ("division_workbook", "elderly_care", "2025-09")
    assert figures(intake) == EXPECTED
    assert intake.findings == ()
    assert intake.rows[0].cell == "B4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_text_files_of_any_encoding_read_the_same(hunan: Config, encoding: str, separator: str) -> None:
    intake = read_submission("q3.csv", text(elderly(PREFECTURES), encoding, separator), hunan)

    assert figures(intake) == EXPECTED
    assert not intake.refused


def test_an_xls_workbook_reads_the_same(hunan: Config) -> None:
    intake = read_submission("q3.xls", xls(elderly(PREFECTURES)), hunan)

    assert figures(intake) == EXPECTED
    assert intake.findings == ()


def test_indicators_in_rows_and_regions_in_columns_read_the_same(hunan: Config) -> None:
    grid: Grid = [
        ["2025年第三季度养老服务情况表"],
        ["填报单位：养老服务处"],
        ["指标", "长沙市", "株洲市", "湘潭市"],
        ["养老机构床位（张）", 1200, 800, 600],
        ["护理型床位（张）", 700, 300, 250],
    ]

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert figures(intake) == EXPECTED
    assert {row.cell for row in intake.rows if row.indicator == "nursing_beds"} == {"B5", "C5", "D5"}


def test_grouped_heads_codes_spaces_repeated_heads_and_remarks(hunan: Config) -> None:
    grid: Grid = [
        ["湖南省养老服务情况表"],
        ["填报单位：养老服务处", None, "统计时间：2025年9月", None, "单位：张"],
        ["序号", "地区代码", "地 区", "养老机构", None, "备注"],
        [None, None, None, "养老机构床位", "护理型床位", None],
        [1, 430100, "长  沙 市", "１，２００", 700, None],
        [2, "430200000000", "株　洲", 800, "300张", None],
        ["序号", "地区代码", "地 区", "养老机构", None, "备注"],
        [3, 430300, "湘潭市", 600, 250, "已核"],
        [None, None, "合　计", 2600, 1250, None],
        ["注：床位数含农村敬老院 3 所。"],
    ]

    intake = read_submission(
        "q3.xlsx", xlsx(grid, merged=["A1:F1", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4"]), hunan
    )

    assert figures(intake) == EXPECTED | {
        ("430000", "2025-09", "elderly_beds", "2600"),
        ("430000", "2025-09", "nursing_beds", "1250"),
    }
    assert intake.findings == ()


def test_a_column_that_nobody_knows_is_named_and_not_stored(hunan: Config) -> None:
    grid = elderly([[*row, 9] for row in PREFECTURES], ("地区", "养老机构床位", "护理型床位", "麻将桌数"))

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert figures(intake) == EXPECTED
    assert rules(intake) == [("column_unknown", "D3")]


def test_an_open_document_reads_the_same(hunan: Config) -> None:
    intake = read_submission("q3.ods", ods(elderly(PREFECTURES)), hunan)

    assert figures(intake) == EXPECTED
    assert intake.findings == ()

from config.model import Config, Severity
from loaders.intake.outcome import Told
from loaders.intake.read import read_submission
from tests.unit.intake.division_workbooks import EXPECTED, figures, rules
from tests.unit.intake.workbooks import PREFECTURES, Grid, elderly, xlsx


def test_the_division_is_taken_from_its_columns_with_a_warning(hunan: Config) -> None:
    grid = elderly(PREFECTURES)
    del grid[1]

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert intake.submitter == "elderly_care"
    assert ("submitter_guessed", Severity.WARNING) in [(f.rule, f.severity) for f in intake.findings]


def test_a_missing_period_is_asked_for_and_a_told_one_is_taken(hunan: Config) -> None:
    grid: Grid = [["养老服务情况表"], *elderly(PREFECTURES)[1:]]

    asked = read_submission("q3.xlsx", xlsx(grid), hunan)
    told = read_submission("q3.xlsx", xlsx(grid), hunan, Told(period="2025-09"))

    assert (asked.asks, asked.refused) == (("period",), True)
    assert figures(told) == EXPECTED
    assert not told.refused


def test_a_told_period_that_the_file_contradicts_is_refused(hunan: Config) -> None:
    intake = read_submission("q3.xlsx", xlsx(elderly(PREFECTURES)), hunan, Told(period="2025-06"))

    assert rules(intake, Severity.ERROR) == [("period_contradiction", "A1")]


def test_a_quarter_outside_the_calendar_is_refused(hunan: Config) -> None:
    grid: Grid = [["2019年第三季度养老服务情况表"], *elderly(PREFECTURES)[1:]]

    intake = read_submission("q3.xlsx", xlsx(grid), hunan)

    assert rules(intake, Severity.ERROR) == [("period_unknown", "A1")]


def test_a_day_of_filling_in_is_no_period(hunan: Config) -> None:
    grid: Grid = [["养老服务情况表"], ["填报单位：养老服务处", "填报日期：2025年10月8日"], *elderly(PREFECTURES)[2:]]

    assert read_submission("q3.xlsx", xlsx(grid), hunan).asks == ("period",)

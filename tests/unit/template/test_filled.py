from config.model import Config, Quarter
from loaders.intake.read import read_submission
from loaders.template.filled import FIRST_LINE, filled_workbook, read_back

QUARTER = Quarter("2026Q3")
LINES = (
    {"project": "康复中心", "region": "长沙市", "total": "2.5亿", "milestones": "20/45/75/100", "state": "在建"},
    {"project": "福利院\n二期", "region": "衡阳市", "total": "9800", "due": "2027年6月", "state": "前期"},
)


def test_what_was_filled_in_is_read_like_any_workbook(hunan: Config) -> None:
    content = filled_workbook(hunan, "planning_finance", QUARTER, hunan.ledger["major_projects"], LINES)

    intake = read_submission("网页.xlsx", content, hunan)

    assert intake.findings == ()
    assert (intake.kind, intake.submitter, intake.period) == ("division_workbook", "planning_finance", "2026-09")
    first, second = intake.entries
    assert (first.fields["total"], first.cell) == ("25000", f"B{FIRST_LINE}")
    assert (second.region_code, second.fields["due"]) == ("430400", "2027-06-30")


def test_the_lines_come_back_as_they_were_written_and_the_bytes_are_the_same(hunan: Config) -> None:
    ledger = hunan.ledger["major_projects"]
    first, second = (filled_workbook(hunan, "planning_finance", QUARTER, ledger, LINES) for _ in range(2))

    (sheet,) = read_submission("网页.xlsx", first, hunan).sheets

    assert first == second
    assert read_back(sheet, ledger) == LINES
    assert read_back(sheet, hunan.ledger["pilots"]) is None


def test_a_wrong_field_is_found_at_its_line(hunan: Config) -> None:
    wrong = [LINES[0], {**LINES[1], "total": "不详", "state": "烂尾"}]
    content = filled_workbook(hunan, "planning_finance", QUARTER, hunan.ledger["major_projects"], wrong)

    intake = read_submission("网页.xlsx", content, hunan)

    assert [(one.rule, one.cell) for one in intake.findings] == [("ledger_number", "D7"), ("ledger_choice", "J7")]


def test_what_was_filled_in_never_becomes_a_formula(hunan: Config) -> None:
    hostile = [{**LINES[0], "project": '=HYPERLINK("http://a.example","点我")'}]
    content = filled_workbook(hunan, "planning_finance", QUARTER, hunan.ledger["major_projects"], hostile)

    assert read_submission("网页.xlsx", content, hunan).entries[0].title == hostile[0]["project"]


def test_a_prefecture_fills_in_its_own_ledger(hunan: Config) -> None:
    content = filled_workbook(hunan, "430400", QUARTER, hunan.ledger["major_projects"], LINES)

    intake = read_submission("网页.xlsx", content, hunan)

    assert (intake.findings, intake.submitter, len(intake.entries)) == ((), "430400", 2)

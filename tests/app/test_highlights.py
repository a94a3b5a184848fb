from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from config.model import Quarter
from config.wording import translator
from config.workspace import REPOSITORY, write_workspace
from dashboard.parts.cards import HONEST, card, change
from dashboard.usecases.book import Book
from dashboard.usecases.cases import Case, Moved, Verdict, case_quarters, highlight_cases
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.scoring import Scored
from loaders.intake.outcome import HighlightRow, Intake
from loaders.store.database import writing
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission
from tests.app.conftest import Open, text_of

QUARTER, BEFORE = "2026Q3", "2026Q2"
WORDS = translator("zh_CN")
MOVED = Moved("覆盖率", "%", 2, "higher", False, BEFORE, 46.814, 73.706, 1, 86, "县（市）组")
CASE = Case(
    title="<b>把食堂办到家门口</b>",
    quarter=QUARTER,
    region="沅陵县",
    line="elderly_care",
    line_name="养老服务",
    what_was_done="<i>盘活校舍</i>",
    effect="覆盖率提高。",
    moved=MOVED,
    claimed="coverage",
    submitter="养老服务处",
    receipt="JP-1",
    file_name="养老.xlsx",
    place="亮点案例 A3",
)


PEERS = ("430121", "430181", "430182", "430212")
RATE, TRAINED, HAZARDS = "nursing_bed_rate", "caregivers_trained", "elderly_home_hazards"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config")
    return open_desk(tmp_path)


def case_of(indicator: str, region: str = PEERS[0], title: str = "社区食堂") -> HighlightRow:
    return HighlightRow(title, region, "elderly_care", "做法", "成效", indicator, "亮点案例", "A3")


def hand_in(desk: Desk, *cases: HighlightRow, quarter: str = QUARTER, receipt: str = "cases") -> None:
    with writing(desk.engine) as session:
        submission = Submission(
            receipt=receipt,
            kind="division_workbook",
            submitter="elderly_care",
            region_code="",
            period=Quarter(quarter).last_month,
            quarter=quarter,
            file_name="养老.xlsx",
            sha256=keep_raw(session, b"cases"),
            received_at=desk.now(),
            channel="test",
            outcome="accepted",
            late=False,
            invented=True,
            rows=0,
        )
        keep_submission(session, submission, Intake("division_workbook", highlights=cases))


def book_of(indicator: str, pairs: dict[str, tuple[float | None, float | None]], column: str = "value") -> Book:
    other = {"value": "quarter_value", "quarter_value": "value"}[column]
    rows = [
        {"region_code": code, "quarter": quarter, "indicator": indicator, column: value, other: 1e6}
        for code, pair in pairs.items()
        for quarter, value in zip((BEFORE, QUARTER), pair, strict=True)
    ]
    return Book(Scored("state", {"measures": pl.DataFrame(rows, infer_schema_length=None)}))


def only_case(desk: Desk, book: Book) -> Case:
    (case,) = highlight_cases(desk, book, QUARTER, "zh_CN")
    return case


def test_a_case_stands_beside_its_indicator_and_the_place_of_its_change_in_the_group(desk: Desk) -> None:
    hand_in(desk, case_of(RATE))
    county, *_, district = PEERS
    book = book_of(RATE, {county: (40.0, 45.0), PEERS[1]: (50.0, 56.0), PEERS[2]: (60.0, 61.0), district: (1.0, 90.0)})

    case = only_case(desk, book)

    assert case.moved is not None
    assert (case.moved.before, case.moved.after, case.moved.change) == (40.0, 45.0, 5.0)
    assert (case.moved.rank, case.moved.ranked) == (2, 3)
    assert (case.region, case.line_name, case.submitter) == ("长沙县", "养老服务", "养老服务处")
    assert case.verdict == "improved"


def test_of_an_amount_cumulative_within_the_year_the_quarters_alone_are_compared(desk: Desk) -> None:
    hand_in(desk, case_of(TRAINED))

    case = only_case(desk, book_of(TRAINED, {PEERS[0]: (30.0, 20.0)}, column="quarter_value"))

    assert case.moved is not None
    assert case.moved.quarter_only
    assert (case.moved.before, case.moved.after) == (30.0, 20.0)
    assert case.verdict == "worsened"


def test_a_newer_file_replaces_its_own_cases_and_takes_none_back(desk: Desk) -> None:
    hand_in(desk, case_of(RATE), case_of(RATE, PEERS[1], "另一个"), receipt="first")
    hand_in(desk, case_of(TRAINED), receipt="second")
    hand_in(desk, receipt="empty")

    cases = highlight_cases(desk, book_of(RATE, {PEERS[0]: (1.0, 2.0)}), QUARTER, "zh_CN")

    assert {(case.title, case.region, case.claimed, case.receipt[-1]) for case in cases} == {
        ("社区食堂", "长沙县", TRAINED, "2"),
        ("另一个", "浏阳市", RATE, "1"),
    }


def test_a_fall_is_an_improvement_where_lower_is_better(desk: Desk) -> None:
    hand_in(desk, case_of(HAZARDS))

    case = only_case(desk, book_of(HAZARDS, {PEERS[0]: (9.0, 4.0), PEERS[1]: (9.0, 8.0)}))

    assert case.moved is not None
    assert (case.verdict, case.moved.rank) == ("improved", 1)


@pytest.mark.parametrize(
    ("pair", "verdict"),
    [((40.0, 40.001), "unmoved"), ((None, 40.0), "no_before"), ((40.0, None), "no_figure"), ((40.0, 39.0), "worsened")],
)
def test_a_claim_that_the_figures_do_not_bear_out_says_so(
    pair: tuple[float | None, float | None], verdict: Verdict, desk: Desk
) -> None:
    hand_in(desk, case_of(RATE))

    case = only_case(desk, book_of(RATE, {PEERS[0]: pair}))

    assert case.verdict == verdict
    assert WORDS(HONEST[verdict]) in card(case, WORDS)


def test_a_case_without_an_indicator_of_the_catalogue_is_kept_and_said_so(desk: Desk) -> None:
    hand_in(desk, case_of("not_in_the_catalogue"))

    case = only_case(desk, book_of(RATE, {PEERS[0]: (1.0, 2.0)}))

    assert case.moved is None
    assert case.verdict == "no_indicator"


def test_a_card_escapes_what_was_submitted_and_says_the_change_with_sign_unit_and_word() -> None:
    drawn = card(CASE, WORDS)

    assert "<b>把食堂" not in drawn
    assert "<i>盘活" not in drawn
    assert change(CASE, MOVED, WORDS) == '<em class="jp-up">▲26.90 个百分点 改善</em>'
    assert "提升幅度居县（市）组第 1 位（共 86 个）" in drawn


def test_a_change_is_that_of_the_printed_figures() -> None:
    moved = replace(MOVED, before=46.814, after=46.816)

    assert moved.change == 0.01
    assert replace(moved, after=46.8149).change == 0.0
    assert replace(MOVED, decimals=1, before=0.25, after=0.35).change == 0.1
    assert replace(MOVED, before=0.0, after=2.675).change == 2.68


def test_the_page_counts_the_cases_that_the_figures_bear_out(desk: Desk, open_page: Open) -> None:
    hand_in(desk, case_of(RATE), case_of("not_in_the_catalogue", title="第二个"))

    shown = text_of(open_page(desk, "highlights"))

    assert case_quarters(desk) == (QUARTER,)
    assert "2026年第三季度：2 个亮点案例，其中 0 个得到指标数据印证" in shown
    assert "社区食堂" in shown
    assert "第二个" in shown


def test_the_page_can_be_narrowed_to_a_line_without_cases(desk: Desk, open_page: Open) -> None:
    hand_in(desk, case_of(RATE))

    app = open_page(desk, "highlights", line="place_names")
    app.run()

    assert "社区食堂" not in text_of(app)
    assert "本季度该条线没有亮点案例" in text_of(app)


def test_an_empty_page_says_where_cases_are_written(nothing_submitted: Desk, open_page: Open) -> None:
    app = open_page(nothing_submitted, "highlights")

    assert "还没有报送亮点案例" in text_of(app)
    assert "请在季度工作簿的“亮点案例”工作表中填写案例" in text_of(app)
    assert not app.exception

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from config.model import Config
from config.workspace import REPOSITORY, Workspace
from dashboard.access.gate import NotAllowed
from dashboard.usecases import posts, reviewing
from dashboard.usecases.changes import against_before, against_last_quarter
from dashboard.usecases.collection import Unit, collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.review import review_desk
from dashboard.usecases.reviewing import answer, refusal, region_codes
from dashboard.usecases.submissions import SubmissionStatus, submission_status
from dashboard.usecases.windows import deadline
from loaders.store import refusals
from loaders.store.database import migrate, open_engine, writing
from loaders.store.readers import submission_by_receipt
from loaders.store.refusals import StepRefused
from loaders.store.tables import StoredValue, Submission
from tests.people import Reviewer, extend, head, leader, of_office, person, review, submitter
from tests.unit.store.lives import WARNINGS, handed_in

CHECKER, OFFICE, OPERATOR = Reviewer("李四", "elderly_care"), Reviewer("王五", "office"), Reviewer("root")
QUARTER = "2026Q3"


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    yield Desk(Workspace(tmp_path, REPOSITORY / "config", "", invented=True), hunan, engine)
    engine.dispose()


def status(desk: Desk, receipt: str) -> SubmissionStatus:
    found = submission_status(desk, receipt, "zh_CN")
    assert found is not None
    return found


def kept(engine: Engine, receipt: str) -> Submission:
    found = submission_by_receipt(engine, receipt)
    assert found is not None
    return found


def unit(desk: Desk, code: str) -> Unit:
    return next(one for one in collection(desk, QUARTER, "zh_CN").units if one.code == code)


def test_many_submissions_are_approved_at_once_and_one_that_is_refused_hinders_no_other(desk: Desk) -> None:
    first, second = (handed_in(desk.engine, {code: 1}, submitter=code) for code in ("430100", "430200"))
    review(desk, "returned", [first], OFFICE, reason="错")

    done = review(desk, "approved", [first, "JP-0", second], OPERATOR)

    assert [(one.receipt, one.unit, bool(one.refused)) for one in done] == [
        (first, "长沙市", True),
        ("JP-0", "", True),
        (second, "株洲市", False),
    ]
    assert "王五" in done[0].refused
    assert [status(desk, one).delivery.state for one in (first, second)] == ["returned", "approved"]


@pytest.mark.parametrize(
    ("by", "action", "message"),
    [
        (Reviewer("李四", "child_welfare"), "approved", "There is no submission"),
        (CHECKER, "confirmed", "Elderly Care Division does not take this step"),
        (OFFICE, "approved", "General Office does not take this step"),
    ],
)
def test_the_owning_division_checks_and_the_office_confirms(
    desk: Desk, by: Reviewer, action: reviewing.Act, message: str
) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})

    (done,) = review(desk, action, [receipt], by, reason="错", locale="en")

    assert done.refused.startswith(message)
    assert status(desk, receipt).delivery.state == "submitted"


def test_the_command_acts_for_a_post_as_that_post_may(desk: Desk) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})

    (done,) = reviewing.review(desk, "approved", [receipt], "child_welfare", locale="en")

    assert done.refused.startswith("Child Welfare Division does not take this step")
    with pytest.raises(StepRefused) as refused:
        reviewing.extend(desk, QUARTER, "430100", dt.datetime(2027, 2, 1), "停电", "child_welfare")
    assert refused.value.message == posts.NOT_THE_OFFICE


def test_nobody_acts_in_a_post_that_they_do_not_hold(desk: Desk) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    both = person("李四", ("reviewer", "elderly_care"), ("submitter", "elderly_care"))

    for who, post in ((both, "office"), (both, "child_welfare"), (both, ""), (of_office(), "elderly_care")):
        with pytest.raises(NotAllowed):
            reviewing.review(desk.of(who), "returned", [receipt], post, reason="错")
    for who in (submitter("elderly_care"), head("430100"), leader()):
        with pytest.raises(NotAllowed):
            reviewing.review(desk.of(who), "approved", [receipt], "elderly_care")
    for who in (both, head("430100"), leader()):
        with pytest.raises(NotAllowed):
            reviewing.extend(desk.of(who), QUARTER, "430100", dt.datetime(2027, 2, 1), "停电")

    assert status(desk, receipt).delivery.state == "submitted"


def test_a_form_is_checked_by_the_divisions_that_own_a_figure_of_it(hunan: Config) -> None:
    brought = {hunan.indicator[s.indicator].owner for s in hunan.statistics if s.indicator}

    assert set(posts.owners(hunan, "statutory_form", "430100")) == brought
    nobody = hunan.model_copy(update={"statistics": ()})
    assert set(posts.owners(nobody, "statutory_form", "430100")) == set(posts.posts(hunan, "en")) - {"office"}


def test_a_refusal_names_regions_and_divisions_not_their_codes(desk: Desk) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})

    (absent,) = review(desk, "returned", [receipt], CHECKER, reason="错", regions=["430181", "430182"])
    (foreign,) = review(desk, "confirmed", [receipt], CHECKER)

    assert absent.refused == f"{receipt} 中没有浏阳市、宁乡市的数据。"
    assert foreign.refused == f"{receipt} 的这一步不由养老服务处办理：由养老服务处初审，办公室终审。"


def test_an_extension_gives_the_unit_a_deadline_of_its_own_and_forgives_what_came_late(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(desk.engine, {"430100": 1}, submitter="430100")
    with writing(desk.engine) as session:
        one = session.get(Submission, 1)
        assert one is not None
        one.late, one.received_at = True, dt.datetime(2027, 1, 3, tzinfo=dt.UTC)
    assert unit(desk, "430100").state == "late"

    extend(desk, QUARTER, "430100", dt.datetime(2027, 1, 5, 18), "停电", OFFICE)
    extend(desk, QUARTER, "430200", dt.datetime(2027, 1, 8, 18), "停电", OFFICE)

    assert unit(desk, "430100").state == "on_time"
    own = deadline(desk, QUARTER, "430200")
    assert own is not None
    assert (own.closes, own.extended) == (dt.datetime(2027, 1, 8, 18), True)
    monkeypatch.setattr(Desk, "now", lambda self: dt.datetime(2027, 1, 6, tzinfo=dt.UTC))
    assert (unit(desk, "430200").state, unit(desk, "430300").state) == ("awaited", "missing")


@pytest.mark.parametrize(
    ("quarter", "code", "until", "by", "message"),
    [
        (QUARTER, "430100", dt.datetime(2026, 10, 15), OFFICE, refusals.NOT_LATER),
        (QUARTER, "nobody", dt.datetime(2027, 2, 1), OFFICE, reviewing.NO_UNIT),
        ("2031Q1", "430100", dt.datetime(2032, 2, 1), OFFICE, reviewing.NO_WINDOW),
    ],
)
def test_an_extension_that_is_none_is_refused(
    desk: Desk, quarter: str, code: str, until: dt.datetime, by: Reviewer, message: str
) -> None:
    with pytest.raises(StepRefused) as refused:
        extend(desk, quarter, code, until, "停电", by)

    assert refused.value.message == message
    assert refusal(desk.config, refused.value, "zh_CN")


def test_regions_are_known_by_code_and_by_name(hunan: Config) -> None:
    assert region_codes(hunan, ["430121", "浏阳市"]) == ("430121", "430181")
    with pytest.raises(StepRefused):
        region_codes(hunan, ["某县"])


def test_a_warning_is_answered_later(desk: Desk) -> None:
    receipt = handed_in(desk.engine, {"430121": 1}, findings=WARNINGS)
    assert status(desk, receipt).unanswered == 1

    clerk = desk.of(submitter("elderly_care", "赵六"))

    assert answer(clerk, receipt, {"total_mismatch 表 B9": "含省本级"})
    assert not answer(clerk, receipt, {"total_mismatch 表 B9": "含省本级"})

    found = status(desk, receipt)
    assert [(noted.reason, noted.by) for noted in found.findings] == [("含省本级", "赵六"), ("", "")]
    assert (found.unanswered, [line.action for line in found.trail]) == (0, ["submitted", "answered"])


def test_a_returned_submission_tells_why_and_what_corrected_it(desk: Desk) -> None:
    first = handed_in(desk.engine, {"430121": 1, "430181": 2})
    review(desk, "returned", [first], CHECKER, reason="长沙县有误", regions=["430121"])
    review(desk, "returned", [first], OFFICE, reason="全部重报")

    second = handed_in(desk.engine, {"430121": 5, "430181": 2})

    told = status(desk, first)
    assert [(line.reason, line.regions, line.post) for line in told.returns] == [
        ("全部重报", (), "办公室"),
        ("长沙县有误", ("长沙县",), "养老服务处"),
    ]
    assert (told.delivery.state, told.corrected_by) == ("returned", second)
    before = status(desk, second).before
    assert before is not None
    assert [(row.region, row.before and row.before.text, row.after and row.after.text) for row in before.rows] == [
        ("长沙县", "1", "5")
    ]
    assert submission_status(desk, "JP-0", "zh_CN") is None


def test_the_same_amount_in_another_unit_is_no_change(desk: Desk) -> None:
    first = handed_in(desk.engine, {"430121": 14, "430181": 3})
    second = handed_in(desk.engine, {"430121": 140_000, "430181": 30_001})
    with writing(desk.engine) as session:
        for value in session.exec(select(StoredValue)):
            value.unit = "万元" if value.submission_id == kept(desk.engine, first).id else "元"

    changes = against_before(desk, kept(desk.engine, second), "zh_CN")

    assert changes is not None
    assert (changes.same, [(row.region, row.share) for row in changes.rows]) == (
        1,
        [("浏阳市", pytest.approx(1 / 30_000))],
    )


def test_cumulative_figures_are_compared_quarter_by_quarter(desk: Desk) -> None:
    for quarter, figure in (("2026Q1", 10), ("2026Q2", 30), ("2026Q3", 70)):
        receipt = handed_in(desk.engine, {"430121": figure, "430181": 5}, quarter=quarter)

    moved = against_last_quarter(desk, kept(desk.engine, receipt), "zh_CN")

    assert [(row.region, row.before and row.before.text, row.after and row.after.text) for row in moved.rows] == [
        ("长沙县", "20", "40")
    ]
    assert moved.rows[0].share == 1.0
    first = against_last_quarter(desk, kept(desk.engine, handed_in(desk.engine, {"430121": 1}, quarter="2026Q1")), "en")
    assert (first.rows, first.same) == ((), 0)


def test_the_desk_lists_what_still_says_something_and_who_owes(desk: Desk) -> None:
    first = handed_in(desk.engine, {"430100": 1}, submitter="430100")
    second = handed_in(desk.engine, {"430100": 2}, submitter="430100")

    def listed() -> list[tuple[str, str]]:
        lines = review_desk(desk, QUARTER, "zh_CN").lines
        return [(line.key, line.state) for line in lines if line.delivery]

    assert listed() == [(second, "submitted")]
    review(desk, "returned", [second], OFFICE, reason="错")
    assert listed() == [(first, "submitted"), (second, "returned")]
    third = handed_in(desk.engine, {"430100": 3}, submitter="430100")
    assert listed() == [(third, "submitted")]
    shown = review_desk(desk, QUARTER, "zh_CN")
    assert shown.count("awaited") == len(shown.collection.owing) - 1


def test_a_line_waits_for_the_owner_and_then_for_the_office(desk: Desk) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})

    def waits_for(post: str) -> bool:
        line = next(one for one in review_desk(desk, QUARTER, "zh_CN").lines if one.key == receipt)
        return line.waits_for(desk.config, post)

    assert [waits_for(post) for post in ("elderly_care", "child_welfare", "office")] == [True, False, False]
    review(desk, "approved", [receipt], CHECKER)
    assert [waits_for(post) for post in ("elderly_care", "child_welfare", "office")] == [False, False, True]


def test_without_a_scheme_what_came_is_reviewed_by_any_division(desk: Desk) -> None:
    bare = replace(desk, config=desk.config.model_copy(update={"schemes": (), "statistics": ()}))
    receipt = handed_in(bare.engine, {"430100": 1}, submitter="430100")

    (done,) = review(bare, "approved", [receipt], CHECKER)

    assert done.refused == ""

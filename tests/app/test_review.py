import sqlite3
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import owners
from dashboard.usecases.submissions import submission_status
from loaders.store.trail import extensions
from tests.app.conftest import Open, component_data, text_of
from tests.people import Reviewer, checker, leader, of_office, person, review
from tests.unit.store.lives import WARNINGS, handed_in

CHECKER, OFFICE = Reviewer("李四", "elderly_care"), Reviewer("王五", "office")
QUARTER = "2026Q3"


@pytest.fixture
def desk(nothing_submitted: Desk) -> Desk:
    return nothing_submitted


@pytest.fixture
def page(desk: Desk, open_page: Open) -> Callable[..., AppTest]:
    def opened(
        post: str = "elderly_care", which: str = "all", receipt: str = "", ticked: tuple[str, ...] = ()
    ) -> AppTest:
        who = of_office() if post == "office" else checker(post)
        app = open_page(desk, person=who, quarter=QUARTER, which=which, receipt=receipt)
        app.session_state["ticked"] = list(ticked)
        app.switch_page("views/review.py").run()
        assert not app.exception
        return app

    return opened


def state(desk: Desk, receipt: str) -> str:
    status = submission_status(desk, receipt, "zh_CN")
    assert status is not None
    return status.delivery.state


def lines(app: AppTest) -> str:
    return str(component_data(app, "jiping_clickable")[0]["html"])


def test_the_title_says_what_waits_for_whom(desk: Desk, page: Callable[..., AppTest]) -> None:
    first = handed_in(desk.engine, {"430121": 1}, findings=WARNINGS, reasons={"total_mismatch 表 B9": "含省本级"})
    second = handed_in(desk.engine, {"430100": 1}, submitter="430100")
    review(desk, "approved", [second], Reviewer("李四"))

    app = page(post="office", receipt=first)

    shown = text_of(app)
    assert "2026年第三季度：1 份待处室初审，1 份待办公室终审，24 家待报" in shown
    assert "○ 待初审" in shown
    assert "报送单位说明：含省本级" in shown
    assert "1/1" in lines(app)


def test_a_division_passes_what_it_ticked_and_the_trail_names_who(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    app = page(ticked=(receipt,), which="turn")
    assert app.button(key="act_approved").label == "审核通过 1"

    app.button(key="act_approved").click().run()

    assert state(desk, receipt) == "approved"
    assert f"初审通过：养老服务处 {receipt}" in text_of(app)
    status = submission_status(desk, receipt, "zh_CN")
    assert status is not None
    assert [(line.actor, line.post) for line in status.trail] == [("养老服务处", ""), ("李四", "养老服务处")]


def test_a_leader_reads_the_list_and_acts_on_nothing(desk: Desk, open_page: Open) -> None:
    receipt = handed_in(desk.engine, {"430121": 1, "430181": 2})

    app = open_page(desk, "review", leader(), quarter=QUARTER, which="turn", receipt=receipt, post="office")

    assert "1 份待处室初审" in text_of(app)
    assert receipt in text_of(app)
    assert [button.key for button in app.button if button.key != "language"] == []
    assert 'data-key="tick:' not in lines(app)
    assert [box.key for box in app.selectbox] == ["quarter_zh_CN", "which_zh_CN"]
    assert not app.exception


def test_only_posts_that_are_held_are_offered_whatever_the_address_asks_for(desk: Desk, open_page: Open) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    who = person("李四", ("reviewer", "elderly_care"), ("office", ""), ("submitter", "child_welfare"))

    app = open_page(desk, "review", who, quarter=QUARTER, which="all", receipt=receipt, post="child_welfare")

    assert app.selectbox(key="post_zh_CN").options == ["办公室", "养老服务处"]
    assert app.selectbox(key="post_zh_CN").value == "office"


def test_a_reviewer_sees_the_own_line_only(desk: Desk, open_page: Open) -> None:
    own, form = handed_in(desk.engine, {"430121": 1}), handed_in(desk.engine, {"430100": 1}, submitter="430100")
    other = handed_in(desk.engine, {"430121": 1}, submitter="child_welfare")

    shown = lines(open_page(desk, "review", checker("elderly_care"), quarter=QUARTER, which="all", receipt=other))

    assert own in shown
    assert (form in shown) == ("elderly_care" in owners(desk.config, "statutory_form", "430100"))
    assert other not in shown
    assert "儿童福利处" not in shown


def test_confirming_asks_once_more(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    review(desk, "approved", [receipt], CHECKER)
    app = page(post="office", receipt=receipt)

    app.button(key="act_confirmed").click().run()
    assert "终审确认后不能再退回" in text_of(app)
    assert state(desk, receipt) == "approved"
    app.button(key="not_confirmed").click().run()
    app.button(key="act_confirmed").click().run()
    app.button(key="confirmed_for_good").click().run()

    assert state(desk, receipt) == "confirmed"
    assert f"终审确认：养老服务处 {receipt}" in text_of(app)


def test_a_return_wants_a_reason_and_shows_it(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    app = page(post="office", receipt=receipt)

    app.button(key="act_returned").click().run()
    assert state(desk, receipt) == "submitted"
    assert "退回、延期和补充说明都要写明原因" in text_of(app)
    app.text_input(key="return_reason").set_value("请核对<b>合计</b>").run()
    app.button(key="act_returned").click().run()

    assert state(desk, receipt) == "returned"
    assert "请核对&lt;b&gt;合计&lt;/b&gt;" in text_of(app)
    assert app.text_input(key="return_reason").value == ""


def test_some_regions_are_sent_back_and_the_rest_passes(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipt = handed_in(desk.engine, {"430121": 1, "430181": 2})
    number = submission_status(desk, receipt, "zh_CN").delivery.number  # type: ignore[union-attr]
    app = page(receipt=receipt)

    app.multiselect(key=f"regions_{number}").set_value(["430121"]).run()
    app.text_input(key=f"regions_reason_{number}").set_value("合计不符").run()
    app.button(key=f"send_regions_{number}").click().run()
    app.button(key="act_approved").click().run()

    assert state(desk, receipt) == "approved"
    status = submission_status(desk, receipt, "zh_CN")
    assert status is not None
    assert (status.set_aside, status.regions) == ({"430121": "长沙县"}, {"430181": "浏阳市"})
    assert "部分退回 1 个地区" in lines(app)


def test_the_slower_of_two_reviewers_is_told_who_was_quicker(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    app = page(receipt=receipt)
    review(desk, "approved", [receipt], Reviewer("赵六", "elderly_care"))

    app.button(key="act_approved").click().run()

    assert f"{receipt} 已由赵六审核通过" in text_of(app)


def test_a_correction_shows_what_it_changed_and_the_trail(desk: Desk, page: Callable[..., AppTest]) -> None:
    first = handed_in(desk.engine, {"430121": 1, "430181": 2000})
    second = handed_in(desk.engine, {"430121": 10, "430182": 3})

    app = page(receipt=second)
    app.segmented_control(key="section_zh_CN").set_value("before").run()

    shown = text_of(app)
    assert f"与 {first} 相比：改动 1 项，新增 1 项，未再报 1 项，相同 0 项" in shown
    assert "+900.0%" in shown
    assert "2,000" in shown
    app.segmented_control(key="section_zh_CN").set_value("trail").run()
    assert f"更正 {first}" in text_of(app)


def test_a_tick_in_the_head_takes_all_that_is_open(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipts = [handed_in(desk.engine, {code: 1}, submitter=code) for code in ("430100", "430200", "430300")]
    review(desk, "returned", receipts[:1], OFFICE, reason="错")

    app = page(post="office", ticked=tuple(receipts[1:]))

    assert lines(app).count('aria-checked="true"') == 3
    assert lines(app).count('data-key="tick:') == 3
    assert app.button(key="act_returned").label == "退回 2"


def test_nothing_waits_for_a_post_that_has_nothing_to_do(desk: Desk, page: Callable[..., AppTest]) -> None:
    handed_in(desk.engine, {"430121": 1})

    assert "没有待办的报送" in text_of(page(post="office", which="turn"))


def test_a_quarter_without_a_submission_names_who_owes_one(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = page()

    assert "尚未收到报送" in text_of(app)
    assert app.button(key="act_approved").disabled


def test_a_workspace_without_a_scheme_reviews_what_came(without_scheme: Desk, open_page: Open) -> None:
    app = open_page(without_scheme, "review", quarter="2026Q3")

    assert "1 份待处室初审" in text_of(app)
    assert not app.exception


def test_a_database_that_does_not_answer_ends_in_a_sentence(desk: Desk, page: Callable[..., AppTest]) -> None:
    receipt = handed_in(desk.engine, {"430121": 1})
    app = page(receipt=receipt)
    raw = sqlite3.connect(desk.workspace.folder / "jiping.db")
    raw.execute("CREATE TRIGGER full BEFORE INSERT ON step BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    raw.commit()
    raw.close()

    app.button(key="act_approved").click().run()

    assert state(desk, receipt) == "submitted"
    assert "数据库没有应答，未作任何改动" in text_of(app)


def test_the_office_grants_a_unit_more_time_on_the_progress_page(desk: Desk, open_page: Open) -> None:
    app = open_page(desk, person=of_office(), quarter=QUARTER)
    app.session_state["opened_unit"] = "statutory_form.430400"
    app.switch_page("views/progress.py").run()
    key = "statutory_form.430400"

    app.text_input(key=f"extension_{key}").set_value("停电").run()
    app.button(key=f"grant_{key}").click().run()

    granted = extensions(desk.engine)[QUARTER, "430400"]
    assert (granted.reason, granted.actor) == ("停电", "王五")
    assert f"办公室已准予延期至 {desk.local(granted.until):%Y-%m-%d} 18:00" in text_of(app)


def test_a_returned_unit_stands_out_on_the_progress_page(desk: Desk, open_page: Open) -> None:
    receipt = handed_in(desk.engine, {"430100": 1}, submitter="430100")
    review(desk, "returned", [receipt], OFFICE, reason="错")

    app = open_page(desk, "progress", quarter=QUARTER)
    app.session_state["opened_unit"] = "statutory_form.430100"
    shown = text_of(app.run())

    assert "退回待重报 1 家" in shown
    assert "↩ 已退回" in shown
    assert "已退回：长沙市" in shown
    assert "办公室 王五退回整份报送：" in shown

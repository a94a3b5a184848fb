import datetime as dt

from dashboard.access.person import Person, Post
from dashboard.usecases.access import make_token
from dashboard.usecases.audits import verify_trail
from dashboard.usecases.desk import Desk
from tests.app.conftest import Open, text_of
from tests.unit.store.test_verification import around

AUDITOR = Person("auditor", "审计员", (Post("auditor"),), account=1, address="10.0.0.7")


def test_without_an_event_the_page_says_what_will_stand_there(nothing_submitted: Desk, open_page: Open) -> None:
    shown = text_of(open_page(nothing_submitted, "trail", AUDITOR))

    assert "审计留痕尚未校验" in shown
    assert "尚无事件" in shown


def test_the_auditor_sees_the_verdict_the_events_and_one_in_full(nothing_submitted: Desk, open_page: Open) -> None:
    make_token(nothing_submitted, "<b>统计系统</b>", "430100")
    verify_trail(nothing_submitted)

    shown = text_of(open_page(nothing_submitted, "trail", AUDITOR, event="1"))

    assert f"审计留痕完整，最近校验于 {nothing_submitted.local(dt.datetime.now(dt.UTC)):%Y-%m-%d}" in shown
    assert "签发接口令牌" in shown
    assert "&lt;b&gt;统计系统&lt;/b&gt;" in shown
    assert "长沙市" in shown


def test_verifying_on_the_page_names_every_fault_and_is_recorded(nothing_submitted: Desk, open_page: Open) -> None:
    make_token(nothing_submitted, "统计系统")
    make_token(nothing_submitted, "平台")
    around(nothing_submitted.engine, "UPDATE audit_event SET subject = 'x' WHERE number = 1")
    app = open_page(nothing_submitted, "trail", AUDITOR)

    app.button(key="verify_trail").click().run()

    shown = text_of(app)
    assert "审计留痕不完整" in shown
    assert "第 1 号事件（签发接口令牌，x）与其哈希不符：内容被改动。" in shown
    assert "校验审计留痕" in shown
    assert "10.0.0.7" in shown


def test_the_filters_leave_what_was_asked_for(nothing_submitted: Desk, open_page: Open) -> None:
    make_token(nothing_submitted, "统计系统")
    app = open_page(nothing_submitted, "trail", AUDITOR)

    app.text_input(key="trail_subject").set_value("没有这个").run()
    nothing = text_of(app)
    app.text_input(key="trail_subject").set_value("统计").run()

    assert "没有符合条件的事件" in nothing
    assert "签发接口令牌" in text_of(app)


def test_who_is_no_auditor_sees_nothing_of_it(nothing_submitted: Desk, open_page: Open) -> None:
    make_token(nothing_submitted, "统计系统")
    office = Person("office", "办公室", (Post("office"),), account=2)

    shown = text_of(open_page(nothing_submitted, "trail", office))

    assert "统计系统" not in shown
    assert "审计留痕" not in shown

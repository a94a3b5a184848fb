import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from config.wording import translator
from dashboard.access.person import Person
from dashboard.pack.assignment_sheet import assignments_sheet
from dashboard.pack.ledger_sheets import shortfalls_workbook
from dashboard.pack.workbook import ranking_workbook
from dashboard.usecases.assignments.reports import assignments
from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.shortfalls import shortfalls
from tests.app.conftest import Open, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.people import checker, head, leader, of_office, person, submitter
from tests.unit.dashboard.assigned import CITY, LINE, OFFICE, OTHER, PICTURE, closed, handed_out, sent

NOW = dt.datetime.now(dt.UTC)
BEFORE = NOW - dt.timedelta(days=90)
AUDITOR = person("审计员", ("auditor", ""))


@pytest.fixture(scope="module")
def assigned(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("assigned"), QUARTERS[-2:])
    handed_out(desk, BEFORE, title="逾期的事", days=10, quarter=QUARTERS[-1])
    handed_out(desk, BEFORE, title="又一件逾期", owner=OTHER, days=10, quarter=QUARTERS[-1])
    handed_out(desk, NOW, title="新的事", days=30, quarter=QUARTERS[-1])
    waits = handed_out(desk, NOW, title="待审的事", quarter=QUARTERS[-1])
    sent(desk, waits, NOW)
    done = handed_out(desk, NOW, title="办完的事", quarter=QUARTERS[-1])
    sent(desk, done, NOW)
    closed(desk, done, NOW)
    return desk


def number_of(desk: Desk, title: str) -> str:
    return next(one.number for one in assignments(desk) if one.title == title)


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def test_the_title_says_what_is_overdue_and_the_list_has_lights_with_words(assigned: Desk, open_page: Open) -> None:
    shown = text_of(open_page(assigned, "assignments", leader()))

    assert "交办 4 件在办，其中 2 件逾期、0 件将在 5 个工作日内到期" in shown
    assert "● 红灯" in shown
    assert "逾期的事" in shown
    assert "办完的事" not in shown
    assert "已报送，待审核" in shown


def test_an_empty_page_says_what_to_do_next(nothing_submitted: Desk, open_page: Open) -> None:
    shown = text_of(open_page(nothing_submitted, "assignments", of_office()))

    assert "还没有交办事项" in shown
    assert "查不足" in shown


def test_closed_ones_and_what_followed_stand_in_parts_of_their_own(assigned: Desk, open_page: Open) -> None:
    done = text_of(open_page(assigned, "assignments", leader(), part="closed"))
    points = text_of(open_page(assigned, "assignments", leader(), part="points"))

    assert "办完的事" in done
    assert "✓ 已销号" in done
    assert "约谈" in points
    assert "−2.00" in points


SEES = [
    (leader(), {"逾期的事", "又一件逾期", "新的事", "待审的事"}),
    (AUDITOR, {"逾期的事", "又一件逾期", "新的事", "待审的事"}),
    (head(CITY), {"逾期的事", "新的事", "待审的事"}),
    (submitter(OTHER), {"又一件逾期"}),
    (checker("social_affairs"), set()),
]


@pytest.mark.parametrize(("someone", "titles"), SEES)
def test_everyone_reads_their_own(assigned: Desk, open_page: Open, someone: Person, titles: set[str]) -> None:
    shown = text_of(open_page(assigned, "assignments", someone))

    assert {title for title in ("逾期的事", "又一件逾期", "新的事", "待审的事") if f">{title}<" in shown} == titles


def test_opened_it_shows_its_chain_and_what_the_reader_may_do(assigned: Desk, open_page: Open) -> None:
    number = number_of(assigned, "待审的事")

    office = open_page(assigned, "assignments", of_office(), assignment=number)
    owner = open_page(assigned, "assignments", submitter(CITY), assignment=number)
    leading = open_page(assigned, "assignments", leader(), assignment=number)

    assert "销号条件" in text_of(office)
    assert "报送佐证材料" in text_of(office)
    assert {"退回", "销号"} <= labels(office)
    assert not {"退回", "销号"} & labels(owner)
    assert not {"退回", "销号", "报送佐证材料"} & labels(leading)


def test_another_units_assignment_is_as_if_it_were_not_there(assigned: Desk, open_page: Open) -> None:
    shown = open_page(assigned, "assignments", submitter(OTHER), assignment=number_of(assigned, "待审的事"))

    assert "待审的事" not in text_of(shown)


def test_handing_out_is_asked_twice_and_opens_what_was_handed_out(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, QUARTERS[-1:])
    app = open_page(desk, "assignments", of_office(), part="new")
    app.text_input[0].set_value("开展核查")
    app.text_area[0].set_value("月底前查完")
    app.selectbox[0].set_value(CITY).run()
    app.button("assign").click().run()
    assert assignments(desk) == ()

    app.button("assigned").click().run()

    (made,) = assignments(desk)
    assert (made.title, made.owner, made.days) == ("开展核查", CITY, 20)
    assert "已交办。" in text_of(app)
    assert "开展核查" in text_of(app)


def test_what_is_missing_is_said_and_nothing_is_lost(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, QUARTERS[-1:])
    app = open_page(desk, "assignments", of_office(), part="new")
    app.text_input[0].set_value("开展核查").run()
    app.button("assign").click().run()
    app.button("assigned").click().run()

    assert "请写明办理要求" in text_of(app)
    assert app.text_input[0].value == "开展核查"


def test_evidence_is_sent_and_closing_is_asked_twice(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, QUARTERS[-1:])
    number = handed_out(desk, NOW, quarter=QUARTERS[-1])
    owner = open_page(desk, "assignments", submitter(CITY), assignment=number)
    owner.text_area[0].set_value("已完成")
    owner.file_uploader[0].set_value([(PICTURE[0], PICTURE[1], "image/png")])
    next(button for button in owner.button if button.label == "报送佐证材料").click().run()
    assert "由办公室或分管处室审核" in text_of(owner)

    reviewer = open_page(desk, "assignments", checker(LINE), assignment=number)
    reviewer.button(f"ask_closed_{number}").click().run()
    assert assignments(desk)[0].state == "sent"
    reviewer.button(f"do_closed_{number}").click().run()

    assert "该事项已销号" in text_of(reviewer)
    assert assignments(desk)[0].closed


def test_shortfalls_have_the_overdue_ones_and_a_region_its_own(assigned: Desk, open_page: Open) -> None:
    behind = text_of(open_page(assigned, "shortfalls", leader(), quarter=QUARTERS[-1], part="assigned"))
    region = text_of(open_page(assigned, "region", head(CITY), region=CITY, quarter=QUARTERS[-1], part="work"))

    assert "又一件逾期" in behind
    assert "新的事" not in behind
    assert "交办事项：3 件在办，1 件逾期" in region
    assert "又一件逾期" not in region


def test_the_office_is_the_one_who_closed(assigned: Desk) -> None:
    done = next(one for one in assignments(assigned) if one.title == "办完的事")

    assert done.steps[-1].actor == OFFICE.name


def test_the_workbooks_carry_what_is_overdue(assigned: Desk) -> None:
    late = tuple(one for one in assignments(assigned) if one.overdue)
    book = open_book(assigned)
    sheet = assignments_sheet(late, "查不足", "2026-11-26", translator())
    shown = shortfalls(assigned, book, QUARTERS[-1])
    contents = replace(pack_contents(assigned, book, QUARTERS[-1]), overdue=late, today="2026-11-26")

    for content in (shortfalls_workbook(shown, "查不足", "未发布", "zh_CN", sheet), ranking_workbook(contents)):
        table = openpyxl.load_workbook(io.BytesIO(content))["交办逾期"]
        rows = list(table.iter_rows(min_row=5, values_only=True))
        assert [row[:2] for row in rows] == [(one.number, one.title) for one in late]
        assert [row[9] for row in rows] == [-one.days_left for one in late]
        assert "2026-11-26" in str(table["A2"].value)
    assert (
        "交办逾期" not in openpyxl.load_workbook(io.BytesIO(ranking_workbook(replace(contents, overdue=())))).sheetnames
    )

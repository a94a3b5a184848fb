import os
import re
import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.usecases.assignments.reports import assignments
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.meetings.preparing import prepare_meeting
from dashboard.usecases.meetings.reports import meeting_report, meetings
from dashboard.usecases.meetings.running import open_ballot, open_item, start_meeting
from tests.browser.conftest import cookie_of, copied
from tests.browser.test_accessible import WIDE, faults
from tests.serving import free_port, serving, session_of
from tests.unit.meetings.gathered import DAY

pytestmark = pytest.mark.browser
QUARTER, PATIENT = "2026Q3", 60_000
Open = Callable[[str, str, int, int], Page]


@pytest.fixture(scope="module")
def hall(demonstration: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return copied(demonstration, tmp_path_factory.mktemp("hall") / "workspace")


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture
def opened(browser: Browser, hall: Desk, port: int) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def open_as(login: str, path: str, width: int, height: int) -> Page:
        address, context = f"http://127.0.0.1:{port}", browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        posts = [("leader", "")] if login.startswith("leader-") else []
        context.add_cookies([cookie_of(address, session_of(hall, login, *posts))])
        page = context.new_page()
        page.goto(address + path)
        page.locator(".jp-meet-rail, .jp-meet-now").first.wait_for(timeout=PATIENT)
        return page

    yield open_as
    for context in contexts:
        context.close()


def scored(page: Page, score: int) -> None:
    expect(page.get_by_role("button", name="提交投票")).to_be_visible(timeout=PATIENT)
    for criterion in ("results", "problems", "plan"):
        pill = page.locator(f"[class*=_{criterion}]").get_by_text(str(score), exact=True).first
        pill.click()
    page.get_by_role("button", name="提交投票").click()
    expect(page.get_by_text("✓ 已投票")).to_be_visible(timeout=PATIENT)


def commented(page: Page, text: str) -> None:
    page.get_by_label("点评内容（提交后立即显示在大屏上）").fill(text)
    page.get_by_role("button", name="提交点评").click()


def test_votes_and_comments_reach_the_big_screen_and_outlive_a_killed_server(
    hall: Desk, port: int, opened: Open
) -> None:
    number = prepare_meeting(hall, "quarterly_review", QUARTER, DAY)
    here = f"/meeting?meeting={number}"
    with serving(hall.workspace.folder, port=port, attacked=True) as server:
        screen = opened("office", f"{here}&face=screen", 1920, 1080)
        unit, poll, said = (screen.locator(css) for css in ("h1.jp-meet-unit", ".jp-meet-poll", ".jp-meet-said"))
        screen.keyboard.press("PageDown")
        expect(screen.locator(".jp-meet-clock")).to_contain_text("计时中", timeout=PATIENT)
        screen.keyboard.press("PageDown")
        expect(unit).to_contain_text("社会救助处", timeout=PATIENT)
        for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"):
            screen.keyboard.press(key)
        expect(unit).to_contain_text("养老服务处", timeout=PATIENT)
        screen.keyboard.press("v")
        expect(poll).to_contain_text("正在投票", timeout=PATIENT)
        one, two = (opened(login, here, 390, 844) for login in ("leader", "leader-two"))
        scored(one, 9)
        expect(poll).to_contain_text("已投1票", timeout=PATIENT)
        scored(two, 7)
        expect(poll).to_contain_text("已投2票", timeout=PATIENT)
        expect(poll).not_to_contain_text("百分制")
        commented(one, "逐县列出补齐时间表")
        expect(said.first).to_contain_text("逐县列出补齐时间表", timeout=PATIENT)
        os.kill(server.pid, signal.SIGKILL)
    expect(two.get_by_test_id("stDialog")).to_contain_text("连接中断", timeout=PATIENT)
    before = screen.locator(".jp-meet-time").inner_text()
    with serving(hall.workspace.folder, port=port):
        expect(screen.locator(".jp-meet-time")).not_to_have_text(before, timeout=PATIENT)
        expect(poll).to_contain_text("已投2票", timeout=PATIENT)
        expect(said.first).to_contain_text("逐县列出补齐时间表")
        commented(two, "同意")
        expect(said.first).to_contain_text("同意", timeout=PATIENT)
        screen.keyboard.press("v")
        expect(poll).to_contain_text("80.00分", timeout=PATIENT)
        one.get_by_role("button", name="交办", exact=True).first.click()
        one.get_by_role("button", name="立即交办").click()
        expect(screen.get_by_text(re.compile("已交办 JB-"))).to_be_visible(timeout=PATIENT)
        screen.locator(".jp-stage td button.jp-open").first.click()
        back = screen.get_by_role("button", name="← 回到会议")
        expect(back).to_be_visible(timeout=PATIENT)
        screen.reload()
        back.click()
        expect(unit).to_contain_text("养老服务处", timeout=PATIENT)
    report = meeting_report(open_desk(hall.workspace.folder), number)
    assert [one.text for one in report.comments] == ["逐县列出补齐时间表", "同意"]
    assert len(report.comments[0].assignments) == 1


def test_the_demonstration_held_its_last_meeting_and_prepared_the_present_one(demonstration: Desk) -> None:
    held, coming = (next(one for one in meetings(demonstration) if one.quarter == q) for q in ("2026Q2", QUARTER))
    report = meeting_report(demonstration, held.number)
    handed = {number for one in report.comments for number in one.assignments}

    assert (held.stage, coming.stage) == ("ended", "prepared")
    assert report.there == 8
    assert all(one.result and one.result.score for one in report.items if one.vote)
    assert {one.number for one in assignments(demonstration) if one.source.get("meeting") == held.number} == handed
    assert len(handed) == 4
    assert report.summaries
    assert all(one.text for one in report.items if one.unit)


def test_every_face_is_open_to_all_and_a_phone_holds_the_ballot(hall: Desk, port: int, opened: Open) -> None:
    number = prepare_meeting(hall, "quarterly_review", QUARTER, DAY)
    start_meeting(hall, number)
    open_item(hall, number, "i3")
    open_ballot(hall, number, "i3")
    with serving(hall.workspace.folder, port=port):
        page = opened("leader", f"/meeting?meeting={number}", 390, 844)

        expect(page.get_by_role("button", name="提交投票")).to_be_visible(timeout=PATIENT)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        marks = page.locator("[class*=_results] button")
        expect(marks).to_have_count(11, timeout=PATIENT)
        sizes = marks.evaluate_all("all => all.map(one => one.offsetHeight)")
        assert min(sizes) >= 40
        assert page.evaluate(WIDE) == 0
        assert faults(page) == []
        for face in ("screen", "desk"):
            assert faults(opened("office", f"/meeting?meeting={number}&face={face}", 1366, 768)) == []

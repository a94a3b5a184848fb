import datetime as dt
import io
import re
from dataclasses import dataclass
from itertools import pairwise

import openpyxl
from playwright.sync_api import Page, expect

from dashboard.access.person import Person, Post
from dashboard.releasing.reading import open_edition
from dashboard.usecases.appeals.listing import appeals_in_sight
from dashboard.usecases.assignments.acting import close
from dashboard.usecases.assignments.making import Wanted, assign
from dashboard.usecases.assignments.reports import assignment
from dashboard.usecases.boards import board
from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.loading import take_in
from dashboard.usecases.region_report import ItemLine, region_report
from dashboard.usecases.selection.balloting import balloting
from loaders.store.database import writing
from loaders.store.following import hand_out
from loaders.store.followtables import Assignment
from loaders.store.readers import raw_file, submission_by_receipt
from loaders.store.steps import Signed
from tests.browser.conftest import at_rest
from tests.people import checker, leader, of_office, submitter

QUARTER, BEFORE, GROUP = "2026Q3", "2026Q2", "prefectures"
OWNER, LATE, PATIENT = "elderly_care", "430600", 90_000
LEADERS = tuple(f"leader-{number}" for number in range(1, 8))
PDF = {"name": "现场.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"}


@dataclass(frozen=True)
class Better:
    region: str
    name: str
    receipt: str
    sheet: str
    cell: str
    value: float


def released(page: Page, reason: str = "") -> str:
    if reason:
        page.get_by_label("更正原因").fill(reason)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="发布…")).to_be_enabled(timeout=PATIENT)
    page.get_by_role("button", name="发布…").click()
    page.locator(".st-key-release_now button").click(timeout=PATIENT)
    done = page.get_by_text(re.compile(rf"{QUARTER}-r\d+-[0-9a-f]{{8}}")).first
    expect(page.locator(".jp-clear")).to_contain_text(QUARTER, timeout=PATIENT * 2)
    expect(done).to_be_visible(timeout=PATIENT)
    return re.findall(rf"{QUARTER}-r\d+-[0-9a-f]{{8}}", page.locator(".jp-clear").inner_text())[0]


def that_falls_again(desk: Desk) -> tuple[str, str, float]:
    figures: dict[str, dict[tuple[str, str], float]] = {}
    for quarter in (BEFORE, QUARTER):
        book = open_edition(desk, BEFORE).book if quarter == BEFORE else open_book(desk)
        rows = book.rows("measures", quarter=quarter)
        figures[quarter] = {(row["indicator"], row["region_code"]): row["value"] for row in rows}
    for (code, region), value in sorted(figures[BEFORE].items()):
        indicator, later = desk.config.indicator[code], figures[QUARTER].get((code, region))
        rated = (
            indicator.direction == "higher"
            and indicator.is_ratio
            and not indicator.computed
            and desk.config.region[region].level == "prefecture"
        )
        if rated and value is not None and later is not None and later < value:
            return code, region, value
    raise AssertionError("nothing fell")


def that_lifts_a_place(desk: Desk) -> Better:
    book = open_book(desk)
    ranked = board(desk, book, QUARTER, GROUP).ranked
    reports = {row.region_code: region_report(desk, book, QUARTER, row.region_code) for row in ranked}
    best: dict[str, ItemLine] = {}
    for report in reports.values():
        assert report is not None
        for line in report.items:
            if line.value is not None and (line.points or 0) > (
                best[line.name].points or 0 if line.name in best else -1
            ):
                best[line.name] = line
    for above, row in pairwise(ranked):
        report = reports[row.region_code]
        assert report is not None
        gap = (above.published or 0) - (row.published or 0)
        for line in report.items:
            better = best.get(line.name)
            if better is None or line.source is None or line.derivation != "reported" or not line.value:
                continue
            if (better.points or 0) - (line.points or 0) > gap + 0.2 and better.value:
                return Better(
                    row.region_code, row.name, line.source.receipt, line.source.sheet, line.source.cell, better.value
                )
    raise AssertionError("no place can be lifted by one figure")


def address_of(page: Page, path: str) -> str:
    return f"{'/'.join(page.url.split('/')[:3])}{path}"


def red_since_september(desk: Desk) -> None:
    made = dt.datetime(2026, 8, 3, 2, tzinfo=dt.UTC)
    late = Assignment(
        number="",
        title="敬老院消防整改",
        demand="八月底前整改到位",
        owner=LATE,
        co_owners=[],
        division=OWNER,
        quarter=BEFORE,
        source={"kind": "free"},
        closes_by="evidence",
        watch={},
        days=20,
        due=dt.date(2026, 8, 31),
        made_at=made,
        made_by="赵厅长",
        login="leader-1",
        invented=True,
    )
    with writing(desk.engine) as session:
        hand_out(session, late, Signed("赵厅长", made, "test", login="leader-1"))


def a_task_is_handed_out(lead: Page) -> None:
    lead.goto(address_of(lead, f"/ledgers?quarter={QUARTER}"))
    expect(lead.locator("h1.jp-headline")).to_contain_text("重点工作共", timeout=PATIENT)
    first = lead.locator("tbody tr").first
    expect(first).to_contain_text("落后", timeout=PATIENT)
    title = first.get_by_role("button").first.inner_text().splitlines()[0]
    first.get_by_role("button").first.click()
    lead.get_by_role("button", name="就这一条交办").click(timeout=PATIENT)
    expect(lead.get_by_label("交办事项")).to_have_value(title, timeout=PATIENT)
    at_rest(lead)
    lead.locator(".st-key-assign button").click()
    lead.locator(".st-key-assigned button").click(timeout=PATIENT)
    expect(lead.locator("[data-testid=stMain]")).to_contain_text(re.compile(r"JB-\d{4}-\d{4}"), timeout=PATIENT)


def a_case_is_judged_and_hung(judge: Page, office: Page, desk: Desk) -> None:
    case = balloting(desk.of(Person("judge", "judge", (Post("judge"),))), QUARTER).cases[0]
    for place, points in enumerate((8, 9, 7)):
        given = judge.locator('[class*="st-key-points_"]').nth(place).get_by_role("radio", name=str(points), exact=True)
        given.click()
        expect(given).to_be_checked()
    judge.get_by_text("保存并评下一个").click()
    expect(judge.locator("h1.jp-headline")).to_contain_text("您已评1个", timeout=PATIENT)
    office.goto(address_of(office, f"/selection?quarter={QUARTER}&part=round"))
    office.locator("[class*=st-key-ask_close] button").click(timeout=PATIENT)
    office.locator("[class*=st-key-do_close] button").click(timeout=PATIENT)
    office.locator(f".st-key-why_{case.number} input").fill("厅党组研究确定")
    office.keyboard.press("Tab")
    at_rest(office)
    office.locator(f".st-key-confirm_{case.number} button").click()
    expect(office.locator(".jp-clear")).to_be_visible(timeout=PATIENT)
    office.goto(address_of(office, "/highlights"))
    expect(office.get_by_text(case.title.partition("：")[2] or case.title).first).to_be_visible(timeout=PATIENT)


def closed_on_the_figure(desk: Desk) -> str:
    code, region, bound = that_falls_again(desk)
    watched = {"indicator": code, "region": region, "bound": bound, "recovers": True}
    number = assign(desk.of(leader()), Wanted("指标回升", "达到承诺值", region, BEFORE, **watched))
    close(desk.of(checker(assignment(desk, number).division)), number)
    return number


def seven_vote_at_once(screen: Page, devices: list[Page]) -> None:
    unit, poll = screen.locator("h1.jp-meet-unit"), screen.locator(".jp-meet-poll")
    screen.keyboard.press("PageDown")
    expect(screen.locator(".jp-meet-clock")).to_contain_text("计时中", timeout=PATIENT)
    screen.keyboard.press("PageDown")
    expect(unit).to_contain_text("社会救助处", timeout=PATIENT)
    screen.keyboard.press("PageDown")
    expect(unit).to_contain_text("养老服务处", timeout=PATIENT)
    screen.keyboard.press("v")
    expect(poll).to_contain_text("正在投票", timeout=PATIENT)
    for place, device in enumerate(devices):
        expect(device.get_by_role("button", name="提交投票")).to_be_visible(timeout=PATIENT)
        for criterion in ("results", "problems", "plan"):
            device.locator(f"[class*=_{criterion}]").get_by_text(str(4 + place % 6), exact=True).first.click()
        at_rest(device)
    for device in devices:
        device.get_by_role("button", name="提交投票").click()
    expect(poll).to_contain_text(f"已投{len(devices)}票", timeout=PATIENT)
    expect(poll).not_to_contain_text("百分制")
    screen.keyboard.press("v")
    expect(poll).to_contain_text(re.compile(r"\d+\.\d\d分"), timeout=PATIENT)


def a_comment_is_handed_out(screen: Page, device: Page) -> str:
    device.get_by_label("点评内容（提交后立即显示在大屏上）").fill("逐县列出补齐时间表")
    device.get_by_role("button", name="提交点评").click()
    expect(screen.locator(".jp-meet-said").first).to_contain_text("逐县列出补齐时间表", timeout=PATIENT)
    device.get_by_role("button", name="交办", exact=True).first.click()
    device.get_by_role("button", name="立即交办").click(timeout=PATIENT)
    handed = screen.get_by_text(re.compile("已交办 JB-")).first
    expect(handed).to_be_visible(timeout=PATIENT)
    return str(re.findall(r"JB-\d{4}-\d{4}", handed.inner_text())[0])


def closed_on_evidence_only(office: Page, clerk: Page) -> None:
    expect(office.get_by_text("逐县列出补齐时间表").first).to_be_visible(timeout=PATIENT)
    at_rest(office)
    expect(office.get_by_role("button", name="销号", exact=True)).to_have_count(0)
    clerk.locator("[data-testid=stForm] textarea").fill("已逐县列出，附后")
    clerk.set_input_files("[data-testid=stForm] input[type=file]", [PDF])
    expect(clerk.get_by_text("现场.pdf").first).to_be_visible(timeout=PATIENT)
    clerk.locator("[data-testid=stFormSubmitButton] button").click()
    expect(clerk.locator(".jp-clear")).to_be_visible(timeout=PATIENT)
    office.reload()
    office.get_by_role("button", name="销号", exact=True).click(timeout=PATIENT)
    office.locator("[class*=st-key-do_closed] button").click(timeout=PATIENT)
    expect(office.locator(".jp-clear")).to_be_visible(timeout=PATIENT)


def appealed(desk: Desk, head: Page, region: str) -> str:
    head.get_by_text("名次", exact=True).first.click()
    head.locator("textarea").first.fill("数据漏填，附台账")
    head.keyboard.press("Tab")
    at_rest(head)
    head.locator(".st-key-appeal_ask button").click()
    head.locator(".st-key-appeal_send_now button").click(timeout=PATIENT)
    expect(head.locator(".jp-clear")).to_be_visible(timeout=PATIENT)
    every = appeals_in_sight(desk.of(of_office()))
    return next(one.number for one in every if (one.region, one.quarter) == (region, QUARTER))


def accepted(office: Page, number: str) -> None:
    office.locator("textarea").first.fill("情况属实，同意更正", timeout=PATIENT)
    office.keyboard.press("Tab")
    at_rest(office)
    office.locator(f".st-key-accept_{number} button").click()
    office.locator("[class*=st-key-appeal_yes] button").click(timeout=PATIENT)
    expect(office.locator(".jp-clear")).to_be_visible(timeout=PATIENT)


def sent_again(desk: Desk, better: Better) -> None:
    kept = submission_by_receipt(desk.engine, better.receipt)
    assert kept is not None
    content = raw_file(desk.engine, kept.sha256)
    assert content is not None
    book, changed = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    book[better.sheet][better.cell].value = better.value
    book.save(changed)
    sent = take_in(desk.of(submitter(kept.submitter)), kept.file_name, changed.getvalue(), reason="申诉更正")
    assert sent.receipt, [one.message() for one in sent.findings]

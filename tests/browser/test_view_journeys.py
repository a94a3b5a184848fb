import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dashboard.usecases.boards import board
from dashboard.usecases.book import open_book
from dashboard.usecases.climbing import climbs
from dashboard.usecases.desk import Desk
from dashboard.usecases.region_report import region_report
from dashboard.usecases.tasks import key_tasks
from loaders.store.readers import raw_file, submission_by_receipt
from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser

QUARTER, GROUP = "2026Q3", "prefectures"
PATIENT = 30_000


def test_a_head_finds_why_it_is_ninth_and_what_would_make_it_seventh(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    book = open_book(demonstration)
    ninth = next(row for row in board(demonstration, book, QUARTER, GROUP).ranked if row.rank == 9)
    seventh = next(one for one in climbs(demonstration, book, QUARTER, ninth.region_code) if one.rank <= 7)
    report = region_report(demonstration, book, QUARTER, ninth.region_code)
    assert report is not None
    page = open_page(f"/ranking?quarter={QUARTER}&group={GROUP}")

    page.get_by_role("button", name=ninth.name, exact=True).click()
    expect(page.locator("h1.jp-headline")).to_contain_text(f"{ninth.name}：第9名", timeout=PATIENT)
    page.get_by_role("radio", name="评分项").click()
    costly = max(report.items, key=lambda line: line.lost or 0)
    expect(page.locator("tbody tr").first).to_contain_text(costly.name, timeout=PATIENT)
    page.get_by_role("radio", name="怎样进位").click()

    row = page.locator("tr", has=page.get_by_role("rowheader", name=str(seventh.rank), exact=True))
    expect(row).to_contain_text(seventh.holder, timeout=PATIENT)
    for way in seventh.ways:
        expect(row).to_contain_text(way.name)


def test_a_leader_goes_from_the_map_to_the_problem_of_the_county_behind(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    book = open_book(demonstration)
    first = board(demonstration, book, QUARTER, GROUP).ranked[0]
    below = demonstration.config.below(first.region_code)
    late = [task for task in key_tasks(demonstration, book, QUARTER) if task.region in below and task.light == "yellow"]
    worst = max(late, key=lambda task: task.behind)
    page = open_page(f"/ranking?quarter={QUARTER}&group={GROUP}", 1920, 1080)
    shapes = page.locator(".choroplethlayer path")
    expect(shapes.first).to_be_visible(timeout=PATIENT)

    shapes.first.click(force=True)
    page.get_by_role("button", name=re.compile("^打开.+页面$")).click(timeout=PATIENT)
    expect(page.locator("h1.jp-headline")).to_contain_text(re.compile("：第"), timeout=PATIENT)
    page.goto(f"{page.url.partition('?')[0]}?region={first.region_code}&quarter={QUARTER}")
    page.get_by_role("radio", name="亮点·短板·任务").click(timeout=PATIENT)
    expect(page.get_by_text(worst.problems).first).to_be_visible(timeout=PATIENT)
    page.get_by_role("button", name=re.compile(re.escape(worst.region_name))).first.click()

    expect(page.locator("h1.jp-headline")).to_contain_text(worst.region_name, timeout=PATIENT)
    row = page.locator("tr", has_text=worst.title)
    expect(row).to_have_count(1, timeout=PATIENT)
    expect(row).to_contain_text(worst.problems)


def test_a_figure_on_the_page_is_the_cell_of_the_workbook_that_was_uploaded(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    county = "430121"
    report = region_report(demonstration, open_book(demonstration), QUARTER, county)
    assert report is not None
    line = next(one for one in report.items if one.source and one.derivation == "reported" and one.value is not None)
    assert line.source is not None
    page = open_page(f"/region?region={county}&quarter={QUARTER}&part=items&listed=all")

    page.get_by_role("button", name=re.compile(f"^{re.escape(line.name)}")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(line.source.receipt, timeout=PATIENT)
    expect(dialog).to_contain_text(f"{line.source.sheet} · {line.source.cell}")

    kept = submission_by_receipt(demonstration.engine, line.source.receipt)
    assert kept is not None
    content = raw_file(demonstration.engine, kept.sha256)
    assert content is not None
    cell = openpyxl.load_workbook(io.BytesIO(content))[line.source.sheet][line.source.cell].value
    assert float(re.sub(r"[^\d.-]", "", str(cell))) == pytest.approx(line.value)


def test_the_card_of_the_home_page_leads_to_what_it_is_about(open_page: Callable[..., Page]) -> None:
    page = open_page("/", 1920, 1080)
    at_rest(page)

    page.locator(".jp-home-card", has_text="查不足").get_by_role("button", name="查看全部").click()

    expect(page.locator("h1.jp-headline")).to_contain_text("落后序时进度", timeout=PATIENT)
    page.get_by_role("radio", name=re.compile("底线告警")).click()
    expect(page.get_by_role("heading", name=re.compile("标准下降|应保未保|不应发生"))).not_to_have_count(
        0, timeout=PATIENT
    )

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.usecases.desk import Desk
from loaders.store.readers import submissions

pytestmark = pytest.mark.browser

DIVISION = "社会事务处"


def opened(page: Page, name: str, unit: str) -> None:
    page.get_by_label("经办人").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text("请先在上方填写经办人姓名")).to_have_count(0, timeout=30_000)
    page.get_by_role("button", name=unit, exact=True).click()
    expect(page.locator("h2", has_text=unit)).to_be_visible(timeout=30_000)


def test_a_division_passes_a_workbook_and_the_office_confirms_it(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    kept = next(one for one in submissions(demonstration.engine, "2026Q3") if one.submitter == "social_affairs")
    division = open_page("/review?quarter=2026Q3&which=turn&post=social_affairs")
    opened(division, "李四", DIVISION)

    with division.expect_download() as raw:
        division.get_by_role("button", name="下载原始文件").click()
    assert hashlib.sha256(raw.value.path().read_bytes()).hexdigest() == kept.sha256
    division.get_by_role("checkbox", name=DIVISION).click()
    division.get_by_role("button", name="审核通过 1").click()
    expect(division.get_by_text(f"初审通过：{DIVISION} {kept.receipt}")).to_be_visible(timeout=30_000)

    office = open_page("/review?quarter=2026Q3&which=all&post=office", 1920, 1080)
    opened(office, "王五", DIVISION)
    office.get_by_role("button", name="终审确认 1").click()
    expect(office.get_by_text(f"终审确认：{DIVISION} {kept.receipt}")).to_be_visible(timeout=30_000)
    office.get_by_role("radio", name="留痕").click()
    trail = office.locator(".jp-trail li")
    expect(trail).to_have_count(3, timeout=30_000)
    assert office.evaluate("document.documentElement.scrollWidth <= innerWidth")

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.usecases.desk import Desk
from loaders.store.readers import submissions
from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser

DIVISION = "社会事务处"


def opened(page: Page, unit: str) -> None:
    page.get_by_role("button", name=unit, exact=True).click()
    expect(page.locator("h2", has_text=unit)).to_be_visible(timeout=30_000)
    at_rest(page)


def test_a_division_passes_a_workbook_and_the_office_confirms_it(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    kept = next(one for one in submissions(demonstration.engine, "2026Q3") if one.submitter == "social_affairs")
    division = open_page("/review?quarter=2026Q3&which=turn&post=social_affairs")
    opened(division, DIVISION)

    with division.expect_download() as raw:
        division.get_by_role("button", name="下载原始文件").click()
    assert hashlib.sha256(raw.value.path().read_bytes()).hexdigest() == kept.sha256
    division.get_by_role("checkbox", name=DIVISION).click()
    division.get_by_role("button", name="审核通过 1").click()
    expect(division.get_by_text(f"初审通过：{DIVISION} {kept.receipt}")).to_be_visible(timeout=30_000)

    office = open_page("/review?quarter=2026Q3&which=all&post=office", 1920, 1080)
    opened(office, DIVISION)
    office.get_by_role("button", name="终审确认 1").click()
    expect(office.get_by_text("终审确认后不能再退回")).to_be_visible(timeout=30_000)
    office.get_by_role("button", name="终审确认 1").click()
    expect(office.get_by_text(f"终审确认：{DIVISION} {kept.receipt}")).to_be_visible(timeout=30_000)
    office.get_by_role("radio", name="留痕").click()
    trail = office.locator(".jp-trail li")
    expect(trail).to_have_count(3, timeout=30_000)
    assert office.evaluate("document.documentElement.scrollWidth <= innerWidth")

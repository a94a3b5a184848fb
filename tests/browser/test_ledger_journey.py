from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.ledgers.lines import ledger_lines

pytestmark = pytest.mark.browser

QUARTER = "2026Q3"
PATIENT = 60_000


def test_an_overdue_project_is_found_looked_into_and_handed_out(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    line = ledger_lines(demonstration, open_book(demonstration), QUARTER, "major_projects")[0]
    page = open_page(f"/ledgers?quarter={QUARTER}")
    headline = page.locator("h1.jp-headline")
    expect(headline).to_contain_text("重点工作共", timeout=PATIENT)

    page.get_by_role("radio", name="重大项目").click()
    expect(headline).to_contain_text("重大项目共", timeout=PATIENT)
    expect(page.locator("tbody tr").first).to_contain_text("● 逾期", timeout=PATIENT)
    page.get_by_role("button", name=line.title).click()
    expect(headline).to_have_text(line.title, timeout=PATIENT)
    expect(page.locator(".jp-pointed")).to_contain_text(line.title, timeout=PATIENT)
    expect(page.get_by_text(line.receipt)).to_be_visible(timeout=PATIENT)

    page.get_by_role("button", name="就这一条交办").click()
    expect(page.get_by_label("交办事项")).to_have_value(line.title, timeout=PATIENT)
    expect(page.get_by_text("来自重大项目台账")).to_be_visible(timeout=PATIENT)

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.listing import honour_list

pytestmark = pytest.mark.browser

YEAR, PATIENT = 2026, 60_000


def test_a_reader_opens_who_is_named_and_sees_how_it_was_reckoned(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    drawn = honour_list(demonstration, "works", YEAR)
    assert drawn is not None
    group, line = drawn.named[0]
    page = open_page(f"/honours?year={YEAR}&list=works")
    expect(page.locator("h1.jp-headline")).to_contain_text("亮点工作（暂定）", timeout=PATIENT)

    page.get_by_role("row", name=group.name).get_by_role("button", name=line.name, exact=True).click()

    opened = page.locator(".st-key-opened")
    expect(opened).to_contain_text(f"计算过程：{line.name}", timeout=PATIENT)
    expect(opened).to_contain_text(line.figures[0].release)
    page.get_by_role("radio", name="接近入选线").click()
    near = drawn.groups[0].of("near")
    expect(page.get_by_role("button", name=near[0].name, exact=True).first).to_be_visible(timeout=PATIENT)

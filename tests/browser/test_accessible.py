from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from dashboard.navigation import PAGES
from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
NOT_OURS = {"scrollable-region-focusable", "aria-allowed-attr", "nested-interactive"}
PARTS = {
    "ranking": ("board", "compare", "trends"),
    "region": ("why", "items", "up", "peers", "below", "work", "data", "appeal"),
    "indicator": ("figures", "spread", "trend", "about", "revisions"),
    "highlights": ("wall", "cases"),
    "selection": ("judge", "own", "enter", "round"),
    "shortfalls": ("tasks", "regions", "mending", "bottom", "black"),
    "direction": ("promises", "regions", "targets"),
    "ledgers": ("list", "fill"),
    "method": ("items", "terms", "changes"),
}
WIDE = """() => [...document.querySelectorAll(".jp, .jp *, [data-testid=stMain] button")].filter((one) => {
  const box = one.getBoundingClientRect()
  return box.width && box.right > window.innerWidth + 1 && !one.closest(".jp-scroll, .js-plotly-plot, .jp-grid")
}).length"""


def faults(page: Page) -> list[tuple[str, str]]:
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [(one["id"], node["html"][:160]) for one in serious if one["id"] not in NOT_OURS for node in one["nodes"]]


OPEN = [name for name in PAGES if name != "trail"]
"""Pages that one person may open together; the auditor holds no other post."""


@pytest.mark.parametrize("name", OPEN)
def test_no_page_has_a_serious_fault_of_access(open_page: Callable[..., Page], name: str) -> None:
    told = {}
    page = open_page(f"/{name}")
    for part in PARTS.get(name, ("",)):
        page.goto(f"{page.url.partition('?')[0]}?part={part}&region=430400&indicator=nursing_bed_rate&period=2026Q3")
        page.locator("h1.jp-headline").wait_for(timeout=60_000)
        at_rest(page)
        told[part] = faults(page)

    assert {part: found for part, found in told.items() if found} == {}


@pytest.mark.parametrize("name", OPEN)
def test_no_page_is_wider_than_a_phone(open_page: Callable[..., Page], name: str) -> None:
    page = open_page(f"/{name}", 390, 844)
    at_rest(page)

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(WIDE) == 0

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser

FAULTS = """() => {
  const faults = [], box = (one) => one.getBoundingClientRect()
  const wording = (one) => { const all = document.createRange(); all.selectNodeContents(one); return box(all) }
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  for (const card of document.querySelectorAll(".jp-home-card")) {
    const around = box(card)
    for (const one of card.querySelectorAll("h2, p, li, li *, .jp-home-more, svg")) {
      const at = box(one), said = one.textContent.slice(0, 60)
      if (at.width && (at.left < around.left - 1 || at.right > around.right + 1)) faults.push("runs off: " + said)
      if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) faults.push("clipped: " + said)
    }
    for (const line of card.querySelectorAll("li")) {
      const [name, said] = [...line.children].map(wording)
      if (said && said.width && meet(name, said)) faults.push("overlaps: " + line.textContent.slice(0, 60))
    }
  }
  return faults
}"""
BROKEN = """() => [...document.querySelectorAll(".jp-home-card li > :first-child")].filter((one) => {
  const line = 1.9 * parseFloat(getComputedStyle(one).fontSize)
  const all = document.createRange()
  all.selectNodeContents(one)
  return one.textContent === "县（市）组" && all.getBoundingClientRect().height > line
}).length"""


@pytest.mark.parametrize(("lang", "width", "height"), [("zh", 1366, 768), ("en", 1366, 768), ("zh", 1920, 1080)])
def test_no_text_of_home_runs_off_its_card_or_over_its_neighbour(
    open_page: Callable[..., Page], lang: str, width: int, height: int
) -> None:
    page = open_page(f"/?lang={lang}", width, height)
    page.locator(".jp-home-card").first.wait_for(timeout=60_000)
    at_rest(page)

    assert page.locator(".jp-home-card li").count() > 20
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(BROKEN) == 0

"""How long one person at Chromium waits for each page: until it has its headline and nothing on it is at work.

python -m tests.load.pages                     every page of the office, on a demonstration made for it
python -m tests.load.pages -w DIR --times 5    on a workspace that is there (it gets one more account)
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from dashboard.demo.build import QUARTERS, build_demonstration
from dashboard.navigation import PAGES
from dashboard.usecases.desk import Desk, open_desk
from tests.conftest import CHROMIUM
from tests.serving import serving, session_of

POSTS = (("leader", ""), ("office", ""))
SIZE = {"width": 1366, "height": 768}
READY = """
const busy = "[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]"
const headline = () => document.querySelector("h1.jp-headline")?.innerText ?? ""
const ready = (path, left) => location.pathname === path && ![left, ""].includes(headline())
  && !document.querySelector(busy)
const until = (path, began, left) => new Promise((done) => {
  let since = 0
  const look = () => {
    const now = performance.now()
    since = ready(path, left) ? since || now : 0
    since && now - since > 250 ? done(since - began) : requestAnimationFrame(look)
  }
  look()
})
"""
"""A page is there at the first moment from which it is ready for a quarter of a second; the quarter is not counted."""
CLICKED = """(path) => { %s
  const link = [...document.querySelectorAll("[data-testid=stTopNavLink], nav a, header a")]
    .find((one) => new URL(one.href).pathname === path)
  const [began, left] = [performance.now(), headline()]
  link.click()
  return until(path, began, left)
}"""
LOADED = "(path) => { %s return until(path, 0, ) }"


def clicked(page: Page, path: str) -> float:
    """Milliseconds from the click in the navigation until the page is there."""
    return float(page.evaluate(CLICKED % READY, path))


def loaded(page: Page, address: str, path: str) -> float:
    """Milliseconds from the request of the whole page (what a browser keeps is kept) until it is there."""
    page.goto(address + path, wait_until="commit")
    return float(page.evaluate(LOADED % READY, path))


def main() -> None:
    """Print the median and the longest wait of each page, by a click and by loading it whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-w", "--workspace", type=Path)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with _desk(given.workspace) as desk, _opened(desk) as (page, address):
        paths = ["/" if name == "home" else f"/{name}" for name in PAGES]
        shown = [path for path in paths if page.locator(f"a[href$='{path}']").count()]
        print(f"{'page':<14}{'click':>10}{'longest':>10}{'loaded':>10}{'longest':>10}   ms of {given.times}")
        for path in shown:
            other = "/method" if path != "/method" else "/release"
            clicks, loads = [], []
            for number in range(given.times + 1):
                loads.append(loaded(page, address, path))
                clicked(page, other)
                clicks.append(clicked(page, path))
                if not number:
                    clicks, loads = [], []
            print(f"{path:<14}{median(clicks):>10.0f}{max(clicks):>10.0f}{median(loads):>10.0f}{max(loads):>10.0f}")


@contextmanager
def _desk(workspace: Path | None) -> Iterator[Desk]:
    if workspace is not None:
        yield open_desk(workspace)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield build_demonstration(Path(folder) / "demo", QUARTERS[-2:])


@contextmanager
def _opened(desk: Desk) -> Iterator[tuple[Page, str]]:
    token = session_of(desk, "pages", *POSTS)
    with serving(desk.workspace.folder) as served, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(viewport=SIZE, locale="zh-CN")
        context.add_cookies([{"name": "jiping", "value": token, "url": served.address}])
        page = context.new_page()
        page.goto(served.address)
        page.locator("h1.jp-headline").wait_for(timeout=60_000)
        yield page, served.address


if __name__ == "__main__":
    main()

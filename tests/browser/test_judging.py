from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.access.person import Person, Post
from dashboard.usecases.desk import Desk
from dashboard.usecases.selection.balloting import balloting
from tests.browser.conftest import cookie_of
from tests.serving import session_of

pytestmark = pytest.mark.browser
OPEN = "2026Q3"
POINTS = '[class*="st-key-points_"]'


@pytest.fixture
def judges(browser: Browser, address: str, demonstration: Desk) -> Iterator[tuple[Page, Page]]:
    pages = []
    for login, width, height in (("judge", 1366, 768), ("judge-changsha", 390, 844)):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.add_cookies([cookie_of(address, session_of(demonstration, login))])
        page = context.new_page()
        page.goto(f"{address}/selection?lang=zh")
        pages.append(page)
    yield pages[0], pages[1]
    for page in pages:
        page.context.close()


def score(page: Page, *points: int) -> None:
    for place, given in enumerate(points):
        chosen = page.locator(POINTS).nth(place).get_by_role("radio", name=str(given), exact=True)
        chosen.click()
        expect(chosen).to_be_checked()
    page.get_by_text("保存并评下一个").click()


def test_two_judges_score_at_once_and_neither_sees_the_other(judges: tuple[Page, Page], demonstration: Desk) -> None:
    free, away = judges
    for page, count in ((free, 5), (away, 4)):
        expect(page.locator("h1.jp-headline")).to_have_text(f"共{count}个案例，您已评0个")
        expect(page.locator("body")).not_to_contain_text("安仁县")
    expect(away.get_by_text("另有1个案例因您在当地")).to_be_visible()

    score(free, 8, 9, 7)
    score(away, 3, 4, 5)

    expect(free.locator("h1.jp-headline")).to_have_text("共5个案例，您已评1个")
    expect(away.locator("h1.jp-headline")).to_have_text("共4个案例，您已评1个")
    free.reload()
    expect(free.locator("h1.jp-headline")).to_have_text("共5个案例，您已评1个")
    given = {}
    for login in ("judge", "judge-changsha"):
        at = demonstration.of(Person(login, login, (Post("judge"),)))
        points = balloting(at, OPEN).cases[0].points
        given[login] = tuple(points[code] for code in ("innovation", "effect", "spread"))
    assert given == {"judge": (8, 9, 7), "judge-changsha": (3, 4, 5)}

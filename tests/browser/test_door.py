import datetime as dt
import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from dashboard.access.passwords import hashed
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.accounts import account_of, end_post, end_sessions, give_post, keep_account
from loaders.store.database import writing
from tests.browser.conftest import at_rest
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.browser
PAGES = sorted(file.stem for file in (REPOSITORY / "dashboard" / "views").glob("[!_]*.py"))
ONE_TIME, OWN = "abcd-efgh-jkmn-pqrs", "四海 茶叶 拖拉机 7 月亮"
_LISTEN = """
window.violations = []
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)
})
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(_LISTEN)
    yield context.new_page()
    context.close()


def one_time_account(desk: Desk, login: str, *posts: tuple[str, str]) -> None:
    until = desk.now() + dt.timedelta(hours=1)
    account = Account(
        login=login,
        name="李小燕",
        password=hashed(ONE_TIME),
        must_change=True,
        password_until=until,
        made_at=desk.now(),
        made_by="test",
    )
    with writing(desk.engine) as session:
        keep_account(session, account)
        for role, unit in posts:
            give_post(session, account, role, unit, "test", desk.now())


def sign_in(page: Page, login: str, password: str) -> None:
    page.locator("input[name=login]").first.fill(login)
    page.locator("input[name=password]").first.fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_from_a_one_time_password_to_the_page_and_out_again_when_the_session_is_ended(
    page: Page, address: str, demonstration: Desk
) -> None:
    one_time_account(demonstration, "xiaoyan", ("submitter", "430400"), ("office", ""))
    page.goto(f"{address}/progress")
    assert page.url == f"{address}/sign-in?next=/progress"

    sign_in(page, "xiaoyan", "not this one")
    assert "登录名或密码不正确" in page.locator("[role=alert]").inner_text()
    sign_in(page, "xiaoyan", ONE_TIME)
    assert "请现在设置您自己的密码" in page.locator("main").inner_text()
    page.locator("input[name=new]").fill(OWN)
    page.locator("input[name=again]").fill(OWN)
    page.get_by_role("button").click()
    page.locator("h1.jp-headline").wait_for(timeout=60_000)
    assert page.url.startswith(f"{address}/progress")
    corner = page.locator(".jp-signed").inner_text()
    assert "李小燕" in corner
    assert "衡阳市" in corner

    with writing(demonstration.engine) as session:
        account = account_of(session, "xiaoyan")
        assert account is not None
        end_sessions(session, account.id or 0, "administrator", demonstration.now())
    page.wait_for_url(re.compile(r"/sign-in\?next=%2Fprogress"), timeout=15_000)
    assert "账号管理员已结束您的登录" in page.locator("main").inner_text()


def test_a_post_that_ends_is_gone_from_the_open_page_within_seconds(
    page: Page, address: str, demonstration: Desk
) -> None:
    one_time_account(demonstration, "two-hats", ("submitter", "430400"), ("office", ""))
    with writing(demonstration.engine) as session:
        account = account_of(session, "two-hats")
        assert account is not None
        account.must_change = False
        session.add(account)
    page.goto(f"{address}/progress")
    sign_in(page, "two-hats", ONE_TIME)
    page.locator(".jp-signed", has_text="衡阳市").wait_for(timeout=60_000)

    with writing(demonstration.engine) as session:
        account = account_of(session, "two-hats")
        assert account is not None
        end_post(session, account, "submitter", "430400", "test", demonstration.now())

    page.wait_for_function(
        "() => { const corner = document.querySelector('.jp-signed'); "
        "return corner && !corner.textContent.includes('衡阳市') }",
        timeout=30_000,
    )
    assert page.url.startswith(f"{address}/progress")


def test_the_button_signs_out_and_the_way_back_shows_nothing(page: Page, address: str, demonstration: Desk) -> None:
    one_time_account(demonstration, "leaves", ("office", ""))
    with writing(demonstration.engine) as session:
        account = account_of(session, "leaves")
        assert account is not None
        account.must_change = False
        session.add(account)
    page.goto(f"{address}/clock")
    sign_in(page, "leaves", ONE_TIME)
    page.locator(".jp-signed button").click(timeout=60_000)
    page.wait_for_url("**/sign-in?out=1")

    page.go_back()

    page.wait_for_url("**/sign-in?next=/clock")


def test_a_second_factor_is_set_up_by_its_secret_on_the_own_page(page: Page, address: str, demonstration: Desk) -> None:
    one_time_account(demonstration, "careful", ("office", ""))
    page.goto(f"{address}/account")
    sign_in(page, "careful", ONE_TIME)
    page.locator("input[name=new]").fill(OWN)
    page.locator("input[name=again]").fill(OWN)
    page.get_by_role("button").click()
    page.locator("form[action='/account/second-factor'] input[name=password]").fill(OWN)
    page.get_by_role("button", name="启用动态验证码").click()

    secret = page.locator("main p code").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="启用").click()

    assert "动态验证码已启用" in page.locator("main").inner_text()
    assert page.locator(".qr").count() == 0


def test_no_page_asks_the_browser_for_more_than_the_policy_allows(open_page: Callable[..., Page], address: str) -> None:
    page = open_page("/clock")
    page.context.add_init_script(_LISTEN)
    seen = {}

    for path in ("/", *(f"/{name}" for name in PAGES), "/account", "/sign-in"):
        page.goto(address + path)
        page.locator("h1, .jp-empty").first.wait_for(timeout=90_000)
        at_rest(page)
        seen[path] = page.evaluate("() => window.violations")

    assert seen == {path: [] for path in seen}


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_demonstrations_sign_in_page_fits_and_one_button_signs_in(
    page: Page, address: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")

    page.locator("ul.accounts button").first.click()

    page.locator(".jp-signed").wait_for(timeout=60_000)
    assert overflow <= 0

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dashboard.usecases.desk import Desk
from loaders.store.accounts import account_of, give_post
from loaders.store.database import writing
from tests.browser.conftest import CHROMIUM_ARGUMENTS, running_app
from tests.conftest import CHROMIUM
from tests.serving import free_port
from tests.signon.journeys import (
    PASSWORD,
    Provider,
    account,
    make_account,
    running_provider,
    sessions_of,
    workspace_for,
)
from tests.signon.test_sign_out import logout_claims, told_at

pytestmark = [pytest.mark.provider, pytest.mark.browser]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Desk, Provider]]:
    folder, port = tmp_path_factory.mktemp("signon"), free_port()
    address = f"http://127.0.0.1:{port}"
    with running_provider(address, free_port()) as provider:
        desk = workspace_for(folder, provider, address, claim="preferred_username")
        make_account(desk, "wangjianguo")
        with writing(desk.engine) as session:
            found = account_of(session, "wangjianguo")
            assert found is not None
            give_post(session, found, "leader", "", "test", desk.now())
        with running_app(folder, port):
            yield address, desk, provider


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str, login: str, path: str = "/") -> None:
    page.goto(address + path)
    page.get_by_role("link", name="使用统一身份认证登录").click()
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=login]").press("Enter")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")


def test_from_the_page_that_was_asked_for_to_the_provider_and_back_to_it(
    house: tuple[str, Desk, Provider], page: Page
) -> None:
    address, desk, _ = house

    sign_in(page, address, "wangjianguo", "/progress")

    expect(page.get_by_text("wangjianguo name")).to_be_visible()
    assert page.url.startswith(f"{address}/progress")
    assert account(desk, "wangjianguo").subject


def test_signing_out_here_signs_out_there(house: tuple[str, Desk, Provider], page: Page) -> None:
    address, _, provider = house
    sign_in(page, address, "wangjianguo")
    expect(page.get_by_text("wangjianguo name")).to_be_visible()

    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(f"{address}/sign-in**")
    page.get_by_role("link", name="使用统一身份认证登录").click()
    page.wait_for_url(f"{provider.issuer}/**")

    expect(page.locator("input[name=login]")).to_be_visible()


def test_signing_out_there_shuts_the_open_page_here(house: tuple[str, Desk, Provider], page: Page) -> None:
    address, desk, provider = house
    sign_in(page, address, "wangjianguo")
    expect(page.get_by_text("wangjianguo name")).to_be_visible()

    answer = told_at(address, provider, logout_claims(provider))

    assert answer.status_code == 200
    expect(page).to_have_url(re.compile(re.escape(f"{address}/sign-in")), timeout=20_000)
    assert all(row.ended_at for row in sessions_of(desk, "wangjianguo"))


def test_who_has_no_account_here_reads_it_on_the_sign_in_page(house: tuple[str, Desk, Provider], page: Page) -> None:
    address, _, _ = house

    sign_in(page, address, "stranger")

    page.wait_for_url(f"{address}/sign-in?sso=unknown")
    expect(page.get_by_role("alert")).to_contain_text("没有您可以使用的账号")

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config.model import ROLES
from dashboard.access.rights import ALONE
from dashboard.navigation import PAGES
from loaders.store.accounts import account_of
from loaders.store.database import writing
from tests.attack.siege import EVIL, HENGYANG, QUARTER, ZHUZHOU, Siege
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.conftest import CHROMIUM
from tests.unit.door.doors import sign_in

pytestmark = pytest.mark.browser
LISTEN = """
window.violations = []
document.addEventListener(
  "securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)
)
"""
EVERYWHERE = tuple((role, "") for role in ROLES if role not in ALONE)


class Watcher:
    def __init__(self, context: BrowserContext, here: str) -> None:
        self.here, self.away, self.dialogs, self.errors = here, [], [], []
        self.page: Page = context.new_page()
        context.on("request", lambda request: self.asked(request.url))
        self.page.on("dialog", self.spoke)
        self.page.on("websocket", lambda socket: self.asked(socket.url))

    def asked(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != urlsplit(self.here).netloc:
            self.away.append(url)

    def spoke(self, dialog) -> None:  # type: ignore[no-untyped-def]
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str) -> str:
        self.page.goto(self.here + path)
        if not path.startswith(("/account?", "/sign-in")):
            self.page.locator("h1.jp-headline").wait_for(timeout=60_000)
            self.page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=60_000)
        self.page.wait_for_timeout(300)
        return self.page.content()

    def verdict(self) -> tuple[object, ...]:
        ran, violations, injected = self.page.evaluate(
            "() => [window.ran || 0, window.violations, document.querySelectorAll('img[src*=evil]').length]"
        )
        return ran, violations, injected, self.away, self.dialogs


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def poisoned(siege: Siege) -> dict[str, str]:
    sign_in(siege.client(**{"User-Agent": EVIL}), EVIL[:60])
    tokens = {"everything": siege.token("evil", *EVERYWHERE), "trail": siege.token("evil-auditor", ("auditor", ""))}
    for login in ("evil", "evil-auditor"):
        with writing(siege.desk.engine) as session:
            account = account_of(session, login)
            assert account is not None
            account.name = EVIL
            session.add(account)
    return tokens


def watcher(browser: Browser, siege: Siege, token: str) -> Watcher:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_cookies([{"name": "jiping", "value": token, "url": siege.address, "httpOnly": True, "sameSite": "Lax"}])
    context.add_init_script(LISTEN)
    return Watcher(context, siege.address)


def addresses(siege: Siege) -> Iterator[tuple[str, str]]:
    receipts = (siege.receipts["elderly_care"], siege.receipts[ZHUZHOU])
    for name in PAGES:
        whose = "trail" if name == "trail" else "everything"
        yield whose, f"/{name}?quarter={QUARTER}&region={HENGYANG}&account=evil"
    for receipt in receipts:
        yield "everything", f"/review?receipt={receipt}&which=all&quarter={QUARTER}"
    yield "everything", f"/region?region={EVIL}&quarter={EVIL}&lang={EVIL}"
    yield "everything", "/account?lang=zh"


def test_no_text_of_anyone_runs_or_fetches_anything_in_the_browser(
    browser: Browser, siege: Siege, poisoned: dict[str, str]
) -> None:
    watchers = {name: watcher(browser, siege, token) for name, token in poisoned.items()}
    seen, verdicts = "", {}

    for whose, path in addresses(siege):
        seen += watchers[whose].open(path)
        verdicts[path] = watchers[whose].verdict()

    for one in watchers.values():
        one.page.context.close()
    assert verdicts == {path: (0, [], 0, [], []) for path in verdicts}
    assert len(re.findall("&lt;script&gt;window.ran=1", seen)) >= 5


def test_the_sign_in_page_shows_what_was_typed_as_text(browser: Browser, siege: Siege) -> None:
    seen = watcher(browser, siege, "none")
    seen.open(f"/sign-in?next={EVIL}&sso={EVIL}&lang={EVIL}")
    seen.page.locator("input[name=login]").fill(EVIL)
    seen.page.locator("input[name=password]").fill(EVIL)
    seen.page.locator("button[type=submit]").first.click()
    seen.page.locator("[role=alert]").wait_for()

    verdict = seen.verdict()
    typed = seen.page.locator("input[name=login]").input_value()

    seen.page.context.close()
    assert verdict == (0, [], 0, [], [])
    assert typed == EVIL

import pytest
from websockets.exceptions import InvalidStatus

from tests.unit.door.doors import (
    Door,
    forged,
    form_token,
    make_account,
    sign_in,
    signed_in,
    token_of,
)

PAGES = ("/", "/ranking", "/region?region=430400", "/account", "/anything/else", "/sign-inside")


BEHIND = (
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/bidi-components/x",
    "/component/x",
    "/media/x",
    "/geo/county.geojson",
    "/topojson/world_110m.json",
    "/session",
    "/index.html",
    "/manifest.json",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_a_session_sends_to_the_sign_in_page(door: Door, path: str) -> None:
    answer = door.browser().get(path)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=/")


@pytest.mark.parametrize("path", BEHIND)
def test_what_belongs_to_pages_is_not_given_without_a_session(door: Door, path: str) -> None:
    answer = door.browser(accept="*/*").get(path)

    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/health", "/sign-in", "/sign-in/style.css", "/api/openapi.json", "/favicon.png"])
def test_the_door_itself_needs_no_session(door: Door, path: str) -> None:
    assert door.browser().get(path).status_code == 200


@pytest.mark.parametrize("path", ["interact", "mcp", "openapi.json", "x"])
def test_the_agent_api_is_not_there_even_for_one_who_is_signed_in(door: Door, path: str) -> None:
    browser = door.signed_in(f"agent-{path[:3]}", ("office", ""))

    assert browser.post(f"/_stcore/agent/{path}").status_code == 404
    assert browser.get(f"/_stcore/agent/{path}").status_code == 404


def test_a_forged_cookie_is_none(door: Door) -> None:
    browser = door.browser()
    browser.cookies["jiping"] = forged()

    assert browser.get("/").status_code == 303
    assert not signed_in(browser)


def test_metrics_are_for_whoever_looks_after_the_system(door: Door) -> None:
    office, clerk = door.signed_in("metrics-office", ("office", "")), door.signed_in("metrics-clerk", ("submitter", ""))

    assert office.get("/_stcore/metrics").status_code == 200
    assert clerk.get("/_stcore/metrics").status_code == 403


def test_a_cookie_is_worth_nothing_after_signing_out(door: Door) -> None:
    browser = door.signed_in("replayed")
    stolen = token_of(browser)

    left = browser.post("/sign-out", data={"form": form_token(browser.get("/account"))})

    again = door.browser()
    again.cookies["jiping"] = stolen
    assert left.headers["location"] == "/sign-in?out=1"
    assert not signed_in(again)
    assert "您已退出登录" in browser.get("/sign-in?out=1").text


def test_a_cookie_that_was_there_before_signing_in_does_not_become_the_session(door: Door) -> None:
    make_account(door.desk, "fixed")
    browser, planted = door.browser(), forged()
    browser.cookies.set("jiping", planted, domain="127.0.0.1", path="/")

    sign_in(browser, "fixed")

    attacker = door.browser()
    attacker.cookies["jiping"] = planted
    assert token_of(browser) != planted
    assert signed_in(browser)
    assert not signed_in(attacker)


def test_signing_in_again_makes_a_new_token_and_ends_the_old_one(door: Door) -> None:
    browser = door.signed_in("twice")
    old = token_of(browser)
    page = door.browser().get("/sign-in")
    browser.cookies.set("jiping-form", page.cookies["jiping-form"], domain="127.0.0.1", path="/")

    browser.post("/sign-in", data={"login": "twice", "password": "湘江 橘子洲 夜航 42 号", "form": form_token(page)})

    stolen = door.browser()
    stolen.cookies["jiping"] = old
    assert token_of(browser) != old
    assert not signed_in(stolen)


@pytest.mark.parametrize("name", ["X-Jiping-Session", "x-jiping-session", "X-JIPING-Session", "X-Jiping-Address"])
def test_an_identity_that_a_browser_sends_itself_is_taken_away(door: Door, name: str) -> None:
    browser = door.browser(**{name: "1.1.00000000000000000000000000000000"})

    assert not signed_in(browser)
    with pytest.raises(InvalidStatus), door.line(browser, **{name: "1.1.00000000000000000000000000000000"}):
        pass

import re
from collections.abc import Callable

import httpx2 as httpx
import pytest

from tests.unit.door.doors import (
    Door,
    forged,
    form_token,
    make_account,
)

ANSWERS: dict[str, Callable[[httpx.Client], httpx.Response]] = {
    "page": lambda browser: browser.get("/ranking"),
    "sign-in": lambda browser: browser.get("/sign-in?x"),
    "static": lambda browser: browser.get("/favicon.png"),
    "api": lambda browser: browser.get("/api/openapi.json"),
    "refused": lambda browser: browser.get("/geo/x.geojson", headers={"accept": "*/*"}),
    "missing": lambda browser: browser.get("/media/none"),
    "wrong method": lambda browser: browser.delete("/health"),
    "hidden": lambda browser: browser.get("/_stcore/agent/x"),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_every_answer_bears_the_headers(door: Door, answer: Callable[[httpx.Client], httpx.Response]) -> None:
    headers = answer(door.signed_in(f"headers-{forged()[:8].lower()}")).headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


def test_the_frontends_own_files_may_be_kept(door: Door) -> None:
    index = door.signed_in("keeping").get("/").text
    script = re.search(r'src="\.(/static/js/[^"]+)"', index)
    assert script is not None

    answer = door.browser().get(script.group(1))

    assert "immutable" in answer.headers["cache-control"]


def test_on_https_the_cookies_are_for_this_host_alone(door: Door) -> None:
    make_account(door.desk, "secure")
    browser = door.browser(**{"X-Forwarded-Proto": "https"})
    page = browser.get("/sign-in")
    sent = {"login": "secure", "password": "湘江 橘子洲 夜航 42 号", "form": form_token(page)}
    kept = {"Cookie": f"__Host-jiping-form={page.headers['set-cookie'].split('=', 1)[1].split(';')[0]}"}

    answer = browser.post("/sign-in", data=sent, headers=kept)

    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("__Host-jiping="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    plain = browser.get("/_stcore/health")
    assert all("Secure" in value for value in plain.headers.get_list("set-cookie"))
    secret = cookie.split("=", 1)[1].split(";")[0]
    assert browser.get("/session", headers={"Cookie": f"jiping={secret}", "accept": "*/*"}).status_code == 401
    assert browser.get("/session", headers={"Cookie": f"__Host-jiping={secret}", "accept": "*/*"}).status_code == 200

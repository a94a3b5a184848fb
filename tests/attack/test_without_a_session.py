import re
from itertools import product

import pytest

from tests.attack.siege import Siege

ASIDE = "aside: without a session it says only who it is, or takes a form that has its own token"
GATE, TOKEN, SHUT, LINE, FILES = "gate", "token", "shut", "line", "files"
EXPECTED = {
    "/health": ASIDE,
    "/_stcore/health": ASIDE,
    "/sign-in": ASIDE,
    "/sign-in/code": ASIDE,
    "/sign-in/password": ASIDE,
    "/sign-in/second-factor": ASIDE,
    "/sign-in/style.css": ASIDE,
    "/sign-in/sso": ASIDE,
    "/sign-in/sso/back": ASIDE,
    "/sign-in/sso/out": ASIDE,
    "/sign-in/sso/logout": ASIDE,
    "/sign-out": ASIDE,
    "/api/openapi.json": ASIDE,
    "/api/submissions": TOKEN,
    "/api/submissions/{receipt}": TOKEN,
    "/api/submissions/{receipt}/file": TOKEN,
    "/api/submissions/{receipt}/annotated": TOKEN,
    "/api/values": TOKEN,
    "/api/indicators": TOKEN,
    "/api/{rest:path}": TOKEN,
    "/_stcore/agent/interact": SHUT,
    "/_stcore/agent/openapi.json": SHUT,
    "/_stcore/agent/mcp": SHUT,
    "/_stcore/stream": LINE,
    "": FILES,
    "/geo/{level}.geojson": GATE,
    "/topojson/{name}.json": GATE,
    "/session": GATE,
    "/account": GATE,
    "/account/everywhere": GATE,
    "/account/password": GATE,
    "/account/second-factor": GATE,
    "/account/second-factor/keep": GATE,
    "/account/second-factor/remove": GATE,
    "/_stcore/metrics": GATE,
    "/_stcore/host-config": GATE,
    "/media/{file_id:path}": GATE,
    "/_stcore/upload_file/{session_id}/{file_id}": GATE,
    "/component/{path:path}": GATE,
    "/_stcore/bidi-components/{path:path}": GATE,
    "/auth/login": SHUT,
    "/auth/logout": SHUT,
    "/oauth2callback": SHUT,
}
ANSWERS = {GATE: (401, 303), SHUT: (404,), TOKEN: (401, 404)}
COOKIES = {
    "none": "",
    "forged": "jiping=forged-0123456789-0123456789-0123456789",
    "odd": 'jiping="; __Host-jiping=x; jiping-step=x; jiping=%00',
    "of streamlit": "_streamlit_user=x; _streamlit_xsrf=2|1|1|1; jiping=",
}


def test_every_route_of_the_app_is_expected_here(every_route: list[tuple[str, tuple[str, ...]]]) -> None:
    found = {path for path, _ in every_route}

    assert found == set(EXPECTED)


@pytest.mark.parametrize("cookie", COOKIES.values(), ids=COOKIES)
def test_no_route_gives_anything_without_a_session(
    siege: Siege, every_route: list[tuple[str, tuple[str, ...]]], cookie: str
) -> None:
    wrong = {}
    with siege.client(**({"cookie": cookie} if cookie else {})) as browser:
        for path, method, accept in asked(every_route):
            answer = browser.request(method, re.sub(r"\{.*?\}", "x", path), headers={"accept": accept})
            if answer.status_code not in ANSWERS[EXPECTED[path]]:
                wrong[method, path, accept] = answer.status_code
            if answer.status_code == 303 and not answer.headers["location"].startswith("/sign-in?next="):
                wrong[method, path, accept] = answer.headers["location"]

    assert wrong == {}


def asked(every_route: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str, str]]:
    gated = [(path, methods) for path, methods in every_route if EXPECTED[path] in ANSWERS]
    return [(path, *one) for path, methods in gated for one in product(methods, ("text/html", "*/*"))]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Jiping-Session": "1.1.0"},
        {"X-Jiping-Address": "10.0.0.1"},
        {"X-Forwarded-User": "admin"},
        {"Remote-User": "admin"},
        {"Authorization": "Bearer x"},
    ],
    ids=str,
)
def test_no_websocket_opens_without_a_session_whatever_it_says_of_itself(siege: Siege, headers: dict[str, str]) -> None:
    siege.token("someone", ("office", ""))

    assert siege.refused(**headers)
    assert siege.refused(token="forged", **headers)


def test_the_websocket_of_a_session_is_not_opened_by_another_site(siege: Siege) -> None:
    token = siege.token("visited", ("office", ""))

    assert siege.refused(token, origin="https://evil.example")
    assert siege.refused(token, origin="null")
    assert siege.refused(token, **{"Sec-Fetch-Site": "same-site"})
    assert not siege.refused(token)


@pytest.mark.parametrize("name", ["X-Jiping-Session", "x_jiping_session", "X-Forwarded-User", "Remote-User"])
def test_a_signed_in_person_becomes_nobody_else_by_headers(siege: Siege, name: str) -> None:
    mighty = siege.token("mighty", ("office", ""))
    weak = siege.token("weak", ("submitter", "430100"))
    with siege.reader(mighty) as reader:
        reader.open("review")

    with siege.reader(weak, **{name: "1.1.00000000000000000000000000000000"}) as reader:
        seen = reader.open("review")

    assert seen.holds("测试weak")
    assert not seen.holds("测试mighty")
    assert not seen.holds("机密")

import html
import re
import time
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt

from tests.signon.journeys import (
    CLIENT,
    STRANGE_KEY,
    App,
    Claims,
    Provider,
    Visitor,
    account,
    make_account,
    opened,
    sessions_of,
    trail,
)

pytestmark = pytest.mark.provider
EVENT = "http://schemas.openid.net/event/backchannel-logout"


def logout_claims(provider: Provider) -> Claims:
    now = int(time.time())
    said: Claims = {"iss": provider.issuer, "aud": CLIENT, "sub": "wangjianguo", "iat": now, "exp": now + 120}
    return said | {"jti": "1", "events": {EVENT: {}}}


def told(app: App, provider: Provider, claims: Claims, strange: bool = False) -> httpx2.Response:
    return told_at(app.address, provider, claims, strange)


def told_at(address: str, provider: Provider, claims: Claims, strange: bool = False) -> httpx2.Response:
    key = STRANGE_KEY if strange else provider.key
    token = jwt.encode({"alg": "RS256", "typ": "logout+jwt", "kid": key.kid}, claims, key)
    return httpx2.post(f"{address}/sign-in/sso/logout", data={"logout_token": token}, timeout=20, verify=False)


def running(app: App) -> list[str]:
    return [row.method for row in sessions_of(app.desk, "wangjianguo") if row.ended_at is None]


def test_signing_out_goes_on_to_the_provider_and_comes_back(app: App, provider: Provider) -> None:
    make_account(app.desk, "wangjianguo")
    visitor = Visitor(app.address)
    assert opened(visitor.sign_in("wangjianguo"))

    page = visitor.web.get(f"{app.address}/sign-in/sso/out")
    target = html.unescape(next(way for way in re.findall(r'href="([^"]*)"', page.text) if "end_session" in way))
    farewell = visitor.web.get(target)
    asked_anew = visitor.web.get(visitor.start())

    asked = parse_qs(urlsplit(target).query)
    assert target.startswith(f"{provider.issuer}/oauth/end_session?")
    assert page.headers["refresh"] == f"0; url={target}"
    assert asked["post_logout_redirect_uri"] == [f"{app.address}/sign-in"]
    assert jwt.decode(asked["id_token_hint"][0], provider.key).claims["sub"] == "wangjianguo"
    assert farewell.headers["location"].startswith(f"{app.address}/sign-in")
    assert asked_anew.headers["location"].startswith("/login")


def test_who_did_not_come_through_the_provider_is_not_sent_there(app: App) -> None:
    answer = Visitor(app.address).web.get(f"{app.address}/sign-in/sso/out")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?out=1"


def test_the_hint_is_sent_to_one_address_only(app: App) -> None:
    make_account(app.desk, "wangjianguo")

    answer = Visitor(app.address).sign_in("wangjianguo")

    hint = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("jiping-provider="))
    assert "Path=/sign-in/sso/out" in hint
    assert "HttpOnly" in hint


def test_the_provider_ends_what_its_person_opened_and_nothing_else(app: App, provider: Provider) -> None:
    make_account(app.desk, "wangjianguo")
    make_account(app.desk, "liming")
    for login in ("wangjianguo", "wangjianguo", "liming"):
        assert opened(Visitor(app.address).sign_in(login))

    answer = told(app, provider, logout_claims(provider))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert running(app) == []
    assert [row.ended_at for row in sessions_of(app.desk, "liming")] == [None]
    assert trail(app.desk)[-1] == ("session.ended", "wangjianguo", {"why": "provider", "sessions": 2})


def test_a_logout_of_someone_unknown_changes_nothing_and_tells_nothing(app: App, provider: Provider) -> None:
    answer = told(app, provider, logout_claims(provider) | {"sub": "stranger"})

    assert answer.status_code == 200
    assert trail(app.desk) == []


FORGED = {
    "audience": {"aud": "another"},
    "issuer": {"iss": "https://elsewhere.example"},
    "no event": {"events": {}},
    "odd event": {"events": EVENT},
    "nonce": {"nonce": "x"},
    "expired": {"exp": 1},
    "old": {"iat": 1},
    "odd subject": {"sub": ["wangjianguo"]},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_logout_token_that_does_not_hold_ends_nothing(app: App, provider: Provider, what: str) -> None:
    make_account(app.desk, "wangjianguo", subject=f"{provider.issuer} wangjianguo")
    assert opened(Visitor(app.address).sign_in("wangjianguo"))

    answer = told(app, provider, logout_claims(provider) | FORGED[what])

    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request"}
    assert running(app) == ["single_sign_on"]


def test_a_logout_token_by_a_strange_key_or_of_no_sense_ends_nothing(app: App, provider: Provider) -> None:
    make_account(app.desk, "wangjianguo", subject=f"{provider.issuer} wangjianguo")
    assert opened(Visitor(app.address).sign_in("wangjianguo"))

    strange = told(app, provider, logout_claims(provider), strange=True)
    nonsense = httpx2.post(f"{app.address}/sign-in/sso/logout", data={"logout_token": "a.b.c"}, verify=False)
    empty = httpx2.post(f"{app.address}/sign-in/sso/logout", verify=False)
    large = httpx2.post(f"{app.address}/sign-in/sso/logout", data={"logout_token": "x" * 20_000}, verify=False)

    assert [answer.status_code for answer in (strange, nonsense, empty, large)] == [400] * 4
    assert running(app) == ["single_sign_on"]
    assert account(app.desk, "wangjianguo").active

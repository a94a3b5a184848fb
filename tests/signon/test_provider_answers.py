import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.signon.journeys import (
    CLIENT,
    STRANGE_KEY,
    App,
    Claims,
    Crooked,
    Provider,
    Visitor,
    make_account,
    opened,
    sessions_of,
    workspace_for,
)

pytestmark = pytest.mark.provider


def _altered(change: Callable[[Claims], Claims], key: Callable[[Provider], RSAKey] = lambda provider: provider.key):
    def alter(provider: Provider, token: dict) -> dict:
        assert "id_token" in token, token
        claims = change(json.loads(json.dumps(jwt.decode(token["id_token"], provider.key).claims)))
        signing = key(provider)
        signed = jwt.encode({"alg": "RS256", "kid": provider.key.kid}, claims, signing)
        return {**token, "id_token": signed}

    return alter


WITHOUT_SIGNATURE = "eyJhbGciOiJub25lIn0"


FORGED = {
    "nonce": _altered(lambda claims: claims | {"nonce": "another"}),
    "no nonce": _altered(lambda claims: {name: value for name, value in claims.items() if name != "nonce"}),
    "audience": _altered(lambda claims: claims | {"aud": "another client"}),
    "authorized party": _altered(lambda claims: claims | {"aud": [CLIENT, "another"], "azp": "another"}),
    "issuer": _altered(lambda claims: claims | {"iss": "https://elsewhere.example"}),
    "no subject": _altered(lambda claims: {name: value for name, value in claims.items() if name != "sub"}),
    "odd subject": _altered(lambda claims: claims | {"sub": ["wangjianguo"]}),
    "strange key": _altered(lambda claims: claims, lambda _provider: STRANGE_KEY),
    "no signature": lambda _provider, token: {
        **token,
        "id_token": f"{WITHOUT_SIGNATURE}.{token['id_token'].split('.')[1]}.",
    },
    "no ID token": lambda _provider, token: {name: value for name, value in token.items() if name != "id_token"},
    "no token": lambda _provider, _token: {"odd": "answer"},
}


@pytest.mark.parametrize("what", FORGED)
def test_an_answer_that_does_not_hold_is_refused(app: App, provider: Provider, crooked: Crooked, what: str) -> None:
    make_account(app.desk, "wangjianguo")
    visitor = Visitor(app.address)
    crooked.alter = lambda token: FORGED[what](provider, token)

    answer = visitor.sign_in("wangjianguo")

    assert "did not hold when it was checked" in visitor.said(answer)
    assert not opened(answer)
    assert sessions_of(app.desk, "wangjianguo") == []


def test_the_same_way_without_an_altered_answer_comes_in(app: App, provider: Provider, crooked: Crooked) -> None:
    make_account(app.desk, "wangjianguo")
    crooked.alter = lambda token: _altered(lambda claims: claims)(provider, token)

    assert opened(Visitor(app.address).sign_in("wangjianguo"))


@pytest.mark.parametrize(("claim", "seconds"), [("exp", -300), ("iat", 3600)])
def test_clocks_that_do_not_agree_are_said(
    app: App, provider: Provider, crooked: Crooked, claim: str, seconds: int
) -> None:
    make_account(app.desk, "wangjianguo")
    visitor = Visitor(app.address)
    shifted = _altered(lambda claims: claims | {claim: int(time.time()) + seconds})
    crooked.alter = lambda token: shifted(provider, token)

    answer = visitor.sign_in("wangjianguo")

    assert "clocks" in visitor.said(answer)
    assert not opened(answer)


def test_the_level_of_the_sign_in_must_be_one_that_is_asked_for(
    tmp_path: Path, provider: Provider, crooked: Crooked, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = workspace_for(tmp_path, provider, server, claim="preferred_username", acr=["two-factor"])
    monkeypatch.setenv("JIPING_WORKSPACE", str(tmp_path))
    make_account(desk, "wangjianguo")

    without = Visitor(server).sign_in("wangjianguo")
    crooked.alter = lambda token: _altered(lambda claims: claims | {"acr": "two-factor"})(provider, token)
    asked = Visitor(server).start()
    with_it = Visitor(server).sign_in("wangjianguo")

    assert not opened(without)
    assert parse_qs(urlsplit(asked).query)["acr_values"] == ["two-factor"]
    assert opened(with_it)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("error=access_denied", "was not completed"),
        ("error=%3Cscript%3E", "was not completed"),
        ("", "was not completed"),
        ("code=invented", "did not hold"),
        ("code=x&iss=https%3A%2F%2Felsewhere.example", "did not hold"),
    ],
)
def test_whatever_the_provider_answers_ends_in_a_sentence(app: App, answer: str, said: str) -> None:
    visitor = Visitor(app.address)
    state = parse_qs(urlsplit(visitor.start("?lang=en")).query)["state"][0]

    came = visitor.come_back(f"{app.address}/sign-in/sso/back?state={state}&{answer}")

    assert said in visitor.said(came)
    assert "script" not in came.headers["location"]


def test_a_provider_that_does_not_answer_is_said(
    tmp_path: Path, provider: Provider, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    down = Provider("http://127.0.0.1:9", provider.key, provider.secret, provider.process)
    workspace_for(tmp_path, down, server)
    monkeypatch.setenv("JIPING_WORKSPACE", str(tmp_path))
    visitor = Visitor(server)

    answer = visitor.web.get(f"{server}/sign-in/sso")

    assert "does not answer at the moment" in visitor.said(answer)


def test_metadata_of_another_issuer_are_not_believed(
    tmp_path: Path, provider: Provider, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Provider(provider.issuer + "/", provider.key, provider.secret, provider.process)
    workspace_for(tmp_path, other, server)
    monkeypatch.setenv("JIPING_WORKSPACE", str(tmp_path))
    visitor = Visitor(server)

    assert "did not hold" in visitor.said(visitor.web.get(f"{server}/sign-in/sso"))


def test_a_missing_secret_is_said_and_names_nothing(app: App) -> None:
    (app.desk.workspace.folder / "oidc.secret").unlink()
    visitor = Visitor(app.address)

    said = visitor.said(visitor.web.get(f"{app.address}/sign-in/sso"))

    assert "not set up completely" in said
    assert "oidc.secret" not in said


def test_the_metadata_are_asked_for_once(app: App, crooked: Crooked) -> None:
    make_account(app.desk, "wangjianguo")

    for _ in range(3):
        Visitor(app.address).sign_in("wangjianguo")

    assert crooked.asked.count("/.well-known/openid-configuration") == 1
    assert crooked.asked.count("/oauth/jwks.json") == 1

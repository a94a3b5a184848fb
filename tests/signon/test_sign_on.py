from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from dashboard.door import journey, keys, single_sign_on
from tests.signon.journeys import (
    App,
    Provider,
    Visitor,
    account,
    change_account,
    make_account,
    opened,
    sessions_of,
    trail,
    workspace_for,
)

pytestmark = pytest.mark.provider


def test_a_person_of_the_provider_comes_in_and_is_linked_once(app: App, provider: Provider) -> None:
    make_account(app.desk, "wangjianguo")

    first = Visitor(app.address).sign_in("wangjianguo", "?next=/progress%3Fquarter%3D2026Q2")
    Visitor(app.address).sign_in("wangjianguo")

    subject = f"{provider.issuer} wangjianguo"
    assert first.headers["location"] == "/progress?quarter=2026Q2"
    assert account(app.desk, "wangjianguo").subject == subject
    assert [row.method for row in sessions_of(app.desk, "wangjianguo")] == ["single_sign_on"] * 2
    assert [action for action, _, _ in trail(app.desk)] == ["account.changed", "session.opened", "session.opened"]
    assert trail(app.desk)[0] == ("account.changed", "wangjianguo", {"subject": subject})


def test_the_way_there_asks_for_a_code_with_pkce_state_and_nonce_and_names_our_own_address(app: App) -> None:
    visitor = Visitor(app.address)

    asked = parse_qs(urlsplit(visitor.start("?lang=en")).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{app.address}/sign-in/sso/back"]
    assert asked["ui_locales"] == ["en"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert "secret" not in asked


def test_the_address_comes_from_the_workspace_not_from_the_host_that_a_request_names(app: App) -> None:
    answer = Visitor(app.address).web.get(f"{app.address}/sign-in/sso", headers={"Host": "evil.example"})

    assert parse_qs(urlsplit(answer.headers["location"]).query)["redirect_uri"] == [f"{app.address}/sign-in/sso/back"]


def test_the_journeys_cookie_is_short_lived_and_sealed(app: App) -> None:
    answer = Visitor(app.address).web.get(f"{app.address}/sign-in/sso")

    cookie = answer.headers["set-cookie"]
    nonce = parse_qs(urlsplit(answer.headers["location"]).query)["nonce"][0]
    assert "Max-Age=600" in cookie
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert nonce not in cookie


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/region", "/region"),
        ("/sign-in/sso", "/"),
    ],
)
def test_nobody_is_sent_to_another_site_afterwards(app: App, target: str, where: str) -> None:
    make_account(app.desk, "wangjianguo")

    answer = Visitor(app.address).sign_in("wangjianguo", "?" + urlencode({"next": target}))

    assert answer.headers["location"] == where


def test_a_person_without_an_account_gets_none(app: App) -> None:
    visitor = Visitor(app.address)

    answer = visitor.sign_in("stranger")

    assert "there is no account here that you may use" in visitor.said(answer)
    assert not opened(answer)
    assert trail(app.desk)[0][0] == "session.refused"
    assert trail(app.desk)[0][2]["why"] == "no_account"


def test_a_deactivated_account_stays_shut_even_when_it_was_linked(app: App) -> None:
    make_account(app.desk, "gone")
    assert opened(Visitor(app.address).sign_in("gone"))
    change_account(app.desk, "gone", active=False)
    visitor = Visitor(app.address)

    answer = visitor.sign_in("gone")

    assert "there is no account here that you may use" in visitor.said(answer)
    assert not opened(answer)
    assert trail(app.desk)[-1][2]["why"] == "deactivated"


def test_without_a_claim_only_a_linked_account_comes_in(
    tmp_path: Path, provider: Provider, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = workspace_for(tmp_path, provider, server)
    monkeypatch.setenv("JIPING_WORKSPACE", str(tmp_path))
    make_account(desk, "wangjianguo")
    make_account(desk, "li", subject=f"{provider.issuer} liming")

    by_name = Visitor(server).sign_in("wangjianguo")
    by_link = Visitor(server).sign_in("liming")

    assert not opened(by_name)
    assert opened(by_link)
    assert len(sessions_of(desk, "li")) == 1


def test_an_account_that_is_linked_is_not_linked_anew(app: App, provider: Provider) -> None:
    make_account(app.desk, "wangjianguo", subject=f"{provider.issuer} someone-else")
    visitor = Visitor(app.address)

    answer = visitor.sign_in("wangjianguo")

    assert "there is no account here that you may use" in visitor.said(answer)
    assert account(app.desk, "wangjianguo").subject == f"{provider.issuer} someone-else"
    assert trail(app.desk)[-1][2]["why"] == "linked_elsewhere"


def test_the_same_subject_of_another_provider_is_someone_else(app: App) -> None:
    make_account(app.desk, "wang", subject="https://elsewhere.example wangjianguo")

    answer = Visitor(app.address).sign_in("wangjianguo")

    assert not opened(answer)


def test_an_answer_that_another_browser_began_does_not_come_in(app: App) -> None:
    make_account(app.desk, "wangjianguo")
    attacker, victim = Visitor(app.address), Visitor(app.address)
    answer_for_attacker = attacker.at_provider(attacker.start(), "wangjianguo")

    without_journey = victim.come_back(answer_for_attacker)
    victim.start()
    with_own_journey = victim.come_back(answer_for_attacker)

    assert "begun in another window" in victim.said(without_journey)
    assert "begun in another window" in victim.said(with_own_journey)
    assert sessions_of(app.desk, "wangjianguo") == []


def test_a_changed_state_does_not_come_in(app: App) -> None:
    make_account(app.desk, "wangjianguo")
    visitor = Visitor(app.address)
    back = visitor.at_provider(visitor.start(), "wangjianguo")

    answer = visitor.come_back(back.replace("state=", "state=x"))

    assert "begun in another window" in visitor.said(answer)
    assert not opened(answer)


def test_an_answer_comes_in_once(app: App) -> None:
    make_account(app.desk, "wangjianguo")
    visitor = Visitor(app.address)
    back = visitor.at_provider(visitor.start(), "wangjianguo")
    kept = dict(visitor.web.cookies)
    first = visitor.come_back(back)

    again = visitor.come_back(back)
    visitor.web.cookies.update(kept)
    replayed = visitor.come_back(back)

    assert opened(first)
    assert again.headers["location"] == "/sign-in?sso=stale"
    assert replayed.headers["location"] == "/sign-in?sso=distrusted"
    assert len(sessions_of(app.desk, "wangjianguo")) == 1


def test_a_journey_that_took_too_long_ends(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(app.desk, "wangjianguo")
    visitor = Visitor(app.address)
    back = visitor.at_provider(visitor.start(), "wangjianguo")
    monkeypatch.setattr(journey, "LASTS_SECONDS", -1)

    answer = visitor.come_back(back)

    assert "took too long" in visitor.said(answer)


def test_another_sealed_cookie_of_ours_is_no_journey(app: App) -> None:
    visitor = Visitor(app.address)
    sealed = keys.seal(app.desk.workspace, {"state": "abc", "account": 1})
    visitor.web.cookies.set("jiping-sign-on", sealed)

    answer = visitor.come_back(f"{app.address}/sign-in/sso/back?state=abc&code=x")

    assert "begun in another window" in visitor.said(answer)


def test_without_single_sign_on_its_addresses_are_not_there(
    tmp_path: Path, provider: Provider, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = workspace_for(tmp_path, provider, server)
    file = desk.workspace.folder / "workspace.toml"
    file.write_text(file.read_text(encoding="utf-8").split("[single_sign_on]")[0], encoding="utf-8")
    monkeypatch.setenv("JIPING_WORKSPACE", str(tmp_path))
    web = Visitor(server).web

    assert web.get(f"{server}/sign-in/sso").status_code == 404
    assert web.get(f"{server}/sign-in/sso/back?state=x&code=y").status_code == 404
    assert web.post(f"{server}/sign-in/sso/logout", data={"logout_token": "x"}).status_code == 404


def test_too_many_tries_from_one_address_wait(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_sign_on, "wait_for", lambda *_: 30)
    visitor = Visitor(app.address)

    assert "Too many sign-ins" in visitor.said(visitor.web.get(f"{app.address}/sign-in/sso"))

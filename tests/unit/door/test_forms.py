import pytest

from tests.unit.door.doors import (
    PASSWORD,
    Door,
    form_token,
    make_account,
    sign_in,
    signed_in,
)

FORMS = ("/sign-out", "/account/everywhere", "/account/password", "/account/second-factor/remove")


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_does_nothing(door: Door, path: str) -> None:
    browser = door.signed_in(f"csrf-{path.count('/')}-{len(path)}")
    others = form_token(door.signed_in(f"other-{len(path)}").get("/account"))

    for token in ("", "x", others):
        assert browser.post(path, data={"form": token, "password": PASSWORD}).status_code == 403
    assert signed_in(browser)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_that_another_site_sends_does_nothing_even_with_its_token(door: Door, headers: dict[str, str]) -> None:
    login = f"site-{abs(hash(str(headers)))}"
    browser = door.signed_in(login)
    token = form_token(browser.get("/account"))

    assert browser.post("/sign-out", data={"form": token}, headers=headers).status_code == 403
    assert signed_in(browser)


def test_signing_in_needs_the_cookie_of_the_page_that_the_form_came_with(door: Door) -> None:
    make_account(door.desk, "lured")
    token = form_token(door.browser().get("/sign-in"))
    victim = door.browser()

    answer = victim.post("/sign-in", data={"login": "lured", "password": PASSWORD, "form": token})

    assert answer.status_code == 403
    assert not signed_in(victim)


def test_a_form_that_is_too_large_is_not_read(door: Door) -> None:
    assert door.browser().post("/sign-in", content=b"x" * 20_000).status_code == 413


def test_what_a_person_types_is_shown_as_text(door: Door) -> None:
    answer = sign_in(door.browser(), '"><script>alert(1)</script>', "x")

    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_pages_of_the_door_are_in_the_language_that_was_chosen(door: Door) -> None:
    make_account(door.desk, "english")
    browser = door.browser()
    page = browser.get("/sign-in?lang=en&next=/upload")
    sent = {"login": "english", "form": form_token(page), "language": "en", "next": "/upload"}

    refused = browser.post("/sign-in", data={**sent, "password": "x"})
    entered = browser.post("/sign-in", data={**sent, "password": PASSWORD})

    assert "The login or the password is wrong" in refused.text
    assert 'name="next" value="/upload"' in refused.text
    assert entered.headers["location"] == "/upload?lang=en"

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest

from loaders.store.accesstables import AuditEvent
from tests.unit.door.doors import (
    PASSWORD,
    REFUSED,
    Door,
    change,
    events,
    form_token,
    make_account,
    refusal,
    sign_in,
    signed_in,
)


def test_the_right_password_opens_a_session_and_goes_on_to_what_was_asked_for(door: Door) -> None:
    make_account(door.desk, "welcome", ("office", ""))
    browser = door.browser()

    answer = sign_in(browser, "  Welcome ", onward="/region?region=430400")

    assert (answer.status_code, answer.headers["location"]) == (303, "/region?region=430400")
    assert signed_in(browser)
    assert [event.action for event in events(door, "welcome")] == ["session.opened"]


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)", "/\t/evil"],
)
def test_nobody_is_sent_to_another_site(door: Door, away: str) -> None:
    login = f"away-{abs(hash(away))}"
    make_account(door.desk, login)

    answer = sign_in(door.browser(), login, onward=away)

    assert answer.headers["location"] == "/"


def test_every_refusal_is_the_same(door: Door) -> None:
    make_account(door.desk, "wrong")
    make_account(door.desk, "inactive", active=False)
    make_account(door.desk, "elsewhere", password="")
    make_account(door.desk, "waiting")
    change(door.desk, "waiting", failures=3, locked_until=door.desk.now() + dt.timedelta(minutes=1))
    make_account(door.desk, "late-wrong", one_time=dt.timedelta(hours=-1))

    refusals = {
        refusal(door, "nobody-at-all", PASSWORD),
        refusal(door, "wrong", "x"),
        refusal(door, "inactive", PASSWORD),
        refusal(door, "elsewhere", ""),
        refusal(door, "elsewhere", PASSWORD),
        refusal(door, "waiting", PASSWORD),
        refusal(door, "late-wrong", "x"),
        refusal(door, "' OR 1=1 --", PASSWORD),
    }

    assert len(refusals) == 1
    assert next(iter(refusals))[0] == 401
    assert REFUSED in next(iter(refusals))[1]


def test_an_unknown_login_takes_as_long_as_a_known_one(door: Door) -> None:
    make_account(door.desk, "timed")
    change(door.desk, "timed", failures=-100)
    took: dict[str, list[float]] = {"timed": [], "nobody": []}
    for _ in range(7):
        for login, times in took.items():
            browser = door.browser()
            token = form_token(browser.get("/sign-in"))
            began = time.perf_counter()
            browser.post("/sign-in", data={"login": login, "password": "x", "form": token})
            times.append(time.perf_counter() - began)

    known, unknown = median(took["timed"]), median(took["nobody"])

    assert 0.5 < known / unknown < 2


def test_a_refusal_is_kept_with_the_login_as_typed_and_without_the_password(door: Door) -> None:
    typed = "Ghost" + "x" * 100

    sign_in(door.browser(), typed, "my secret password")

    event = events(door, typed[:64])[-1]
    assert (event.action, event.address, event.after) == ("session.refused", "127.0.0.1", {"why": "unknown"})
    assert "secret" not in str([getattr(event, name) for name in AuditEvent.model_fields])


def test_an_account_waits_after_several_wrong_passwords_and_each_time_twice_as_long(door: Door) -> None:
    make_account(door.desk, "guessed")
    waits = []

    for _ in range(5):
        change(door.desk, "guessed", locked_until=None)
        sign_in(door.browser(), "guessed", "x")
        until = door.account("guessed").locked_until
        waits.append(round((until - door.desk.now()).total_seconds() / 30) if until else 0)

    assert waits == [0, 0, 1, 2, 4]
    assert REFUSED in refusal(door, "guessed", PASSWORD)[1]
    change(door.desk, "guessed", locked_until=door.desk.now() - dt.timedelta(seconds=1))
    assert sign_in(door.browser(), "guessed").status_code == 303
    assert (door.account("guessed").failures, door.account("guessed").locked_until) == (0, None)


def test_tries_while_an_account_waits_do_not_make_it_wait_longer(door: Door) -> None:
    make_account(door.desk, "victim")
    until = door.desk.now() + dt.timedelta(seconds=20)
    change(door.desk, "victim", failures=3, locked_until=until)

    sign_in(door.browser(), "victim", "x")

    assert (door.account("victim").failures, door.account("victim").locked_until) == (3, until)


def test_many_guesses_at_once_are_worth_no_more_than_those_before_the_wait(door: Door) -> None:
    make_account(door.desk, "stormed")
    browsers = [door.browser() for _ in range(12)]
    tokens = [form_token(browser.get("/sign-in")) for browser in browsers]

    def guess(number: int) -> int:
        sent = {"login": "stormed", "password": "x", "form": tokens[number]}
        return browsers[number].post("/sign-in", data=sent, timeout=60).status_code

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))

    assert set(answers) == {401}
    assert door.account("stormed").failures == 3
    whys = [event.after["why"] for event in events(door, "stormed")]
    assert whys.count("wrong") == 3
    assert whys.count("waiting") == 9

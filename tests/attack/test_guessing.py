import datetime as dt
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlmodel import col, select

from dashboard.door.keys import seal
from loaders.store.accesstables import AuditEvent
from loaders.store.database import reading
from tests.attack.siege import Siege
from tests.unit.door.doors import ONE_TIME, PASSWORD, change, form_token, make_account, sign_in, signed_in

WRONG = "not the password 12345"
STEPS = ("code", "password", "second-factor")
BEHIND = ("/", "/ranking", "/account", "/session", "/geo/county.geojson", "/_stcore/metrics", "/media/x")


def test_an_unknown_login_a_wrong_password_a_waiting_and_a_closed_account_answer_alike(siege: Siege) -> None:
    make_account(siege.desk, "known", ("office", ""))
    make_account(siege.desk, "waits", ("office", ""))
    change(siege.desk, "waits", locked_until=siege.desk.now() + dt.timedelta(hours=1))
    make_account(siege.desk, "closed", active=False)
    make_account(siege.desk, "elsewhere-only", ("office", ""), password="")
    tries = {"nobody": WRONG, "known": WRONG, "waits": PASSWORD, "closed": PASSWORD, "elsewhere-only": ""}

    answers = {login: answer_of(siege, login, password) for login, password in tries.items()}

    assert len(set(answers.values())) == 1


def answer_of(siege: Siege, login: str, password: str) -> tuple[int, str, tuple[str, ...]]:
    answer = sign_in(siege.client(), login, password)
    text = answer.text.replace(login, "LOGIN").replace(form_token(answer), "TOKEN")
    return answer.status_code, text, tuple(sorted(set(answer.headers) - {"content-length", "date"}))


def test_the_time_of_an_answer_does_not_tell_whether_there_is_an_account(siege: Siege) -> None:
    kinds = ("unknown", "known", "waits", "closed")
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    browser = siege.client()
    token = form_token(browser.get("/sign-in"))
    for number in range(5):
        make_account(siege.desk, f"time-known-{number}", ("office", ""))
        make_account(siege.desk, f"time-closed-{number}", active=False)
        make_account(siege.desk, f"time-waits-{number}", ("office", ""))
        change(siege.desk, f"time-waits-{number}", locked_until=siege.desk.now() + dt.timedelta(hours=1))
        for kind in kinds:
            began = time.perf_counter()
            browser.post("/sign-in", data={"login": f"time-{kind}-{number}", "password": WRONG, "form": token})
            times[kind].append(time.perf_counter() - began)

    medians = {kind: statistics.median(one) for kind, one in times.items()}

    assert max(medians.values()) < 2 * min(medians.values())


def test_guesses_at_once_from_many_addresses_are_worth_no_more_than_those_before_the_wait(siege: Siege) -> None:
    make_account(siege.desk, "guessed", ("office", ""))

    def guess(number: int) -> int:
        with siege.client(**{"X-Forwarded-For": f"198.51.100.{number}"}) as browser:
            return sign_in(browser, "guessed", PASSWORD if number == 13 else WRONG).status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(guess, range(14)))

    assert set(statuses) == {401}
    assert why(siege, "guessed").count("wrong") == 3
    assert why(siege, "guessed").count("waiting") == 11


def why(siege: Siege, login: str) -> list[str]:
    with reading(siege.desk.engine) as session:
        found = session.exec(select(AuditEvent).where(col(AuditEvent.subject) == login))
        return [str(event.after.get("why")) for event in found if event.action == "session.refused"]


def second_factor(siege: Siege, login: str) -> pyotp.TOTP:
    secret = pyotp.random_base32()
    make_account(siege.desk, login, ("office", ""))
    sealed = seal(siege.desk.workspace, {"kind": "second-factor", "secret": secret})
    change(siege.desk, login, totp=sealed)
    return pyotp.TOTP(secret)


def test_nothing_opens_between_the_password_and_the_code_and_a_code_is_worth_something_once(siege: Siege) -> None:
    totp = second_factor(siege, "two-steps")
    browser = siege.client()
    sign_in(browser, "two-steps")

    inside = [browser.get(path).status_code for path in BEHIND]
    others = [browser.post(f"/sign-in/{step}", data=form(browser)).headers["location"] for step in STEPS[1:]]
    code = totp.now()
    first = browser.post("/sign-in/code", data=form(browser, code=code))
    again = siege.client()
    sign_in(again, "two-steps")
    second = again.post("/sign-in/code", data=form(again, code=code))

    assert set(inside) <= {303, 401}
    assert set(others) == {"/sign-in"}
    assert (first.status_code, second.status_code) == (303, 401)
    assert (signed_in(browser), signed_in(again)) == (True, False)


def form(browser, **fields: str) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {"form": form_token(browser.get("/sign-in")), **fields}


def test_codes_are_not_guessed(siege: Siege) -> None:
    totp = second_factor(siege, "guess-codes")
    browser = siege.client()
    sign_in(browser, "guess-codes")
    right = {totp.at(time.time() + 30 * step) for step in range(-3, 4)}
    wrong = [code for code in (f"{number:06}" for number in range(20)) if code not in right]

    tries = [browser.post("/sign-in/code", data=form(browser, code=code)).status_code for code in wrong[:4]]
    late = browser.post("/sign-in/code", data=form(browser, code=totp.now())).status_code

    assert set(tries) == {401}
    assert late == 401
    assert not signed_in(browser)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("cookie", ["", "x", "sealed"])
def test_a_step_that_nobody_reached_cannot_be_taken(siege: Siege, step: str, cookie: str) -> None:
    make_account(siege.desk, f"skips-{step}-{cookie}", ("office", ""), one_time=dt.timedelta(hours=1))
    number = siege.account(f"skips-{step}-{cookie}").id
    said = {"kind": "second-factor-offered", "account": number, "print": "", "to": "/", "coded": True}
    browser = siege.client()
    token = form_token(browser.get("/sign-in"))
    if cookie:
        browser.cookies.set("jiping-step", seal(siege.desk.workspace, said) if cookie == "sealed" else cookie)
    fields = {"form": token, "code": "000000", "new": PASSWORD, "again": PASSWORD, "offered": "x"}

    answer = browser.post(f"/sign-in/{step}", data=fields)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert not signed_in(browser)


def test_a_one_time_password_reaches_no_page_before_the_change(siege: Siege) -> None:
    make_account(siege.desk, "new-here", ("office", ""), password=ONE_TIME, one_time=dt.timedelta(hours=1))
    browser = siege.client()
    sign_in(browser, "new-here", ONE_TIME)

    inside = [browser.get(path).status_code for path in BEHIND]

    assert set(inside) <= {303, 401}
    assert siege.refused(browser.cookies.get("jiping") or browser.cookies["jiping-step"])


def test_a_one_time_password_that_is_past_opens_nothing(siege: Siege) -> None:
    make_account(siege.desk, "too-late", ("office", ""), password=ONE_TIME, one_time=dt.timedelta(seconds=-1))

    assert sign_in(siege.client(), "too-late", ONE_TIME).status_code == 401

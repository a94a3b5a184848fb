import datetime as dt
import time

import httpx2 as httpx
import pyotp
import pytest

from dashboard.door.keys import KEY_FILE, unseal
from tests.unit.door.doors import (
    ONE_TIME,
    PASSWORD,
    Door,
    change,
    events,
    form_token,
    make_account,
    refusal,
    sign_in,
    signed_in,
)

NEW = "四海 茶叶 拖拉机 7 月亮"


def test_a_one_time_password_has_to_be_changed_before_anything_is_seen(door: Door) -> None:
    make_account(door.desk, "new", ("submitter", "430400"), password=ONE_TIME, one_time=dt.timedelta(hours=1))
    browser = door.browser()

    step = sign_in(browser, "new", ONE_TIME, "/upload")

    assert step.headers["location"] == "/sign-in/password"
    assert not signed_in(browser)
    page = browser.get("/sign-in/password")
    weak = browser.post("/sign-in/password", data={"form": form_token(page), "new": "12345678", "again": "12345678"})
    assert weak.status_code == 422
    same = {"form": form_token(page), "new": ONE_TIME, "again": ONE_TIME}
    assert browser.post("/sign-in/password", data=same).status_code == 422
    unlike = {"form": form_token(page), "new": NEW, "again": NEW + "x"}
    assert browser.post("/sign-in/password", data=unlike).status_code == 422
    kept = browser.post("/sign-in/password", data={"form": form_token(page), "new": NEW, "again": NEW})
    assert kept.headers["location"] == "/upload"
    assert signed_in(browser)
    assert sign_in(door.browser(), "new", ONE_TIME).status_code == 401
    assert sign_in(door.browser(), "new", NEW).status_code == 303
    assert [event.action for event in events(door, "new")][:2] == ["password.changed", "session.opened"]


def test_a_one_time_password_that_is_late_opens_nothing_and_says_so(door: Door) -> None:
    make_account(door.desk, "late", password=ONE_TIME, one_time=dt.timedelta(seconds=-1))

    status, shown = refusal(door, "late", ONE_TIME)

    assert status == 401
    assert "一次性密码已过期" in shown


def test_the_step_of_a_sign_in_is_worth_nothing_once_the_password_changed(door: Door) -> None:
    make_account(door.desk, "stale", password=ONE_TIME, one_time=dt.timedelta(hours=1))
    browser = door.browser()
    sign_in(browser, "stale", ONE_TIME)
    page = browser.get("/sign-in/password")

    change(door.desk, "stale", password=door.account("stale").password + "x")

    answer = browser.post("/sign-in/password", data={"form": form_token(page), "new": NEW, "again": NEW})
    assert answer.headers["location"] == "/sign-in"
    assert not signed_in(browser)


@pytest.mark.parametrize("step", ["password", "code", "second-factor"])
def test_no_step_can_be_taken_without_those_before_it(door: Door, step: str) -> None:
    browser = door.browser()

    assert browser.get(f"/sign-in/{step}").headers["location"] == "/sign-in"
    make_account(door.desk, f"skips-{step}", ("auditor", ""), password=ONE_TIME, one_time=dt.timedelta(hours=1))
    sign_in(browser, f"skips-{step}", ONE_TIME)
    reached = browser.get(f"/sign-in/{step}").status_code
    assert reached == (200 if step == "password" else 303)


def secret_of(page: httpx.Response) -> str:
    return page.text.split("<code>")[1].split("<")[0].replace(" ", "")


def test_a_role_that_needs_a_second_factor_sets_it_up_and_gives_each_code_once(door: Door) -> None:
    make_account(door.desk, "auditor", ("auditor", ""))
    browser = door.browser()
    assert sign_in(browser, "auditor").headers["location"] == "/sign-in/second-factor"
    assert not signed_in(browser)
    page = browser.get("/sign-in/second-factor")
    totp = pyotp.TOTP(secret_of(page))
    offered = page.text.split('name="offered" value="')[1].split('"')[0]
    sent = {"form": form_token(page), "offered": offered}
    assert browser.post("/sign-in/second-factor", data={**sent, "code": "000000"}).status_code == 422
    code = totp.now()
    assert browser.post("/sign-in/second-factor", data={**sent, "code": code}).status_code == 303
    assert signed_in(browser)

    again = door.browser()
    assert sign_in(again, "auditor").headers["location"] == "/sign-in/code"
    form = form_token(again.get("/sign-in/code"))
    replayed = again.post("/sign-in/code", data={"form": form, "code": code})
    assert replayed.status_code == 401
    assert not signed_in(again)
    assert again.post("/sign-in/code", data={"form": form, "code": totp.at(time.time() + 30)}).status_code == 303
    assert signed_in(again)
    kept = door.account("auditor")
    assert secret_of(page) not in kept.totp
    assert unseal(door.desk.workspace, kept.totp) == {"kind": "second-factor", "secret": secret_of(page)}
    assert (door.desk.workspace.folder / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_wrong_codes_count_as_wrong_passwords_do(door: Door) -> None:
    make_account(door.desk, "coder", ("auditor", ""))
    browser = door.browser()
    sign_in(browser, "coder")
    page = browser.get("/sign-in/second-factor")
    totp = pyotp.TOTP(secret_of(page))
    offered = page.text.split('name="offered" value="')[1].split('"')[0]
    browser.post("/sign-in/second-factor", data={"form": form_token(page), "offered": offered, "code": totp.now()})

    thief = door.browser()
    for _ in range(3):
        sign_in(thief, "coder")
        form = form_token(thief.get("/sign-in/code"))
        thief.post("/sign-in/code", data={"form": form, "code": "000000"})

    assert door.account("coder").locked_until is not None
    good = thief.post("/sign-in/code", data={"form": form, "code": totp.at(time.time() + 30)})
    assert good.status_code == 401
    assert not signed_in(thief)


def test_the_own_password_is_changed_with_the_one_of_now_and_ends_the_other_sessions(door: Door) -> None:
    here, elsewhere = door.signed_in("changes"), door.browser()
    sign_in(elsewhere, "changes")
    form = form_token(here.get("/account"))

    wrong = here.post("/account/password", data={"form": form, "password": "x", "new": NEW, "again": NEW})
    right = here.post("/account/password", data={"form": form, "password": PASSWORD, "new": NEW, "again": NEW})

    assert (wrong.status_code, right.status_code) == (401, 303)
    time.sleep(1.1)
    assert signed_in(here)
    assert not signed_in(elsewhere)
    assert sign_in(door.browser(), "changes", NEW).status_code == 303


def test_a_second_factor_is_removed_with_the_password_unless_the_post_needs_it(door: Door) -> None:
    browser = door.signed_in("removes", ("office", ""))
    change(door.desk, "removes", totp="sealed")
    form = form_token(browser.get("/account"))
    sent = {"form": form, "password": PASSWORD}

    assert browser.post("/account/second-factor/remove", data={**sent, "password": "x"}).status_code == 401
    assert browser.post("/account/second-factor/remove", data=sent).status_code == 303
    assert door.account("removes").totp == ""

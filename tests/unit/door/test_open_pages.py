import datetime as dt
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from loaders.store.database import writing
from loaders.store.sessions import end_session, running_sessions
from tests.unit.door.doors import (
    Door,
    change,
    change_session,
    forged,
    form_token,
    sign_in,
    signed_in,
)


def rerun() -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message.SerializeToString()


def opened_session(line: ClientConnection) -> str:
    line.send(rerun())
    while True:
        said = ForwardMsg()
        said.ParseFromString(line.recv(timeout=30))  # type: ignore[arg-type]
        if said.WhichOneof("type") == "new_session":
            return said.new_session.initialize.session_id


def closed_within(line: ClientConnection, seconds: float) -> int:
    until = time.monotonic() + seconds
    try:
        while True:
            line.recv(timeout=max(0.01, until - time.monotonic()))
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


def test_a_websocket_without_a_session_is_refused(door: Door) -> None:
    for cookie in ("", forged()):
        browser = door.browser()
        browser.cookies["jiping"] = cookie
        with pytest.raises(InvalidStatus) as refused, door.line(browser):
            pass
        assert refused.value.response.status_code == 403


def test_a_websocket_that_another_site_opens_is_refused(door: Door) -> None:
    browser = door.signed_in("hijacked")

    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        with pytest.raises(InvalidStatus), door.line(browser, **headers):
            pass


def test_an_open_page_is_closed_within_seconds_when_its_session_is_ended(door: Door) -> None:
    browser = door.signed_in("revoked", ("office", ""))
    account = door.account("revoked")

    with door.line(browser) as line:
        opened_session(line)
        with writing(door.desk.engine) as session:
            number = session.connection().exec_driver_sql("SELECT max(id) FROM account_session").scalar_one()
            assert end_session(session, number, "administrator", door.desk.now())

        assert closed_within(line, 3.0) == 4401
    assert account.id
    assert "账号管理员已结束您的登录" in browser.get("/sign-in").text


def test_an_open_page_of_a_deactivated_account_is_closed_within_seconds(door: Door) -> None:
    browser = door.signed_in("deactivated")

    with door.line(browser) as line:
        change(door.desk, "deactivated", active=False)

        assert closed_within(line, 3.0) == 4401
    assert not signed_in(browser)


def test_an_open_page_is_opened_anew_when_the_posts_change(door: Door) -> None:
    browser = door.signed_in("changed", ("office", ""))

    with door.line(browser) as line:
        before = opened_session(line)
        change(door.desk, "changed", version=door.account("changed").version + 1)

        assert closed_within(line, 3.0) == 4409
    time.sleep(1.1)
    with door.line(browser, "streamlit", "none", before) as line:
        assert opened_session(line) != before


def test_a_page_that_reconnects_under_its_own_sign_in_goes_on_and_under_anothers_begins_anew(door: Door) -> None:
    mine, others = door.signed_in("mine", ("office", "")), door.signed_in("others", ("office", ""))
    with door.line(mine) as line:
        before = opened_session(line)

    with door.line(others, "streamlit", "none", before) as line:
        taken_over = opened_session(line)
    with door.line(mine, "streamlit", "none", before) as line:
        again = opened_session(line)

    assert taken_over != before
    assert again == before


def test_signing_out_everywhere_ends_every_session_and_closes_every_page(door: Door) -> None:
    first = door.signed_in("everywhere", ("office", ""))
    second = door.browser()
    sign_in(second, "everywhere")

    with door.line(first) as line:
        second.post("/account/everywhere", data={"form": form_token(second.get("/account"))})

        assert closed_within(line, 3.0) == 4401
    assert not signed_in(first)
    assert not signed_in(second)


def back(door: Door, minutes: int) -> dict[str, object]:
    return {"seen_at": door.desk.now() - dt.timedelta(minutes=minutes)}


def test_a_session_ends_when_nothing_is_done_in_it(door: Door) -> None:
    browser = door.signed_in("idle")
    change_session(door.desk, "idle", **back(door, 31))
    time.sleep(1.1)
    idle = browser.get("/sign-in").text
    assert "因30分钟没有操作" in idle

    change_session(door.desk, "idle", **back(door, 0), ended_at=None, ended_why="")
    time.sleep(1.1)
    assert signed_in(browser)


def test_a_session_ends_at_its_time_whatever_is_done_in_it(door: Door) -> None:
    browser = door.signed_in("absolute")
    change_session(door.desk, "absolute", ends_at=door.desk.now())
    time.sleep(1.1)

    answer = browser.get("/ranking")

    assert answer.status_code == 303
    assert "每次登录最长12小时" in browser.get(answer.headers["location"]).text


def test_signs_of_life_are_no_acts_and_reruns_are(door: Door) -> None:
    browser = door.signed_in("busy", ("office", ""))
    change_session(door.desk, "busy", **back(door, 20))
    alive, own = BackMsg(), BackMsg()
    alive.app_heartbeat = True
    own.rerun_script.is_auto_rerun = True

    with door.line(browser) as line:
        line.send(alive.SerializeToString())
        line.send(own.SerializeToString())
        time.sleep(2.5)
        untouched = _seen(door)
        line.send(rerun())
        time.sleep(2.5)

    assert (door.desk.now() - untouched).total_seconds() > 15 * 60
    assert (door.desk.now() - _seen(door)).total_seconds() < 60


def _seen(door: Door) -> dt.datetime:
    return running_sessions(door.desk.engine, door.desk.now(), dt.timedelta(days=1), door.account("busy").id or 0)[
        0
    ].seen_at

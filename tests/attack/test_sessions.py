import socket
import time

import httpx2 as httpx
import pytest
from sqlmodel import col, select

from dashboard.access.person import Person, Post
from dashboard.usecases.accounts import changing
from loaders.store.accesstables import AuditEvent
from loaders.store.database import reading
from tests.attack.siege import Siege
from tests.unit.door.doors import PASSWORD, form_token, make_account, sign_in, signed_in, token_of

ADMIN = Person("root", "根", (Post("administrator"),), channel="page")
ENDINGS = {
    "reset": changing.reset_password,
    "deactivated": changing.deactivate,
    "ended": changing.end_all_sessions,
}


def replayed(siege: Siege, token: str) -> bool:
    with siege.client() as thief:
        thief.headers["cookie"] = f"jiping={token}"
        known = signed_in(thief)
    return known or not siege.refused(token)


def test_a_cookie_replayed_after_sign_out_opens_nothing(siege: Siege) -> None:
    browser = siege.signed_in("leaves", ("office", ""))
    stolen = token_of(browser)
    browser.post("/sign-out", data={"form": form_token(browser.get("/account"))})

    assert not replayed(siege, stolen)


def test_a_cookie_replayed_after_signing_out_everywhere_opens_nothing(siege: Siege) -> None:
    here, there = siege.signed_in("many", ("office", "")), siege.client()
    sign_in(there, "many")
    stolen = (token_of(here), token_of(there))
    here.post("/account/everywhere", data={"form": form_token(here.get("/account"))})

    assert [replayed(siege, one) for one in stolen] == [False, False]


@pytest.mark.parametrize("how", ENDINGS)
def test_a_cookie_and_an_open_page_are_worth_nothing_within_seconds_after_the_account_was(
    siege: Siege, how: str
) -> None:
    siege.token("root", ("administrator", ""))
    stolen = siege.token(f"cut-{how}", ("office", ""))
    with siege.reader(stolen) as reader:
        reader.open("clock")
        ENDINGS[how](siege.desk.of(ADMIN), f"cut-{how}")
        began = time.monotonic()
        code = reader.wait_closed(8)

    assert code == 4401
    assert time.monotonic() - began < 6
    assert not replayed(siege, stolen)


def test_a_new_password_ends_the_other_sessions_and_not_this_one(siege: Siege) -> None:
    here, there = siege.signed_in("renews", ("office", "")), siege.client()
    sign_in(there, "renews")
    fields = {"password": PASSWORD, "new": "河流 纸伞 七月 电车 99", "again": "河流 纸伞 七月 电车 99"}
    here.post("/account/password", data=fields | {"form": form_token(here.get("/account"))})

    assert signed_in(here)
    assert not replayed(siege, token_of(there))


@pytest.mark.parametrize("of", ["nobody", "attacker"])
def test_a_cookie_planted_before_the_sign_in_is_not_the_session(siege: Siege, of: str) -> None:
    make_account(siege.desk, f"victim-of-{of}", ("office", ""))
    planted = siege.token("attacker", ("submitter", "430100")) if of == "attacker" else "planted-0123456789"
    browser = siege.client()
    token = form_token(browser.get("/sign-in"))
    browser.headers["cookie"] = f"jiping={planted}; jiping-form={browser.cookies['jiping-form']}"
    browser.cookies.clear()

    answer = browser.post("/sign-in", data={"login": f"victim-of-{of}", "password": PASSWORD, "form": token})

    assert answer.status_code == 303
    assert answer.cookies["jiping"] != planted
    assert not replayed(siege, planted)


def addresses(siege: Siege, login: str) -> set[str]:
    with reading(siege.desk.engine) as session:
        return set(session.exec(select(AuditEvent.address).where(col(AuditEvent.login) == login)))


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Jiping-Address", "Client-IP"])
def test_nobody_who_is_no_trusted_proxy_chooses_the_address_on_record(siege: Siege, name: str) -> None:
    login = f"liar-{name.lower()}"
    make_account(siege.desk, login, ("office", ""))
    outside = httpx.HTTPTransport(local_address="127.0.0.2")
    headers = {"accept": "text/html", name: "for=10.66.66.66" if name == "Forwarded" else "10.66.66.66"}
    with httpx.Client(base_url=siege.address, transport=outside, headers=headers) as browser:
        sign_in(browser, login)

    assert addresses(siege, login) == {"127.0.0.2"}


def test_what_a_stranger_writes_before_the_proxys_own_address_is_not_believed(siege: Siege) -> None:
    make_account(siege.desk, "behind-a-proxy", ("office", ""))
    with siege.client(**{"X-Forwarded-For": "10.66.66.66, 192.0.2.7"}) as browser:
        sign_in(browser, "behind-a-proxy")

    assert addresses(siege, "behind-a-proxy") == {"192.0.2.7"}


def test_a_request_smuggled_behind_another_is_not_a_second_one(siege: Siege) -> None:
    host, port = siege.address.removeprefix("http://").split(":")
    body = b"0\r\n\r\nGET /session HTTP/1.1\r\nHost: x\r\n\r\n"
    head = f"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(head.encode() + body)
        line.settimeout(3)
        said = b""
        try:
            while piece := line.recv(65536):
                said += piece
        except TimeoutError:
            pass

    assert said.count(b"HTTP/1.1 ") <= 2
    assert b'signed_in":true' not in said
    assert b" 204 " not in said

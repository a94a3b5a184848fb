import contextlib
import socket
import statistics
import threading
import time
from collections.abc import Iterator

import httpx2 as httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.door.forms import PATIENCE
from dashboard.door.live import MOST_LINES
from dashboard.usecases.access import make_token
from tests.attack.siege import HENGYANG, Siege
from tests.unit.door.doors import form_token, make_account
from tests.wire import Reader

MEGABYTE = 1024 * 1024
FORMS = ("/sign-in", "/sign-in/code", "/sign-in/password", "/sign-in/second-factor", "/sign-out", "/account/password")


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("told", [True, False], ids=["length told", "in pieces"])
def test_a_megabyte_for_the_door_is_not_read(siege: Siege, path: str, told: bool) -> None:
    browser = siege.client(siege.token("large", ("office", "")))
    content = b"login=" + b"a" * MEGABYTE if told else pieces(b"login=", MEGABYTE)

    answer = browser.post(path, content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer.status_code == 413


def pieces(first: bytes, length: int) -> Iterator[bytes]:
    yield first
    for _ in range(length // 65536):
        yield b"a" * 65536


@pytest.mark.parametrize("told", [True, False], ids=["length told", "in pieces"])
def test_more_than_a_file_may_be_is_not_read_by_the_api(siege: Siege, told: bool) -> None:
    secret = make_token(siege.desk, f"large {told}", HENGYANG)
    content = b"a" * (23 * MEGABYTE) if told else pieces(b"a", 23 * MEGABYTE)
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        with contextlib.suppress(httpx.WriteError):
            answer = api.post("/api/submissions", params={"name": "x.csv"}, content=content)
            assert answer.status_code == 413
        assert api.get("/api/indicators").status_code == 200


def test_a_megabyte_of_a_token_is_not_looked_at(siege: Siege) -> None:
    with siege.client() as api, contextlib.suppress(httpx.HTTPError):
        answer = api.get("/api/values", headers={"Authorization": f"Bearer {'x' * MEGABYTE}"})

        assert answer.status_code in (400, 401, 431)
    assert siege.client().get("/health").status_code == 200


def test_a_form_that_does_not_come_is_not_waited_for(siege: Siege) -> None:
    host, port = siege.address.removeprefix("http://").split(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=PATIENCE + 15) as line:
        line.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nlogin=")
        said = line.recv(65536)

    assert b" 408 " in said[:20]
    assert PATIENCE - 1 < time.monotonic() - began < PATIENCE + 10


def test_a_session_opens_only_so_many_pages_at_once(siege: Siege) -> None:
    token = siege.token("crowd", ("submitter", "430100"))
    opened: list[Reader] = []
    try:
        opened += [siege.reader(token) for _ in range(MOST_LINES)]
        with pytest.raises(InvalidStatus):
            siege.reader(token)
        opened.pop().close()
        time.sleep(1)
        opened.append(siege.reader(token))
    finally:
        for reader in opened:
            reader.close()


@pytest.mark.parametrize("size", [5 * MEGABYTE, 20 * MEGABYTE])
def test_a_message_of_megabytes_closes_the_page_that_sends_it(siege: Siege, size: int) -> None:
    message = BackMsg()
    message.rerun_script.query_string = "a" * size
    with siege.reader(siege.token("shouts", ("submitter", "430100"))) as reader:
        with contextlib.suppress(ConnectionClosed):
            reader.send(message)

        assert reader.wait_closed(20) in (1009, 1006, 1011)


def test_what_is_no_message_closes_the_page_and_tells_nothing(siege: Siege) -> None:
    for said in (b"\xff" * 100, b"", "text"):
        with siege.reader(siege.token("babbles", ("submitter", "430100"))) as reader:
            told = reader.babble(said)

            assert b"Traceback" not in told
            assert b"site-packages" not in told


def test_a_flood_of_sign_ins_does_not_starve_the_pages(siege: Siege) -> None:
    make_account(siege.desk, "flooded", ("office", ""))
    token = siege.token("works", ("office", ""))
    ended = threading.Event()
    with siege.reader(token) as reader:
        reader.open("ranking")
        calm = [took(reader) for _ in range(5)]
        floods = [threading.Thread(target=flood, args=(siege, ended, number)) for number in range(8)]
        for one in floods:
            one.start()
        time.sleep(0.5)
        flooded = [took(reader) for _ in range(6)]
        ended.set()
        for one in floods:
            one.join()

    assert statistics.median(flooded) < max(2.0, 20 * statistics.median(calm))


def took(reader: Reader) -> float:
    began = time.monotonic()
    reader.open("ranking")
    return time.monotonic() - began


def flood(siege: Siege, ended: threading.Event, number: int) -> None:
    browser = siege.client(**{"X-Forwarded-For": f"192.0.2.{number}"})
    token = form_token(browser.get("/sign-in"))
    while not ended.is_set():
        browser.post("/sign-in", data={"login": f"nobody{number}", "password": "x" * 40, "form": token}, timeout=60)

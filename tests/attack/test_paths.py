import socket

import pytest

from dashboard.usecases.access import make_token
from tests.attack.siege import HENGYANG, Siege
from tests.unit.api.conftest import multipart

UP = ("..", "%2e%2e", "..%2f", "%2e%2e%2f", "..%5c", "%252e%252e%252f", "....//", "%c0%ae%c0%ae/")
BEGINNINGS = (
    "/static/",
    "/geo/",
    "/media/",
    "/component/",
    "/_stcore/bidi-components/",
    "/topojson/",
    "/sign-in/",
    "/",
)
ENDS = (
    "etc/passwd",
    "workspace.toml",
    "door.key",
    "jiping.db",
    "proc/self/environ",
    "app.py",
    ".streamlit/config.toml",
)
GIVEN_AWAY = (b"root:", b"JIPING_WORKSPACE", b"SQLite format", b"import streamlit", b"[server]", b"database")


def asked_raw(siege: Siege, path: str, token: str) -> bytes:
    host, port = siege.address.removeprefix("http://").split(":")
    said = b""
    with socket.create_connection((host, int(port)), timeout=20) as line:
        head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: jiping={token}\r\nConnection: close\r\n\r\n"
        line.sendall(head.encode())
        while piece := line.recv(65536):
            said += piece
    return said


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_no_address_leads_out_of_the_folders_that_are_served(siege: Siege, beginning: str) -> None:
    token, wrong = siege.token("walker", ("office", "")), {}
    for up in UP:
        for end in ENDS:
            path = f"{beginning}{'/'.join([up] * 7)}/{end}"
            said = asked_raw(siege, path, token)
            body = said.partition(b"\r\n\r\n")[2]
            if b" 200 " in said[:20] and not body.startswith((b"<!DOCTYPE html>", b"<!doctype html>", b"<!--")):
                wrong[path] = body[:60]
            if any(words in body for words in GIVEN_AWAY):
                wrong[path] = body[:60]

    assert wrong == {}


NAMES = {
    "../../../../etc/cron.d/x.csv": "x.csv",
    "..\\..\\windows\\x.csv": "x.csv",
    "/etc/passwd": "passwd",
    "a\r\nSet-Cookie: jiping=planted.csv": "aSet-Cookie: jiping=planted.csv",
    "x\0y.csv": "xy.csv",
    "<img src=x onerror=alert(1)>.csv": "<img src=x onerror=alert(1)>.csv",
    "%2e%2e%2fx.csv": "%2e%2e%2fx.csv",
    "": "unnamed",
}


@pytest.mark.parametrize("name", [name for name in NAMES if name])
def test_the_name_of_a_file_is_only_a_name(siege: Siege, name: str) -> None:
    secret = make_token(siege.desk, f"names {abs(hash(name))}", HENGYANG)
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer = api.post("/api/submissions", params={"name": name}, content=b"a,b\n1,2\n")

    assert answer.status_code == 422
    assert answer.json()["file"] == NAMES[name]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", ["../x.csv", 'x"; filename="../../y.csv'])
def test_the_name_in_a_form_is_only_a_name(siege: Siege, name: str) -> None:
    secret = make_token(siege.desk, f"forms {abs(hash(name))}", HENGYANG)
    body, kind = multipart([("file", name, b"a,b\n1,2\n")])
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer = api.post("/api/submissions", content=body, headers={"Content-Type": kind})

    assert "/" not in answer.json().get("file", "")
    assert ".." not in answer.json().get("file", "").removesuffix(".csv")


def test_a_stored_name_writes_no_header_when_the_file_is_given_back(siege: Siege) -> None:
    secret = make_token(siege.desk, "gives back", HENGYANG)
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer = api.get(f"/api/submissions/{siege.receipts[HENGYANG]}/file")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")

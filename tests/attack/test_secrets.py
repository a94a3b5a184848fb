import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pyotp
import pytest

from dashboard.door.keys import KEY_FILE
from dashboard.usecases.access import make_token
from dashboard.usecases.accounts import changing
from tests.attack.siege import HENGYANG, Siege
from tests.attack.test_sessions import ADMIN
from tests.unit.door.doors import ONE_TIME, form_token, make_account, sign_in

OWN = "蜻蜓 台阶 二胡 雨衣 2077"
WRONG = "wrong-password-typed-by-mistake-8841"
ERRORS = (
    ("GET", "/nothing/here", {}),
    ("GET", "/geo/nowhere.geojson", {}),
    ("GET", "/media/nothing.xlsx", {}),
    ("GET", "/component/nothing/x.js", {}),
    ("GET", "/_stcore/bidi-components/nothing/x.js", {}),
    ("GET", "/auth/login", {}),
    ("GET", "/auth/logout", {}),
    ("GET", "/oauth2callback?code=x&state=y", {}),
    ("GET", "/sign-in/sso", {}),
    ("GET", "/sign-in/sso/back?code=x&state=y", {}),
    ("POST", "/sign-in/sso/logout", {"content": b"logout_token=x"}),
    ("GET", "/_stcore/metrics?families=nothing", {}),
    ("POST", "/_stcore/agent/mcp", {"content": b"{}"}),
    ("PUT", "/_stcore/upload_file/x/y", {"content": b"x"}),
    ("POST", "/sign-in", {"content": b"\xff"}),
    ("POST", "/account/password", {"content": b"a=%zz"}),
    ("DELETE", "/sign-in", {}),
    ("TRACE", "/", {}),
    ("GET", "/api/values?quarter=nonsense&format=exe", {}),
    ("POST", "/api/submissions", {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}),
    ("GET", "/media/x", {"headers": {"Range": "bytes=9-1,x"}}),
    ("GET", "/sign-in", {"headers": {"Cookie": "jiping-step=%00; jiping-form=%e4; jiping"}}),
)
TRACES = ("Traceback", "site-packages", "/work/", 'File "', "sqlalchemy", "sqlite", "psycopg", '.py"', "line ")


@pytest.mark.parametrize(("method", "path", "more"), ERRORS, ids=[f"{one[0]} {one[1][:40]}" for one in ERRORS])
def test_no_failure_shows_a_trace_a_path_or_the_database(
    siege: Siege, method: str, path: str, more: dict[str, object]
) -> None:
    token = siege.token("stumbles", ("office", ""))
    with siege.client(token) as inside, siege.client() as outside:
        for browser in (inside, outside):
            answer: httpx.Response = browser.request(method, path, **more)  # type: ignore[arg-type]

            assert answer.status_code != 500
            if "<!doctype html>" not in answer.text[:60].lower() or "Streamlit" not in answer.text:
                assert [sign for sign in TRACES if sign in answer.text] == []


def bodies(folder: Path, log: Path) -> Iterator[tuple[str, bytes]]:
    yield "server.log", log.read_bytes()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink() and file.name != KEY_FILE:
            yield file.name, file.read_bytes()


def test_no_secret_lies_in_clear_in_the_database_the_log_or_any_file(siege: Siege) -> None:
    desk, browser = siege.desk, siege.client()
    make_account(desk, "lives", ("office", ""), ("auditor", ""), password=ONE_TIME, one_time=dt.timedelta(hours=1))
    sign_in(siege.client(), "lives", WRONG)
    sign_in(browser, "lives", ONE_TIME)
    page = browser.get("/sign-in/password")
    browser.post("/sign-in/password", data={"new": OWN, "again": OWN, "form": form_token(page)})
    page = browser.get("/sign-in/second-factor")
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    offered = re.search(r'name="offered" value="([^"]+)"', page.text)
    assert secret is not None
    assert offered is not None
    totp = pyotp.TOTP(secret.group(1).replace(" ", ""))
    code = {"offered": offered.group(1), "code": totp.now(), "form": form_token(page)}
    assert browser.post("/sign-in/second-factor", data=code).status_code == 303
    session = browser.cookies["jiping"]
    siege.seen(session, "review")
    api = make_token(desk, "a system", HENGYANG)
    with siege.client(**{"Authorization": f"Bearer {api}"}) as system:
        system.get("/api/values")
        system.post("/api/submissions", params={"name": "x.csv"}, content=b"a,b\n1,2\n")
    make_account(desk, "forgot", ("office", ""))
    fresh = changing.reset_password(desk.of(ADMIN), "forgot")
    secrets = {
        **{"own": OWN, "one-time": ONE_TIME, "wrong": WRONG, "reset": fresh, "session": session, "api": api},
        **{"totp": totp.secret, "key": (desk.workspace.folder / KEY_FILE).read_text().strip()},
    }

    found = [
        (name, what)
        for name, content in bodies(desk.workspace.folder, siege.log)
        for what, value in secrets.items()
        if value.encode() in content
    ]

    assert found == []


def test_the_keys_file_and_the_demonstrations_passwords_are_for_their_owner_only(siege: Siege) -> None:
    file = siege.desk.workspace.folder / KEY_FILE

    assert file.stat().st_mode & 0o077 == 0


def test_nothing_in_the_log_is_a_failure(siege: Siege) -> None:
    said = siege.log.read_text(encoding="utf-8", errors="replace")

    assert "jiping: page failed" not in said
    assert "page failed" not in said
    assert "Exception in ASGI application" not in said

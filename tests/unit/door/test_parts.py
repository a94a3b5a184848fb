import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.workspace import Workspace
from dashboard.door.asking import asks_for_a_page, from_elsewhere, local
from dashboard.door.keys import KEY_FILE, seal, stamp, stamped, unseal
from dashboard.door.rates import wait_for
from loaders.store.accesstables import Account
from loaders.store.accounts import give_post, keep_account
from loaders.store.database import writing
from loaders.store.sessions import (
    end_session,
    open_session,
    running_sessions,
    signed_by_hash,
    signed_of,
    token_hash,
    touch_sessions,
)
from tests.unit.door.doors import workspace

NOW = dt.datetime(2026, 11, 26, 3, 0, tzinfo=dt.UTC)
IDLE = dt.timedelta(minutes=30)


def asked(method: str = "GET", path: str = "/", **headers: str) -> dict[str, object]:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "headers": sent}


@pytest.mark.parametrize("target", ["/", "/region?region=430400&lang=en", "/a/b", "/upload#x", "/%E5%9C%B0"])
def test_a_target_within_the_app_stays_as_it_is(target: str) -> None:
    assert local(target) == target


@pytest.mark.parametrize(
    "target",
    [
        *("", "region", "//x", "/\\x", "\\x", "https://x", "javascript:x", "/a\nb", "/a b", "/\t/x", "/" + "x" * 3000),
        *("/sign-out", "/sign-in?x", "/session", "/_stcore/health"),
    ],
)
def test_any_other_target_becomes_the_first_page(target: str) -> None:
    assert local(target) == "/"


def test_a_page_is_what_someone_opens_and_not_what_belongs_to_it() -> None:
    assert asks_for_a_page(asked(sec_fetch_mode="navigate"))
    assert asks_for_a_page(asked(accept="text/html,*/*"))
    assert not asks_for_a_page(asked(sec_fetch_mode="cors", accept="text/html"))
    assert not asks_for_a_page(asked(accept="*/*"))
    assert not asks_for_a_page(asked("POST", accept="text/html"))
    assert not asks_for_a_page(asked(path="/media/x", sec_fetch_mode="navigate"))


def test_another_site_is_known_by_what_the_browser_says() -> None:
    here = {"host": "jiping.example"}

    assert not from_elsewhere(asked("POST", **here))
    assert not from_elsewhere(asked("POST", **here, origin="https://jiping.example", sec_fetch_site="same-origin"))
    assert from_elsewhere(asked("POST", **here, origin="https://jiping.example.evil"))
    assert from_elsewhere(asked("POST", **here, origin="null"))
    assert from_elsewhere(asked("POST", **here, sec_fetch_site="same-site"))
    assert not from_elsewhere(asked("GET", **here, sec_fetch_site="cross-site"))


def place(folder: Path) -> Workspace:
    return Workspace(folder=folder, config_folder=folder, database_url="")


def test_one_key_is_made_however_many_ask_for_it_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        stamps = set(pool.map(lambda _: stamp(place(tmp_path), "x"), range(64)))

    assert len(stamps) == 1
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_what_was_sealed_is_read_by_its_workspace_only_and_not_when_it_was_changed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    here, there = place(tmp_path / "a"), place(tmp_path / "b")

    sealed = seal(here, {"secret": "湘"})

    assert "secret" not in sealed
    assert unseal(here, sealed, 60) == {"secret": "湘"}
    assert unseal(there, sealed) is None
    assert unseal(here, sealed[:-4] + "AAA=") is None
    assert unseal(here, "nothing") is None
    assert stamped(here, stamp(here, "form", "x"), "form", "x")
    assert not stamped(here, stamp(here, "form", "x"), "session", "x")
    assert not stamped(there, stamp(here, "form", "x"), "form", "x")


def test_the_addresses_of_one_ipv6_network_count_as_one(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "rates", "[rates]\nsign_ins = 2\n")

    waits = [wait_for(desk, "sign_ins", address) for address in ("2001:db8::1", "2001:db8::2", "2001:db8::3")]

    assert waits[:2] == [0, 0]
    assert 0 < waits[2] <= 60
    assert wait_for(desk, "sign_ins", "2001:db8:1::1") == 0
    assert wait_for(desk, "uploads", "2001:db8::1") == 0


def test_a_session_is_found_by_its_token_and_tells_why_it_is_over(engine: Engine) -> None:
    how = {"method": "password", "address": "10.0.0.1", "browser": "x", "now": NOW, "hours": 12}
    with writing(engine) as session:
        account = keep_account(session, Account(login="li", name="李", made_at=NOW, made_by="test"))
        give_post(session, account, "submitter", "430400", "test", NOW)
        one = open_session(session, account, "first", **how).id or 0  # type: ignore[arg-type]
        two = open_session(session, account, "second", **how).id or 0  # type: ignore[arg-type]
        number = account.id or 0

    signed = signed_by_hash(engine, token_hash("first"))
    assert signed is not None
    assert (signed.number, signed.posts, signed.over(NOW, IDLE)) == (one, (("submitter", "430400"),), "")
    assert signed_by_hash(engine, "first") is None
    assert signed.over(NOW + IDLE, IDLE) == "idle"
    assert signed.over(NOW + IDLE, IDLE, acted=NOW + dt.timedelta(minutes=1)) == ""
    assert signed.over(NOW + dt.timedelta(hours=12), IDLE, acted=NOW + dt.timedelta(hours=12)) == "absolute"
    with writing(engine) as session:
        touch_sessions(session, {two: NOW + dt.timedelta(minutes=5)})
        assert end_session(session, one, "signed_out", NOW)
        assert not end_session(session, one, "idle", NOW)
    ended, touched = sorted(signed_of(engine, (one, two)), key=lambda found: found.number)
    assert ended.over(NOW, IDLE) == "signed_out"
    assert touched.seen_at == NOW + dt.timedelta(minutes=5)
    assert [row.id for row in running_sessions(engine, NOW, IDLE, number)] == [two]
    assert running_sessions(engine, NOW + dt.timedelta(hours=13), dt.timedelta(days=1), number) == []
    assert running_sessions(engine, NOW + dt.timedelta(minutes=5) + IDLE, IDLE, number) == []

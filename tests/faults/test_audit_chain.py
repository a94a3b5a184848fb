import datetime as dt
import subprocess
import sys
import threading
from pathlib import Path

from sqlalchemy import Engine

from loaders.store.accesstables import AuditEvent
from loaders.store.audit import Event, keep_event
from loaders.store.database import open_engine, writing
from loaders.store.verification import verify
from tests.conftest import REPOSITORY

NOWHERE = Path("/nonexistent/audit.seal")
NOW = dt.datetime(2026, 11, 26, 3, tzinfo=dt.UTC)


def test_writers_at_once_give_one_chain(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)

    def write(name: str) -> None:
        own = open_engine(url)
        for _ in range(8):
            with writing(own) as session:
                keep_event(session, Event("session.opened", name, name, name, NOW))
        own.dispose()

    threads = [threading.Thread(target=write, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    verdict = verify(engine, NOWHERE)
    assert (verdict.whole, verdict.events, verdict.number) == (True, 32, 32)


def test_a_writer_that_is_killed_leaves_a_whole_chain(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.audit_writer", url]
    told: list[str] = []

    for many in (3, 7):
        with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told += [process.stdout.readline() for _ in range(many)]
            process.kill()
            told += process.stdout.readlines()

    verdict = verify(engine, NOWHERE)
    assert verdict.whole
    with engine.connect() as connection:
        kept = dict(
            connection.execute(
                AuditEvent.__table__.select().with_only_columns(AuditEvent.number, AuditEvent.sha256)
            ).all()
        )
    shown = [line.split() for line in told if line.endswith("\n")]
    assert len(shown) >= 10
    assert all(kept[int(number)] == sha256 for number, sha256 in shown)

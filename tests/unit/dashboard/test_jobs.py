import datetime as dt
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from config.model import Config
from config.workspace import Workspace
from dashboard.jobs import ADVISORY_LOCK, JOBS, Job, only_one, run_job, tend_windows
from dashboard.usecases.desk import Desk
from loaders.store.readers import job_runs, window_events

HOLDER = """
import sys, threading
from pathlib import Path
from dashboard.jobs import only_one
from loaders.store.database import open_engine
with only_one(open_engine(sys.argv[1]), Path(sys.argv[2]), wait=0.05):
    print("working", flush=True)
    threading.Event().wait(30)
"""


class StoppedDesk(Desk):
    moment = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.moment


@pytest.fixture
def desk(engine: Engine, hunan: Config, tmp_path: Path) -> Desk:
    return StoppedDesk(Workspace(tmp_path, tmp_path, str(engine.url)), hunan, engine)


def test_windows_open_and_close_once_each_by_the_calendar(desk: Desk) -> None:
    first, again = tend_windows(desk), tend_windows(desk)

    recorded = {(event.quarter, event.event) for event in window_events(desk.engine)}
    due = {
        (quarter, event)
        for quarter in desk.config.calendar.quarters
        for event, moment in (
            ("opened", desk.config.calendar.window(quarter).opens),
            ("closed", desk.config.calendar.window(quarter).closes),
        )
        if desk.aware(moment) <= desk.now()
    }
    assert first is not None
    assert again is None
    assert recorded == due
    assert ("2027Q1", "opened") not in recorded


def test_a_failing_job_is_recorded_and_the_clock_goes_on(desk: Desk) -> None:
    def fall(_desk: Desk) -> None:
        raise OSError("disk full")

    run_job(replace(JOBS[0], work=fall), desk)
    run_job(JOBS[0], desk)

    outcomes = [(run.outcome, run.places.get("reason")) for run in job_runs(desk.engine)]
    assert outcomes == [("done", None), ("failed", "OSError")]


def test_runs_that_did_nothing_are_kept_once(desk: Desk) -> None:
    quiet = Job("quiet", "Quiet", "Does nothing", 60, lambda _desk: None)

    for _ in range(5):
        run_job(quiet, desk)

    assert [run.outcome for run in job_runs(desk.engine)] == ["idle"]


def test_a_second_scheduler_waits_until_the_first_ends(engine: Engine, tmp_path: Path) -> None:
    url = engine.url.render_as_string(hide_password=False)
    lock = tmp_path / "scheduler.lock"
    first = subprocess.Popen([sys.executable, "-c", HOLDER, url, str(lock)], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "working\n"
    took_over = threading.Event()

    def standby() -> None:
        with only_one(engine, lock, wait=0.05):
            took_over.set()

    thread = threading.Thread(target=standby)
    thread.start()
    time.sleep(0.5)
    waited = not took_over.is_set()
    first.kill()
    first.wait()

    assert waited
    assert took_over.wait(10)
    thread.join()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_scheduler_knows_when_its_lock_went_with_the_connection(engine: Engine, tmp_path: Path) -> None:
    terminate = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :key")

    with only_one(engine, tmp_path / "unused.lock", wait=0.05) as turn:
        before = turn.held()
        with engine.connect() as other:
            other.execute(terminate, {"key": ADVISORY_LOCK})
        after = turn.held()

    assert (before, after) == (True, False)

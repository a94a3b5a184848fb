"""The clock: the one scheduler of a workspace opens and closes windows, keeps the scores fresh, watches the inbox."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from config.wording import mark
from dashboard.usecases.audits import verify_trail
from dashboard.usecases.configtrail import note_config
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.scoring import recompute
from dashboard.usecases.sealing import seal_trail, sealed_today
from dashboard.watching import watched
from loaders.store.database import writing
from loaders.store.drafts import forget_drafts
from loaders.store.tables import JobRun
from loaders.store.writers import keep_job_run, keep_window_event

log = logging.getLogger(__name__)

ADVISORY_LOCK = 0x4A495049  # "JIPI": the scheduler's lock on PostgreSQL
_CLAIM = text("SELECT pg_try_advisory_lock(:key)")
_HELD = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = :key AND granted"
)
NOTHING = mark("Nothing to do")
WINDOWS = mark("Windows opened: {opened}; closed: {closed}")
RECOMPUTED = mark("Scores recomputed in {seconds} s")
FAILED = mark("Failed ({reason}); the server's log has the details")

FORGOTTEN = mark("Old drafts forgotten: {count}")
SEALED = mark("Audit trail whole and sealed at event {number}")
NOT_WHOLE = mark("Audit trail NOT whole, {count} faults; sealed at event {number}. See: jiping audit verify")
DRAFTS_STAY = dt.timedelta(days=90)


@dataclass(frozen=True)
class Job:
    """A job of the clock: what it is called, how often it runs (seconds), and what it does; it is idempotent.

    `work` gives the message and its places, or None when there was nothing to do.
    """

    code: str
    name: str
    purpose: str
    every: int
    work: Callable[[Desk], tuple[str, dict[str, Any]] | None]


def tend_windows(desk: Desk) -> tuple[str, dict[str, Any]] | None:
    """Record the opening and closing of every window that is due by the calendar, each once."""
    now = desk.now()
    done = {"opened": 0, "closed": 0}
    with writing(desk.engine) as session:
        for quarter in desk.config.calendar.quarters:
            window = desk.config.calendar.window(quarter)
            for event, due in (("opened", window.opens), ("closed", window.closes)):
                moment = desk.aware(due)
                if moment <= now and keep_window_event(session, quarter, event, moment, now):
                    done[event] += 1
    return (WINDOWS, done) if any(done.values()) else None


def tend_drafts(desk: Desk) -> tuple[str, dict[str, Any]] | None:
    """Forget what was chosen but not submitted for long; submissions and their raw files stay."""
    with writing(desk.engine) as session:
        count = forget_drafts(session, desk.now() - DRAFTS_STAY)
    return (FORGOTTEN, {"count": count}) if count else None


def tend_audit(desk: Desk) -> tuple[str, dict[str, Any]] | None:
    """Once a day verify the audit trail and write down where it stands."""
    if sealed_today(desk):
        return None
    verdict = verify_trail(desk)
    seal = seal_trail(desk)
    places = {"number": seal.number if seal else verdict.number, "count": len(verdict.faults)}
    return (SEALED if verdict.whole else NOT_WHOLE, places)


def tend_scores(desk: Desk) -> tuple[str, dict[str, Any]] | None:
    """Recompute when a submission came since the last time; a changed config is read at the next start."""
    started = time.perf_counter()
    return (RECOMPUTED, {"seconds": f"{time.perf_counter() - started:.1f}"}) if recompute(desk) else None


JOBS = (
    Job(
        "windows",
        mark("Submission windows"),
        mark("Opens and closes each quarter's window by the calendar"),
        60,
        tend_windows,
    ),
    Job(
        "drafts",
        mark("Drafts"),
        mark("Forgets drafts and their receipts on the upload page that nobody has touched for 90 days"),
        60,
        tend_drafts,
    ),
    Job("scores", mark("Scores"), mark("Recomputes scores and ranks when submissions change"), 5, tend_scores),
    Job(
        "audit",
        mark("Audit trail"),
        mark("Verifies the audit trail once a day and writes down where it stands, in the file audit.seal"),
        60,
        tend_audit,
    ),
)


def run_job(job: Job, desk: Desk) -> None:
    """Run a job once and record what it did; a failure is recorded and logged, and the clock goes on."""
    started = desk.now()
    try:
        result = job.work(desk)
        outcome, (message, places) = ("done", result) if result else ("idle", (NOTHING, {}))
    except Exception as problem:
        log.exception("job %s failed", job.code)
        outcome, message, places = "failed", FAILED, {"reason": type(problem).__name__}
    with writing(desk.engine) as session:
        run = JobRun(
            job=job.code, started_at=started, finished_at=desk.now(), outcome=outcome, message=message, places=places
        )
        keep_job_run(session, run)


class Turn:
    """The right to be the one scheduler of a workspace; `held` tells whether it is still ours."""

    def __init__(self, held: Callable[[], bool]) -> None:
        self.held = held


@contextmanager
def only_one(engine: Engine, lock_file: Path, wait: float = 1.0, stop: threading.Event | None = None) -> Iterator[Turn]:
    """Hold the workspace's scheduler lock; a second scheduler waits here as a standby until the first ends.

    A lock file on SQLite, an advisory lock on a connection of its own on PostgreSQL. Both go with the process; the
    second may be lost with its connection, so that the turn has to be asked. Raises InterruptedError when `stop` is set
    while waiting.
    """
    stopped = stop or threading.Event()
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not connection.execute(_CLAIM, {"key": ADVISORY_LOCK}).scalar():
                _pause(stopped, wait)
            yield Turn(lambda: _still_held(connection))
        return
    lock = FileLock(lock_file)
    while not lock.is_locked:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            _pause(stopped, wait)
    try:
        yield Turn(lambda: True)
    finally:
        lock.release()


def run_clock(folder: Path) -> None:
    """Run the scheduler of a workspace and watch its inbox until the process is ended; exactly one works at a time."""
    desk = open_desk(folder)
    note_config(desk)
    with only_one(desk.engine, desk.workspace.lock_file) as turn, watched(desk):
        scheduler = BlockingScheduler(
            executors={"default": ThreadPoolExecutor(1), "guard": ThreadPoolExecutor(1)},
            timezone=desk.config.calendar.timezone,
        )
        for job in JOBS:
            scheduler.add_job(
                run_job,
                IntervalTrigger(seconds=job.every),
                next_run_time=dt.datetime.now(dt.UTC),
                args=(job, desk),
                id=job.code,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        scheduler.add_job(
            _stop_when_lost, IntervalTrigger(seconds=5), args=(turn, scheduler), id="turn", executor="guard"
        )
        scheduler.start()
        if not turn.held():
            raise RuntimeError("the scheduler's lock was lost with its connection; start the clock again")


def _still_held(connection: Connection) -> bool:
    try:
        return bool(connection.execute(_HELD, {"key": ADVISORY_LOCK}).scalar())
    except DBAPIError:
        return False


def _stop_when_lost(turn: Turn, scheduler: BlockingScheduler) -> None:
    if not turn.held():
        log.error("the scheduler's lock was lost; another scheduler takes over")
        scheduler.shutdown(wait=False)


def _pause(stopped: threading.Event, seconds: float) -> None:
    if stopped.wait(seconds):
        raise InterruptedError("the standby scheduler was stopped")

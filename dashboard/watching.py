"""Watching the inbox: one watcher a folder, woken by the system's events, or by looking again where there are none."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError
from watchfiles import watch

from config.wording import mark
from dashboard.usecases.desk import Desk
from dashboard.usecases.inbox import AGAIN_AFTER, STANDS_STILL, Inbox, Swept
from loaders.store.database import writing
from loaders.store.tables import JobRun
from loaders.store.writers import keep_job_run

JOB = "inbox"
SWEPT = mark("Inbox: received {received}, returned {returned}")
_LOG = logging.getLogger("jiping")


def keep_watching(inbox: Inbox, stop: threading.Event, *, polling: bool = False) -> None:
    """Watch until `stop` is set; a folder that goes away, such as a share, is waited for.

    With `polling` the folder is looked through instead of asking the system for events, which shares do not give.
    """
    while not stop.is_set():
        try:
            inbox.folder.mkdir(parents=True, exist_ok=True)
            with only_watcher(inbox, stop) as mine:
                if mine:
                    _watch(inbox, stop, polling=polling)
        except (OSError, RuntimeError) as problem:  # watchfiles tells the system's own faults as RuntimeError
            _LOG.warning("the inbox %s cannot be watched now: %s", inbox.folder, problem)
            stop.wait(AGAIN_AFTER)


def sweep(inbox: Inbox) -> Swept:
    """Sweep once and keep a record of a sweep that did something."""
    started = inbox.desk.now()
    swept = inbox.sweep()
    if swept.received or swept.returned:
        _record(inbox.desk, started, swept)
    return swept


@contextmanager
def only_watcher(inbox: Inbox, stop: threading.Event) -> Iterator[bool]:
    """Be the one watcher of a folder; a second waits here. False when `stop` was set before it was its turn.

    The lock lies in the workspace, because shares often know no locks.
    """
    place = hashlib.sha256(str(inbox.folder.resolve()).encode()).hexdigest()[:8]
    lock = FileLock(inbox.desk.workspace.folder / f"inbox-{place}.lock")
    while not lock.is_locked and not stop.is_set():
        try:
            lock.acquire(timeout=0)
        except Timeout:
            stop.wait(1.0)
    try:
        yield lock.is_locked
    finally:
        lock.release()


@contextmanager
def watched(desk: Desk) -> Iterator[None]:
    """The workspace's inbox is watched by a thread meanwhile."""
    stop = threading.Event()
    inbox = Inbox(desk, desk.workspace.inbox)
    thread = threading.Thread(target=keep_watching, args=(inbox, stop), name=JOB, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


def _watch(inbox: Inbox, stop: threading.Event, *, polling: bool) -> None:
    sweep(inbox)
    changes = watch(
        inbox.folder,
        stop_event=stop,
        rust_timeout=int(STANDS_STILL * 1000),
        yield_on_timeout=True,
        force_polling=polling,
        ignore_permission_denied=True,
    )
    for _ in changes:
        if not inbox.folder.is_dir():
            raise FileNotFoundError(inbox.folder)
        sweep(inbox)


def _record(desk: Desk, started: dt.datetime, swept: Swept) -> None:
    places = {"received": swept.received, "returned": swept.returned}
    run = JobRun(job=JOB, started_at=started, finished_at=desk.now(), outcome="done", message=SWEPT, places=places)
    try:
        with writing(desk.engine) as session:
            keep_job_run(session, run)
    except DBAPIError as problem:
        _LOG.warning("the sweep of the inbox was not recorded: %s", problem.orig)

"""How the clock stands: whether the scheduler is alive, and what each job last did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.access.gate import needs
from dashboard.jobs import JOBS, Job
from dashboard.usecases.desk import Desk
from loaders.store import readers
from loaders.store.tables import JobRun

MISSED = 3
"""A job that has not run for this many of its intervals is not running."""


@dataclass(frozen=True)
class JobLine:
    """A job, its last run and the last run that did something; local times, None for what has not happened."""

    code: str
    name: str
    purpose: str
    every: int
    last: dt.datetime | None
    outcome: str
    message: str
    places: Mapping[str, Any]
    did: dt.datetime | None
    did_message: str
    did_places: Mapping[str, Any]
    due: dt.datetime | None
    alive: bool


@dataclass(frozen=True)
class Clockwork:
    """All jobs; the clock is alive when any job ran within its last three intervals."""

    jobs: tuple[JobLine, ...]
    workspace: str
    timezone: str
    now: dt.datetime

    @property
    def alive(self) -> bool:
        """True when the scheduler works: one that has just started has not run every job yet."""
        return any(job.alive for job in self.jobs)

    @property
    def last(self) -> dt.datetime | None:
        """The last run of any job."""
        return max((job.last for job in self.jobs if job.last is not None), default=None)

    @property
    def failed(self) -> tuple[JobLine, ...]:
        """The jobs whose last run failed."""
        return tuple(job for job in self.jobs if job.outcome == "failed")


@needs("system")
def clockwork(desk: Desk) -> Clockwork:
    """The clock as it stands now."""
    runs = readers.job_runs(desk.engine, limit=500)
    zone = desk.config.calendar.timezone
    lines = tuple(_line(desk, job, runs) for job in JOBS)
    return Clockwork(lines, str(desk.workspace.folder), zone, desk.local(desk.now()))


def _line(desk: Desk, job: Job, runs: Sequence[JobRun]) -> JobLine:
    own = [run for run in runs if run.job == job.code]
    last = own[0] if own else None
    did = next((run for run in own if run.outcome != "idle"), None)
    since = None if last is None else (desk.now() - last.started_at).total_seconds()
    alive = since is not None and since <= MISSED * job.every
    return JobLine(
        code=job.code,
        name=job.name,
        purpose=job.purpose,
        every=job.every,
        last=None if last is None else desk.local(last.finished_at),
        outcome=last.outcome if last else "",
        message=last.message if last else "",
        places=dict(last.places) if last else {},
        did=None if did is None else desk.local(did.finished_at),
        did_message=did.message if did else "",
        did_places=dict(did.places) if did else {},
        due=desk.local(last.started_at + dt.timedelta(seconds=job.every)) if last and alive else None,
        alive=alive,
    )

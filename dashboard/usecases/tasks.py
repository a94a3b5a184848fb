"""重点工作、整改: what units said of key tasks and of problems under rectification, with lights and delays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from config.model import Config, Quarter
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.ledgers.lighting import lights_of
from dashboard.usecases.ledgers.reading import Line, entries_of, line_of
from metrics.pacing import Pace, expected_share

TASKS, MENDING = "key_tasks", "rectifications"


@dataclass(frozen=True)
class KeyTask(Line):
    """重点工作. Shares are of the year's target, 0 to 1 and above where it was exceeded, None where nothing was said.

    `time_progress` is the line's own milestone of the quarter where it has milestones, else the share of the year gone;
    `five_year_target` is what the five-year plan asks for. `promised` is last quarter's plan for this one,
    `earlier_share` what was done by then; `behind_for` counts the quarters in a row, this one included, in which the
    task was behind time progress.
    """

    target: str
    progress: str
    done_share: float | None
    time_progress: float
    problems: str
    plan: str
    five_year_target: str = ""
    owner: str = ""
    promised: str = ""
    earlier_share: float | None = None
    behind_for: int = 0

    @property
    def done(self) -> bool:
        """True when the year's target is reached."""
        return self.done_share is not None and self.done_share >= 1

    @property
    def behind(self) -> float:
        """How far the task lies behind time progress, as a share; 0 where it does not, or where nothing was said."""
        return 0.0 if self.done_share is None or not self.light else max(self.time_progress - self.done_share, 0.0)


@dataclass(frozen=True)
class Mending(Line):
    """整改. `state` is the code of the ledger's choice (config/ledgers/rectifications.toml); `due` the day agreed on;
    `days_left` is negative when it is past, None for what is closed; `closed_before` names the quarter in which the
    same problem of the unit was reported closed already.
    """

    source: str
    measure: str
    due: dt.date | None
    state: str
    evidence: str
    closed: bool
    days_left: int | None
    closed_before: str = ""


@needs("results", "present")
def key_tasks(desk: Desk, book: Book, quarter: str, locale: str = "zh_CN") -> tuple[KeyTask, ...]:
    """The key tasks of a quarter: the province's lines first, then by region, in the order they were reported in.

    Of a release what its submissions said; before it what the person sees (own region, own division's tasks).
    """
    return book.drawn(("key_tasks", quarter, locale), lambda: _draw_tasks(desk, book, quarter, locale))


@needs("results", "present")
def own_tasks(desk: Desk, book: Book, quarter: str, code: str, locale: str = "zh_CN") -> tuple[KeyTask, ...]:
    """The key tasks that are broken down to a region, the furthest behind first."""
    own = (task for task in key_tasks(desk, book, quarter, locale) if task.region == code)
    return tuple(sorted(own, key=lambda task: -task.behind))


@needs("results", "present")
def rectifications(desk: Desk, book: Book, quarter: str, locale: str = "zh_CN") -> tuple[Mending, ...]:
    """The problems under rectification of a quarter, overdue ones first, then by due date; scope as in key_tasks.

    Days are counted to today while the quarter is not released, else to the day of the release.
    """
    today = book.release.made.date() if book.release else desk.local(desk.now()).date()
    return book.drawn(
        ("rectifications", quarter, locale, today), lambda: _draw_mending(desk, book, quarter, today, locale)
    )


def _draw_tasks(desk: Desk, book: Book, quarter: str, locale: str) -> tuple[KeyTask, ...]:
    year = [Quarter.of(Quarter(quarter).year, number) for number in range(1, Quarter(quarter).number + 1)]
    told: dict[tuple[str, str, str], KeyTask] = {}
    tasks: list[KeyTask] = []
    for each in year:
        tasks = [_task(desk.config, row, each, locale) for row in entries_of(desk, book, TASKS, each, quarter)]
        tasks = [_after(task, told.get(task.key)) for task in _lit(tasks)]
        told = {task.key: task for task in tasks}
    return tuple(sorted(tasks, key=lambda task: bool(task.region)))


def _draw_mending(desk: Desk, book: Book, quarter: str, today: dt.date, locale: str) -> tuple[Mending, ...]:
    closed: dict[tuple[str, str], str] = {}
    for row in entries_of(desk, book, MENDING, "", quarter):
        if row.Submission.quarter < quarter and _closed(desk.config, row):
            closed[row.Submission.submitter, row.LedgerEntry.title] = row.Submission.quarter
    found = [
        _mending(desk.config, row, today, closed, locale) for row in entries_of(desk, book, MENDING, quarter, quarter)
    ]
    last = dt.date.max
    return tuple(sorted(found, key=lambda one: (one.closed, one.due or last)))


def _task(config: Config, row: Row[Any], quarter: Quarter, locale: str) -> KeyTask:
    said = row.LedgerEntry.fields
    share = said.get("done_share")
    return KeyTask(
        **line_of(config, row, locale),
        target=said.get("target", ""),
        progress=said.get("progress", ""),
        done_share=None if share is None else float(share) / 100,
        time_progress=expected_share(quarter, said.get("milestones", "")),
        problems=said.get("problems", ""),
        plan=said.get("plan", ""),
        five_year_target=said.get("five_year_target", ""),
        owner=said.get("owner", ""),
    )


def _lit(tasks: Sequence[KeyTask]) -> list[KeyTask]:
    """The tasks with their lights, by the engine's own rule; the year's end is when they are due."""
    paces = [Pace(task.done, None, task.done_share, task.time_progress) for task in tasks]
    return [replace(task, light=lit) for task, lit in zip(tasks, lights_of(paces), strict=True)]


def _after(task: KeyTask, earlier: KeyTask | None) -> KeyTask:
    if earlier is None:
        return replace(task, behind_for=int(task.light == "yellow"))
    behind_for = earlier.behind_for + 1 if task.light == "yellow" else 0
    return replace(task, promised=earlier.plan, earlier_share=earlier.done_share, behind_for=behind_for)


def _closed(config: Config, row: Row[Any]) -> bool:
    return config.ledger[row.LedgerEntry.ledger].is_closed(row.LedgerEntry.fields)


def _mending(
    config: Config, row: Row[Any], today: dt.date, closed: Mapping[tuple[str, str], str], locale: str
) -> Mending:
    said, done = row.LedgerEntry.fields, _closed(config, row)
    due = dt.date.fromisoformat(said["due"]) if said.get("due") else None
    left = None if due is None or done else (due - today).days
    before = closed.get((row.Submission.submitter, row.LedgerEntry.title), "")
    return Mending(
        **{**line_of(config, row, locale), "light": lights_of([Pace(done, left, None, None)])[0]},
        source=said.get("source", ""),
        measure=said.get("measure", ""),
        due=due,
        state=said.get("state", ""),
        evidence=said.get("evidence", ""),
        closed=done,
        days_left=left,
        closed_before="" if done else before,
    )

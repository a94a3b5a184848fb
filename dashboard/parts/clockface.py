"""The clock on the page: what each job does and did, and the windows as planned and as they were."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.deadlines import STATES, moment, time_left
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.clockwork import Clockwork, JobLine
from dashboard.usecases.windows import WindowLine

RUNNING = mark("The clock is running; {jobs} jobs, last run at {last}")
STOPPED = mark("The clock is not running: windows are not recorded, and scores are computed only when a page is opened")
FAILING = mark("The clock is running, but {count} jobs did not succeed")
START = mark("Start the app and its clock together with: make run. The clock alone: jiping clock --workspace {folder}")
_OUTCOMES = {
    "done": ("✓", mark("done"), "jp-up"),
    "idle": ("·", mark("nothing to do"), "jp-same"),
    "failed": ("✕", mark("not done"), "jp-alarm"),
    "": ("○", mark("has not run yet"), "jp-same"),
}


def clock_title(clock: Clockwork) -> str:
    """The answer: whether the clock runs."""
    words = say()
    if not clock.alive:
        return words(STOPPED)
    if clock.failed:
        return words(FAILING, count=len(clock.failed))
    return words(RUNNING, jobs=len(clock.jobs), last=f"{clock.last:%H:%M:%S}")


def job_table(clock: Clockwork) -> None:
    """The jobs: purpose, interval, last run, what it gave, when it last did something, when it is due."""
    words = say()
    columns = [
        Column(words(mark("Job")), names=True),
        Column(words(mark("What it is for")), align="text"),
        Column(words(mark("Every")), words(mark("seconds")), align="right"),
        Column(words(mark("Last run")), align="tight"),
        Column(words(mark("Result")), align="text"),
        Column(words(mark("Last did something")), align="text"),
        Column(words(mark("Due next")), align="tight"),
    ]
    plain_table(columns, [_job_row(job, words) for job in clock.jobs])


def window_table(lines: Sequence[WindowLine], current: str) -> None:
    """The windows of the calendar, newest first, planned beside actual."""
    words = say()
    columns = [
        Column(words(mark("Quarter")), names=True, align="tight"),
        Column(words(mark("State")), align="tight"),
        Column(words(mark("Opens")), words(mark("planned")), align="tight"),
        Column(words(mark("Opened")), words(mark("recorded")), align="tight"),
        Column(words(mark("Closes")), words(mark("planned")), align="tight"),
        Column(words(mark("Closed")), words(mark("recorded")), align="tight"),
        Column(words(mark("Time left"))),
    ]
    plain_table(columns, [_window_row(line, words, chosen=line.deadline.quarter == current) for line in lines])


def _job_row(job: JobLine, words: Say) -> Row:
    did = f"{moment(job.did)} {words(job.did_message, **job.did_places)}" if job.did else MISSING
    cells: tuple[object, ...] = (
        words(job.name),
        words(job.purpose),
        job.every,
        moment(job.last, seconds=True),
        _outcome(job, words),
        did,
        f"{job.due:%H:%M:%S}" if job.due else MISSING,
    )
    return Row(cells)


def _outcome(job: JobLine, words: Say) -> Html:
    if job.last is not None and not job.alive:
        return element("span", "！ ", words(mark("has missed its time")), css="jp-soon")
    sign, word, css = _OUTCOMES[job.outcome]
    said = words(job.message, **job.places) if job.outcome == "failed" else words(word)
    return element("span", f"{sign} {said}", css=css)


def _window_row(line: WindowLine, words: Say, *, chosen: bool) -> Row:
    window = line.deadline
    cells: tuple[object, ...] = (
        quarter_name(window.quarter, words),
        words(STATES[window.state]),
        moment(window.opens),
        moment(line.opened),
        moment(window.closes),
        moment(line.closed),
        time_left(window, words) if window.state != "closed" or chosen else MISSING,
    )
    return Row(cells, css="jp-chosen" if chosen else "jp-muted" if window.state == "upcoming" else "")

"""What every way in does before anything is kept: read a file, with what its submitter once said, and check it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from config.model import Config, Quarter, Severity
from loaders.checking.compare import compare
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.read import read_submission
from loaders.store.history import history_for
from loaders.store.meanings import meanings_of

Read = Callable[[str, bytes, Config, Told], Intake]
"""How a file is read: here, or in a process of its own that a hostile file cannot take the app along with."""
Within = Callable[[str, str], bool]
"""Which stored figures, by region and code, a file is held against."""


def examine(
    engine: Engine,
    config: Config,
    name: str,
    content: bytes,
    *,
    now: dt.datetime,
    told: Told | None = None,
    read: Read = read_submission,
    within: Within | None = None,
) -> Intake:
    """The file as read, with every finding that the file, the clock and what was reported before give; nothing is kept.

    What the file does not match by itself is taken as its submitter said before; `told` goes first. `now` is aware.
    With `within` only those stored figures are looked at.
    """
    said = told or Told()
    intake = read(name, content, config, said)
    if intake.unmatched:
        known = meanings_of(engine, intake.submitter)
        if any((one.subject, one.key) in known for one in intake.unmatched):
            before = tuple((subject, key, meaning) for (subject, key), meaning in known.items())
            intake = read(name, content, config, replace(said, meanings=(*said.meanings, *before)))
    intake = _in_window(intake, config, now)
    beside = compare(intake, history_for(engine, config, intake, within), config)
    return replace(intake, findings=(*intake.findings, *beside))


def local(now: dt.datetime, config: Config) -> dt.datetime:
    """A moment on the department's clocks, without a zone, as the calendar writes it."""
    return now.astimezone(ZoneInfo(config.calendar.timezone)).replace(tzinfo=None)


def _in_window(intake: Intake, config: Config, now: dt.datetime) -> Intake:
    """The intake, refused when the window of its quarter has not opened yet."""
    if not intake.period:
        return intake
    quarter = Quarter.of_month(intake.period)
    try:
        opens = config.calendar.window(quarter).opens
    except KeyError:
        return intake
    if local(now, config) >= opens:
        return intake
    places = {"quarter": str(quarter), "opens": f"{opens:%Y-%m-%d}"}
    early = Finding("window_not_open", Severity.ERROR, read=intake.period, places=places)
    return replace(intake, findings=(*intake.findings, early))

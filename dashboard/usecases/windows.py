"""The submission windows of the calendar: when each opens and closes, and how it stands now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from dashboard.usecases.desk import Desk
from loaders.store import readers

State = Literal["upcoming", "open", "closed"]


@dataclass(frozen=True)
class Deadline:
    """The window of a quarter in local time; `left` is the time to its next turn, or since it closed."""

    quarter: str
    state: State
    opens: dt.datetime
    closes: dt.datetime
    left: dt.timedelta


@dataclass(frozen=True)
class WindowLine:
    """A window as planned and as the scheduler recorded it (local times, None for what has not happened)."""

    deadline: Deadline
    opened: dt.datetime | None
    closed: dt.datetime | None


def deadline(desk: Desk, quarter: str) -> Deadline | None:
    """The window of a quarter as it stands now; None for a quarter that the calendar does not know."""
    try:
        window = desk.config.calendar.window(quarter)
    except KeyError:
        return None
    now = local_now(desk)
    if now < window.opens:
        return Deadline(quarter, "upcoming", window.opens, window.closes, window.opens - now)
    if now <= window.closes:
        return Deadline(quarter, "open", window.opens, window.closes, window.closes - now)
    return Deadline(quarter, "closed", window.opens, window.closes, now - window.closes)


def window_lines(desk: Desk) -> tuple[WindowLine, ...]:
    """The windows of the calendar up to the next that opens, the newest quarter first, planned and actual."""
    events = {(event.quarter, event.event): desk.local(event.done_at) for event in readers.window_events(desk.engine)}
    quarters, current = desk.config.calendar.quarters, desk.current_quarter()
    known = ((quarter, deadline(desk, quarter)) for quarter in reversed(quarters) if quarter <= current.shift(1))
    return tuple(
        WindowLine(line, events.get((quarter, "opened")), events.get((quarter, "closed")))
        for quarter, line in known
        if line is not None
    )


def local_now(desk: Desk) -> dt.datetime:
    """The time on the department's clocks, without a zone, as the calendar writes it."""
    return desk.local(desk.now()).replace(tzinfo=None)

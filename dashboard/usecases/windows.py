"""The submission windows of the calendar: when each opens and closes, and how it stands now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.access.gate import everyone, inner, needs
from dashboard.usecases.desk import Desk
from loaders.store import readers
from loaders.store.trail import extensions

State = Literal["upcoming", "open", "closed"]


@dataclass(frozen=True)
class Deadline:
    """The window of a quarter in local time, and how it stands until its next turn.

    `extended`: it is the later deadline of a unit that the office granted an extension.
    """

    quarter: str
    state: State
    opens: dt.datetime
    closes: dt.datetime
    extended: bool = False

    def left(self, now: dt.datetime) -> dt.timedelta:
        """The time from now (local) to its next turn, or since it closed."""
        return {"upcoming": self.opens - now, "open": self.closes - now, "closed": now - self.closes}[self.state]


@dataclass(frozen=True)
class WindowLine:
    """A window as planned and as the scheduler recorded it (local times, None for what has not happened)."""

    deadline: Deadline
    opened: dt.datetime | None
    closed: dt.datetime | None


@everyone
def deadline(desk: Desk, quarter: str, unit: str = "") -> Deadline | None:
    """The window of a quarter as it stands now; None for a quarter that the calendar does not know.

    With a unit (a division's or a region's code) that the person sees its own, which the office may have extended.
    """
    own = granted_deadlines(desk, quarter).get(unit) if unit and desk.sight.unit("submissions", unit) else None
    return own or _until(desk, quarter, None)


@inner
def granted_deadlines(desk: Desk, quarter: str) -> Mapping[str, Deadline]:
    """The later deadlines of the units of a quarter that were granted one, by the unit's code."""
    found = {
        unit: _until(desk, quarter, desk.local(extension.until).replace(tzinfo=None))
        for (_, unit), extension in extensions(desk.engine, quarter).items()
    }
    return {unit: own for unit, own in found.items() if own is not None and own.extended}


def _until(desk: Desk, quarter: str, later: dt.datetime | None) -> Deadline | None:
    """The window of a quarter, open until the later of its own end and of the given one (both local)."""
    try:
        window = desk.config.calendar.window(quarter)
    except KeyError:
        return None
    now, closes = local_now(desk), max(window.closes, later or window.closes)
    extended = closes > window.closes
    if now < window.opens:
        return Deadline(quarter, "upcoming", window.opens, closes, extended)
    if now <= closes:
        return Deadline(quarter, "open", window.opens, closes, extended)
    return Deadline(quarter, "closed", window.opens, closes, extended)


@needs("system")
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


@inner
def turns(desk: Desk) -> tuple[dt.datetime, ...]:
    """The local moments from which on a window stands differently, in order, the longer ones of units among them: a
    window is open when it opens and closed just after it closes.
    """
    windows = [desk.config.calendar.window(quarter) for quarter in desk.config.calendar.quarters]
    longer = [desk.local(one.until).replace(tzinfo=None) for one in extensions(desk.engine).values()]
    ends = [one.closes for one in windows] + longer
    return tuple(sorted([one.opens for one in windows] + [end + dt.datetime.resolution for end in ends]))


@everyone
def local_now(desk: Desk) -> dt.datetime:
    """The time on the department's clocks, without a zone, as the calendar writes it."""
    return desk.local(desk.now()).replace(tzinfo=None)

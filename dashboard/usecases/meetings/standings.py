"""Where a meeting stands: what was kept of it, read on from the last act that is known, by the rules of metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings import refusing
from loaders.store.meetingreading import acts_of, kept_meetings, meeting_pulse
from loaders.store.meetingtables import Meeting as Kept
from loaders.store.meetingtables import MeetingAct
from loaders.store.refusals import StepRefused
from metrics.meeting import Meeting, item_of
from metrics.meeting_acts import Act, Action, after, meet


@dataclass(frozen=True)
class Held:
    """A meeting as it was prepared, where it stands, and the number of the last act that went into that."""

    kept: Kept
    state: Meeting
    last: int = 0


@inner
def held_meetings(desk: Desk) -> tuple[Held, ...]:
    """Every meeting, the first one first; only what happened since the last look is read."""
    return desk.while_it_stands("meetings", meeting_pulse(desk.engine), lambda before: _held(desk, before or ()))


def _held(desk: Desk, before: tuple[Held, ...]) -> tuple[Held, ...]:
    known = {one.kept.number: one for one in before}
    return tuple(_read_on(desk, known.get(kept.number) or begun(kept)) for kept in kept_meetings(desk.engine))


@inner
def held_meeting(desk: Desk, number: str) -> Held:
    """The meeting with a number. Raises StepRefused where there is none."""
    found = next((one for one in held_meetings(desk) if one.kept.number == number), None)
    if found is None:
        raise StepRefused(refusing.UNKNOWN, number=number)
    return found


def begun(kept: Kept) -> Held:
    """A meeting in which nothing has happened yet."""
    return Held(kept, meet([item_of(item) for item in kept.agenda], ()))


def gone_on(held: Held, acts: Sequence[MeetingAct]) -> Held:
    """The same after what happened next."""
    state = held.state
    for act in acts:
        state = after(state, act_of(act))
    return Held(held.kept, state, acts[-1].id or 0) if acts else held


def act_of(act: MeetingAct) -> Act:
    """An act as the rules want it."""
    return Act(act.id or 0, act.at, cast(Action, act.action), act.item, act.login, act.actor, act.said)


def _read_on(desk: Desk, held: Held) -> Held:
    return gone_on(held, acts_of(desk.engine, held.kept.id or 0, held.last))

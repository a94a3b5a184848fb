"""How an act in a meeting is kept: as the meeting stands at that moment, for who writes waits for who writes before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings import refusing
from dashboard.usecases.meetings.posts import guest_of
from dashboard.usecases.meetings.standings import Held, begun, gone_on
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.meetingreading import acts_in, meeting_in
from loaders.store.meetings import keep_act
from loaders.store.refusals import StepRefused
from metrics.meeting_acts import Act, Action, allowed


@dataclass(frozen=True)
class Asked:
    """What someone wants to happen: the act, to which item, and what is said with it."""

    action: Action
    item: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


@inner
def happen(
    desk: Desk, number: str, make: Callable[[Held], Asked], then: Callable[[Session, Held], Asked] | None = None
) -> None:
    """Keep what `make` asks for as the meeting stands, and in the same transaction what `then` does and asks for.

    Raises StepRefused where the rules do not allow it; then nothing is kept.
    """
    with writing(desk.engine) as session:
        kept = meeting_in(session, number)
        if kept is None:
            raise StepRefused(refusing.UNKNOWN, number=number)
        held = gone_on(begun(kept), acts_in(session, kept.id or 0))
        asked = make(held)
        must_be_allowed(desk, held, asked)
        by = signed(desk, OFFICE if desk.sight.has("meeting") else "")
        if then is not None:
            asked = then(session, held)
        keep_act(session, kept, asked.action, by, asked.item, asked.said)


@inner
def must_be_allowed(desk: Desk, held: Held, asked: Asked) -> None:
    """Raise StepRefused for what the rules do not allow as the meeting stands."""
    act = Act(held.last + 1, desk.now(), asked.action, asked.item, desk.person.login, desk.person.name, asked.said)
    if not allowed(held.state, act):
        raise StepRefused(refusing.WHY.get(asked.action, refusing.NOT_NOW))


@inner
def myself(desk: Desk) -> dict[str, Any]:
    """What is kept of the person at the desk as someone who is there."""
    return guest_of(desk, desk.person.login, desk.person.name, desk.person.posts)

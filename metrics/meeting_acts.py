"""会议: where a meeting stands, worked out from what happened in it and the clock; nothing is stored but what happened.

An act that the rules do not allow changes nothing here, whoever wrote it: so a vote counts only while its ballot is
open, nobody votes on their own unit, and what any screen shows after a reload is what it showed before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from metrics.meeting import Ballot, Clock, Comment, Guest, Item, Meeting, Poll, Text, item_of

Action = Literal[
    "started", "opened", "paused", "resumed", "reset", "ballot_opened", "ballot_closed", "voted", "commented",
    "handed_out", "present", "absent", "added", "noted", "summed_up", "ended",
]  # fmt: skip
ALWAYS: tuple[Action, ...] = ("present", "absent", "noted", "summed_up", "handed_out")
"""What may be kept of a meeting at any time: attendance, minutes and summary are mended afterwards too."""


@dataclass(frozen=True)
class Act:
    """Something that happened: by whom (`login`, for the units `units`), to which item, and what was said with it."""

    number: int
    at: dt.datetime
    action: Action
    item: str = ""
    login: str = ""
    actor: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


def meet(agenda: Sequence[Item], acts: Iterable[Act]) -> Meeting:
    """Where a meeting stands after what happened, in the order in which it was kept."""
    meeting = Meeting(tuple(agenda))
    for one in acts:
        meeting = after(meeting, one)
    return meeting


def allowed(meeting: Meeting, act: Act) -> bool:
    """True when an act may happen as the meeting stands."""
    item = meeting.of(act.item)
    if act.action in ALWAYS:
        return _fits(meeting, act, item)
    if act.action == "started":
        return meeting.stage == "prepared" and bool(meeting.items)
    if act.action == "added":
        return meeting.stage != "ended" and bool(act.said.get("key")) and meeting.of(str(act.said["key"])) is None
    running = meeting.stage == "running"
    return running and (act.action == "ended" or (item is not None and _in_running(meeting, act, item)))


def after(meeting: Meeting, act: Act) -> Meeting:
    """What an act makes of a meeting; one that is not allowed leaves it as it is."""
    return _STEPS[act.action](meeting, act) if act.action in _STEPS and allowed(meeting, act) else meeting


def own_of(act: Act) -> frozenset[str]:
    """The units that who acted holds posts of: on them they do not vote."""
    return frozenset(map(str, act.said.get("own", ())))


def _in_running(meeting: Meeting, act: Act, item: Item) -> bool:
    """What may happen to an item while the meeting runs."""
    poll, ticking = meeting.poll(act.item), meeting.clock(act.item).since is not None
    present = act.item == meeting.item
    may = {
        "paused": present and ticking,
        "resumed": present and not ticking,
        "reset": present,
        "ballot_opened": item.vote and not poll,
        "ballot_closed": poll == "open",
        "voted": _may_vote(item, poll, act),
    }
    return may.get(act.action, True)


def _may_vote(item: Item, poll: Poll, act: Act) -> bool:
    """A vote: of a known person in a class, on another unit than the own one, while the ballot is open."""
    known = bool(act.login) and bool(act.said.get("class")) and bool(act.said.get("scores"))
    return poll == "open" and known and not (item.unit and item.unit in own_of(act))


def _fits(meeting: Meeting, act: Act, item: Item | None) -> bool:
    if act.action in ("present", "absent"):
        return bool(act.said.get("who"))
    if act.action == "noted":
        return item is not None
    if act.action == "handed_out":
        return any(one.number == act.said.get("comment") for one in meeting.comments)
    return True


def _started(meeting: Meeting, act: Act) -> Meeting:
    return _opened(replace(meeting, stage="running", began=act.at), replace(act, item=meeting.items[0].key))


def _opened(meeting: Meeting, act: Act) -> Meeting:
    """An item comes on: its clock runs (on), every other one stands still."""
    stopped = {key: clock.stopped(act.at) for key, clock in meeting.clocks.items() if key != act.item}
    clock = meeting.clock(act.item)
    running = clock if clock.since is not None else Clock(clock.ran, act.at)
    return replace(meeting, item=act.item, clocks={**stopped, act.item: running})


def _timed(meeting: Meeting, act: Act) -> Meeting:
    clock = meeting.clock(act.item)
    changed = {
        "paused": clock.stopped(act.at),
        "resumed": Clock(clock.ran, act.at),
        "reset": Clock(0.0, act.at if clock.since is not None else None),
    }
    return replace(meeting, clocks={**meeting.clocks, act.item: changed[act.action]})


def _polled(meeting: Meeting, act: Act) -> Meeting:
    poll: Poll = "open" if act.action == "ballot_opened" else "closed"
    return replace(meeting, polls={**meeting.polls, act.item: poll})


def _voted(meeting: Meeting, act: Act) -> Meeting:
    """A vote takes the place of the same person's earlier one."""
    scores = {str(name): float(score) for name, score in act.said["scores"].items()}
    ballot = Ballot(act.login, str(act.said["class"]), scores)
    votes = {**meeting.votes.get(act.item, {}), act.login: ballot}
    return replace(meeting, votes={**meeting.votes, act.item: votes})


def _commented(meeting: Meeting, act: Act) -> Meeting:
    said = Comment(act.number, act.item, act.actor, act.login, str(act.said.get("text", "")), act.at)
    return replace(meeting, comments=(*meeting.comments, said))


def _handed_out(meeting: Meeting, act: Act) -> Meeting:
    number, made = act.said["comment"], str(act.said.get("assignment", ""))
    comments = (
        replace(one, assignments=(*one.assignments, made)) if one.number == number else one for one in meeting.comments
    )
    return replace(meeting, comments=tuple(comments))


def _attended(meeting: Meeting, act: Act) -> Meeting:
    """The words of one who was there before stay when they are said to be absent without more."""
    who, said = str(act.said["who"]), act.said
    known = meeting.attendance.get(who, Guest("", there=False))
    guest = Guest(
        str(said.get("name", known.name)),
        act.action == "present",
        str(said.get("class", known.ballot_class)),
        frozenset(map(str, said.get("own", known.own))),
    )
    return replace(meeting, attendance={**meeting.attendance, who: guest})


def _added(meeting: Meeting, act: Act) -> Meeting:
    """An item that was added stands behind the one named; at the end where none is."""
    place = meeting.place(act.item) + 1 or len(meeting.items)
    item = item_of(act.said)
    return replace(meeting, items=(*meeting.items[:place], item, *meeting.items[place:]))


def _written(meeting: Meeting, act: Act) -> Meeting:
    item = act.item if act.action == "noted" else ""
    return replace(meeting, texts=(*meeting.texts, Text(item, act.actor, str(act.said.get("text", "")), act.at)))


def _ended(meeting: Meeting, act: Act) -> Meeting:
    """The end: clocks stand still, open ballots are closed."""
    clocks = {key: clock.stopped(act.at) for key, clock in meeting.clocks.items()}
    polls: dict[str, Poll] = dict.fromkeys(meeting.polls, "closed")
    return replace(meeting, stage="ended", ended=act.at, clocks=clocks, polls=polls)


_STEPS = {
    "started": _started, "opened": _opened, "paused": _timed, "resumed": _timed, "reset": _timed,
    "ballot_opened": _polled, "ballot_closed": _polled, "voted": _voted, "commented": _commented,
    "handed_out": _handed_out, "present": _attended, "absent": _attended, "added": _added, "noted": _written,
    "summed_up": _written, "ended": _ended,
}  # fmt: skip

"""会议 as it is read: which meetings there are, and where one stands, for whoever looks at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.model import Config
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.posts import ballot_class_of, own_units
from dashboard.usecases.meetings.results import VoteResult, result_of
from dashboard.usecases.meetings.standings import Held, held_meeting, held_meetings
from loaders.store.meetingreading import meeting_pulse
from metrics.meeting import Comment, Guest, Item, Poll, Stage, Text


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list."""

    number: str
    title: str
    kind_name: str
    quarter: str
    day: dt.date
    stage: Stage


@dataclass(frozen=True)
class ItemLine:
    """An item as it stands: its place from 1, seconds that it had, its ballot (how many voted of how many), what the
    reader gave it and may still do, and the result once the ballot is closed (None before, for everyone). The texts of
    the minutes are for who runs meetings: drafts may tell what the others do not see yet."""

    key: str
    place: int
    title: str
    unit: str
    minutes: int
    seconds: float
    running: bool
    poll: Poll
    voted: int
    expected: int
    vote: bool
    mine: Mapping[str, float]
    may_vote: bool
    result: VoteResult | None
    comments: tuple[Comment, ...]
    texts: tuple[Text, ...]

    @property
    def over(self) -> bool:
        """True when the item has had more time than it was given."""
        return self.seconds > self.minutes * 60

    @property
    def text(self) -> str:
        """The newest version of its minutes."""
        return self.texts[-1].text if self.texts else ""


@dataclass(frozen=True)
class MeetingReport(MeetingLine):
    """Where a meeting stands; times are local. `on` is the key of the item that is on, `signed_in` whether the reader
    is there, `ballot_class` the class in which the reader votes (empty for none)."""

    on: str
    items: tuple[ItemLine, ...]
    comments: tuple[Comment, ...]
    guests: Mapping[str, Guest]
    summaries: tuple[Text, ...]
    began: dt.datetime | None
    ended: dt.datetime | None
    signed_in: bool
    ballot_class: str

    def of(self, key: str) -> ItemLine | None:
        """The item with a key."""
        return next((one for one in self.items if one.key == key), None)

    @property
    def present(self) -> ItemLine | None:
        """The item that is on."""
        return self.of(self.on)

    @property
    def there(self) -> int:
        """How many people are there."""
        return sum(guest.there for guest in self.guests.values())


@needs("meeting", "vote")
def meetings(desk: Desk, locale: str = "zh_CN") -> tuple[MeetingLine, ...]:
    """Every meeting: one that runs first, then the newest first."""
    lines = [MeetingLine(**_line(desk.config, held, locale)) for held in held_meetings(desk)]
    newest = lines[::-1]
    return tuple(sorted(newest, key=lambda one: one.stage != "running"))


@needs("meeting", "vote")
def meeting_report(desk: Desk, number: str, locale: str = "zh_CN") -> MeetingReport:
    """Where a meeting stands now. Raises StepRefused where there is none."""
    held = held_meeting(desk, number)
    state, login = held.state, desk.person.login
    own, ballot_class = own_units(desk.config, desk.person.posts), ballot_class_of(desk.config, desk.person.posts)
    votes = bool(ballot_class)
    return MeetingReport(
        **_line(desk.config, held, locale),
        on=state.item,
        items=tuple(_item(desk, held, item, own if votes else None, locale) for item in state.items),
        comments=tuple(_local(desk, one) for one in state.comments),
        guests=state.attendance,
        summaries=state.versions("") if desk.sight.has("meeting") else (),
        began=desk.local(state.began) if state.began else None,
        ended=desk.local(state.ended) if state.ended else None,
        signed_in=login in state.attendance and state.attendance[login].there,
        ballot_class=ballot_class,
    )


@needs("meeting", "vote")
def how_far(desk: Desk) -> tuple[int, int]:
    """A mark that changes with everything that happens in a meeting: one small question."""
    return meeting_pulse(desk.engine)


@inner
def _item(desk: Desk, held: Held, item: Item, own: frozenset[str] | None, locale: str) -> ItemLine:
    state, key = held.state, item.key
    mine = state.votes.get(key, {}).get(desk.person.login)
    clock, poll = state.clock(key), state.poll(key)
    return ItemLine(
        key=key,
        place=state.place(key) + 1,
        title=title_of(item, locale),
        unit=item.unit,
        minutes=item.minutes,
        seconds=clock.seconds(desk.now()),
        running=clock.since is not None,
        poll=poll,
        voted=len(state.votes.get(key, {})),
        expected=state.expected(key),
        vote=item.vote,
        mine=mine.scores if mine else {},
        may_vote=own is not None and poll == "open" and item.unit not in own,
        result=result_of(desk, held, key, locale),
        comments=tuple(_local(desk, one) for one in state.said_of(key)),
        texts=state.versions(key) if desk.sight.has("meeting") else (),
    )


def title_of(item: Item, locale: str) -> str:
    """What an item is called."""
    return item.title_en or item.title if locale == "en" else item.title


def _local(desk: Desk, one: Comment) -> Comment:
    return Comment(one.number, one.item, one.actor, one.login, one.text, desk.local(one.at), one.assignments)


def _line(config: Config, held: Held, locale: str) -> dict[str, Any]:
    kind = config.meeting.kind_of(held.kept.kind)
    return {
        "number": held.kept.number,
        "title": held.kept.title,
        "kind_name": kind.label(locale) if kind else held.kept.kind,
        "quarter": held.kept.quarter,
        "day": held.kept.day,
        "stage": held.state.stage,
    }

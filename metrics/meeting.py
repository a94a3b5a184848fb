"""会议: what a meeting is at a moment: its agenda, clocks, ballots, comments, who is there, minutes and summary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Stage = Literal["prepared", "running", "ended"]
Poll = Literal["", "open", "closed"]


@dataclass(frozen=True)
class Item:
    """An item of the agenda: what it is about (`unit` a division's or region's code, empty where neither), how many
    minutes it has, and whether it is voted on."""

    key: str
    title: str
    title_en: str = ""
    unit: str = ""
    minutes: int = 10
    vote: bool = False


@dataclass(frozen=True)
class Clock:
    """An item's time: seconds that ran before, and since when it runs (None: it stands still)."""

    ran: float = 0.0
    since: dt.datetime | None = None

    def seconds(self, now: dt.datetime) -> float:
        """How long the item has had by now; a clock that was set back never counts below what ran before."""
        return self.ran if self.since is None else self.ran + max((now - self.since).total_seconds(), 0.0)

    def stopped(self, now: dt.datetime) -> Clock:
        """The same clock, standing still from now on."""
        return Clock(self.seconds(now))


@dataclass(frozen=True)
class Ballot:
    """A vote on an item: of whom, in which class, with the score of each criterion."""

    login: str
    ballot_class: str
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Comment:
    """点评: who said what about an item, and the numbers of the assignments that came of it."""

    number: int
    item: str
    actor: str
    login: str
    text: str
    at: dt.datetime
    assignments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A version of the minutes of an item, or of the summary (no item)."""

    item: str
    actor: str
    text: str
    at: dt.datetime


@dataclass(frozen=True)
class Guest:
    """Someone who is asked to the meeting: whether they are there, in which class they vote, and their own units."""

    name: str
    there: bool
    ballot_class: str = ""
    own: frozenset[str] = frozenset()

    def votes_on(self, item: Item) -> bool:
        """True for someone who is there and votes on the item: never on a unit of their own."""
        return self.there and bool(self.ballot_class) and item.vote and item.unit not in self.own


@dataclass(frozen=True)
class Meeting:
    """Where a meeting stands. `texts` holds every version of minutes and summary, the first one first."""

    items: tuple[Item, ...]
    stage: Stage = "prepared"
    item: str = ""
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    polls: Mapping[str, Poll] = field(default_factory=dict)
    votes: Mapping[str, Mapping[str, Ballot]] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    attendance: Mapping[str, Guest] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    began: dt.datetime | None = None
    ended: dt.datetime | None = None

    def place(self, key: str) -> int:
        """The place of an item on the agenda from 0; -1 for one that is not there."""
        return next((place for place, one in enumerate(self.items) if one.key == key), -1)

    def of(self, key: str) -> Item | None:
        """The item with a key."""
        return next((one for one in self.items if one.key == key), None)

    def beside(self, key: str, step: int) -> Item | None:
        """The item so many places further; the first one where no item is open."""
        place = self.place(key) + step if self.place(key) >= 0 else 0
        return self.items[place] if 0 <= place < len(self.items) else None

    def clock(self, key: str) -> Clock:
        """The time of an item."""
        return self.clocks.get(key, Clock())

    def poll(self, key: str) -> Poll:
        """Whether the ballot of an item is open or closed, empty where it was never opened."""
        return self.polls.get(key, "")

    def ballots(self, key: str) -> tuple[Ballot, ...]:
        """The votes on an item, in the order in which people first voted."""
        return tuple(self.votes.get(key, {}).values())

    def expected(self, key: str) -> int:
        """How many votes an item may get: of those who are there and vote on it, or who voted already."""
        item = self.of(key)
        may = {login for login, one in self.attendance.items() if item is not None and one.votes_on(item)}
        return len(may | self.votes.get(key, {}).keys())

    def said_of(self, key: str) -> tuple[Comment, ...]:
        """The comments on an item."""
        return tuple(one for one in self.comments if one.item == key)

    def versions(self, key: str) -> tuple[Text, ...]:
        """The versions of the minutes of an item; of the summary for no item."""
        return tuple(one for one in self.texts if one.item == key)

    def text(self, key: str) -> str:
        """The newest version; empty where there is none."""
        return next((one.text for one in reversed(self.texts) if one.item == key), "")


def item_of(said: Mapping[str, Any]) -> Item:
    """An item as it was kept."""
    return Item(
        str(said["key"]),
        str(said.get("title", "")),
        str(said.get("title_en", "")),
        str(said.get("unit", "")),
        int(said.get("minutes", 10)),
        bool(said.get("vote", False)),
    )

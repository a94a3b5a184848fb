"""The audit trail as a chain: read as it is kept, one event after the other, and held to its hashes."""

from __future__ import annotations

import datetime as dt
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, String, Text, cast, select, type_coerce

from config.wording import mark
from loaders.store.accesstables import AuditEvent
from loaders.store.audit import BEGINNING, SAID, seal_of

UNREADABLE = mark("Event {number} cannot be read: it was changed.")
CHANGED = mark("Event {number} ({action}, {subject}) does not match its hash: it was changed.")
GAP = mark("Events {first} to {last} are missing.")
GAP_OF_ONE = mark("Event {first} is missing.")
NOT_LINKED = mark("Event {number} does not follow from the one before it: that one was changed or replaced.")
_AT_A_TIME = 1000
_COLUMNS = (*SAID, "sha256")

Said = Mapping[str, Any]
"""An event: its columns by name, `at` aware."""


@dataclass(frozen=True)
class Fault:
    """Something in the trail that is not as it was kept; `message` is a message id with its `places`."""

    message: str
    places: Mapping[str, Any] = field(default_factory=dict)


class Watch(Protocol):
    """What is held against the events as they pass: each is shown once, in the order of the numbers."""

    def see(self, event: Said) -> Iterator[Fault]:
        """The faults that show with this event."""
        ...

    def end(self) -> Iterator[Fault]:
        """The faults that show when there are no more events."""
        ...


class Agreement(ABC):
    """A watch over one matter: every row that its tables keep has its event, and says the same.

    `events` are how the actions of its events begin; `changed` and `gone` are the sentences of its faults, in which
    `subject` is what the subject of the event is called.
    """

    events: tuple[str, ...]
    changed: str
    gone: str
    subject = "subject"

    @abstractmethod
    def kept_of(self, event: Said) -> Mapping[str, Any] | None:
        """What the row says of which an event tells, which is not left over then; None where there is none."""

    def told_by(self, event: Said) -> Mapping[str, Any]:
        """What an event says of its row."""
        return event["after"]

    def see(self, event: Said) -> Iterator[Fault]:
        """See Watch.see."""
        if not event["action"].startswith(self.events):
            return
        places = {self.subject: event["subject"], "number": event["number"]}
        says, told = self.kept_of(event), self.told_by(event)
        if says is None:
            yield Fault(self.gone, places)
        elif different := tuple(name for name in says if told.get(name) != says[name]):
            yield Fault(self.changed, places | {"fields": different})


@dataclass
class Chain:
    """Every event matches its hash and follows from the one before. `partial`: numbers may be left out (an export)."""

    partial: bool = False
    count: int = 0
    number: int = 0
    sha256: str = BEGINNING

    def see(self, event: Said) -> Iterator[Fault]:
        """See Watch.see."""
        number, first = event["number"], self.number + 1
        if number > first and not self.partial:
            yield Fault(GAP if number - 1 > first else GAP_OF_ONE, {"first": first, "last": number - 1})
        if seal_of(event) != event["sha256"]:
            yield Fault(CHANGED, {name: event[name] for name in ("number", "action", "subject")})
        elif number < first or (number == first and event["previous"] != self.sha256):
            yield Fault(NOT_LINKED, {"number": number})
        self.passed(number, str(event["sha256"]))

    def passed(self, number: int, sha256: str) -> None:
        """Go on after an event, which may be one that cannot be read."""
        self.count, self.number, self.sha256 = self.count + 1, number, sha256

    def end(self) -> Iterator[Fault]:
        """See Watch.end: a chain does not know how long it should be."""
        yield from ()


def kept_rows(connection: Connection, *conditions: Any) -> Iterator[dict[str, Any]]:
    """The events as the database keeps them, by number, a thousand at a time; see understood()."""
    columns = [_raw(name).label(name) for name in _COLUMNS]
    query = select(*columns).where(*conditions).order_by(AuditEvent.number)  # type: ignore[arg-type]
    for row in connection.execute(query, execution_options={"yield_per": _AT_A_TIME}):
        yield dict(zip(_COLUMNS, row, strict=True))


def understood(row: Mapping[str, Any]) -> dict[str, Any]:
    """An event as it was kept, with its time and its JSON read. Raises ValueError for what is neither."""
    read = dict(row)
    for name in ("before", "after"):
        read[name] = read[name] if isinstance(read[name], dict) else json.loads(read[name])
        if not isinstance(read[name], dict):
            raise ValueError(name)
    at = read["at"] if isinstance(read["at"], dt.datetime) else dt.datetime.fromisoformat(read["at"])
    read["at"] = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at
    return read


def _raw(name: str) -> Any:
    column = AuditEvent.__table__.c[name]  # type: ignore[attr-defined]
    if name in ("before", "after"):
        return cast(column, Text)
    return type_coerce(column, String) if name == "at" else column

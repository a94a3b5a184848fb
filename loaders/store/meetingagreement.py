"""What the audit trail says of meetings held against what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from config.wording import mark
from loaders.store.chain import Agreement, Fault, Said
from loaders.store.meetings import act_says, meeting_says

MEETING_CHANGED = mark("Meeting {subject} is not kept as event {number} says; different: {fields}.")
MEETING_GONE = mark("Meeting {subject} or an act in it, of which event {number} tells, is not there any more.")
MEETING_EXTRA = mark("Meeting {subject} has no event: it was added, or its event was cut off.")
ACT_WITHOUT_EVENT = mark("Act {step} of a meeting has no event: it was added, or its event was cut off.")


class Meetings(Agreement):
    """Every meeting and every act in one has its event, and says the same."""

    events = ("meeting.",)
    changed, gone = MEETING_CHANGED, MEETING_GONE

    def __init__(self, meetings: Iterable[Mapping[str, Any]], acts: Iterable[Mapping[str, Any]]) -> None:
        self._meetings = {row["id"]: row for row in meetings}
        self._acts = {row["id"]: (f"meeting.{row['action']}", act_says(row)) for row in acts}

    def kept_of(self, event: Said) -> Mapping[str, Any] | None:
        """See Agreement.kept_of; an act of another kind in its place is none."""
        if event["action"] == "meeting.prepared":
            row = self._meetings.pop(event["after"].get("meeting"), None)
            return meeting_says(row) if row else None
        action, says = self._acts.pop(event["after"].get("meeting_act"), ("", None))
        return says if action == event["action"] else None

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        yield from (Fault(MEETING_EXTRA, {"subject": row["number"]}) for row in self._meetings.values())
        yield from (Fault(ACT_WITHOUT_EVENT, {"step": number}) for number in self._acts)

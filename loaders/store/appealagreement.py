"""What the audit trail says of appeals held against their tables: each step has its event, and says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from config.wording import mark
from loaders.store.appeals import asked_says, step_says
from loaders.store.chain import Agreement, Fault, Said
from loaders.store.takenover import plain_rows, utc_text

STEP_CHANGED = mark("A step of appeal {appeal} does not say what event {number} says of it; different: {fields}.")
STEP_GONE = mark("A step of appeal {appeal}, of which event {number} tells, is not there any more.")
STEP_EXTRA = mark("A step of appeal {appeal} ({action}) has no event: it was added, or its event was cut off.")
_STEPS = text(
    "SELECT s.id, s.action, s.actor, s.login, s.post, s.at, s.channel, s.reason, s.release_id, s.appeal_id, a.number"
    " FROM appeal_step s JOIN appeal a ON a.id = s.appeal_id ORDER BY s.id"
)
_APPEALS = text("SELECT id, number, quarter, release_id, region_code, about, items, owners, held FROM appeal")
_FILES = text("SELECT appeal_id, sha256 FROM appeal_file ORDER BY sha256")
_SIGNED = ("login", "post", "channel")


class Appeals(Agreement):
    """A watch over the steps of appeals, and with the first step over the appeal itself and its files."""

    events = ("appeal.",)
    changed, gone, subject = STEP_CHANGED, STEP_GONE, "appeal"

    def __init__(self, connection: Connection) -> None:
        files: dict[int, list[str]] = {}
        for row in plain_rows(connection, _FILES):
            files.setdefault(row["appeal_id"], []).append(row["sha256"])
        said = {row["id"]: asked_says(row, files.get(row["id"], [])) for row in plain_rows(connection, _APPEALS)}
        self._steps = {row["id"]: (row, said[row["appeal_id"]]) for row in plain_rows(connection, _STEPS)}

    def kept_of(self, event: Said) -> Mapping[str, Any] | None:
        """See Agreement.kept_of."""
        step, asked = self._steps.pop(event["after"].get("step"), (None, {}))
        if step is None:
            return None
        says = step_says(step) | (dict(asked) if step["action"] == "asked" else {})
        says |= {name: step[name] for name in (*_SIGNED, "actor", "at")}
        return says | {"action": f"appeal.{step['action']}", "subject": step["number"]}

    def told_by(self, event: Said) -> Mapping[str, Any]:
        """See Agreement.told_by; who, when and by which way stand beside what the event says."""
        told = {**event["after"], **{name: event[name] for name in (*_SIGNED, "action", "subject")}}
        return told | {"actor": event["name"], "at": utc_text(event["at"])}

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        for step, _ in self._steps.values():
            yield Fault(STEP_EXTRA, {"appeal": step["number"], "action": f"appeal.{step['action']}"})

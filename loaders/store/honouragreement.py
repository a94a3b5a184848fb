"""What the audit trail says of honours held against what is kept of them: each row has its event, and says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from config.wording import mark
from loaders.store.chain import Agreement, Fault, Said
from loaders.store.honours import list_says, person_says, step_says
from loaders.store.takenover import plain_rows

HONOUR_CHANGED = mark("{subject} is not kept as event {number} says; different: {fields}.")
HONOUR_GONE = mark("{subject}, of which event {number} tells, is not there any more, or a step of it.")
HONOUR_EXTRA = mark("{subject} has no event: it was added, or its event was cut off.")
_LISTS = text(
    "SELECT id, number, code, year, revision, releases, content, sha256, reason, made_by, invented FROM honour_list"
)
_PEOPLE = text("SELECT id, number, year, unit, name, workplace, story, invented FROM honour_person")
_FILES = text("SELECT person_id, sha256 FROM honour_file ORDER BY sha256")
_STEPS = text(
    "SELECT s.id, s.action, s.actor, s.post, s.channel, s.reason, s.person_id, p.number"
    " FROM honour_step s JOIN honour_person p ON p.id = s.person_id ORDER BY s.id"
)


class HonoursKept(Agreement):
    """A watch over the confirmed lists (their content by its hash), the nominations, their files and their steps."""

    events = ("honours.",)
    changed, gone = HONOUR_CHANGED, HONOUR_GONE

    def __init__(self, connection: Connection) -> None:
        self._lists = {row["id"]: row for row in plain_rows(connection, _LISTS)}
        files: dict[int, list[str]] = {}
        for row in plain_rows(connection, _FILES):
            files.setdefault(row["person_id"], []).append(row["sha256"])
        people = {row["id"]: person_says(row, files.get(row["id"], [])) for row in plain_rows(connection, _PEOPLE)}
        self._steps = {row["id"]: (row, people[row["person_id"]]) for row in plain_rows(connection, _STEPS)}

    def kept_of(self, event: Said) -> Mapping[str, Any] | None:
        """See Agreement.kept_of."""
        after = event["after"]
        return self._list(after) if event["action"] == "honours.listed" else self._step(after)

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        for row in (*self._lists.values(), *(step for step, _ in self._steps.values())):
            yield Fault(HONOUR_EXTRA, {"subject": row["number"]})

    def _list(self, after: Mapping[str, Any]) -> dict[str, Any] | None:
        row = self._lists.pop(after.get("honour_list"), None)
        if row is None:
            return None
        return list_says(row) | {"sha256": hashlib.sha256(row["content"].encode()).hexdigest()}

    def _step(self, after: Mapping[str, Any]) -> dict[str, Any] | None:
        row, person = self._steps.pop(after.get("honour_step"), (None, {}))
        if row is None:
            return None
        return step_says(row) | (person if row["action"] == "named" else {})

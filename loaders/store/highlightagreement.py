"""What the audit trail says of the choice of highlights held against what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from config.wording import mark
from loaders.store.chain import Agreement, Fault, Said
from loaders.store.highlighting import ballot_says, entry_says, round_says, step_says
from loaders.store.highlightreading import files_by_step, rows_of
from loaders.store.highlighttables import HighlightBallot, HighlightEntry, HighlightRound, HighlightStep

CHANGED = mark("What is kept of highlight case {subject} is not what event {number} says; different: {fields}.")
GONE = mark("What event {number} tells of highlight case {subject} is not there any more.")
EXTRA = mark("Row {row} of {table} has no event: it was added, or its event was cut off.")
KEYS = ("highlight_ballot", "highlight_step", "highlight_round", "highlight_entry")


class ChosenHighlights(Agreement):
    """Every case, step, round and ballot has its event, and says the same."""

    events = ("highlight.", "highlight_round.")
    changed, gone = CHANGED, GONE

    def __init__(self, connection: Connection) -> None:
        files = files_by_step(connection)
        self._said: dict[tuple[str, Any], Mapping[str, Any]] = {}
        self._take("highlight_entry", (entry_says(row) for row in rows_of(connection, HighlightEntry)))
        steps = (step_says(row, files.get(row["id"], [])) for row in rows_of(connection, HighlightStep))
        self._take("highlight_step", steps)
        self._take("highlight_round", (round_says(row) for row in rows_of(connection, HighlightRound)))
        self._take("highlight_ballot", (ballot_says(row) for row in rows_of(connection, HighlightBallot)))

    def kept_of(self, event: Said) -> Mapping[str, Any] | None:
        """See Agreement.kept_of."""
        key = next((name for name in KEYS if name in event["after"]), "")
        return self._said.pop((key, event["after"].get(key)), None)

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        yield from (Fault(EXTRA, {"table": table, "row": row}) for table, row in self._said)

    def _take(self, key: str, said: Iterator[dict[str, Any]]) -> None:
        self._said |= {(key, one[key]): one for one in said}

"""What the audit trail says of assignments held against what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from config.wording import mark
from loaders.store.chain import Agreement, Fault, Said
from loaders.store.following import assignment_says, step_says

ASSIGNMENT_CHANGED = mark("Assignment {subject} is not kept as event {number} says; different: {fields}.")
ASSIGNMENT_GONE = mark("Assignment {subject} or a step of it, of which event {number} tells, is not there any more.")
ASSIGNMENT_EXTRA = mark("Assignment {subject} has no event: it was added, or its event was cut off.")
STEP_WITHOUT_EVENT = mark("Step {step} of an assignment has no event: it was added, or its event was cut off.")


class Assignments(Agreement):
    """Every assignment and every step of one has its event, and says the same."""

    events = ("assignment.",)
    changed, gone = ASSIGNMENT_CHANGED, ASSIGNMENT_GONE

    def __init__(
        self, assignments: Iterable[Mapping[str, Any]], steps: Iterable[tuple[Mapping[str, Any], Sequence[str]]]
    ) -> None:
        self._assignments = {row["id"]: row for row in assignments}
        self._steps = {row["id"]: step_says(row, files) for row, files in steps}

    def kept_of(self, event: Said) -> Mapping[str, Any] | None:
        """See Agreement.kept_of."""
        if event["action"] == "assignment.made":
            row = self._assignments.pop(event["after"].get("assignment"), None)
            return assignment_says(row) if row else None
        return self._steps.pop(event["after"].get("assignment_step"), None)

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        yield from (Fault(ASSIGNMENT_EXTRA, {"subject": row["number"]}) for row in self._assignments.values())
        yield from (Fault(STEP_WITHOUT_EVENT, {"step": number}) for number in self._steps)

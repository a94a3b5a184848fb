"""The review desk (审核) of a quarter: every submission that says something, and every unit that has to hand one in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from config.model import Config
from config.wording import mark
from dashboard.access.gate import needs
from dashboard.usecases.changes import against_before
from dashboard.usecases.collection import Collection, Unit, collection
from dashboard.usecases.deliveries import Delivery, standing_deliveries
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE, may
from dashboard.usecases.standing_state import as_it_stands
from dashboard.usecases.trails import TrailLine, latest, trail_in
from loaders.store import readers
from loaders.store.trail import answered_counts

State = Literal["submitted", "approved", "returned", "missing", "awaited", "confirmed"]
STATES: tuple[State, ...] = ("submitted", "approved", "returned", "missing", "awaited", "confirmed")
"""In the order of what has to be done: by the divisions, by the office, by the units, by nobody any more."""
STATE_NAMES: dict[State, str] = {
    "submitted": mark("to be checked"),
    "approved": mark("to be confirmed"),
    "returned": mark("sent back to the unit"),
    "missing": mark("missing"),
    "awaited": mark("not yet"),
    "confirmed": mark("confirmed for good"),
}
_STATE_OF: dict[str, State] = {
    "submitted": "submitted",
    "approved": "approved",
    "returned": "returned",
    "confirmed": "confirmed",
}


@dataclass(frozen=True)
class ReviewLine:
    """A submission of a unit, or a unit that has none (`delivery` is None) and owes one.

    `answered` of its warnings have a reason; `corrects` is the receipt that it corrects, `differs` how many figures it
    changes or adds;
    `returned` is the step that returned it last, whole or in part.
    """

    unit: Unit
    delivery: Delivery | None
    state: State
    answered: int = 0
    corrects: str = ""
    differs: int = 0
    returned: TrailLine | None = None

    @property
    def key(self) -> str:
        """What tells this line from the others: the receipt, or the unit."""
        return self.delivery.receipt if self.delivery else self.unit.key

    def waits_for(self, config: Config, post: str) -> bool:
        """True when it is a post's turn: the owning division's to check, the office's to confirm."""
        if self.delivery is None or self.state not in ("submitted", "approved"):
            return False
        if self.state == "approved":
            return post == OFFICE
        return may(config, post, "approved", self.delivery.kind, self.delivery.unit)


@dataclass(frozen=True)
class ReviewDesk:
    """The lines of a quarter in the order of STATES, and the collection that they belong to."""

    collection: Collection
    lines: tuple[ReviewLine, ...]

    def count(self, state: State) -> int:
        """How many lines are in a state."""
        return sum(line.state == state for line in self.lines)


@needs("submissions")
def review_desk(desk: Desk, quarter: str, locale: str) -> ReviewDesk:
    """The review of a quarter as it stands now, of what the person sees.

    What was corrected whole is not there any more; what was returned is, until the unit hands in again.
    """
    return as_it_stands(desk, ("review", quarter, locale), lambda: _draw(desk, quarter, locale))


def _draw(desk: Desk, quarter: str, locale: str) -> ReviewDesk:
    collected = collection(desk, quarter, locale)
    standing = standing_deliveries(desk, quarter, locale)
    answered = answered_counts(desk.engine, quarter)
    steps: dict[str, list[TrailLine]] = {}
    for step in trail_in(desk, quarter, locale):
        steps.setdefault(step.receipt, []).append(step)
    lines: list[ReviewLine] = []
    for unit in collected.units:
        own = _own(unit, standing)
        lines += [_line(desk, unit, one, steps.get(one.receipt, []), answered, locale) for one in own]
        if not own:
            lines.append(ReviewLine(unit, None, "awaited" if unit.state == "awaited" else "missing"))
    return ReviewDesk(collected, tuple(sorted(lines, key=lambda line: STATES.index(line.state))))


def _own(unit: Unit, standing: Sequence[Delivery]) -> list[Delivery]:
    """What a unit's review is about: its newest submission, returned or not, and the earlier ones that still hold."""
    if unit.delivery is None:
        return []
    earlier = [one for one in standing if (one.kind, one.unit) == (unit.owes, unit.code) and one != unit.delivery]
    return [unit.delivery, *earlier]


def _line(
    desk: Desk, unit: Unit, delivery: Delivery, steps: Sequence[TrailLine], answered: Mapping[int, int], locale: str
) -> ReviewLine:
    corrects = next((step.corrects for step in steps if step.corrects), "")
    submission = readers.submission(desk.engine, delivery.number) if corrects else None
    changes = against_before(desk, submission, locale) if submission else None
    return ReviewLine(
        unit=unit,
        delivery=delivery,
        state=_STATE_OF[delivery.state],
        answered=answered.get(delivery.number, 0),
        corrects=corrects,
        differs=changes.count("changed") + changes.count("added") if changes else 0,
        returned=latest(steps, "returned"),
    )

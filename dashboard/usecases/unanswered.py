"""未答问题: what was found in submissions and nobody has answered, and what was returned and has not come again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.access.gate import needs
from dashboard.usecases.collection import collection
from dashboard.usecases.deliveries import Delivery, standing_deliveries
from dashboard.usecases.desk import Desk
from dashboard.usecases.standing_state import as_it_stands
from loaders.store.trail import answered_counts


@dataclass(frozen=True)
class Unanswered:
    """A submission that waits for its unit: `open` warnings without an answer, or returned and not sent again."""

    delivery: Delivery
    unit_name: str
    open: int
    returned: bool

    def within(self, area: Collection[str], division: str) -> bool:
        """True for what some regions (all when empty) or one division (all when empty) have to answer; with both, for
        what either has."""
        return not (area or division) or self.delivery.unit in area or self.delivery.unit == division


@needs("submissions")
def unanswered(desk: Desk, quarter: str, locale: str = "zh_CN") -> tuple[Unanswered, ...]:
    """What waits for an answer in a quarter as it stands today, returned ones first; of it what the person sees."""
    return as_it_stands(desk, ("unanswered", quarter, locale), lambda: _draw(desk, quarter, locale))


def _draw(desk: Desk, quarter: str, locale: str) -> tuple[Unanswered, ...]:
    returned = [unit for unit in collection(desk, quarter, locale).owing if unit.state == "returned"]
    back = [Unanswered(unit.delivery, unit.name, 0, returned=True) for unit in returned if unit.delivery is not None]
    answered = answered_counts(desk.engine, quarter)
    open_ones = [
        Unanswered(one, one.submitter or one.region, one.warnings - answered.get(one.number, 0), returned=False)
        for one in standing_deliveries(desk, quarter, locale)
        if one.warnings > answered.get(one.number, 0)
    ]
    return (*back, *sorted(open_ones, key=lambda one: (-one.open, one.delivery.number)))

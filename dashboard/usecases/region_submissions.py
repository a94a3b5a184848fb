"""A region's submissions in a quarter: what it owes and how that stands, who said nothing of it, what waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.access.gate import needs
from dashboard.usecases.collection import Unit, collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.standing_state import as_it_stands
from dashboard.usecases.unanswered import Unanswered, unanswered


@dataclass(frozen=True)
class RegionSubmissions:
    """As it stands today: `units` is what the region itself owes, `silent` the divisions whose workbook came without a
    single figure of the region, `waiting` what was returned to the region or has warnings that it did not answer.
    """

    units: tuple[Unit, ...]
    silent: tuple[str, ...]
    waiting: tuple[Unanswered, ...]


@needs("submissions")
def region_submissions(desk: Desk, quarter: str, code: str, locale: str = "zh_CN") -> RegionSubmissions:
    """What was handed in for a region in a quarter, late or not, answered or not; of it what the person sees."""
    return as_it_stands(desk, ("of_region", quarter, code, locale), lambda: _draw(desk, quarter, code, locale))


def _draw(desk: Desk, quarter: str, code: str, locale: str) -> RegionSubmissions:
    owing, name = collection(desk, quarter, locale).owing, desk.config.region[code].label(locale)
    return RegionSubmissions(
        units=tuple(unit for unit in owing if unit.code == code),
        silent=tuple(unit.name for unit in owing if name in unit.silent),
        waiting=tuple(one for one in unanswered(desk, quarter, locale) if one.delivery.unit == code),
    )

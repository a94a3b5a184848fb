"""Working days of the public calendar: weekdays without public holidays, and the weekends that make up for them (调休).

The days are those of the package `holidays` (China). The State Council names the days of a year in the autumn before;
for years that the package does not know yet, the legal holidays and the weekends hold, and supervision.toml can add to
them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from holidays import country_holidays

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Workdays:
    """The calendar with a department's own exceptions: further days off, and further working days."""

    days_off: frozenset[dt.date] = frozenset()
    working_days: frozenset[dt.date] = frozenset()

    def works(self, day: dt.date) -> bool:
        """True for a working day."""
        if day in self.working_days or day in self.days_off:
            return day in self.working_days
        return day not in _days_off(day.year)

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after a day; the day itself for 0."""
        while count > 0:
            day += _DAY
            count -= self.works(day)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """How many working days lie after `first`, up to and with `last`; negative when `last` lies before."""
        if last < first:
            return -self.between(last, first)
        return sum(self.works(first + _DAY * step) for step in range(1, (last - first).days + 1))


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[dt.date]:
    known, first = country_holidays("CN", years=year), dt.date(year, 1, 1)
    days = (first + _DAY * step for step in range((dt.date(year + 1, 1, 1) - first).days))
    return frozenset(day for day in days if not known.is_working_day(day))

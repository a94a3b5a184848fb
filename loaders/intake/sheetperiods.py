"""One sheet for each month or quarter: the same table again and again, each with a period of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.model import Calendar
from loaders.intake.outcome import Told
from loaders.intake.periods import Period, in_calendar, read_period, read_period_name
from loaders.intake.settling import first_named
from loaders.intake.tablecolumns import Table
from loaders.intake.titleblock import TitleBlock

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


def periods_by_sheet(tables: Sequence[Table], told: Told, calendar: Calendar) -> dict[str, Period]:
    """The period of each sheet when the same columns stand on several sheets of different periods; else empty.

    Sheets with other columns, a sheet that names no period, a period outside the calendar or one told that none of
    them bears leave the question to the file as a whole, where a contradiction is an error.
    """
    columns = {
        frozenset((slot.indicator, *(heading.word for heading in slot.headings)) for slot in table.slots.values())
        for table in tables
    }
    found = {table.found.sheet.name: _own(table.found.sheet.name, table.found.block) for table in tables}
    periods = {sheet: period for sheet, period in found.items() if period is not None}
    months = {period.text for period in periods.values()}
    if len(columns) != 1 or len(periods) < max(2, len(found)) or len(months) != len(periods):
        return {}
    wanted = read_period(told.period) if told.period else None
    if (told.period and (wanted is None or wanted.text not in months)) or not all(
        in_calendar(month, calendar) for month in months
    ):
        return {}
    return periods


def _own(sheet: str, block: TitleBlock) -> Period | None:
    """What the table says, made exact by the name of its sheet (10月 of the fourth quarter), or that name alone."""
    base = first_named(block.periods) or first_named(block.title_periods)
    named = read_period(sheet) or _month_of_year(sheet, base, block.text)
    if base is None:
        return named
    return named if named is not None and base.quarterly and named.agrees(base) else base


def _month_of_year(sheet: str, base: Period | None, text: str) -> Period | None:
    """9月 or 三季度 in the year that the table names."""
    named, year = read_period_name(sheet), _YEAR.search(text)
    if named is None or named[1][0] is not None or (base is None and year is None):
        return None
    return Period(base.year if base else int(year.group(1) if year else 0), named[1][1], named[0] != "month")

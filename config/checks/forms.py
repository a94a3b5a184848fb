"""Cross-checks of the statutory forms and their statistics."""

from __future__ import annotations

from collections.abc import Iterator

from config.checks.references import (
    DATES_TURNED,
    TWICE_CODE,
    TWICE_NAME,
    UNKNOWN_INDICATOR,
    UNKNOWN_STATISTIC,
    twice,
    unknown,
)
from config.draft import Draft
from config.files import Entry
from config.model import Indicator, Statistic
from config.problems import Problem
from config.wording import mark

CLASH = mark("The code {value} is an indicator's; a statistic of that code must be linked to it.")


def check_statistics(draft: Draft) -> Iterator[Problem]:
    """Codes and names stand once; linked indicators exist; no statistic takes the code of an indicator it is not."""
    yield from twice(draft.statistics, "code", TWICE_CODE)
    yield from twice(draft.statistics, "name", TWICE_NAME)
    indicators = draft.codes(Indicator, draft.indicators)
    for entry in draft.statistics:
        yield from unknown(entry, "indicator", [entry.it.indicator], indicators, UNKNOWN_INDICATOR)
        if entry.it.code in indicators and entry.it.indicator != entry.it.code:
            yield entry.fault("code", CLASH, value=entry.it.code)


def check_forms(draft: Draft) -> Iterator[Problem]:
    """Form codes stand once, dates run forward, rows name statistics that exist by official codes that stand once."""
    yield from twice(draft.forms, "code", TWICE_CODE)
    statistics = draft.codes(Statistic, draft.statistics)
    for entry in draft.forms:
        if entry.it.valid_to and entry.it.valid_to < entry.it.valid_from:
            yield entry.fault("valid_to", DATES_TURNED, first=entry.it.valid_from, last=entry.it.valid_to)
        rows = [Entry(entry.file, f"rows[{n}]", row) for n, row in enumerate(entry.it.rows, 1)]
        yield from twice((row for row in rows if row.it.official_code), "official_code", TWICE_CODE)
        for row in rows:
            yield from unknown(row, "statistic", [row.it.statistic], statistics, UNKNOWN_STATISTIC)

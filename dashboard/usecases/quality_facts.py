"""What the store keeps of how each unit reported (报送): the facts that its reporting quality is judged by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from config.model import Status
from config.wording import DEFAULT_LOCALE
from dashboard.usecases.collection import ENOUGH, Unit, collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.windows import Deadline, deadline, granted_deadlines
from loaders.store import readers
from loaders.store.counting import RETURNED
from loaders.store.stored import reported_figures, submitted_values
from loaders.store.tables import Submission

LOGIC = frozenset({"total_mismatch", "part_over_whole", "change_mismatch"})
"""Findings that say that figures contradict one another: totals that do not add up, parts above their whole."""
DOUBTFUL = frozenset({"mark_doubtful"})
"""Findings that say that a value may not be what was meant."""
_NOTHING: Mapping[str, float] = {}
_NONE = dict.fromkeys(("logic_errors", "reported_values", "doubtful_values", "corrections"), 0)


@dataclass(frozen=True)
class _Came:
    """What came in a quarter: the (indicator, region) pairs that each division told of, the deadlines that were
    extended, the submissions that have findings, and the indicators and levels that each division owes."""

    desk: Desk
    submissions: Sequence[Submission]
    said: Mapping[str, Set[tuple[str, str]]]
    later: Mapping[str, Deadline]
    noted: Set[int]
    owed: Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]

    def of(self, unit: Unit) -> list[Submission]:
        """The unit's own submissions, the first one first."""
        by_division = unit.owes == "division_workbook"
        return [
            one
            for one in self.submissions
            if one.kind == unit.owes and unit.code == (one.submitter if by_division else one.region_code)
        ]


def quality_facts(
    desk: Desk, quarter: str, workload: Mapping[str, float] = _NOTHING, analysis: Mapping[str, float] = _NOTHING
) -> list[dict[str, object]]:
    """metrics.quality.FACTS of a quarter, a row for each unit that has delivered or whose window is closed.

    A county is missing where less than 90 % of its figures came (as in the collection). A division is judged by its
    own figures; a prefecture, whose form tells of the prefecture alone, by what the workbooks that came say of its
    counties. Late is the first delivery, against the unit's own deadline. An error counts once, however often it was
    sent, and also when it was mended later; a correction is a later file that says another figure than an earlier one.

    A delivery that was returned, whole or for a region, was delivered: it sets the day, its errors count, and a file
    that makes it good is a correction. But its figures count no more, so what has not come again is missing, and a
    unit of which nothing counts has no points for quality.
    """
    owing = [unit for unit in collection(desk, quarter, DEFAULT_LOCALE).owing if unit.state != "awaited"]
    came = _came(desk, quarter)
    return [
        {
            "quarter": quarter,
            "workload_weight": workload.get(unit.code, 0.0),
            "analysis_points": analysis.get(unit.code, 0.0),
            **_facts(came, unit),
        }
        for unit in owing
    ]


def _came(desk: Desk, quarter: str) -> _Came:
    submissions = sorted(readers.submissions(desk.engine, quarter), key=lambda one: (one.received_at, one.id or 0))
    said = reported_figures(desk.engine, quarter)
    owed = {d.code: [(i.code, i.levels) for i in desk.config.owed_by(d.code)] for d in desk.config.divisions}
    noted = {number for number, _ in readers.finding_counts(desk.engine)}
    return _Came(desk, submissions, said, granted_deadlines(desk, quarter), noted, owed)


def _facts(came: _Came, unit: Unit) -> dict[str, object]:
    own, counties = came.of(unit), _counties(came, unit)
    if not own:
        return {"unit": unit.code, "due_counties": len(counties), "missing_counties": len(counties), **_NONE}
    found, by_division = _findings(came, own), unit.owes == "division_workbook"
    return {
        "unit": unit.code,
        "due_counties": len(counties),
        "missing_counties": _missing(came, counties, [unit.code] if by_division else list(came.said)),
        "days_late": _days_late(came.desk, own[0], came.later.get(unit.code)),
        "logic_errors": sum(rule in LOGIC for rule, *_ in found),
        "reported_values": len(came.said.get(unit.code, ())) if by_division else _rows(own),
        "doubtful_values": sum(rule in DOUBTFUL for rule, *_ in found),
        "corrections": _corrections(came.desk, own),
    }


def _counties(came: _Came, unit: Unit) -> list[str]:
    """The regions that a unit collects from: those below a region, or all of the lowest level that a division owes."""
    config = came.desk.config
    if unit.owes == "statutory_form":
        return [region.code for region in config.children.get(unit.code, ())]
    owed = {level for _, levels in came.owed[unit.code] for level in levels}
    lowest = max((level for level in config.levels if level.code in owed), key=lambda level: level.order)
    return [region.code for region in config.regions if region.level == lowest.code]


def _missing(came: _Came, counties: Sequence[str], divisions: Sequence[str]) -> int:
    """How many of the counties the divisions' workbooks tell less than enough of."""
    missing = 0
    for county in counties:
        level = came.desk.config.region[county].level
        due = [(who, (code, county)) for who in divisions for code, levels in came.owed[who] if level in levels]
        missing += sum(figure in came.said.get(who, ()) for who, figure in due) < ENOUGH * len(due)
    return missing


def _rows(own: Sequence[Submission]) -> int:
    """The values of a form that counts, of several the most."""
    return max((one.rows for one in own if one.state != RETURNED), default=0)


def _days_late(desk: Desk, first: Submission, later: Deadline | None) -> int:
    """Days from the unit's deadline to the delivery, a begun day a whole one; 0 in time or without a window."""
    window = later or deadline(desk, first.quarter)
    if window is None:
        return 0
    late = desk.local(first.received_at).replace(tzinfo=None) - window.closes
    return max(0, -(-late // dt.timedelta(days=1)))


def _findings(came: _Came, own: Sequence[Submission]) -> set[tuple[str, str, str, str]]:
    """What was found in a unit's files (rule, sheet, cell, what was read), each finding once."""
    numbers = [one.id for one in own if one.id in came.noted]
    rows = [row for number in numbers for row in readers.findings(came.desk.engine, number or 0)]
    return {(row.rule, row.sheet, row.cell, row.read) for row in rows}


def _corrections(desk: Desk, own: Sequence[Submission]) -> int:
    """How many files say another figure than an earlier one; what was missing and is supplied is no correction."""
    if len(own) == 1:
        return 0
    known: dict[tuple[str, str, str, str], tuple[float | None, str]] = {}
    corrections = 0
    for submission in own:
        values = submitted_values(desk.engine, submission.id or 0)
        told = {(v.region_code, v.period, v.indicator, v.column_role): (v.value, v.status) for v in values}
        told = {key: figure for key, figure in told.items() if figure[1] != Status.NOT_REPORTED}
        corrections += any(known.get(key, figure) != figure for key, figure in told.items())
        known |= told
    return corrections

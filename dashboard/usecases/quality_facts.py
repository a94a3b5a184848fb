"""What the store keeps of how each unit reported (报送): the facts that its reporting quality is judged by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from config.model import Quarter, Status
from config.wording import DEFAULT_LOCALE
from dashboard.access.gate import inner
from dashboard.usecases.collection import ENOUGH, Unit, collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.windows import Deadline, deadline, granted_deadlines
from loaders.intake.outcome import Intake
from loaders.store import readers
from loaders.store.counting import RETURNED
from loaders.store.stored import reported_figures, submitted_values
from loaders.store.tables import Submission

LOGIC = frozenset(
    {
        "total_mismatch",
        "part_over_whole",
        "change_mismatch",
        "county_sum_differs",
        "sum_differs",
        "statutory_differs",
        "part_over_other_whole",
        "whole_under_other_part",
        "cumulative_falls",
        "earlier_differs",
    }
)
"""Findings that say that figures contradict one another: totals that do not add up, parts above their whole, a figure
that was reported otherwise."""
DOUBTFUL = frozenset(
    {
        "mark_doubtful",
        "unit_slip",
        "unit_slip_peers",
        "unit_slip_column",
        "places_slip",
        "places_slip_peers",
        "outlier_history",
        "outlier_peers",
        "outlier_ratio",
        "county_of_wrong_total",
        "region_unchanged",
        "file_unchanged",
    }
)
"""Findings that say that a value may not be what was meant."""
_NOTHING: Mapping[str, float] = {}
_NONE = dict.fromkeys(("logic_errors", "reported_values", "doubtful_values", "corrections"), 0)


Figure = tuple[str, str, str, str]


@dataclass(frozen=True)
class Unsent:
    """A file that was read but not submitted, with the submission that it would be."""

    submission: Submission
    intake: Intake

    @classmethod
    def of(cls, intake: Intake, received_at: dt.datetime) -> Unsent:
        """What would be kept, were the file submitted at that moment."""
        told = {name: getattr(intake, name) for name in ("kind", "submitter", "region_code", "period")}
        quarter = Quarter.of_month(intake.period)
        return cls(Submission(**told, quarter=quarter, received_at=received_at, rows=len(intake.rows)), intake)

    def settles(self, unit: Unit) -> bool:
        """True where it is what the unit owes."""
        return _settles(self.submission, unit)

    def said(self, quarter: str, before: Set[tuple[str, str]]) -> set[tuple[str, str]]:
        """The (indicator, region) pairs that its division would have told of, given those before."""
        now = {
            (row.indicator, row.region_code): row.status != Status.NOT_REPORTED
            for row in self.intake.rows
            if row.period == Quarter(quarter).last_month and row.column_role == "current"
        }
        return {pair for pair in before if now.get(pair, True)} | {pair for pair, told in now.items() if told}


@dataclass(frozen=True)
class _Came:
    """What came in a quarter: the (indicator, region) pairs that each division told of, the deadlines that were
    extended, the submissions that have findings, the indicators and levels that each division owes, and what is taken
    as if it had come."""

    desk: Desk
    submissions: Sequence[Submission]
    said: Mapping[str, Set[tuple[str, str]]]
    later: Mapping[str, Deadline]
    noted: Set[int]
    owed: Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
    unsent: Unsent | None = None

    def of(self, unit: Unit) -> list[Submission]:
        """The unit's own submissions, the first one first."""
        return [one for one in self.submissions if _settles(one, unit)]

    def found_in(self, own: Sequence[Submission]) -> Iterator[tuple[str, str, str, str]]:
        """What was found in files (rule, sheet, cell, what was read)."""
        for one in own:
            unsent = self.unsent is not None and one is self.unsent.submission
            kept = readers.findings(self.desk.engine, one.id or 0) if one.id in self.noted else ()
            for row in self.unsent.intake.findings if self.unsent and unsent else kept:
                yield row.rule, row.sheet, row.cell, row.read

    def told_by(self, one: Submission) -> dict[Figure, tuple[float | None, str]]:
        """The figures of a file, without those that it does not report."""
        unsent = self.unsent is not None and one is self.unsent.submission
        rows = self.unsent.intake.rows if self.unsent and unsent else submitted_values(self.desk.engine, one.id or 0)
        told = {(v.region_code, v.period, v.indicator, v.column_role): (v.value, str(v.status)) for v in rows}
        return {key: figure for key, figure in told.items() if figure[1] != Status.NOT_REPORTED}


@inner
def quality_facts(
    desk: Desk,
    quarter: str,
    workload: Mapping[str, float] = _NOTHING,
    analysis: Mapping[str, float] = _NOTHING,
    unsent: Unsent | None = None,
    only: str = "",
) -> list[dict[str, object]]:
    """metrics.quality.FACTS of a quarter, a row for each unit that has delivered or whose window is closed.

    A county is missing where less than 90 % of its figures came (as in the collection). A division is judged by its
    own figures; a prefecture, whose form tells of the prefecture alone, by what the workbooks that came say of its
    counties. Late is the first delivery, against the unit's own deadline. An error counts once, however often it was
    sent, and also when it was mended later; a correction is a later file that says another figure than an earlier one.
    What is `unsent` counts as if it had come. With `only` the row of that unit alone.

    A delivery that was returned, whole or for a region, was delivered: it sets the day, its errors count, and a file
    that makes it good is a correction. But its figures count no more, so what has not come again is missing, and a
    unit of which nothing counts has no points for quality.
    """
    unsent = unsent if unsent is not None and unsent.submission.quarter == quarter else None
    units = collection(desk.whole, quarter, DEFAULT_LOCALE).owing
    units = tuple(unit for unit in units if only in ("", unit.code))
    owing = [unit for unit in units if unit.state != "awaited" or (unsent is not None and unsent.settles(unit))]
    came = _came(desk, quarter, unsent)
    return [
        {
            "quarter": quarter,
            "workload_weight": workload.get(unit.code, 0.0),
            "analysis_points": analysis.get(unit.code, 0.0),
            **_facts(came, unit),
        }
        for unit in owing
    ]


def _settles(submission: Submission, unit: Unit) -> bool:
    by_division = unit.owes == "division_workbook"
    who = submission.submitter if by_division else submission.region_code
    return submission.kind == unit.owes and unit.code == who


def _came(desk: Desk, quarter: str, unsent: Unsent | None) -> _Came:
    submissions = sorted(readers.submissions(desk.engine, quarter), key=lambda one: (one.received_at, one.id or 0))
    said: dict[str, set[tuple[str, str]]] = reported_figures(desk.engine, quarter)
    if unsent is not None:
        submissions.append(unsent.submission)
        if unsent.submission.kind == "division_workbook":
            who = unsent.submission.submitter
            said[who] = unsent.said(quarter, said.get(who, set()))
    owed = {d.code: [(i.code, i.levels) for i in desk.config.owed_by(d.code)] for d in desk.config.divisions}
    noted = {number for number, _ in readers.finding_counts(desk.engine)}
    return _Came(desk, submissions, said, granted_deadlines(desk, quarter), noted, owed, unsent)


def _facts(came: _Came, unit: Unit) -> dict[str, object]:
    own, counties = came.of(unit), _counties(came, unit)
    if not own:
        return {"unit": unit.code, "due_counties": len(counties), "missing_counties": len(counties), **_NONE}
    found, by_division = set(came.found_in(own)), unit.owes == "division_workbook"
    return {
        "unit": unit.code,
        "due_counties": len(counties),
        "missing_counties": _missing(came, counties, [unit.code] if by_division else list(came.said)),
        "days_late": _days_late(came.desk, own[0], came.later.get(unit.code)),
        "logic_errors": sum(rule in LOGIC for rule, *_ in found),
        "reported_values": len(came.said.get(unit.code, ())) if by_division else _rows(own),
        "doubtful_values": sum(rule in DOUBTFUL for rule, *_ in found),
        "corrections": _corrections(came, own),
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


def _corrections(came: _Came, own: Sequence[Submission]) -> int:
    """How many files say another figure than an earlier one; what was missing and is supplied is no correction."""
    if len(own) == 1:
        return 0
    known: dict[Figure, tuple[float | None, str]] = {}
    corrections = 0
    for submission in own:
        told = came.told_by(submission)
        corrections += any(known.get(key, figure) != figure for key, figure in told.items())
        known |= told
    return corrections

"""首页: the cards of the work: receipts, what waits for whom, how far the collection is, what is released."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.collecting import state_sign
from dashboard.parts.deadlines import time_left
from dashboard.parts.filters import quarter_name
from dashboard.parts.home import Card, Line
from dashboard.parts.markup import element, join
from dashboard.releasing.register import ReleaseLine
from dashboard.usecases.collection import Collection, Unit
from dashboard.usecases.review import ReviewLine

FEW = 5
OPEN = ("missing", "awaited", "returned", "partial")


def receipts_card(found: Collection, own: Sequence[Unit], words: Say) -> Card | None:
    """What came in of the own units with the receipts; None while nothing did."""
    came = [unit for unit in own if unit.delivery is not None]
    if not came:
        return None
    lines = tuple(
        Line(
            unit.delivery.receipt,
            join(
                (
                    unit.name,
                    " ",
                    element("small", words(mark("{count} reminders"), count=unit.delivery.warnings))
                    if unit.delivery.warnings
                    else "",
                )
            ),
            f"progress?quarter={found.quarter}",
        )
        for unit in came[:FEW]
        if unit.delivery is not None
    )
    answer = words(mark("{count} receipts this quarter"), count=len(came))
    return Card(
        words(mark("Receipts")),
        answer,
        lines,
        f"progress?quarter={found.quarter}",
        words(mark("State of each submission")),
        found.quarter,
    )


def collection_card(found: Collection, words: Say) -> Card:
    """How far the collection of the quarter is, who is missing."""
    missing = [unit for unit in found.owing if unit.state in OPEN]
    came = len(found.owing) - len(missing)
    answer = words(mark("{came} of {owing} units have submitted"), came=came, owing=len(found.owing))
    late, returned = (words(mark("{count} units"), count=found.count(state)) for state in ("late", "returned"))
    lines = (
        *((Line(words(mark("Deadline")), time_left(found.window, words)),) if found.window else ()),
        Line(
            words(mark("Late, sent back")),
            words(mark("{late} late, {returned} sent back"), late=late, returned=returned),
        ),
        *(unit_line(unit, f"progress?quarter={found.quarter}", words) for unit in missing[:FEW]),
    )
    opens = f"progress?quarter={found.quarter}"
    return Card(words(mark("Submission progress")), answer, lines, opens, words(mark("All units")), found.quarter)


def waiting_card(quarter: str, waiting: Sequence[ReviewLine], words: Say) -> Card:
    """What waits for the own post: to be checked by a division, to be confirmed by the office."""
    answer = (
        words(mark("{count} submissions wait for you"), count=len(waiting))
        if waiting
        else words(mark("Nothing waits for you"))
    )
    lines = tuple(_waiting(line, quarter) for line in waiting[:FEW])
    return Card(
        words(mark("Review")), answer, lines, f"review?quarter={quarter}", words(mark("To the review")), quarter
    )


def release_card(quarter: str, releases: Sequence[ReleaseLine], words: Say) -> Card:
    """Whether the quarter is released, and which releases are behind the data."""
    own = [line for line in releases if line.quarter == quarter and line.in_force]
    behind = [line for line in releases if line.behind]
    answer = (
        words(mark("{quarter}: release {id} is in force"), quarter=quarter_name(quarter, words), id=own[0].id)
        if own
        else words(mark("{quarter} is not released yet"), quarter=quarter_name(quarter, words))
    )
    lines = tuple(
        Line(
            line.id,
            element("span", words(mark("data have changed since")), css="jp-soon"),
            f"release?quarter={line.quarter}",
        )
        for line in behind[:FEW]
    )
    return Card(
        words(mark("Releases")), answer, lines, f"release?quarter={quarter}", words(mark("To the release")), quarter
    )


def unit_line(unit: Unit, opens: str, words: Say) -> Line:
    """A unit and how its submission stands."""
    return Line(unit.name, state_sign(unit.state, words), opens)


def _waiting(line: ReviewLine, quarter: str) -> Line:
    receipt = line.delivery.receipt if line.delivery else ""
    return Line(line.unit.name, receipt, f"review?quarter={quarter}&which=all&receipt={receipt}")

"""A region's page: what was handed out to it and is not closed yet, for who sees assignments."""

from __future__ import annotations

from config.wording import mark
from dashboard.parts.assignments import assignments_table, within
from dashboard.parts.links import open_assignment
from dashboard.parts.markup import section_head
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.assignments.reports import assignments


def assigned_section(region: str) -> None:
    """The open assignments of a region in sight, overdue ones first; nothing where there are none."""
    if not desk().sight.has("assignments"):
        return
    words, found = say(), within(assignments(desk(), locale()), (region,), "")
    still = [one for one in found if not one.closed]
    if still:
        late = sum(one.overdue for one in still)
        section_head(words(mark("Assignments: {open} open, {overdue} overdue"), open=len(still), overdue=late))
        open_assignment(assignments_table(still, key="assigned"))

"""The parts of 查不足, one list each; what is opened leads to the region, or to handing it out."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.parts.alarms import black_part, bottom_part, last_part
from dashboard.parts.assignment_new import hand_out_from
from dashboard.parts.assignments import assignments_table
from dashboard.parts.links import open_assignment, open_region
from dashboard.parts.mending import mending_part, waiting_part
from dashboard.parts.segments import open_part
from dashboard.parts.session import desk
from dashboard.parts.shortfalls import assigned_task, regions_part, tasks_part
from dashboard.usecases.assignments.reports import AssignmentReport
from dashboard.usecases.shortfalls import Shortfalls
from dashboard.usecases.unanswered import Unanswered


def shortfall_part(
    part: str,
    found: Shortfalls,
    waiting: tuple[Unanswered, ...] | None,
    overdue: Sequence[AssignmentReport],
    *,
    everywhere: bool,
) -> None:
    """The part of the page that the reader looks at; a region that is opened leads to its page."""
    opened: str | None = None
    assigns, of_regions = desk().sight.has("assign"), [task for one in found.broken_down for task in one.regions]
    if part == "tasks":
        broken = {one.title: one for one in found.broken_down}
        opened = tasks_part(found.tasks, broken, key="tasks", assigns=assigns)
    elif part == "regions":
        for number, one in enumerate(found.broken_down):
            chosen = regions_part(one, key=f"behind_{number}", everywhere=everywhere, assigns=assigns)
            opened = chosen or opened
    elif part == "assigned":
        open_assignment(assignments_table(overdue, key="overdue"))
    elif part == "mending":
        mending_part(found.mending, found.has_company)
    elif part == "bottom":
        opened = bottom_part(found.alarms, key="alarms")
    elif part == "black":
        opened = black_part(found.black, key="black")
    elif part == "last":
        opened = last_part(found.last, key="last")
    elif part == "waiting":
        waiting_part(waiting or (), found.quarter)
    if task := assigned_task(opened, (*found.tasks, *of_regions)):
        hand_out_from(task)
    if opened and part == "tasks":
        open_part("regions")
    open_region(opened, found.quarter, "work" if part == "regions" else "")

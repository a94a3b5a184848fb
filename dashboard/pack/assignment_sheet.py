"""交办逾期 as a sheet of a workbook: what is overdue on the day of the download, as far as its reader sees it."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.pack.grid import Cell, Sheet
from dashboard.parts.assignments import LIGHTS, STATES, source_words
from dashboard.usecases.assignments.reports import AssignmentReport

_HEADS = (
    mark("Number"),
    mark("Assignment"),
    mark("What is asked"),
    mark("To be done by"),
    mark("Together with"),
    mark("In charge"),
    mark("Came from"),
    mark("Light"),
    mark("To be done until"),
    mark("Working days overdue"),
    mark("How it stands"),
)


def assignments_sheet(found: Sequence[AssignmentReport], title: str, day: str, say: Say) -> Sheet:
    """One line for each; the sheet says that it stands for a day and is no part of a release."""
    name = say(mark("Overdue assignments"))
    context = say(mark("As of {day}, no part of any release; as far as whoever took it out sees assignments"), day=day)
    rows = [_row(one, say) for one in found]
    return Sheet(name=name, title=f"{title} · {name}", context=context, heads=[say(head) for head in _HEADS], rows=rows)


def _row(one: AssignmentReport, say: Say) -> tuple[Cell, ...]:
    sign, word, _ = LIGHTS[one.light]
    said = (one.number, one.title, one.demand, one.owner_name, say(mark(", ")).join(one.co_names), one.division_name)
    light, due = f"{sign} {say(word)}".strip(), f"{one.due:%Y-%m-%d}"
    return (
        *map(Cell, (*said, source_words(one, say), light, due)),
        Cell(max(-one.days_left, 0)),
        Cell(say(STATES[one.state])),
    )

"""查不足 on the page: the answer, the names of its parts, and the tasks behind time progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.lights import points_behind, progress_bar, task_light
from dashboard.parts.markup import Html, element, join, nothing, section_head
from dashboard.parts.numbers import MISSING
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.shortfalls import BrokenDown, Shortfalls
from dashboard.usecases.tasks import KeyTask

ASSIGN = "assign:"
"""What the key of a button begins with that hands out a task."""
SHOWN = 12
"""How many regions of a task are listed for the whole province."""


def shortfalls_title(found: Shortfalls) -> str:
    """The answer: how much lies behind, of each kind."""
    words, regions = say(), sum(len(one.behind) for one in found.broken_down)
    if found.broken_down and not found.tasks:
        return words(
            mark(
                "{quarter}: {regions} regions behind with key tasks, {overdue} rectifications overdue, {alarms} alarms"
            ),
            quarter=quarter_name(found.quarter, words),
            regions=regions,
            overdue=len(found.overdue),
            alarms=len(found.rung),
        )
    return words(
        mark("{quarter}: {tasks} key tasks behind, {overdue} rectifications overdue, {alarms} bottom-line alarms"),
        quarter=quarter_name(found.quarter, words),
        tasks=len(found.behind),
        overdue=len(found.overdue),
        alarms=len(found.rung),
    )


def part_names(found: Shortfalls, waiting: int | None, assigned: int | None) -> dict[str, str]:
    """The parts of the page, each with how many it is about; `waiting` is None for who sees no submissions, `assigned`
    (overdue assignments) for who sees none of those."""
    words, regions = say(), sum(len(one.behind) for one in found.broken_down)
    named = {
        "tasks": words(mark("Tasks behind {count}"), count=len(found.behind)),
        "regions": words(mark("Regions behind {count}"), count=regions),
        "mending": words(mark("Overdue and repeated {count}"), count=len({*found.overdue, *found.repeated})),
        **({} if assigned is None else {"assigned": words(mark("Assignments overdue {count}"), count=assigned)}),
        "bottom": words(mark("Bottom lines {count}"), count=len(found.rung)),
        "black": words(mark("Black lists {count}"), count=len(found.black)),
        **({"last": words(mark("Among the last {count}"), count=len(found.last))} if found.last else {}),
    }
    return named if waiting is None else named | {"waiting": words(mark("Not answered {count}"), count=waiting)}


def tasks_part(
    tasks: Sequence[KeyTask], broken: Mapping[str, BrokenDown], *, key: str, assigns: bool = False
) -> str | None:
    """The province's key tasks, each with what holds it up; the title of the one whose regions were just opened.

    `broken` gives by title those that are reported region by region. With `assigns` what lies behind can be handed out:
    then what was opened begins with ASSIGN.
    """
    words = say()
    if not tasks:
        nothing(words(mark("No key task was reported for this quarter.")))
        return None
    columns = [
        Column(words(mark("Key task")), names=True),
        Column(words(mark("Light")), align="tight"),
        Column(words(mark("Done")), words(mark("line: time progress")), align="wide"),
        Column(words(mark("Behind")), words(mark("percentage points")), align="right"),
        Column(words(mark("Problems and difficulties")), align="text"),
        Column(words(mark("Last quarter's plan")), align="text"),
        Column(words(mark("Next quarter's plan")), align="text"),
    ]
    rows = []
    for task in tasks:
        below = join((task.division_name, _spread(broken.get(task.title), words)))
        opens = task.title if task.title in broken else ""
        rows.append(Row(_task_cells(task, task.title, below, words, assigns=assigns), key=opens))
    return table(columns, rows, key=key)


def regions_part(one: BrokenDown, *, key: str, everywhere: bool, assigns: bool = False) -> str | None:
    """A task that is broken down: the regions behind; the code of the region that was just opened (see tasks_part)."""
    words = say()
    title = mark("{task}: {behind} of {regions} regions behind time progress")
    note = words(mark("The {count} furthest behind; choose an area to see all of its regions."), count=SHOWN)
    section_head(
        words(title, task=one.title, behind=len(one.behind), regions=len(one.regions)),
        note
        if everywhere and len(one.behind) > SHOWN
        else words(mark("Open a region to see its page."))
        if one.behind
        else "",
    )
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Light")), align="tight"),
        Column(words(mark("Done")), words(mark("line: time progress")), align="wide"),
        Column(words(mark("Behind")), words(mark("percentage points")), align="right"),
        Column(words(mark("Problems and difficulties")), align="text"),
        Column(words(mark("Last quarter's plan")), align="text"),
        Column(words(mark("Next quarter's plan")), align="text"),
    ]
    shown = one.behind[:SHOWN] if everywhere else one.behind
    rows = [
        Row(_task_cells(task, task.region_name, task.target, words, assigns=assigns), key=task.region) for task in shown
    ]
    return table(columns, rows, key=key) if rows else None


def _task_cells(task: KeyTask, name: str, below: object, words: Say, *, assigns: bool) -> tuple[object, ...]:
    return (
        join((name, element("span", below, css="jp-sub"))),
        join((task_light(task, words), _repeats(task, words), _assign(task, words) if assigns else "")),
        progress_bar(task, words),
        points_behind(task),
        task.problems,
        task.promised or MISSING,
        task.plan,
    )


def _assign(task: KeyTask, words: Say) -> Html:
    """The small button that hands out a task that lies behind."""
    if not task.behind:
        return Html("")
    key = f"{ASSIGN}{task.division}|{task.region}|{task.title}"
    return element("button", words(mark("Hand out")), css="jp-open jp-sub jp-assign", type="button", data_key=key)


def assigned_task(opened: str | None, tasks: Iterable[KeyTask]) -> KeyTask | None:
    """The task that was just chosen to be handed out."""
    if not opened or not opened.startswith(ASSIGN):
        return None
    division, _, rest = opened.removeprefix(ASSIGN).partition("|")
    region, _, title = rest.partition("|")
    return next((task for task in tasks if task.key == (division, title, region)), None)


def _spread(one: BrokenDown | None, words: Say) -> Html:
    """Of a task that is broken down, how many regions are behind."""
    if one is None:
        return Html("")
    said = words(mark("{behind} of {regions} regions behind"), behind=len(one.behind), regions=len(one.regions))
    return element("span", said, css="jp-sub")


def _repeats(task: KeyTask, words: Say) -> Html:
    if task.behind_for < 2:
        return Html("")
    return element("span", words(mark("{quarters} quarters in a row"), quarters=task.behind_for), css="jp-sub")

"""首页: what lies behind: the province's, the own divisions', the own region's tasks and rectifications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config.wording import Say, mark
from dashboard.parts.home import Card, Line
from dashboard.parts.lights import mending_light, points_behind, task_light
from dashboard.parts.markup import element, join
from dashboard.parts.numbers import amount
from dashboard.usecases.shortfalls import Shortfalls
from dashboard.usecases.tasks import KeyTask, Mending

MORE = mark("All of it")
FEW = 3


def behind_card(found: Shortfalls, words: Say) -> Card:
    """What lies behind, the worst first."""
    answer = words(
        mark("{tasks} tasks behind, {overdue} rectifications overdue, {alarms} alarms"),
        tasks=len(found.behind),
        overdue=len(found.overdue),
        alarms=len(found.rung),
    )
    opens = f"shortfalls?quarter={found.quarter}"
    lines = (
        *task_lines(found.behind[:2], opens, words),
        *mending_lines(found.overdue[:2], f"{opens}&part=mending", words),
        *(
            Line(
                one.region_name,
                element("b", one.name, " ", amount(one.value, one.decimals, one.unit), css="jp-alarm"),
                f"{opens}&part=bottom",
            )
            for one in found.rung[:1]
        ),
    )
    return Card(words(mark("Shortfalls")), answer, lines, opens, words(MORE), found.quarter)


def fields_card(
    names: Sequence[str], own: Sequence[KeyTask], mending: Sequence[Mending], quarter: str, words: Say
) -> Card:
    """The own divisions: their tasks and rectifications, those behind first."""
    behind = [task for task in own if task.light == "yellow"]
    answer = words(mark("No key task has been reported yet"))
    if own:
        answer = words(mark("{behind} of {tasks} key tasks behind"), behind=len(behind), tasks=len(own))
    opens = f"shortfalls?quarter={quarter}"
    due = [one for one in mending if one.light in ("red", "blue")]
    lines = (
        *task_lines([*behind, *(t for t in own if t not in behind)][:FEW], opens, words),
        *mending_lines(due[:2], f"{opens}&part=mending", words),
    )
    kind = words(mark("My fields: {names}"), names=words(mark(", ")).join(names))
    return Card(kind, answer, lines, f"direction?quarter={quarter}", words(mark("Plans and results")), quarter)


def own_tasks_card(tasks: Sequence[KeyTask], mending: Sequence[Mending], quarter: str, words: Say) -> Card:
    """What the own region has to catch up on."""
    behind = sorted((task for task in tasks if task.light == "yellow"), key=lambda task: -task.behind)
    due = [one for one in mending if one.light]
    answer = words(mark("{tasks} tasks behind, {due} rectifications due or overdue"), tasks=len(behind), due=len(due))
    lines = (
        *task_lines(behind[:FEW], "", words, by_region=True, quarter=quarter),
        *mending_lines(due[:2], f"shortfalls?part=mending&quarter={quarter}", words),
    )
    opens = f"shortfalls?part=regions&quarter={quarter}"
    return Card(words(mark("Tasks")), answer, lines, opens, words(MORE), quarter)


def task_lines(
    tasks: Iterable[KeyTask], opens: str, words: Say, *, by_region: bool = False, quarter: str = ""
) -> tuple[Line, ...]:
    """Tasks with their light and how far behind they are."""
    return tuple(
        Line(
            words(mark("{region}: {task}"), region=task.region_name, task=task.title)
            if by_region and task.region
            else task.title,
            join((task_light(task, words), " ", points_behind(task) if task.behind else "")),
            region_address(task.region, quarter, "work") if by_region and task.region else opens,
        )
        for task in tasks
    )


def mending_lines(mending: Iterable[Mending], opens: str, words: Say) -> tuple[Line, ...]:
    """Rectifications with their light."""
    return tuple(Line(one.title, mending_light(one, words), opens) for one in mending)


def region_address(code: str, quarter: str, part: str = "why") -> str:
    """Where a region's page is, at one of its parts."""
    return f"region?region={code}&quarter={quarter}&part={part}"

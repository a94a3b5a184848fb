"""A region's page: its highlights, what it is behind with, and what is to be mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from config.wording import Say, mark
from dashboard.parts.cards import case_cards
from dashboard.parts.lights import points_behind, progress_bar, task_light
from dashboard.parts.markup import Html, element, join, nothing, section_head, show
from dashboard.parts.mending import mending_part
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.usecases.cases import Case
from dashboard.usecases.lasting import Lasting
from dashboard.usecases.tasks import KeyTask, Mending

COUNTIES = 10
"""How many tasks of the regions below are listed."""


def tasks_section(own: Sequence[KeyTask], below: Sequence[KeyTask], *, key: str) -> str | None:
    """The region's own tasks with their problems and the cell they were reported in; of the regions below those behind.

    Gives the code of the region below that was just opened.
    """
    words = say()
    behind = [task for task in own if task.light == "yellow"]
    if own:
        head = mark("Key tasks: {behind} of {tasks} behind time progress")
        section_head(words(head, behind=len(behind), tasks=len(own)))
        plain_table(_columns(words, words(mark("Key task"))), [_task(task, task.title, words) for task in own])
    late = sorted((task for task in below if task.light == "yellow"), key=lambda task: -task.behind)
    opened = None
    if below:
        head = mark("Regions below: {behind} of {tasks} key tasks behind time progress")
        section_head(words(head, behind=len(late), tasks=len(below)), words(mark("Open a region to see its page.")))
    if late:
        rows = [_task(task, f"{task.region_name} · {task.title}", words, key=task.region) for task in late[:COUNTIES]]
        opened = table(_columns(words, words(mark("Region and task"))), rows, key=key)
    if not own and not below:
        section_head(words(mark("Key tasks")))
        nothing(words(mark("No key task was broken down to this region.")))
    return opened


def mending_section(mending: Sequence[Mending], company: Callable[[Mending], bool]) -> None:
    """What is to be mended in the region; `company` tells a problem that other units have too."""
    words = say()
    section_head(words(mark("Rectifications: {count}"), count=len(mending)))
    if mending:
        mending_part(mending, company)
    else:
        nothing(words(mark("No problem under rectification was reported for this region.")))


def black_section(black: Lasting | None) -> None:
    """The black lists that the region is on."""
    words = say()
    if black is None:
        return
    section_head(words(mark("Black lists: {count} items"), count=len(black.items)))
    rows = [
        element("li", element("span", name), element("span", _run(quarters, words), css="jp-status"))
        for name, quarters in black.items
    ]
    show(element("ul", *rows, css="jp-list"))


def cases_section(cases: Sequence[Case]) -> None:
    """The region's highlight cases, beside what the figures say; nothing where there are none."""
    if cases:
        section_head(say()(mark("Highlights: {count}"), count=len(cases)))
        case_cards(cases)


def _columns(words: Say, first: str) -> list[Column]:
    return [
        Column(first, names=True),
        Column(words(mark("Light")), align="tight"),
        Column(words(mark("Done")), words(mark("line: time progress")), align="wide"),
        Column(words(mark("Behind")), words(mark("percentage points")), align="right"),
        Column(words(mark("Problems and difficulties")), align="text"),
        Column(words(mark("Next quarter's plan")), align="text"),
        Column(words(mark("Source")), align="text"),
    ]


def _task(task: KeyTask, name: str, words: Say, *, key: str = "") -> Row:
    cells = (
        join((name, element("span", task.target, css="jp-sub"))),
        task_light(task, words),
        progress_bar(task, words),
        points_behind(task),
        task.problems,
        _plan(task, words),
        join((task.receipt, element("span", task.place, css="jp-sub"))),
    )
    return Row(cells, key=key)


def _plan(task: KeyTask, words: Say) -> Html:
    """The plan for the next quarter, and what was promised for this one."""
    promised = words(mark("promised last quarter: {plan}"), plan=task.promised) if task.promised else ""
    return join((task.plan, element("span", promised, css="jp-sub")))


def _run(quarters: int, words: Say) -> str:
    return words(mark("{quarters} quarters in a row"), quarters=quarters) if quarters > 1 else ""

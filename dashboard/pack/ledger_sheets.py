"""查不足、明方向 as workbooks: what the two pages show, a sheet for each part, figures as figures."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook

from config.wording import Say, mark, translator
from dashboard.pack.grid import Cell, Grid, Page, Sheet
from dashboard.usecases.bottom_lines import Alarm
from dashboard.usecases.direction import Direction, Promise, Verdict
from dashboard.usecases.lasting import Lasting
from dashboard.usecases.shortfalls import Shortfalls
from dashboard.usecases.tasks import KeyTask, Mending

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_SHARE, _POINTS = "0.0%", "0.0"


def shortfalls_workbook(found: Shortfalls, title: str, state: str, locale: str, assigned: Sheet | None = None) -> bytes:
    """What lies behind, as xlsx bytes; `state` says on each sheet whether it is released, and what is invented.

    `assigned` is the sheet of overdue assignments, for who sees some.
    """
    say = translator(locale)
    tasks = [*found.tasks, *(task for one in found.broken_down for task in one.regions)]
    sheets = [
        _sheet(mark("Key tasks"), _TASK_HEADS, [_task(one) for one in tasks], title, state, say),
        _sheet(mark("Rectifications"), _MENDING_HEADS, [_mending(one) for one in found.mending], title, state, say),
        _sheet(mark("Bottom lines"), _ALARM_HEADS, [_alarm(one, say) for one in found.alarms], title, state, say),
        _sheet(mark("Black lists"), _LASTING_HEADS, _lasting(found.black), title, state, say),
        _sheet(mark("Among the last for long"), _LASTING_HEADS, _lasting(found.last), title, state, say),
    ]
    return _written([*sheets, *([assigned] if assigned else [])], title, state, say)


def direction_workbook(found: Direction, verdicts: Mapping[Verdict, str], title: str, state: str, locale: str) -> bytes:
    """Promises beside results, as xlsx bytes; `verdicts` are the words of the verdicts by their code."""
    say = translator(locale)
    sheets = [
        _sheet(name, _PROMISE_HEADS, [_promise(one, verdicts) for one in promises], title, state, say)
        for name, promises in ((mark("Plans and results"), found.province), (mark("By region"), found.regions))
    ]
    return _written(sheets, title, state, say)


_TASK_HEADS = (
    mark("Key task"),
    mark("Division"),
    mark("Region"),
    mark("Done"),
    mark("Time progress"),
    mark("Points behind"),
    mark("Quarters behind"),
    mark("Problems and difficulties"),
    mark("Last quarter's plan"),
    mark("Next quarter's plan"),
)
_MENDING_HEADS = (
    mark("Problem"),
    mark("Source of the problem"),
    mark("Division"),
    mark("Region"),
    mark("Due date"),
    mark("Days left"),
    mark("Closed before in"),
    mark("Measure"),
    mark("Evidence"),
)
_ALARM_HEADS = (
    mark("Region"),
    mark("Indicator"),
    mark("Unit of measure"),
    mark("Last quarter"),
    mark("This quarter"),
    mark("Question only"),
    mark("Receipt"),
    mark("Place"),
)
_LASTING_HEADS = (mark("Region"), mark("Group"), mark("Item"), mark("Quarters in a row"))
_PROMISE_HEADS = (
    mark("Key task"),
    mark("Division"),
    mark("Region"),
    mark("Last quarter's plan"),
    mark("Done by last quarter"),
    mark("Done"),
    mark("Time progress"),
    mark("Verdict of the figures"),
    mark("Next quarter's plan"),
    mark("Left of the year"),
    mark("Left per quarter"),
)


def _task(one: KeyTask) -> tuple[Cell, ...]:
    said = (Cell(one.title), Cell(one.division_name), Cell(one.region_name))
    shares = (Cell(one.done_share, _SHARE), Cell(one.time_progress, _SHARE), Cell(one.behind * 100, _POINTS))
    return (*said, *shares, Cell(one.behind_for), Cell(one.problems), Cell(one.promised), Cell(one.plan))


def _mending(one: Mending) -> tuple[Cell, ...]:
    said = (one.title, one.source, one.division_name, one.region_name, f"{one.due:%Y-%m-%d}" if one.due else None)
    return (*map(Cell, said), Cell(one.days_left), *map(Cell, (one.closed_before, one.measure, one.evidence)))


def _alarm(one: Alarm, say: Say) -> tuple[Cell, ...]:
    pattern = "#,##0" + ("." + "0" * one.decimals if one.decimals else "")
    place = f"{one.source.sheet} {one.source.cell}".strip() if one.source else ""
    return (
        *map(Cell, (one.region_name, one.name, one.unit)),
        Cell(one.previous, pattern),
        Cell(one.value, pattern),
        Cell(say(mark("to be asked")) if one.asks else ""),
        *map(Cell, (one.source.receipt if one.source else "", place)),
    )


def _lasting(lasting: Sequence[Lasting]) -> list[tuple[Cell, ...]]:
    return [
        (Cell(one.region_name), Cell(one.group_name), Cell(name), Cell(quarters))
        for one in lasting
        for name, quarters in one.items
    ]


def _promise(one: Promise, verdicts: Mapping[Verdict, str]) -> tuple[Cell, ...]:
    task = one.task
    return (
        *map(Cell, (task.title, task.division_name, task.region_name, task.promised)),
        *(Cell(share, _SHARE) for share in (task.earlier_share, task.done_share, task.time_progress)),
        Cell(verdicts[one.verdict]),
        Cell(task.plan),
        Cell(one.left, _SHARE),
        Cell(one.a_quarter, _SHARE),
    )


def _sheet(
    name: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], title: str, state: str, say: Say
) -> Sheet:
    shown = say(name)
    return Sheet(name=shown, title=f"{title} · {shown}", context=state, heads=[say(head) for head in heads], rows=rows)


def _written(sheets: Sequence[Sheet], title: str, state: str, say: Say) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})
        grid = Grid(workbook, Page(title, state, say(mark("Page {page} of {pages}"), page="&P", pages="&N")))
        for sheet in sheets:
            if sheet.rows:
                grid.add(sheet)
        if not any(sheet.rows for sheet in sheets):
            grid.add(sheets[0])
    return buffer.getvalue()

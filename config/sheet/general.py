"""The general sheet: one key of the scheme in each row, its value beside it."""

from __future__ import annotations

from typing import Any

from config.problems import Problem
from config.sheet import cells
from config.sheet.cells import text_of
from config.sheet.grid import Grid, Place
from config.sheet.layout import GENERAL
from config.sheet.records import Path, nested
from config.wording import mark

UNKNOWN_ROW = mark("The row is not known here; check its spelling.")
TWICE_ROW = mark("The row stands twice; it is also in {other}.")
LISTS_OFF = mark("The scheme has no red and black lists; write 是 in the row {head}, or empty this cell.")


def read_general(grid: Grid, file: str) -> tuple[dict[str, Any], dict[str, Place], list[Problem]]:
    """The plain content of the general sheet, the cells of its keys, and what is wrong."""
    known = {head.casefold(): row for row in GENERAL for head in (row.key.head, row.key.head_en)}
    values, places, faults = dict[Path, Any](), dict[Path, Place](), list[Problem]()
    for number in grid.filled(0):
        head, place = known.get(text_of(grid.cell(number, 0)).casefold()), grid.place(number, 1)
        if head is None:
            faults.append(grid.place(number, 0).fault(file, UNKNOWN_ROW))
        elif head.path in places:
            faults.append(grid.place(number, 0).fault(file, TWICE_ROW, other=places[head.path].key))
        else:
            places[head.path] = place
            value, problem = _value(head.key, grid.cell(number, 1), place, file)
            faults.extend(problem)
            if value is not None:
                values[head.path] = value
    faults.extend(_lists(values, places, file))
    by_key = {
        ".".join(path[:end]): place for path, place in reversed(places.items()) for end in range(1, len(path) + 1)
    }
    return nested(values), by_key, faults


def _value(key: Any, cell: object, place: Place, file: str) -> tuple[Any, list[Problem]]:
    try:
        return cells.read(key, cell), []
    except cells.Unreadable as error:
        return None, [place.fault(file, error.message, **error.places)]


def _lists(values: dict[Path, Any], places: dict[Path, Place], file: str) -> list[Problem]:
    """The switch of the lists becomes their table, or its absence."""
    head = next(row.key.head for row in GENERAL if row.path == ("lists",))
    if values.pop(("lists",), False):
        if not any(path[0] == "lists" for path in values):
            values["lists",] = {}
        return []
    off = [path for path in values if path[0] == "lists"]
    return [places[path].fault(file, LISTS_OFF, head=head) for path in off if values.pop(path) is not None]

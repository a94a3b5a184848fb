"""Two sheets of the workbook: the places of all units on the boards, and the red and black lists."""

from __future__ import annotations

from collections.abc import Iterator

from config.wording import Say, mark
from dashboard.pack.contents import GroupContents, PackContents
from dashboard.pack.grid import Cell, Sheet
from dashboard.pack.titles import context_line, decimals_pattern, ranking_title
from dashboard.parts.board_switch import board_label
from dashboard.usecases.red_black import ListedItem
from dashboard.usecases.standing_boards import BOARD_NAMES, BY_QUARTER, BY_YEAR, PlacesRow

_LISTS = (("red", mark("Red list")), ("black", mark("Black list")))


def boards_sheet(contents: PackContents, say: Say) -> Sheet:
    """Rank and points of each ranked unit on each board; on those of improvement the baseline rank too."""
    heads = [say(mark("Group")), say(mark("Region"))]
    for name in BOARD_NAMES:
        label = board_label(name, say)
        heads += [f"{label}\n{say(mark('Rank'))}", f"{label}\n{say(mark('points'))}"]
        heads += [f"{label}\n{say(mark('Baseline rank'))}"] if name in (BY_QUARTER, BY_YEAR) else []
    title = say(mark("Places on the boards"))
    return Sheet(
        name=title,
        title=f"{ranking_title(contents, say)} · {title}",
        context=context_line(contents, say),
        heads=heads,
        rows=[_places(group, row, contents.precision) for group in contents.groups for row in group.places],
    )


def lists_sheet(contents: PackContents, say: Say) -> Sheet:
    """Every unit on a red or black list, with value and target."""
    heads = [say(mark("Group")), say(mark("Item")), say(mark("List")), say(mark("Region"))]
    heads += [say(mark("Value")), say(mark("Target")), say(mark("Unit"))]
    title = say(mark("Red and black lists"))
    return Sheet(
        name=title,
        title=f"{ranking_title(contents, say)} · {title}",
        context=context_line(contents, say),
        heads=heads,
        rows=[
            row
            for group in contents.groups
            for item in group.lists.items
            for row in _listed(group.board.group_name, item, say)
        ],
    )


def _places(group: GroupContents, row: PlacesRow, precision: int) -> tuple[Cell, ...]:
    cells = [Cell(group.board.group_name), Cell(row.name)]
    points = decimals_pattern(precision)
    for name in BOARD_NAMES:
        place = row.places[name]
        cells += [Cell(place.rank), Cell(place.points, points)]
        cells += [Cell(place.baseline_rank)] if name in (BY_QUARTER, BY_YEAR) else []
    return tuple(cells)


def _listed(group: str, item: ListedItem, say: Say) -> Iterator[tuple[Cell, ...]]:
    pattern = decimals_pattern(item.decimals)
    for name, label in _LISTS:
        for unit in item.red if name == "red" else item.black:
            figures = (Cell(unit.value, pattern), Cell(unit.target, pattern), Cell(item.unit))
            yield (Cell(group), Cell(item.name), Cell(say(label)), Cell(unit.name), *figures)

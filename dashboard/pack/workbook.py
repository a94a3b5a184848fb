"""The quarter's ranking as a workbook: a sheet for each peer group, the sections, the items, and the notes."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook

from config.wording import Say, mark, translator
from dashboard.pack.assignment_sheet import assignments_sheet
from dashboard.pack.contents import GroupContents, ItemEntry, PackContents, SourceLine
from dashboard.pack.grid import Cell, Grid, Page, Sheet
from dashboard.pack.notes import notes
from dashboard.pack.phrases import invented_line, no_movement, release_line, status_phrase
from dashboard.pack.standing_sheets import boards_sheet, lists_sheet
from dashboard.pack.titles import context_line, decimals_pattern, ranking_title
from dashboard.parts.certainty import interval
from dashboard.parts.numbers import figure, per_cent
from dashboard.usecases.board_shape import Board, BoardRow

SHARE_PATTERN = "0.0%"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def ranking_workbook(contents: PackContents) -> bytes:
    """The workbook as xlsx bytes; the same contents give the same bytes."""
    say = translator(contents.locale)
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        made = dt.datetime.fromisoformat(contents.computed) if contents.computed else dt.datetime(2000, 1, 1)
        workbook.set_properties(
            {"title": ranking_title(contents, say), "company": contents.department, "created": made}
        )
        grid = Grid(workbook, _page(contents, say))
        for group in contents.groups:
            grid.add(_ranking_sheet(contents, group, say))
        if any(group.places for group in contents.groups):
            grid.add(boards_sheet(contents, say))
        if any(group.lists.items for group in contents.groups):
            grid.add(lists_sheet(contents, say))
        grid.add(_sections_sheet(contents, say))
        grid.add(_items_sheet(contents, say))
        if contents.overdue:
            grid.add(assignments_sheet(contents.overdue, ranking_title(contents, say), contents.today, say))
        grid.add_notes(say(mark("Notes")), notes(contents, say), _sources_sheet(contents, say))
    return buffer.getvalue()


def movement_pattern(say: Say) -> str:
    """The number format that shows a rank change as sign and word: ▲2 进位, ▼1 退位, ＝ 持平."""
    up, down = (say(message, places='"0"') for message in (mark("▲{places} up"), mark("▼{places} down")))
    return f'"{up}";"{down}";"{say(mark("＝ unchanged"))}"'


def _page(contents: PackContents, say: Say) -> Page:
    return Page(
        head=f"{contents.department}  {ranking_title(contents, say)}",
        state="  ".join(filter(None, (release_line(contents, say), invented_line(contents, say)))),
        foot=say(mark("Page {page} of {pages}"), page="&P", pages="&N"),
    )


def _ranking_sheet(contents: PackContents, group: GroupContents, say: Say) -> Sheet:
    board = group.board
    heads = (
        say(mark("Rank")),
        *([say(mark("Range"))] if board.certainty else []),
        say(mark("Movement")),
        say(mark("Region")),
        say(mark("Belongs to")),
        say(mark("Score")) + "\n" + say(mark("points of {full}"), full=figure(contents.full_marks, 0)),
        say(mark("Band")),
        say(mark("Most points lost on")),
        say(mark("Lost on it")) + "\n" + say(mark("points")),
        say(mark("Data complete")),
    )
    reporting = say(mark("reporting {reporting} of {units}"), reporting=board.reporting, units=len(board.rows))
    complete = say(mark("data complete to {share}"), share=per_cent(group.completeness))
    return Sheet(
        name=say(mark("{group} ranking"), group=board.group_name),
        title=f"{ranking_title(contents, say)} · {board.group_name}",
        context=context_line(contents, say, reporting, complete),
        heads=heads,
        rows=[_ranking_row(board, row, decimals_pattern(contents.precision), say) for row in board.rows],
    )


def _ranking_row(board: Board, row: BoardRow, points: str, say: Say) -> tuple[Cell, ...]:
    first_time = row.rank is not None and row.change is None
    return (
        Cell(row.rank),
        *([Cell(interval(row))] if board.certainty else []),
        Cell(no_movement(row, say)) if first_time else Cell(row.change, movement_pattern(say)),
        Cell(row.name),
        Cell(row.parent_name),
        Cell(row.published, points),
        Cell(row.band_name),
        Cell(row.weakest_name),
        Cell(row.weakest_lost, points),
        Cell(row.coverage_share, SHARE_PATTERN),
    )


def _sections_sheet(contents: PackContents, say: Say) -> Sheet:
    sections = contents.groups[0].sections if contents.groups else ()
    heads = [say(mark("Group")), say(mark("Rank")), say(mark("Region")), say(mark("Belongs to"))]
    for name, full in [(say(mark("Overall score")), contents.full_marks)] + [
        (section.board.node_name, section.board.full_marks) for section in sections
    ]:
        heads.append(f"{name}\n{say(mark('points of {full}'), full=figure(full, 0))}")
    return Sheet(
        name=say(mark("Section points")),
        title=f"{ranking_title(contents, say)} · {say(mark('Section points'))}",
        context=context_line(contents, say),
        heads=heads,
        rows=[row for group in contents.groups for row in _section_rows(group, decimals_pattern(contents.precision))],
    )


def _section_rows(group: GroupContents, points: str) -> list[tuple[Cell, ...]]:
    by_section = [{row.region_code: row.published for row in section.board.rows} for section in group.sections]
    return [
        (
            Cell(group.board.group_name),
            Cell(row.rank),
            Cell(row.name),
            Cell(row.parent_name),
            Cell(row.published, points),
            *(Cell(section.get(row.region_code), points) for section in by_section),
        )
        for row in group.board.rows
    ]


def _items_sheet(contents: PackContents, say: Say) -> Sheet:
    heads = (
        *(say(mark("Group")), say(mark("Region")), say(mark("Belongs to")), say(mark("Section")), say(mark("Item"))),
        *(say(mark("Value")), say(mark("Unit")), say(mark("Target"))),
        *(say(mark("Points")), say(mark("Full marks")), say(mark("Points lost")), say(mark("State of the value"))),
    )
    points = decimals_pattern(contents.precision)
    return Sheet(
        name=say(mark("Items in detail")),
        title=f"{ranking_title(contents, say)} · {say(mark('Items in detail'))}",
        context=context_line(contents, say),
        heads=heads,
        rows=[_item_row(entry, points, say) for entry in contents.items],
    )


def _item_row(entry: ItemEntry, points: str, say: Say) -> tuple[Cell, ...]:
    return (
        *(Cell(entry.group), Cell(entry.region), Cell(entry.parent), Cell(entry.section), Cell(entry.item)),
        Cell(entry.value, decimals_pattern(entry.decimals)),
        Cell(entry.unit),
        Cell(entry.target, "General"),
        *(Cell(entry.points, points), Cell(entry.full_marks, points), Cell(entry.lost, points)),
        Cell(status_phrase(entry.status, say)),
    )


def _sources_sheet(contents: PackContents, say: Say) -> Sheet:
    heads = (
        *(say(mark("Receipt")), say(mark("Submitted by")), say(mark("File")), say(mark("Received"))),
        *(say(mark("In time")), say(mark("Published by"))),
    )
    rows = [_source_row(source, say) for source in contents.reporting.sources]
    return Sheet("", say(mark("Files that the figures of the quarter came from")), "", heads, rows)


def _source_row(source: SourceLine, say: Say) -> tuple[Cell, ...]:
    in_time = say(mark("late") if source.late else mark("in time"))
    return (
        *(Cell(source.receipt), Cell(source.submitter), Cell(source.file_name), Cell(source.received)),
        *(Cell(in_time), Cell(source.publisher)),
    )

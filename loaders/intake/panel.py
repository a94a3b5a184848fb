"""The table of a statutory form on a sheet: where its head is, which column holds what, and its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.intake.cells import Cell, Sheet
from loaders.intake.roles import Heading, read_heading
from loaders.intake.words import is_note, key_of, listed

LABEL_HEADS = frozenset(listed("指标名称 指标 项目 统计指标 指标项目 指标内容 项目名称 统计项目 指标名 名称 科目"))
UNIT_HEADS = frozenset(listed("单位 计量单位 指标单位 数量单位"))
CODE_HEADS = frozenset(listed("代码 指标代码 编码 指标编码 代号 统计代码"))
_SILENT_HEADS = frozenset(listed("序号 备注 说明 行次 栏次 编号 行号 指标解释"))
_HEAD_ROWS = 3
_SEARCHED_ROWS = 60
_MOST_PANELS = 20


@dataclass(frozen=True)
class Line:
    """One line of the form: its label cell (or None), code and unit cells, and the value cells by column."""

    row: int
    label: Cell | None
    code: Cell | None
    unit: Cell | None
    values: dict[int, Cell]


@dataclass
class Panel:
    """A form's table: head row, the columns of label, unit and code (0 where it has none), the value columns and those
    nobody knows."""

    head: int
    label_column: int
    unit_column: int = 0
    code_column: int = 0
    headings: dict[int, tuple[Heading, Cell]] = field(default_factory=dict)
    unknown: dict[int, Cell] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def find_panels(sheet: Sheet) -> list[Panel]:
    """The tables of a statutory form on the sheet (side by side ones, too); an empty list when there is none."""
    for row, cells in sheet.rows.items():
        if row > _SEARCHED_ROWS:
            break
        starts = [column for column, cell in cells if key_of(cell.text) in LABEL_HEADS]
        starts = starts or [column for column, cell in cells if key_of(cell.text) in CODE_HEADS]
        if 0 < len(starts) <= _MOST_PANELS:
            panels = [
                _panel(sheet, row, start, end)
                for start, end in zip(starts, [*starts[1:], sheet.width + 1], strict=True)
            ]
            found = [panel for panel in panels if panel.headings]
            if found:
                return found
    return []


def _panel(sheet: Sheet, row: int, start: int, end: int) -> Panel:
    coded = key_of(getattr(sheet.at(row, start), "text", "")) in CODE_HEADS
    panel = Panel(row, 0, code_column=start) if coded else Panel(row, start)
    first = _first_line(sheet, row, start)
    for column in sorted({column for _, column in sheet.cells if start < column < end}):
        cells = [cell for r in range(row, first) if (cell := sheet.covering(r, column)) is not None]
        keys = {key_of(cell.text) for cell in cells}
        if keys & UNIT_HEADS and not panel.unit_column:
            panel.unit_column = column
        elif keys & CODE_HEADS and not panel.code_column:
            panel.code_column = column
        elif cells and not keys & _SILENT_HEADS:
            _add_heading(panel, column, cells)
    panel.lines = list(_lines(sheet, panel, first, end))
    return panel


def _first_line(sheet: Sheet, row: int, column: int) -> int:
    for below in range(row + 1, row + _HEAD_ROWS + 1):
        cell = sheet.at(below, column)
        if cell is not None and key_of(cell.text) not in ("甲", "乙", "丙"):
            return below
    return row + 1


def _add_heading(panel: Panel, column: int, cells: list[Cell]) -> None:
    for cell in reversed(cells):
        heading = read_heading(cell.text)
        if heading is not None:
            panel.headings[column] = (heading, cell)
            return
    panel.unknown[column] = cells[0]


def _lines(sheet: Sheet, panel: Panel, first: int, end: int) -> Iterator[Line]:
    for row, cells in sheet.rows.items():
        label = sheet.at(row, panel.label_column) if panel.label_column else None
        code = sheet.at(row, panel.code_column) if panel.code_column else None
        if (
            row < first
            or (label is None and code is None)
            or (label is not None and key_of(label.text) in LABEL_HEADS)
            or (label is None and code is not None and key_of(code.text) in CODE_HEADS)
        ):
            continue
        if label is not None and is_note(label.text) and code is None:
            continue
        unit = sheet.at(row, panel.unit_column) if panel.unit_column else None
        places = panel.headings | panel.unknown
        yield Line(
            row, label, code, unit, {column: cell for column, cell in cells if column in places and column < end}
        )


def outside(sheet: Sheet, panels: list[Panel]) -> list[Cell]:
    """The numbers below the heads of a form that none of its lines holds: another table, lines without a name."""
    rows = {line.row for panel in panels for line in panel.lines}
    held = {cell for panel in panels for line in panel.lines for cell in line.values.values()}
    named = {column for panel in panels for column in (panel.label_column, panel.unit_column)}
    first = min(rows, default=sheet.height + 1)
    return [
        cell
        for row, cells in sheet.rows.items()
        if row >= first and not _numbers_columns(cells)
        for column, cell in cells
        if cell.kind == "number" and cell not in held and (row not in rows or column in named)
    ]


def _numbers_columns(cells: list[tuple[int, Cell]]) -> bool:
    numbers = [cell.text for _, cell in cells if cell.kind == "number"]
    return numbers == [str(place) for place in range(1, len(numbers) + 1)]

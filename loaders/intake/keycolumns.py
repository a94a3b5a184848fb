"""Columns that say what the figures of a line are: a long table names the indicator, its unit and its period there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from config.model import Reading
from loaders.intake.cells import Cell, Sheet
from loaders.intake.grid import Grid
from loaders.intake.panel import CODE_HEADS, LABEL_HEADS, UNIT_HEADS
from loaders.intake.periods import closes_month
from loaders.intake.roles import read_heading
from loaders.intake.slots import printed_unit
from loaders.intake.words import is_note, key_of, listed, without_brackets

_PERIOD_HEADS = frozenset(
    listed("""时期 期别 期间 报告期 报告时期 统计时间 统计期 统计时段 统计期间 统计月份 统计年月 数据时间 数据期 所属期
    所属时期 数据所属期 时间 年月 月份 季度 报表期""")
)
_SURE_HEADS = frozenset(listed("指标名称 指标 统计指标 指标项目 指标内容 指标名"))
_VALUE_HEADS = frozenset(
    listed("数据 值 指标值 填报数 填报值 统计数 统计值 实际值 实际完成数 完成值 完成情况 结果 金额 数额")
)
_COMPARED = 200


@dataclass(frozen=True)
class KeyColumns:
    """The columns of the indicator's name, its code, its unit and the period, 0 where there is none."""

    figure: int = 0
    code: int = 0
    unit: int = 0
    period: int = 0

    @property
    def any(self) -> bool:
        """True when the lines of the table are not told apart by their region alone."""
        return bool(self.figure or self.code or self.period)

    @property
    def columns(self) -> set[int]:
        """All of them."""
        return {self.figure, self.code, self.unit, self.period} - {0}


def find_keys(sheet: Sheet, grid: Grid, known: Callable[[Cell], bool], reading: Reading) -> KeyColumns:
    """The key columns beside those of the region; `known` tells whether a cell names an indicator."""
    region = {grid.name_column, grid.code_column, grid.upper_column}
    found: dict[str, int] = {}
    for column in sorted({column for _, column in sheet.cells} - region):
        kind = _kind(sheet, grid, column, known, reading)
        if kind and kind not in found:
            found[kind] = column
    return KeyColumns(**found)


def _kind(sheet: Sheet, grid: Grid, column: int, known: Callable[[Cell], bool], reading: Reading) -> str:
    heads = {key_of(cell.text) for row in grid.head if (cell := sheet.covering(row, column)) is not None}
    body = _body(sheet, grid, column, heads)
    if not body:
        return ""
    if heads & UNIT_HEADS and any(printed_unit(cell.text) in reading.units for cell in body):
        return "unit"
    if heads & CODE_HEADS and any(known(cell) for cell in body):
        return "code"
    if _names_figures(heads, body, known):
        return "figure"
    if heads & _PERIOD_HEADS and all(heading_of(cell) for cell in body):
        return "period"
    beside = column == grid.left + 1 and grid.left > 0 and len(body) > 1
    return "period" if beside and all(cell.kind == "text" and heading_of(cell) for cell in body) else ""


def _body(sheet: Sheet, grid: Grid, column: int, heads: set[str]) -> list[Cell]:
    cells = (sheet.at(row, column) for row in sheet.rows if row >= grid.first)
    body = (cell for cell in cells if cell is not None and not is_note(cell.text) and key_of(cell.text) not in heads)
    distinct = {cell.text: cell for cell in body}
    return list(distinct.values())[:_COMPARED]


def _names_figures(heads: set[str], body: list[Cell], known: Callable[[Cell], bool]) -> bool:
    texts = [cell for cell in body if cell.kind == "text"]
    named = sum(known(cell) for cell in texts)
    if heads & _SURE_HEADS and not all(heading_of(cell) for cell in texts):
        return True
    return named > 0 and (bool(heads & LABEL_HEADS) or (len(texts) == len(body) and 2 * named > len(body)))


def heading_of(cell: Cell) -> bool:
    """True for a cell that says what period a line is about: 2025年9月, 202509, 上年同期, or a date."""
    day = cell.date is not None and "日" in cell.text
    return read_heading(period_text(cell)) is not None and (not day or closes_month(str(cell.date)))


def period_text(cell: Cell) -> str:
    """What a cell of periods says; a date says its month."""
    return cell.date.strftime("%Y-%m") if cell.date is not None else cell.text


def is_value_head(text: str) -> bool:
    """True for a head that only a long table has over its figures, beside those that name a period (本期)."""
    return key_of(without_brackets(text)) in _VALUE_HEADS

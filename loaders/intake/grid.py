"""Where a table of regions stands on a sheet: the column of regions, the head, the first line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.model import Reading
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.panel import LABEL_HEADS
from loaders.intake.titleblock import is_labelled
from loaders.intake.words import is_note, key_of, tight, unfooted

_REGION_HEADS = re.compile(
    r"(地区|地域|市州|县市区|县区|区县|行政区划|区划名称|单位名称|乡镇|街道|州市|市县|填报单位|报送单位|^县|^市|^区|名称)"
)
_CODE_HEADS = re.compile(r"(代码|编码|区划码)")
_NO_REGION = frozenset(("甲", "乙", "丙", "栏次", "序号", "编号", "单位", "计量单位", "代码"))
_LONGEST_NAME = 24
_MOST_HEAD_ROWS = 5


@dataclass(frozen=True)
class Grid:
    """A table of regions: columns of the name (0 when only codes), of an upper region and of codes (0 when none),
    the rows of its head, and the first row below the head."""

    name_column: int
    code_column: int
    upper_column: int
    head: tuple[int, ...]
    first: int

    @property
    def left(self) -> int:
        """The last column that names the region; values stand to its right."""
        return max(self.name_column, self.code_column, self.upper_column)


def find_grid(sheet: Sheet, gazetteer: Gazetteer, reading: Reading) -> Grid | None:
    """The table of regions on the sheet, or None when no column names regions line by line."""
    names, codes = _hits(sheet, gazetteer)
    if not names and not codes:
        return None
    name = max(names, key=lambda column: (_distinct(sheet, column, names[column]), column), default=0)
    code = _code_column(codes, name, len(names.get(name, ())))
    rows = sorted(set(names.get(name, ())) | set(codes.get(code, ())))
    upper = next((column for column in sorted(names) if column < name), 0)
    left = max(name, code, upper)
    data = [row for row in rows if _has_values(sheet, row, left)]
    data = data or [row for row in rows if not _title_like(sheet, row, name or code, left)] or rows
    first = _first_line(sheet, data[0], name or code, left, reading)
    head = _head(sheet, first, name or code, left)
    headed = any(
        _REGION_HEADS.search(tight(cell.text)) or (sheet.turned and key_of(cell.text) in LABEL_HEADS)
        for row in head
        for column in (name, code)
        if (cell := sheet.covering(row, column))
    )
    if not head or (len(data) < 2 and not headed):
        return None
    return Grid(name, code, upper, head, first)


def _distinct(sheet: Sheet, column: int, rows: list[int]) -> int:
    """How many regions a column names; that of the upper regions repeats itself line by line."""
    return len({key_of(sheet.cells[row, column].text) for row in rows})


def _code_column(codes: dict[int, list[int]], name: int, named: int) -> int:
    """The column of codes: beside the names and filled in at least half of their lines, or alone."""
    near = {column: rows for column, rows in codes.items() if not name or abs(column - name) <= 2}
    return max((c for c, rows in near.items() if 2 * len(rows) >= named), key=lambda c: len(near[c]), default=0)


def _hits(sheet: Sheet, gazetteer: Gazetteer) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    names: dict[int, list[int]] = {}
    codes: dict[int, list[int]] = {}
    known: dict[str, tuple[bool, bool]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.kind not in ("text", "number") or len(cell.text) > _LONGEST_NAME:
            continue
        if cell.text not in known:
            text = cell.text
            known[text] = (
                cell.kind == "text" and bool(gazetteer.named(region_text(text))),
                gazetteer.coded(text) is not None,
            )
        is_name, is_code = known[cell.text]
        if is_name:
            names.setdefault(column, []).append(row)
        elif is_code:
            codes.setdefault(column, []).append(row)
    return names, codes


def region_text(text: str) -> str:
    """The region's name in a line's first cell, without 其中, a word for a subtotal and the mark of a footnote."""
    bare = re.sub(r"(小计|合计|总计|汇总|民政局|民政和社会保障局)$", "", re.sub(r"^其中[:：]?", "", unfooted(text)))
    return bare or tight(text)


def _has_values(sheet: Sheet, row: int, left: int) -> bool:
    cells = [cell for column, cell in sheet.rows.get(row, ()) if column > left]
    return any(
        cell.kind != "text" or bool(re.search(r"\d", cell.text)) or len(tight(cell.text)) <= 2 for cell in cells
    ) and not any(cell.kind == "text" and is_labelled(cell.text) for cell in cells)


def _first_line(sheet: Sheet, known: int, column: int, left: int, reading: Reading) -> int:
    """The first line of the table, given the first whose region is known: a total may stand above it, filled or not."""
    first = known
    for row in sorted((row for row in sheet.rows if row < known), reverse=True):
        name = sheet.covering(row, column) or (sheet.covering(row, column - 1) if column > 1 else None)
        cells = [cell for place, cell in sheet.rows[row] if place > left]
        if name is not None and not cells and key_of(name.text) in reading.totals:
            first = row
            continue
        if name is None or key_of(name.text) in _NO_REGION or not any(is_figure(cell) for cell in cells):
            break
        if any(is_labelled(cell.text) for cell in cells) or _REGION_HEADS.fullmatch(tight(name.text)):
            break
        first = row
    return first


def is_figure(cell: Cell) -> bool:
    """True for a number, or text that is one, with a unit at most."""
    return cell.kind == "number" or bool(re.fullmatch(r"[(+-]?[\d,.]+[)%]?[人户个张元万亿]*", tight(cell.text)))


def _title_like(sheet: Sheet, row: int, start: int, left: int) -> bool:
    """True for rows of title, labels and remarks; only what stands in or right of the region's column counts."""
    cells = [(column, cell) for column, cell in sheet.rows.get(row, ()) if column >= start]
    if any(is_labelled(cell.text) for _, cell in cells) or all(is_note(cell.text) for _, cell in cells):
        return True
    if len(cells) != 1:
        return False
    column = cells[0][0]
    if column > left and (row - 1, column) in sheet.cells:
        return False
    narrow = any(top == row and first == column and first < last < sheet.width for top, first, _, last in sheet.merged)
    return column <= left or not narrow


def _head(sheet: Sheet, first: int, column: int, left: int) -> tuple[int, ...]:
    """The rows above the first line up to the title: at most five, with units and column numbers among them; blank
    rows may part them from the first line."""
    head: list[int] = []
    last = max((row for row in sheet.rows if first - _MOST_HEAD_ROWS <= row < first), default=first - 1)
    for row in range(last, max(0, last - _MOST_HEAD_ROWS), -1):
        if row not in sheet.rows or _title_like(sheet, row, column, left):
            break
        head.append(row)
    return tuple(reversed(head))


def head_word(cell: Cell | None) -> bool:
    """True for a head's word for the region or code column, as it comes again on the next printed page."""
    return cell is not None and bool(_REGION_HEADS.search(key_of(cell.text)) or _CODE_HEADS.search(key_of(cell.text)))

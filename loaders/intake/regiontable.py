"""A table of regions as value rows: each line's region, totals and subtotals, and the figures of its columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from config.model import Config, Region
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import Grid, is_figure, region_text
from loaders.intake.outcome import Told
from loaders.intake.report import Report
from loaders.intake.totals import TableLine
from loaders.intake.unknownregions import Naming, as_told, ask_of_region
from loaders.intake.words import is_note, key_of, tight

_PLAIN_SUBTOTALS = ("小计", "分计", "其中")
_AVERAGE = re.compile(r"(平均|均值|平均值|平均数|平均水平)$")
_OWN_SHARE = re.compile(r"(市本级|州本级|省本级|县本级|本级|市直|州直|省直|县直)$")


def read_lines(
    sheet: Sheet, grid: Grid, columns: set[int], within: str, told: Told, gazetteer: Gazetteer, report: Report
) -> list[TableLine]:
    """The lines of the table with the region of each; lines without figures, heads and remarks are passed over.

    `within` is the region of the title. Findings: region_unknown, region_ambiguous, region_mismatch (errors).
    """
    naming = Naming(sheet, within, _usual_level(sheet, grid, within, gazetteer), told, gazetteer, report)
    heads = {key_of(cell.text) for row in grid.head for column, cell in sheet.rows[row] if column <= grid.left}
    lines: list[TableLine] = []
    upper = ""
    for row, cells in sheet.rows.items():
        if row < grid.first:
            continue
        upper = _upper(sheet, grid, row, gazetteer) or upper
        filled = any(column in columns for column, _ in cells)
        name = _name_cell(sheet, grid, row)
        if _passed(sheet, row, name, heads, columns, report):
            continue
        code = sheet.at(row, grid.code_column) if grid.code_column else None
        if name is None and code is None:
            _note_nameless(sheet, row, columns, report)
            continue
        known = replace(naming, within=upper or within, report=report if filled else Report())
        line = _line(row, name, code, known)
        if line is not None and line.kind == "subtotal":
            line.region = line.region or upper
        elif line is not None and line.kind == "total":
            line.region = _upper(sheet, grid, row, gazetteer)
        if line is not None and (filled or line.kind == "region"):
            lines.append(line)
    return lines


def _name_cell(sheet: Sheet, grid: Grid, row: int) -> Cell | None:
    if not grid.name_column:
        return None
    own = sheet.at(row, grid.name_column) or sheet.covering(row, grid.name_column)
    upper = sheet.at(row, grid.upper_column) if grid.upper_column else None
    return (
        own
        or upper
        or next((cell for column, cell in sheet.rows[row] if column < grid.name_column and _is_word(cell)), None)
    )


def _is_word(cell: Cell) -> bool:
    return cell.kind == "text" and not re.search(r"\d", cell.text)


def _note_nameless(sheet: Sheet, row: int, columns: set[int], report: Report) -> None:
    """A line with figures but without a name or code is said, unless it only numbers the columns."""
    figures = [cell for column, cell in sheet.rows[row] if column in columns and is_figure(cell)]
    numbers = [int(cell.text) for cell in figures if re.fullmatch(r"\d{1,3}", cell.text.strip())]
    if figures and not (
        len(figures) > 1 and numbers == list(range(numbers[0], numbers[0] + len(figures)) if numbers else ())
    ):
        report.add("row_without_region", sheet.name, figures[0])


def _passed(sheet: Sheet, row: int, name: Cell | None, heads: set[str], columns: set[int], report: Report) -> bool:
    """True for remarks and for the head as it comes again on the next printed page; remarks with figures are noted."""
    first = sheet.rows[row][0][1]
    if is_note(first.text) or (name is not None and is_note(name.text)):
        if any(column in columns and cell.kind == "number" for column, cell in sheet.rows[row]):
            report.add("rows_skipped", sheet.name, first)
        return True
    return name is not None and key_of(name.text) in heads


def _usual_level(sheet: Sheet, grid: Grid, within: str, gazetteer: Gazetteer) -> str:
    """The level that most lines are of; it decides between a prefecture and a county of the same short name."""
    levels: Counter[str] = Counter()
    for row in sheet.rows:
        cell = sheet.at(row, grid.name_column)
        named = gazetteer.named(region_text(cell.text), within) if cell is not None and row >= grid.first else ()
        levels.update({region.level for region in named})
    return levels.most_common(1)[0][0] if levels else ""


def _upper(sheet: Sheet, grid: Grid, row: int, gazetteer: Gazetteer) -> str:
    cell = sheet.covering(row, grid.upper_column) if grid.upper_column else None
    named = gazetteer.named(region_text(cell.text)) if cell is not None else ()
    return named[0].code if len(named) == 1 else ""


def _line(row: int, name: Cell | None, code: Cell | None, naming: Naming) -> TableLine | None:
    cell = name or code
    if cell is None:
        return None
    text = tight(cell.text)
    summed = _sum_line(row, cell, naming.gazetteer.config)
    if summed is not None:
        return summed
    if _AVERAGE.search(text):
        naming.report.add("average_not_stored", naming.sheet.name, cell)
        return None
    region = _region(row, name, code, naming)
    if region is not None:
        return TableLine(row, "subtotal" if re.search(r"(小计|合计|总计|汇总)$", text) else "region", cell, region.code)
    if _OWN_SHARE.search(_unbracketed(text)):
        naming.report.add("own_share_not_stored", naming.sheet.name, cell)
        return TableLine(row, "own_share", cell)
    return None


def _sum_line(row: int, cell: Cell, config: Config) -> TableLine | None:
    """A line that sums others: a total, a subtotal, or a subtotal of one kind of region."""
    bare = _unbracketed(tight(cell.text))
    if _is_total(bare, config):
        return TableLine(row, "total", cell, partial=False)
    if bare in config.reading.subtotals or key_of(bare) in config.reading.subtotals:
        return TableLine(row, "subtotal", cell, of_kind=bare not in _PLAIN_SUBTOTALS)
    return None


def _unbracketed(text: str) -> str:
    return re.sub(r"[()（）]", "", text)


def _is_total(text: str, config: Config) -> bool:
    words = {*config.reading.totals, *(word for level in config.levels for word in level.total_words)}
    return text in words or key_of(text) in words


def _region(row: int, name: Cell | None, code: Cell | None, naming: Naming) -> Region | None:
    gazetteer, report, sheet = naming.gazetteer, naming.report, naming.sheet.name
    by_code = gazetteer.coded(code.text) if code is not None else None
    by_name = gazetteer.named(region_text(name.text), naming.within, naming.level) if name is not None else ()
    if name is not None and by_code is None:
        by_name = (*by_name, *gazetteer.namesakes(region_text(name.text), naming.level))
    if not by_name and name is not None and gazetteer.coded(name.text) is not None:
        by_code, by_name = gazetteer.coded(name.text), ()
        name = None
    if by_code is not None:
        if name is not None and by_name and by_code not in by_name:
            report.add("region_mismatch", sheet, name, code=code.text if code else "", other=by_code.name)
        return by_code
    if len(by_name) == 1:
        _note_former(naming, name, by_name[0])
        if code is not None and _looks_like_code(code.text):
            report.add("region_mismatch", sheet, code, code=code.text, other=by_name[0].name)
        return by_name[0]
    cell = name or code
    if cell is None or (not by_name and _OWN_SHARE.search(tight(cell.text))):
        return None
    answered, region = as_told(cell, naming)
    if not answered:
        ask_of_region(row, cell, by_name, naming)
    return region


def _looks_like_code(text: str) -> bool:
    return bool(re.fullmatch(r"\d{6}(\d{6})?", tight(text).replace(",", "")))


def _note_former(naming: Naming, name: Cell | None, region: Region) -> None:
    gazetteer = naming.gazetteer
    if name is not None and key_of(name.text) in gazetteer.former and key_of(name.text) != key_of(region.name):
        naming.report.add("region_former", naming.sheet.name, name, name=region.name, code=region.code)


def note_twice(lines: list[TableLine], gazetteer: Gazetteer, sheet: Sheet, report: Report) -> None:
    """Take lines whose region has one already out of the table; that is the error region_twice."""
    first: dict[str, TableLine] = {}
    kept: list[TableLine] = []
    for line in lines:
        other = first.setdefault(line.region, line) if line.region and line.kind != "own_share" else line
        if other is line or "total" in (line.kind, other.kind):
            kept.append(line)
            continue
        name = gazetteer.config.region[line.region].name
        report.add("region_twice", sheet.name, line.cell, name=name, where=other.cell.address)
    lines[:] = kept

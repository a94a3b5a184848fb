"""The columns of a table of regions: which figure each holds, by code, name, alias or the path of a grouped head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from config.model import Config, Form, Reading
from loaders.intake.cells import Cell, Sheet
from loaders.intake.grid import Grid
from loaders.intake.report import Report
from loaders.intake.slots import Slot, same_kind, scale_of, slot_of_indicator, slot_of_statistic
from loaders.intake.titleblock import TitleBlock
from loaders.intake.unitwords import bare_unit, is_strange_unit, split_units
from loaders.intake.words import bracket_parts, bracketed, key_of, tight, unfooted

TAIL_UNIT = re.compile(r"[/／,，:：]([^/／,，:：()（）]{1,6})$")


@dataclass(frozen=True)
class Head:
    """One column: its cell of the head, the texts from group to leaf, and the unit that the head prints.

    `dated` is the cell that says the period where another one names the figure.
    """

    column: int
    cell: Cell
    path: tuple[str, ...]
    unit: str = ""
    dated: Cell | None = None


@dataclass(frozen=True)
class Names:
    """The figures that columns may hold by the key of their names; derived ones are recognised but never stored."""

    slots: Mapping[str, tuple[Slot, ...]]
    derived: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)


def names_of_catalogue(config: Config) -> Names:
    """The indicators of the catalogue under name, alias and code."""
    slots: dict[str, list[Slot]] = {}
    for indicator in config.indicators:
        for name in {key_of(text) for text in (indicator.name, indicator.code, *indicator.aliases)}:
            slots.setdefault(name, []).append(slot_of_indicator(indicator))
    derived = frozenset(i.code for i in config.indicators if i.is_ratio or i.computed)
    return Names({name: tuple(found) for name, found in slots.items()}, derived)


def names_of_form(form: Form, config: Config) -> Names:
    """The figures of a published form with columns under label and alias, and their rows in the form."""
    slots: dict[str, list[Slot]] = {}
    places: dict[str, int] = {}
    for number, row in enumerate(form.rows):
        if row.statistic:
            places[row.statistic] = number
            for name in {key_of(text) for text in (row.label, *row.aliases, config.statistic[row.statistic].name)}:
                slots.setdefault(name, []).append(slot_of_statistic(config.statistic[row.statistic], row.unit))
    return Names({name: tuple(found) for name, found in slots.items()}, places=places)


def read_heads(sheet: Sheet, grid: Grid, reading: Reading) -> list[Head]:
    """The columns beside the region's with the texts of their head; columns without any text there are left out."""
    unit_rows = {row for row in grid.head if _is_unit_row(sheet, row, grid, reading)}
    titled = [row for row in grid.head if row not in unit_rows and not _is_number_row(sheet, row, grid)]
    heads = []
    for column in sorted({column for _, column in sheet.cells if column > grid.left}):
        cells = [cell for row in titled if (cell := _heading_cell(sheet, row, column, grid, titled)) is not None]
        distinct = [cell for place, cell in enumerate(cells) if cell not in cells[:place]]
        if distinct:
            unit = next((bare_unit(cell.text) for row in unit_rows if (cell := sheet.covering(row, column))), "")
            path = tuple(cell.text for cell in distinct)
            heads.append(Head(column, distinct[-1], path, unit or head_unit(path, reading)))
    return heads


def _is_unit_row(sheet: Sheet, row: int, grid: Grid, reading: Reading) -> bool:
    texts = [bare_unit(cell.text) for column, cell in sheet.rows.get(row, ()) if column > grid.left]
    return bool(texts) and sum(text in reading.units for text in texts) * 2 > len(texts)


def _is_number_row(sheet: Sheet, row: int, grid: Grid) -> bool:
    texts = [tight(cell.text) for column, cell in sheet.rows.get(row, ()) if column > grid.left]
    return all(re.fullmatch(r"\(?\d{1,3}\)?|[甲乙丙]", text) for text in texts)


def _heading_cell(sheet: Sheet, row: int, column: int, grid: Grid, titled: list[int]) -> Cell | None:
    """The cell of the head over a column; a group that was not merged (csv) reaches to the next one on its right."""
    cell = sheet.covering(row, column)
    if cell is not None or sheet.merged_in_row(row) or row == titled[-1] or sheet.covering(titled[-1], column) is None:
        return cell
    left = max((c for c, _ in sheet.rows.get(row, ()) if grid.left < c < column), default=0)
    return sheet.at(row, left) if left and sheet.covering(titled[-1], left) is not None else None


def head_unit(path: Iterable[str], reading: Reading) -> str:
    """The unit that the texts of a head print in brackets or behind a stroke; empty where they print none."""
    for text in reversed(tuple(path)):
        tail = TAIL_UNIT.search(unfooted(text))
        for inside in (*reversed(bracketed(text)), *bracket_parts(text), tail.group(1) if tail else ""):
            unit = bare_unit(inside)
            if unit in reading.units:
                return unit
    return ""


def with_units(
    heads: list[Head], slots: dict[int, Slot], sheet: Sheet, block: TitleBlock, reading: Reading, report: Report
) -> dict[int, Slot]:
    """The slots with the units that the file prints: in the head, in a row of units, or in one line for the table."""
    of_table = [unit for unit in split_units(block.unit) if unit in reading.units]
    fitted: dict[int, Slot] = {}
    for head in heads:
        slot = slots.get(head.column)
        if slot is None:
            continue
        unit = head.unit or next((unit for unit in of_table if same_kind(unit, slot.unit, reading)), "")
        if slot.role == "change_pct" and not (unit and same_kind(unit, slot.unit, reading)):
            fitted[head.column] = slot
            continue
        if head.unit and not (head.unit in reading.units and same_kind(head.unit, slot.unit, reading)) and slot.unit:
            rule = "unit_mismatch" if head.unit in reading.units else "unit_unknown"
            report.add(rule, sheet.name, head.cell, expected=slot.name, unit=head.unit, wanted=slot.unit)
            continue
        strange = strange_unit(head.path, reading)
        of_all = _strange_of_table(block, slot, reading) if not unit else ""
        if strange or of_all:
            cell = head.cell if strange else block.unit_cell
            report.add("unit_unknown", sheet.name, cell, expected=slot.name, unit=strange or of_all, wanted=slot.unit)
            continue
        fitted[head.column] = replace(slot, printed_unit=unit)
    return fitted


def strange_unit(path: Iterable[str], reading: Reading) -> str:
    """What stands in brackets in the head and looks like a unit but is none that is known (千人)."""
    return next((text for part in path for text in bracket_parts(part) if is_strange_unit(text, reading)), "")


def _strange_of_table(block: TitleBlock, slot: Slot, reading: Reading) -> str:
    """The unit of the table that nobody knows, where its base is that of the figure."""
    base = scale_of(slot.unit, reading)
    parts = (part for part in split_units(block.unit) if is_strange_unit(part, reading))
    return next((part for part in parts if base is not None and part.endswith(base[0])), "")

"""The sheets of ledgers (台账): recognised by their heads, read line by line as the configuration declares them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.model import Ledger, LedgerField, Reading
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.ledgercells import read_field
from loaders.intake.outcome import EntryRow
from loaders.intake.report import Report
from loaders.intake.words import is_note, key_of, listed, tight, without_brackets

_SEARCHED_ROWS = 20
_SEARCHED_COLUMNS = 80
_FEWEST = 3
_BRACKETS = re.compile(r"[（(\[【]([^）)\]】]*)[）)\]】]")
_SILENT = frozenset(listed("序号 编号 备注 说明 联系人 联系电话 电话"))


@dataclass(frozen=True)
class LedgerTable:
    """Which ledger a sheet holds, the row of its head, the column of each field, the columns nobody reads, and what
    the heads of fields say, by the field's code."""

    ledger: Ledger
    head: int
    columns: dict[str, int]
    others: dict[int, Cell]
    heads: dict[str, str]

    @property
    def missing(self) -> tuple[LedgerField, ...]:
        """The required fields that have no column."""
        return tuple(field for field in self.ledger.fields if field.required and field.code not in self.columns)


def find_ledger(sheet: Sheet, ledgers: tuple[Ledger, ...]) -> LedgerTable | None:
    """The ledger on the sheet: the one that it is named after, else the one with most heads in one row; the title's
    among them and at least three."""
    found = [
        table
        for row in sheet.rows
        if row <= _SEARCHED_ROWS
        for ledger in ledgers
        if (table := _table(sheet, row, ledger)) is not None
    ]
    return max(found, key=lambda table: (*_fit(sheet, table), -table.head), default=None)


def _fit(sheet: Sheet, table: LedgerTable) -> tuple[bool, int, int]:
    named = key_of(sheet.name) in {key_of(table.ledger.sheet), key_of(table.ledger.name)}
    return named and not table.missing, len(table.columns), -len(table.missing)


def _table(sheet: Sheet, row: int, ledger: Ledger) -> LedgerTable | None:
    heads = {key_of(head): field.code for field in ledger.fields for head in field.heads}
    passed = _SILENT | {key_of(field.shown_as) for field in ledger.fields}
    columns: dict[str, int] = {}
    others: dict[int, Cell] = {}
    said: dict[str, str] = {}
    for column in range(1, min(sheet.width, _SEARCHED_COLUMNS) + 1):
        cell = sheet.covering(row, column)
        key = key_of(without_brackets(cell.text)) if cell is not None else ""
        if cell is not None and heads.get(key, "") not in {"", *columns}:
            columns[heads[key]] = column
            said[heads[key]] = cell.text
        elif cell is not None and key not in passed:
            others[column] = cell
    if ledger.title_field not in columns or len(columns) < _FEWEST:
        return None
    return LedgerTable(ledger, row, columns, others, said)


def read_ledger(sheet: Sheet, table: LedgerTable, gazetteer: Gazetteer, report: Report) -> list[EntryRow]:
    """The lines below the head, without empty ones, remarks, section titles across the sheet, and the head repeated.

    Findings: ledger_not_read (warning) where a required column is missing; ledger_field_missing, ledger_date,
    ledger_month, ledger_quarter, ledger_percent, ledger_number, ledger_unit, ledger_decimals, ledger_milestones,
    ledger_choice, ledger_region_unknown, ledger_text_long, ledger_cell_fault (errors);
    ledger_line_twice, ledger_date_open (warnings); ledger_column_unknown (note).
    """
    if table.missing:
        names = "、".join(field.name for field in table.missing)
        report.add(
            "ledger_not_read", sheet.name, next(iter(sheet.rows[table.head]))[1], ledger=table.ledger.name, names=names
        )
        return []
    lines = list(_lines(sheet, table))
    for column, head in table.others.items():
        if any((row, column) in sheet.cells for row, _ in lines):
            report.add("ledger_column_unknown", sheet.name, head, ledger=table.ledger.name)
    entries = [_entry(sheet, row, cells, table, gazetteer, report) for row, cells in lines]
    _note_twice(entries, report)
    return entries


def _lines(sheet: Sheet, table: LedgerTable) -> Iterator[tuple[int, dict[str, Cell]]]:
    heads = {key_of(head) for field in table.ledger.fields for head in field.heads}
    for row in sheet.rows:
        own = {code for code, column in table.columns.items() if (row, column) in sheet.cells}
        cells = {
            code: cell
            for code, column in table.columns.items()
            if (cell := sheet.covering(row, column)) is not None and cell.text.strip()
        }
        title = cells.get(table.ledger.title_field)
        again = title is not None and key_of(without_brackets(title.text)) in heads
        across = len(cells) > 1 and len({cell.address for cell in cells.values()}) == 1
        remark = title is None and is_note(sheet.rows[row][0][1].text)
        if row > table.head and own & cells.keys() and not (again or across or remark):
            yield row, cells


def _entry(
    sheet: Sheet, row: int, cells: dict[str, Cell], table: LedgerTable, gazetteer: Gazetteer, report: Report
) -> EntryRow:
    fields: dict[str, str] = {}
    marks = gazetteer.config.reading.marks
    for field in table.ledger.fields:
        cell = cells.get(field.code)
        if cell is not None and (field.type == "text" or cell.text.strip() not in marks):
            printed = unit_in_head(table.heads[field.code], gazetteer.config.reading)
            text = read_field(cell, field, sheet.name, gazetteer, report, printed)
            fields.update({field.code: text} if text else {})
        elif field.required:
            report.add(
                "ledger_field_missing", sheet.name, _address(row, table.columns[field.code]), "", field=field.name
            )
    region = next((fields.pop(field.code, "") for field in table.ledger.fields if field.type == "region"), "")
    title = fields.pop(table.ledger.title_field, "")
    address = _address(row, table.columns[table.ledger.title_field])
    return EntryRow(table.ledger.code, title, region, fields, sheet.name, address)


def unit_in_head(head: str, reading: Reading) -> str:
    """The unit that a head says in brackets, such as 总投资（亿元）, where the configuration knows it; else empty."""
    said = (tight(part).removeprefix("单位:").removeprefix("单位：") for part in _BRACKETS.findall(head))
    return next((unit for unit in said if unit in reading.units), "")


def _address(row: int, column: int) -> str:
    return Cell(row, column, "text", "").address


def _note_twice(entries: list[EntryRow], report: Report) -> None:
    first: dict[tuple[str, str], EntryRow] = {}
    for entry in entries:
        again = first.setdefault((re.sub(r"\s", "", entry.title), entry.region_code), entry)
        if again is not entry:
            report.add("ledger_line_twice", entry.sheet, entry.cell, entry.title, where=again.cell)

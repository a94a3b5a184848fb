"""The sheet of a ledger: last quarter's open lines carried over, choices as lists, lines to add."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from config.model import Ledger, LedgerField
from config.wording import mark
from loaders.intake.outcome import EntryRow
from loaders.template.choices import Choices
from loaders.template.paper import HEAD_ROW, Paper, height_of
from loaders.template.validations import (
    asked_validation,
    day_validation,
    length_validation,
    list_validation,
    number_validation,
    percent_validation,
)

FIRST_ROW = HEAD_ROW + 1
_FEWEST_LINES, _FRESH_LINES = 15, 8
_WIDTHS = {
    **dict.fromkeys(("date", "month", "quarter", "region", "number"), 13.0),
    **{"percent": 12.0, "choice": 15.0, "milestones": 16.0},
}


@dataclass(frozen=True)
class Column:
    """A column of the sheet: a field to fill in, or (`before`) what last quarter's line says in it."""

    field: LedgerField
    before: bool = False

    @property
    def head(self) -> str:
        """What the head says, with the unit and whether it must be filled in."""
        if self.before:
            return self.field.shown_as
        unit = f"（{measured}）" if (measured := self.field.measured("zh_CN")) else ""
        return self.field.name + unit + ("\n（必填）" if self.field.required else "")

    @property
    def width(self) -> float:
        """How wide the column is, in characters."""
        return _WIDTHS.get(self.field.type) or (18.0 if self.field.longest <= 150 else 26.0)


def columns_of(ledger: Ledger) -> tuple[Column, ...]:
    """The columns in order; last quarter's text stands before the field that it is held against."""
    columns: list[Column] = []
    for field in ledger.fields:
        shown = [
            other for other in ledger.fields if other.shown_as and (other.shown_beside or other.code) == field.code
        ]
        columns += [*(Column(other, before=True) for other in shown), Column(field)]
    return tuple(columns)


def open_lines(paper: Paper, ledger: Ledger) -> tuple[EntryRow, ...]:
    """Last quarter's lines that are not closed; none at the beginning of the year where the ledger is yearly."""
    if ledger.yearly and paper.quarter.number == 1:
        return ()
    lines = (entry for entry in paper.earlier.entries if entry.ledger == ledger.code)
    return tuple(entry for entry in lines if not ledger.is_closed(entry.fields))


def add_ledger(paper: Paper, ledger: Ledger, choices: Choices) -> Worksheet:
    """Write the sheet with its carried lines and with lines to add."""
    columns, lines = columns_of(ledger), open_lines(paper, ledger)
    title = f"{paper.name}{paper.quarter_name}{ledger.name}台账"
    hints = (
        paper.say(mark("One line for each; a line that is not reported on is left out or emptied as a whole.")),
        paper.say(mark("Lines carried over from last quarter: {count}."), count=len(lines)) if lines else "",
    )
    sheet = paper.sheet(ledger.sheet, title, hints, 0, len(columns))
    last_row = FIRST_ROW + max(_FEWEST_LINES, len(lines) + _FRESH_LINES) - 1
    sheet.write_string(HEAD_ROW, 0, "序号", paper.style("head"))
    sheet.set_column(0, 0, 6)
    for place, column in enumerate(columns, 1):
        _write_head(paper, sheet, column, place)
        if not column.before:
            lists = _lists(paper, ledger, column.field, choices)
            rule = _validation(paper, column.field, lists, xl_rowcol_to_cell(FIRST_ROW, place))
            sheet.data_validation(FIRST_ROW, place, last_row, place, rule)
    for row in range(FIRST_ROW, last_row + 1):
        number = row - FIRST_ROW
        _write_line(paper, sheet, row, columns, lines[number] if number < len(lines) else None, ledger)
    _frame(sheet, last_row, len(columns))
    return sheet


def _write_head(paper: Paper, sheet: Worksheet, column: Column, place: int) -> None:
    style = paper.style("before_head" if column.before else "head")
    sheet.write_string(HEAD_ROW, place, column.head, style)
    sheet.set_column(place, place, column.width)


def _lists(paper: Paper, ledger: Ledger, field: LedgerField, choices: Choices) -> list[str] | str:
    """What the cells of a field choose from, if they do."""
    if field.type == "choice":
        return choices.source(f"{ledger.code}_{field.code}", [choice.name for choice in field.choices])
    if field.type == "region":
        return choices.source("regions", [region.name for region in paper.config.regions])
    return []


def _validation(paper: Paper, field: LedgerField, lists: list[str] | str, cell: str) -> dict[str, Any]:
    about, say = field.guide("zh_CN"), paper.say
    if field.type == "date":
        return day_validation(field.name, about, say)
    if field.type == "percent":
        return percent_validation(cell, field.most or 0.0, field.name, about, say)
    if field.type == "number":
        return number_validation(cell, field, field.name, about, say)
    if field.type in ("month", "quarter", "milestones"):
        return asked_validation(cell, field.name, about, say)
    if lists:
        return list_validation(lists, field.name, about, say, strict=field.type == "choice")
    return length_validation(field.longest, field.name, about, say)


def _write_line(
    paper: Paper, sheet: Worksheet, row: int, columns: tuple[Column, ...], entry: EntryRow | None, ledger: Ledger
) -> None:
    sheet.write_number(row, 0, row - FIRST_ROW + 1, paper.style("number"))
    texts = []
    for place, column in enumerate(columns, 1):
        shown = entry is not None and (column.before or column.field.carried)
        text = _text(paper, entry, column.field, ledger) if shown and entry is not None else ""
        texts.append((text, column.width))
        _write(sheet, (row, place), text, column, paper)
    sheet.set_row(row, height_of(texts, 2))


def _text(paper: Paper, entry: EntryRow, field: LedgerField, ledger: Ledger) -> str:
    """What last quarter's line says in a field, as people read it."""
    if field.code == ledger.title_field:
        return entry.title
    if field.type == "region":
        region = paper.config.region.get(entry.region_code)
        return region.name if region else ""
    text = entry.fields.get(field.code, "")
    names = {choice.code: choice.name for choice in field.choices}
    return f"{text}%" if text and field.type == "percent" else names.get(text, text)


def _write(sheet: Worksheet, place: tuple[int, int], text: str, column: Column, paper: Paper) -> None:
    name = "told_before" if column.before else "answer"
    more = {"num_format": "yyyy-mm-dd"} if column.field.type == "date" else {}
    if text and column.field.type == "number" and not column.before:
        sheet.write_number(*place, float(text), paper.style(name, num_format=_pattern(column.field)))
    elif text and more:
        sheet.write_datetime(*place, dt.datetime.fromisoformat(text), paper.style(name, **more))
    elif text:
        sheet.write_string(*place, text, paper.style(name))
    else:
        sheet.write_blank(*place, None, paper.style(name, **more))


def _pattern(field: LedgerField) -> str:
    return "#,##0" + ("." + "0" * field.decimals if field.decimals else "")


def _frame(sheet: Worksheet, last_row: int, last: int) -> None:
    sheet.set_row(HEAD_ROW, 34)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, last_row, last)
    sheet.fit_to_pages(1, 0)
    sheet.set_selection(FIRST_ROW, 1, FIRST_ROW, 1)

"""A statutory form as value rows: one region, the form's rows, the columns by their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.model import ColumnRole, Config, FormRow
from loaders.intake.agreement import check_changes, check_parts
from loaders.intake.cells import Cell, Sheet
from loaders.intake.outcome import ValueRow
from loaders.intake.panel import Line, Panel
from loaders.intake.report import Report
from loaders.intake.roles import period_of, role_of
from loaders.intake.slots import Slot, read_slot, same_kind, slot_of_statistic
from loaders.intake.versions import Match, labels_of
from loaders.intake.words import key_of, tight


@dataclass(frozen=True)
class Filing:
    """Whose form it is and of when (both may be empty while they are asked for), on which sheet."""

    sheet: Sheet
    region_code: str
    period: str
    monthly: bool


def read_rows_form(filing: Filing, panel: Panel, match: Match, config: Config, report: Report) -> list[ValueRow]:
    """The rows of one table of a statutory form, with the findings of its lines, columns and cells."""
    roles = _roles(filing, panel, report)
    rows: list[ValueRow] = []
    by_place: dict[int, ValueRow] = {}
    read: set[int] = set()
    for line, place in zip(panel.lines, match.places, strict=True):
        form_row = match.form.rows[place] if place is not None else None
        if form_row is None or not form_row.statistic:
            _note_unread(filing.sheet, line, roles, form_row, match, report)
            continue
        if place in read and line.values:
            report.add("row_twice", filing.sheet.name, line.code or line.label, name=form_row.label)
            continue
        of_line = list(_read_line(filing, line, form_row, roles, config, report))
        read.update([place] if line.values and place is not None else [])
        current = next((row for row in of_line if row.column_role == "current"), None)
        by_place.update([(place, current)] if current is not None and place is not None else [])
        check_changes(of_line, report)
        rows.extend(of_line)
    check_parts(match.form, by_place, config, report)
    return rows


def _roles(filing: Filing, panel: Panel, report: Report) -> dict[int, ColumnRole]:
    roles: dict[int, ColumnRole] = {}
    has_change = any(heading.word == "change_pct" for heading, _ in panel.headings.values())
    for column, (heading, cell) in panel.headings.items():
        role = role_of(heading, filing.period, filing.monthly, has_change)
        if role is not None and role not in roles.values():
            roles[column] = role
        elif heading.month is None or filing.period:
            _note_column(filing.sheet, panel, column, cell, report)
    for column, cell in panel.unknown.items():
        _note_column(filing.sheet, panel, column, cell, report)
    if "current" not in roles.values():
        report.add(
            "no_current_column", filing.sheet.name, filing.sheet.at(panel.head, panel.label_column or panel.code_column)
        )
    return roles


def _note_column(sheet: Sheet, panel: Panel, column: int, cell: Cell, report: Report) -> None:
    if any(column in line.values for line in panel.lines):
        report.add("column_role_unknown", sheet.name, cell)


def _note_unread(
    sheet: Sheet, line: Line, roles: dict[int, ColumnRole], row: FormRow | None, match: Match, report: Report
) -> None:
    """A line that the version does not know is named when it holds figures; nothing is left out silently."""
    if not any(column in line.values for column in roles):
        return
    cell = line.code or line.label
    if line.code is not None and row is None:
        known = [
            match.form.rows[n].official_code
            for n in labels_of(match.form).get(key_of(line.label.text if line.label else ""), ())
        ]
        report.add("code_unregistered", sheet.name, cell, form=match.form.title, nearest=known[0] if known else "—")
    else:
        report.add("row_unregistered", sheet.name, cell, form=match.form.title)


def _read_line(
    filing: Filing, line: Line, row: FormRow, roles: dict[int, ColumnRole], config: Config, report: Report
) -> Iterator[ValueRow]:
    slot = _slot(filing, line, row, config, report)
    for column, cell in line.values.items():
        if slot is None or column not in roles:
            continue
        role = roles[column]
        own = slot.as_change() if role == "change_pct" else replace(slot, role=role)
        about = period_of(role, filing.period) if filing.period else ""
        value = read_slot(cell, own, (filing.region_code, about, filing.sheet.name), config.reading, report)
        if value is not None:
            yield value


def _slot(filing: Filing, line: Line, row: FormRow, config: Config, report: Report) -> Slot | None:
    statistic = config.statistic[row.statistic]
    slot = slot_of_statistic(statistic, row.unit)
    code = row.official_code if line.code is not None else ""
    if (
        line.label is not None
        and line.code is not None
        and key_of(line.label.text) not in {key_of(text) for text in (row.label, *row.aliases)}
    ):
        report.add("label_differs", filing.sheet.name, line.label, code=code, label=row.label)
    printed = re.sub(r"^(计量)?单位[:：]", "", tight(line.unit.text)).strip("()") if line.unit is not None else ""
    if printed and line.unit is not None and not same_kind(printed, slot.unit, config.reading):
        rule = "unit_mismatch" if printed in config.reading.units else "unit_unknown"
        report.add(rule, filing.sheet.name, line.unit, expected=row.label, unit=printed, wanted=slot.unit)
        return None
    return replace(
        slot, name=tight(line.label.text) if line.label else row.label, printed_unit=printed, official_code=code
    )

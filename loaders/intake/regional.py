"""A file of tables by region: a division's workbook or a published table, from its recognised sheets to the intake."""

from __future__ import annotations

from config.model import Config, Form, Region
from loaders.intake.agreement import check_parts
from loaders.intake.columnroles import settle_roles
from loaders.intake.entries import entries_of
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.highlights import read_highlights
from loaders.intake.outcome import Ask, HighlightRow, Intake, Told, ValueRow
from loaders.intake.periods import Period
from loaders.intake.regiontable import note_twice, read_lines
from loaders.intake.regionvalues import read_values
from loaders.intake.report import Report
from loaders.intake.settling import settle_period
from loaders.intake.shares import check_fractions, check_shares
from loaders.intake.sheetperiods import periods_by_sheet
from loaders.intake.submitters import region_of_ledgers, submitter_of
from loaders.intake.tablecolumns import Table, recognise_table
from loaders.intake.tables import Found, Recognised
from loaders.intake.totals import check_totals, parent_of_lines, settle_totals


def read_regional(recognised: Recognised, told: Told, gazetteer: Gazetteer, config: Config, report: Report) -> Intake:
    """The rows of all tables by region, the highlight cases and the lines of ledgers.

    The period is asked for where nobody says it.
    """
    tables = [recognise_table(found, config, told, report) for found in recognised.regions]
    by_sheet = periods_by_sheet(tables, told, config.calendar)
    dated = _dated(tables)
    period = max(by_sheet.values()) if by_sheet else settle_period(recognised.blocks, told, config, report, dated)
    month = period.text if period else ""
    for table in tables:
        settle_roles(table, by_sheet.get(table.found.sheet.name, period), report)
        _read_lines(table, told, gazetteer, report)
    for panels in _side_by_side(tables):
        _settle_lines(panels, gazetteer, report)
    rows: list[ValueRow] = []
    for table in tables:
        own = by_sheet.get(table.found.sheet.name, period)
        rows.extend(_read_table(table, own.text if own else "", gazetteer, report))
    for table in tables:
        check_totals(table.lines, table.slots, _summed(config), gazetteer, report)
    missing: dict[str, Ask] = {"region_missing": "region", "period_missing": "period"}
    asks = tuple(ask for rule, ask in missing.items() if report.said(rule))
    title = next((block.title for _, block in recognised.blocks if block.title), "")
    kept = _once(rows, report)
    published = [table for table in tables if table.form is not None]
    if published and len(published) == len(tables) and not (recognised.highlights or recognised.ledgers):
        parent = _told_parent(published[0], told, gazetteer, report)
        return Intake("region_table", title, parent, parent, month, kept, asks=asks)
    region = region_of_ledgers(recognised, config)
    if region:
        entries = entries_of(recognised, region, period, gazetteer, report)
        return Intake("region_table", title, region, region, month, entries=entries, asks=asks)
    submitter = submitter_of(recognised, tables, config, report)
    cases = _cases(recognised, submitter, gazetteer, config, report)
    entries = entries_of(recognised, submitter, period, gazetteer, report)
    return Intake("division_workbook", title, submitter, "", month, kept, cases, entries, asks=asks)


def _dated(tables: list[Table]) -> list[Period]:
    """The periods with their years that columns or lines are dated with."""
    headings = [heading for table in tables for slot in table.slots.values() for heading in slot.headings]
    dates = [(heading.month, heading.word) for heading in headings if heading.month is not None]
    return [Period(year, month, word != "month") for (year, month), word in dates if year is not None and year > 0]


def _read_lines(table: Table, told: Told, gazetteer: Gazetteer, report: Report) -> None:
    sheet, grid = table.found.sheet, table.found.grid
    assert grid is not None
    columns = {head.column for head in table.heads}
    table.lines = read_lines(sheet, grid, columns, _within(table.found), told, gazetteer, report)


def _side_by_side(tables: list[Table]) -> list[list[Table]]:
    """The panels of a sheet that stand side by side with one total between them; every other table by itself."""
    on_sheet: dict[str, list[Table]] = {}
    for table in tables:
        on_sheet.setdefault(table.found.sheet.name, []).append(table)
    groups: list[list[Table]] = []
    for panels in on_sheet.values():
        places = {table.found.grid.left for table in panels if table.found.grid is not None}
        totals = sum(line.kind == "total" for table in panels for line in table.lines)
        groups.extend([panels] if len(places) == len(panels) and totals == 1 else [[table] for table in panels])
    return groups


def _settle_lines(panels: list[Table], gazetteer: Gazetteer, report: Report) -> None:
    sheet = panels[0].found.sheet
    settle_totals([line for table in panels for line in table.lines], gazetteer, sheet, report)
    for table in panels:
        note_twice(table.lines, gazetteer, sheet, report)
        table.parent = parent_of_lines(table.lines, gazetteer)


def _read_table(table: Table, month: str, gazetteer: Gazetteer, report: Report) -> list[ValueRow]:
    sheet, config = table.found.sheet, gazetteer.config
    rows = list(read_values(sheet, table.lines, table.slots, table.names.derived, month, config, report))
    current = any(slot.role == "current" for slot in table.slots.values())
    if (
        table.slots
        and not any(row.column_role == "current" or not current for row in rows)
        and not any(finding.sheet == sheet.name and finding.cell for finding in report.findings)
    ):
        report.add("no_values", sheet.name)
    _note_derived(table, report)
    check_fractions(rows, report)
    if table.form is not None:
        _check_form_parts(table, table.form, config, report)
    else:
        check_shares(rows, config, report)
    return rows


def _within(found: Found) -> str:
    named = [region for region, _ in (*found.block.regions, *found.block.title_regions, *found.block.source_regions)]
    return named[0].code if named else ""


def _summed(config: Config) -> frozenset[str]:
    return frozenset(i.code for i in config.indicators if i.roll_up == "sum" and not i.is_ratio) | frozenset(
        config.statistic
    )


def _note_derived(table: Table, report: Report) -> None:
    for head in table.heads:
        slot = table.slots.get(head.column)
        if slot is not None and slot.indicator in table.names.derived:
            report.add("column_derived", table.found.sheet.name, head.cell, name=slot.name)


def _check_form_parts(table: Table, form: Form, config: Config, report: Report) -> None:
    for line in table.lines:
        by_place = {
            table.names.places[row.indicator]: row for row in line.rows.values() if row.indicator in table.names.places
        }
        check_parts(form, by_place, config, report)


def _once(rows: list[ValueRow], report: Report) -> tuple[ValueRow, ...]:
    """Each figure once: the same value on two sheets is noted, different ones are an error at the second."""
    kept: dict[tuple[str, str, str, str], ValueRow] = {}
    for row in rows:
        key = (row.region_code, row.period, row.indicator, row.column_role)
        first = kept.setdefault(key, row)
        if first is not row:
            rule = "value_repeated" if (first.value, first.unit) == (row.value, row.unit) else "value_twice"
            report.add(rule, row.sheet, row.cell, row.read, where=f"{first.sheet}!{first.cell}", other=first.read)
    return tuple(kept.values())


def _told_parent(table: Table, told: Told, gazetteer: Gazetteer, report: Report) -> str:
    wanted: Region | None = gazetteer.coded(told.region_code) if told.region_code else None
    parent = gazetteer.config.region.get(table.parent)
    if told.region_code and wanted is None:
        report.add("region_unknown", read=told.region_code, nearest=gazetteer.nearest_code(told.region_code) or "—")
    if wanted is not None and parent is not None and wanted.code != parent.code:
        sheet, cell = table.found.sheet.name, table.lines[0].cell if table.lines else None
        shown = [f"{region.name}（{region.code}）" for region in (parent, wanted)]
        report.add("region_contradiction", sheet, cell, one=shown[0], other=shown[1], where="")
    return parent.code if parent else wanted.code if wanted else ""


def _cases(
    recognised: Recognised, submitter: str, gazetteer: Gazetteer, config: Config, report: Report
) -> tuple[HighlightRow, ...]:
    line = config.division[submitter].line if submitter in config.division else ""
    found = [(one.sheet, one.highlights) for one in recognised.highlights]
    return tuple(
        case for sheet, table in found if table for case in read_highlights(sheet, table, gazetteer, line, report)
    )

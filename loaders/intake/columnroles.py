"""What the columns of a table of regions are about, settled when the file's period is known."""

from __future__ import annotations

from dataclasses import replace

from config.model import ColumnRole
from loaders.intake.cells import Cell
from loaders.intake.periods import Period
from loaders.intake.report import Report
from loaders.intake.roles import Heading, role_of
from loaders.intake.slots import Slot
from loaders.intake.tablecolumns import Table, first_claims


def settle_roles(table: Table, period: Period | None, report: Report) -> None:
    """Give each column of the table its role; those that are about no period of the product are left out with a note.

    Findings: column_role_unknown (note), month_of_flow (warning), no_current_column, column_twice (errors).
    """
    monthly = "月报" in table.found.block.text
    settled: dict[int, Slot] = {}
    unread: set[Cell] = set()
    for head in table.heads:
        slot = table.slots.get(head.column)
        role = _role(slot, table, period, monthly) if slot is not None else None
        if slot is not None and role is not None:
            settled[head.column] = replace(slot, role=role)
            _doubt_month(settled[head.column], period, table, head.column, report)
        elif slot is not None and period is not None and head.column in table.filled:
            unread.add(head.dated or head.cell)
    for cell in sorted(unread, key=lambda cell: (cell.row, cell.column)):
        report.add("column_role_unknown", table.found.sheet.name, cell)
    left_out = len(settled) < len(table.slots)
    if period is not None and left_out and all(slot.role != "current" for slot in settled.values()):
        report.add("no_current_column", table.found.sheet.name, table.heads[0].cell)
    table.slots = first_claims(table, settled, report)


def _role(slot: Slot, table: Table, period: Period | None, monthly: bool) -> ColumnRole | None:
    """The role that all parts of the head give together: 上年同期 under 2025年9月 is that of the file's period."""
    said = [
        heading for other in table.slots.values() if other.indicator == slot.indicator for heading in other.headings
    ]
    has_change = any(heading.word == "change_pct" for heading in said)
    if not _fits_measure(slot, said, period):
        return None
    month = period.text if period else ""
    roles = {role_of(heading, month, monthly, has_change) for heading in slot.headings} - {"current"}
    if len(roles) > 1:
        return None
    return next(iter(roles)) if roles else "current"


def _fits_measure(slot: Slot, said: list[Heading], period: Period | None) -> bool:
    """A sum since January is no flow of a quarter, a month of a quarter's flow none of an earlier quarter, and beside
    a sum since January the month alone is not what a cumulative figure means."""
    words = {heading.word for heading in slot.headings}
    ends = {heading.month[1] for heading in slot.headings if heading.month is not None}
    if slot.measure == "flow" and "to_month" in words:
        return ends == {3} and period is not None and period.quarterly
    if slot.measure == "flow" and "month" in words and period is not None and period.quarterly:
        return ends == {period.month}
    return not (
        slot.measure == "ytd_cumulative" and "month" in words and any(heading.word == "to_month" for heading in said)
    )


def _doubt_month(slot: Slot, period: Period | None, table: Table, column: int, report: Report) -> None:
    of_month = any(heading.word == "month" for heading in slot.headings)
    if slot.measure == "flow" and of_month and period is not None and period.quarterly and column in table.filled:
        cell = next(head.cell for head in table.heads if head.column == column)
        report.add("month_of_flow", table.found.sheet.name, cell, name=slot.name)

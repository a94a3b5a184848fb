"""Whether printed figures agree: changes with their bases, parts with wholes, totals with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from config.model import Config, Form
from loaders.intake.formats import plain_text
from loaders.intake.outcome import ValueRow
from loaders.intake.report import Report
from loaders.intake.slots import in_unit, same_kind
from loaders.intake.versions import parents_of

_BASES = ("previous_quarter", "previous_month", "same_month_last_year")


def check_changes(rows: Sequence[ValueRow], report: Report) -> None:
    """Compare a printed change (环比, 同比) with the figures of its line; it must agree with one of the bases."""
    by_role = {row.column_role: row for row in rows if row.text}
    change, current = by_role.get("change_pct"), by_role.get("current")
    bases = [by_role[role] for role in _BASES if role in by_role and Decimal(by_role[role].text) > 0]
    if change is None or current is None or not bases:
        return
    if not any(_agrees(change, current, base) for base in bases):
        computed = (Decimal(current.text) / Decimal(bases[0].text) - 1) * 100
        figure = f"{computed:.2f}"
        report.add(
            "change_mismatch",
            change.sheet,
            change.cell,
            change.read,
            computed=figure,
            base=bases[0].read,
            current=current.read,
        )


def _agrees(change: ValueRow, current: ValueRow, base: ValueRow) -> bool:
    """True when the change can follow from figures that were rounded as they are printed."""
    low = (Decimal(current.text) - _half(current)) / (Decimal(base.text) + _half(base))
    high = (Decimal(current.text) + _half(current)) / max(Decimal(base.text) - _half(base), Decimal("1e-9"))
    slack = _half(change) * Decimal("1.01") + Decimal("1e-9")
    return (low - 1) * 100 - slack <= Decimal(change.text) <= (high - 1) * 100 + slack


def _half(row: ValueRow) -> Decimal:
    """Half a unit of the last printed decimal; whole numbers are exact."""
    decimals = len(row.text.partition(".")[2])
    return (
        Decimal(5).scaleb(-decimals - 1)
        if decimals
        else Decimal(0)
        if row.column_role != "change_pct"
        else Decimal("0.5")
    )


def check_parts(form: Form, rows: Mapping[int, ValueRow], config: Config, report: Report) -> None:
    """Warn where a row of the form is larger than the row above it in the tree; `rows` are by the form's row number."""
    parents = parents_of(form)
    for place, row in rows.items():
        parent = parents[place]
        whole = rows.get(parent) if parent is not None else None
        if whole is None or not row.text or not whole.text or row.measure != whole.measure:
            continue
        if same_kind(row.unit, whole.unit, config.reading):
            part = in_unit(Decimal(row.text), row.unit, whole.unit, config.reading)
            if part - _half(row) - _half(whole) > Decimal(whole.text):
                names = {"part": form.rows[place].label, "whole": form.rows[parent].label if parent is not None else ""}
                report.add(
                    "part_over_whole", row.sheet, row.cell, row.read, total=whole.read, where=whole.cell, **names
                )


def check_total(
    total: ValueRow, parts: Iterable[ValueRow], complete: bool, name: str, config: Config, report: Report
) -> None:
    """Compare a total with its rows; an incomplete list (其中) may only not be larger than the total."""
    counted = [part for part in parts if part.text]
    if not total.text or not counted or not all(same_kind(part.unit, total.unit, config.reading) for part in counted):
        return
    computed = sum((in_unit(Decimal(part.text), part.unit, total.unit, config.reading) for part in counted), Decimal(0))
    slack = _half(total) + sum((_half(part) for part in counted), Decimal(0))
    difference = computed - Decimal(total.text)
    if difference > slack or (complete and -difference > slack):
        figure = plain_text(computed.normalize() if computed else Decimal(0))
        report.add("total_mismatch", total.sheet, total.cell, total.read, computed=figure, name=name)

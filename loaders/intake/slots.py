"""What belongs in a cell, and whether what stands there fits: type, unit, sign, wholeness, range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from config.model import ColumnRole, Indicator, Reading, Statistic, Status
from loaders.intake.cells import Cell
from loaders.intake.numbers import Amount, read_amount
from loaders.intake.outcome import ValueRow
from loaders.intake.report import Report
from loaders.intake.roles import Heading
from loaders.intake.unitwords import bare_unit


@dataclass(frozen=True)
class Slot:
    """What a cell is to hold. `unit` is the catalogue's, `printed_unit` the file's (empty where it prints none).

    `headings` are what the head says of the period; they settle the role when the file's period is known.
    """

    indicator: str
    name: str
    measure: str
    unit: str
    printed_unit: str = ""
    whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    signed: bool = False
    role: ColumnRole = "current"
    official_code: str = ""
    headings: tuple[Heading, ...] = ()

    def as_change(self) -> Slot:
        """The slot of a percentage change of the same figure."""
        return replace(
            self, unit="%", printed_unit="%", whole=False, minimum=None, maximum=None, signed=True, role="change_pct"
        )


def slot_of_indicator(indicator: Indicator) -> Slot:
    """The slot of an indicator of the catalogue."""
    signed = indicator.minimum is not None and indicator.minimum < 0
    return Slot(
        indicator.code,
        indicator.name,
        indicator.measure,
        indicator.unit,
        whole=indicator.whole,
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        signed=signed,
    )


def slot_of_statistic(statistic: Statistic, unit: str = "") -> Slot:
    """The slot of a statistic of a published form, in the unit that the form's row prints."""
    return Slot(statistic.code, statistic.name, statistic.measure, unit or statistic.unit, whole=statistic.whole)


def scale_of(unit: str, reading: Reading) -> tuple[str, Decimal] | None:
    """(base unit, factor) of a unit, or None for one that the configuration does not know."""
    known = reading.units.get(unit)
    return (known[0], Decimal(str(known[1]))) if known else None


def same_kind(unit: str, other: str, reading: Reading) -> bool:
    """True when two units measure the same thing, so that one can be turned into the other."""
    if unit == other:
        return True
    one, two = scale_of(unit, reading), scale_of(other, reading)
    return one is not None and two is not None and one[0] == two[0]


def in_unit(number: Decimal, unit: str, wanted: str, reading: Reading) -> Decimal:
    """The number turned from its printed unit into another unit of the same kind; as it is where there is none."""
    if unit == wanted:
        return number
    one, two = scale_of(unit, reading), scale_of(wanted, reading)
    return number * one[1] / two[1] if one and two and one[0] == two[0] else number


def read_slot(cell: Cell, slot: Slot, place: tuple[str, str, str], reading: Reading, report: Report) -> ValueRow | None:
    """The value row of a filled cell, or None with a finding; `place` is (region code, period, sheet).

    A mark gives a row without a value. The number stays in the printed unit.
    """
    region_code, period, sheet = place
    beside = printed_unit(cell.beside.text) if cell.beside is not None and slot.role != "change_pct" else ""
    if beside and not _fits(beside, cell, slot, sheet, reading, report):
        return None
    slot = replace(slot, printed_unit=beside) if beside else slot
    amount = read_amount(cell, reading, slot.printed_unit or slot.unit)
    if amount.fault is not None:
        report.add(amount.fault, sheet, cell, expected=slot.name)
        return None
    unit = amount.unit or slot.printed_unit or slot.unit
    if amount.doubtful:
        report.add("mark_doubtful", sheet, cell, expected=slot.name)
    if amount.number is not None:
        _check(cell, amount, unit, slot, sheet, reading, report)
    value = float(amount.number) if amount.number is not None else None
    return ValueRow(
        region_code, period, slot.official_code, slot.indicator, slot.measure, slot.role, value, amount.text, unit,
        amount.status if amount.number is None else Status.REPORTED, sheet, cell.address, cell.text.strip(),
    )  # fmt: skip


def printed_unit(text: str) -> str:
    """The unit that a cell of units says, without its label and brackets; empty for a mark."""
    unit = bare_unit(text)
    return "" if re.fullmatch(r"[-—–―－/／无]*", unit) else unit


def _fits(unit: str, cell: Cell, slot: Slot, sheet: str, reading: Reading, report: Report) -> bool:
    if same_kind(unit, slot.unit, reading):
        return True
    rule = "unit_mismatch" if unit in reading.units else "unit_unknown"
    report.add(rule, sheet, cell.beside, expected=slot.name, unit=unit, wanted=slot.unit)
    return False


def _check(cell: Cell, amount: Amount, unit: str, slot: Slot, sheet: str, reading: Reading, report: Report) -> None:
    number = amount.number or Decimal(0)
    if unit and slot.unit and not same_kind(unit, slot.unit, reading):
        report.add("unit_mismatch", sheet, cell, expected=slot.name, unit=unit, wanted=slot.unit)
        return
    scaled = in_unit(number, unit, slot.unit, reading)
    minimum = None if slot.minimum is None else Decimal(str(slot.minimum))
    maximum = None if slot.maximum is None else Decimal(str(slot.maximum))
    if number < 0 and not slot.signed:
        report.add("negative", sheet, cell, expected=slot.name)
    elif minimum is not None and scaled < minimum:
        report.add("below_minimum", sheet, cell, expected=slot.name, limit=f"{slot.minimum:g}{slot.unit}")
    elif maximum is not None and scaled > maximum:
        report.add("above_maximum", sheet, cell, expected=slot.name, limit=f"{slot.maximum:g}{slot.unit}")
    base = scale_of(unit, reading) if slot.whole else None
    if slot.whole and number * (base[1] if base else 1) % 1:
        report.add("not_whole", sheet, cell, expected=slot.name, unit=base[0] if base else unit)

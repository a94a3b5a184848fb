"""Printed text to numbers: digits and separators of any width, percentages, brackets, units in the cell, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from config.model import Reading, Status
from loaders.intake.cells import Cell
from loaders.intake.formats import plain_text
from loaders.intake.words import narrow, tight

Fault = Literal["not_a_number", "date_not_number", "error_cell", "formula_not_calculated", "format_scaled"]

_NUMBER = re.compile(
    r"^(?P<sign>[+-]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d*)?(?P<power>[eE][+-]?\d{1,3})?(?P<unit>[^\d.,+\-].*)?$"
)
_LEADING_POINT = re.compile(r"^([+-]?)(?=\.\d)")
_PARTED = re.compile(r"\d\s+\d")
_DASHES = re.compile(r"[-‐‑‒–—―−─━ー﹣－]+")
_IN_BRACKETS = re.compile(r"^\(([^()]+)\)$")
_CURRENCY = re.compile(r"^([+-]?)[¥￥$]|^(?:人民币|RMB)")
_SPACED = re.compile(r"^[+-]?\d{1,3}(?:[ '’]\d{3})+(?:\.\d+)?$")
_REACH = 15
"""No figure of the department has more digits before the point; a workbook holds no more, either."""
_FINEST = -30


@dataclass(frozen=True)
class Amount:
    """What a cell says: a number with its canonical text and the unit printed in the cell, a mark, or a fault."""

    number: Decimal | None = None
    text: str = ""
    unit: str = ""
    status: Status = Status.REPORTED
    doubtful: bool = False
    fault: Fault | None = None


def read_amount(cell: Cell, reading: Reading, unit: str = "") -> Amount:
    """The amount of a filled cell; `unit` is the unit that the column expects and that the cell may repeat."""
    if cell.kind == "number" and cell.number is not None:
        return _stored(cell.number, cell, reading)
    if cell.kind == "text":
        return _mark(cell.text, reading) or _parsed(cell.text, reading, unit)
    faults: dict[str, Fault] = {"date": "date_not_number", "fault": "error_cell", "formula": "formula_not_calculated"}
    return Amount(fault=faults.get(cell.kind, "not_a_number"))


def _stored(number: Decimal, cell: Cell, reading: Reading) -> Amount:
    if number and not _FINEST <= number.adjusted() <= _REACH:
        return Amount(fault="not_a_number")
    if cell.scaled:
        return Amount(fault="format_scaled")
    shown = number * 100 if cell.percent else number
    text = plain_text(shown, cell.decimals)
    unit = "%" if cell.percent else cell.unit if cell.unit in reading.units else ""
    return Amount(Decimal(text), text, unit)


def _mark(text: str, reading: Reading) -> Amount | None:
    bare = text.strip()
    for spelling in (bare, tight(bare), "—" if _DASHES.fullmatch(tight(bare)) else ""):
        if spelling in reading.marks or spelling in reading.doubtful_marks:
            status = reading.marks.get(spelling, Status.NOT_REPORTED)
            return Amount(status=status, doubtful=spelling in reading.doubtful_marks)
    return None


def _parsed(text: str, reading: Reading, unit: str) -> Amount:
    bare = tight(text).lstrip("'’`")
    grouped = _SPACED.match(narrow(text).strip())
    if _PARTED.search(narrow(text)) and not grouped:
        return Amount(fault="not_a_number")
    bare = re.sub(r"(?<=\d)['’](?=\d{3})", "", bare) if grouped else bare
    bare, negative = _unbracketed(_CURRENCY.sub(r"\1", bare).rstrip("元") if _CURRENCY.match(bare) else bare)
    found = _NUMBER.match(_LEADING_POINT.sub(r"\g<1>0", bare))
    if found is None or (found["power"] and len(bare) > 40):
        return Amount(fault="not_a_number")
    printed_unit = _unit(found["unit"] or "", reading, unit)
    if printed_unit is None or len(found["digits"]) > 40:
        return Amount(fault="not_a_number")
    return _amount(found, negative, printed_unit)


def _unbracketed(bare: str) -> tuple[str, bool]:
    inside = _IN_BRACKETS.match(bare)
    return (inside.group(1), True) if inside else (bare, False)


def _unit(printed: str, reading: Reading, expected: str) -> str | None:
    """The unit printed in the cell; bare 万 and 亿 scale the expected unit; None for text that is no unit."""
    if not printed:
        return ""
    bare = printed.strip("()")
    if bare in reading.units or bare == tight(expected):
        return bare
    scaled = bare + tight(expected).lstrip("千万亿")
    return scaled if bare in ("千", "万", "亿") and scaled in reading.units else None


def _amount(found: re.Match[str], negative: bool, unit: str) -> Amount:
    digits = found["sign"].replace("+", "") + found["digits"].replace(",", "") + (found["rest"] or "").rstrip(".")
    number = Decimal(digits + (found["power"] or ""))
    if number and not _FINEST <= number.adjusted() <= _REACH:
        return Amount(fault="not_a_number")
    number = -number if negative else number
    decimals = len((found["rest"] or ".")[1:]) if not found["power"] else 0
    text = plain_text(number, decimals)
    return Amount(Decimal(text), text, unit)

"""What stands in a cell of a ledger as a figure: numbers in their unit, per cent, quarterly milestones."""

from __future__ import annotations

import re
from decimal import Decimal

from config.model import LedgerField, Reading
from loaders.intake.cells import Cell
from loaders.intake.formats import plain_text
from loaders.intake.numbers import read_amount
from loaders.intake.report import Report
from loaders.intake.slots import in_unit, same_kind, scale_of
from loaders.intake.words import tight

_QUARTER_WORD = re.compile(r"(?:第?[一二三四1-4]季度|[Qq][1-4])(?:末|底)?[:：]?")
_BETWEEN = re.compile(r"[/、,，;；|→]")
_SHARE = re.compile(r"\d+(?:\.\d+)?")
QUARTERS = 4
COUNTED = "个"
"""The unit of which 万 and 亿 are taken in a field without a unit of its own."""


def read_number(cell: Cell, field: LedgerField, printed: str, sheet: str, reading: Reading, report: Report) -> str:
    """The number in the field's unit as decimal text; `printed` is the unit that the column's head says, if any.

    Findings (errors): ledger_number for what is no number within its limits, ledger_unit for another unit,
    ledger_decimals for more decimals than are kept. Each leaves the text empty.
    """
    amount = read_amount(cell, reading, field.unit or COUNTED)
    unit = amount.unit or printed or field.unit
    told = {"field": field.name, "unit": field.unit or "—", "limits": limits_in_words(field)}
    if amount.number is None:
        report.add("ledger_number", sheet, cell, **told)
        return ""
    if field.unit and not same_kind(unit, field.unit, reading):
        report.add("ledger_unit", sheet, cell, field=field.name, unit=unit, wanted=field.unit or "—")
        return ""
    number = in_unit(amount.number, unit, field.unit or _base(unit, reading), reading)
    if number < Decimal(str(field.minimum)) or (field.most is not None and number > Decimal(str(field.most))):
        report.add("ledger_number", sheet, cell, **told)
        return ""
    if number != round(number, field.decimals):
        report.add("ledger_decimals", sheet, cell, field=field.name, decimals=field.decimals)
        return ""
    return plain_text(number)


def _base(unit: str, reading: Reading) -> str:
    """What a number is counted in where the field names no unit of its own: 3.6万户 is 36,000 户."""
    known = scale_of(unit, reading)
    return known[0] if known is not None else unit


def limits_in_words(field: LedgerField) -> str:
    """The limits of a number as a span: ≥ 0, or 0–300."""
    return f"≥ {field.minimum:g}" if field.most is None else f"{field.minimum:g}–{field.most:g}"


def read_percent(cell: Cell, field: LedgerField, reading: Reading) -> str:
    """Per cent as decimal text; 0.8 without a sign is refused, as it may mean 80 as well; empty if so."""
    amount = read_amount(cell, reading, "%")
    number = amount.number
    if number is None or amount.unit not in ("", "%") or not 0 <= number <= Decimal(str(field.most)):
        return ""
    if 0 < number < 1 and not amount.unit:
        return ""
    return f"{number.normalize():f}"


def read_milestones(cell: Cell) -> str:
    """Four quarterly milestones in per cent of the year's target, none below the one before, as `25/50/75/100`.

    Empty for anything else.
    """
    bare = _QUARTER_WORD.sub("", tight(cell.text)).replace("%", "")
    shares = [part for part in _BETWEEN.split(bare) if part]
    if len(shares) != QUARTERS or not all(_SHARE.fullmatch(share) for share in shares):
        return ""
    numbers = [Decimal(share) for share in shares]
    if numbers != sorted(numbers) or numbers[-1] > 100:
        return ""
    return "/".join(f"{number.normalize():f}" for number in numbers)

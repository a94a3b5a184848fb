"""What stands in a cell of a ledger as the text that is kept: texts, days, per cent, choices, regions."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

from config.model import LedgerField
from loaders.intake.cells import Cell
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.numbers import read_amount
from loaders.intake.report import Report
from loaders.intake.words import key_of, tight

_DAY = re.compile(r"^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:前|底前|之前)?$")
_COMPACT_DAY = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})(?:年|[-/.])(\d{1,2})月?份?(?:底|末|底前|末前|前)?$")


_PART = re.compile(
    r"^((?:19|20)\d{2})年?度?(?:第?([一二三四1-4])季度|(上半年)|下半年|年?底|年末|全年)(?:[末底]|之?前|底前)*$"
)
_OPEN = re.compile(r"(?:长期|持续|常态化?|立行立改|即知即改|全年|每季度?|每月)(?:坚持|推进|整改|开展|落实|执行|进行)?")
"""What stands in place of a day where a matter is meant to go on, or was mended at once."""


def read_field(cell: Cell, field: LedgerField, sheet: str, gazetteer: Gazetteer, report: Report) -> str:
    """The text of a filled cell as it is kept, or an empty one with a finding.

    Days are kept as 2026-12-31, per cent as decimal text, choices and regions by their codes.
    """
    if field.type == "date":
        rule = "ledger_date_open" if _OPEN.fullmatch(tight(cell.text)) else "ledger_date"
        return _told(read_day(cell), rule, cell, field, sheet, report)
    if field.type == "percent":
        return _told(_percent(cell, field, gazetteer), "ledger_percent", cell, field, sheet, report)
    if field.type == "choice":
        return _told(_choice(cell, field), "ledger_choice", cell, field, sheet, report)
    if field.type == "region":
        return _region(cell, sheet, gazetteer, report)
    return _text(cell, field, sheet, report)


def read_day(cell: Cell) -> str:
    """The day that a cell names, `2026-12-31`; a month, quarter or half of a year alone means its last day; empty for
    anything else."""
    if cell.date is not None:
        return cell.date.isoformat()
    bare = tight(cell.text)
    day = _DAY.match(bare) or _COMPACT_DAY.match(bare)
    month, part = _MONTH.match(bare), _PART.match(bare)
    try:
        if day is not None:
            return dt.date(int(day[1]), int(day[2]), int(day[3])).isoformat()
        if month is not None:
            last = calendar.monthrange(int(month[1]), int(month[2]))[1]
            return dt.date(int(month[1]), int(month[2]), last).isoformat()
        if part is not None:
            ends = 2 if part[3] else "一二三四".find(part[2] or "四") + 1 or int(part[2])
            return f"{part[1]}-{('03-31', '06-30', '09-30', '12-31')[ends - 1]}"
    except (ValueError, calendar.IllegalMonthError):
        return ""
    return ""


def _told(text: str, rule: str, cell: Cell, field: LedgerField, sheet: str, report: Report) -> str:
    if not text:
        choices = "、".join(choice.name for choice in field.choices)
        report.add(rule, sheet, cell, field=field.name, choices=choices, limit=f"{field.maximum:g}")
    return text


def _percent(cell: Cell, field: LedgerField, gazetteer: Gazetteer) -> str:
    """Per cent as decimal text; 0.8 without a sign is refused, as it may mean 80 as well as 0.8."""
    amount = read_amount(cell, gazetteer.config.reading, "%")
    number = amount.number
    if number is None or amount.unit not in ("", "%") or not 0 <= number <= Decimal(str(field.maximum)):
        return ""
    if 0 < number < 1 and not amount.unit:
        return ""
    return f"{number.normalize():f}"


def _choice(cell: Cell, field: LedgerField) -> str:
    said = key_of(cell.text)
    return next(
        (
            choice.code
            for choice in field.choices
            if said in {key_of(name) for name in (choice.name, choice.code, *choice.aliases)}
        ),
        "",
    )


def _region(cell: Cell, sheet: str, gazetteer: Gazetteer, report: Report) -> str:
    top = gazetteer.config.province.top
    level = gazetteer.config.region[top].level
    whole = {key_of(word) for known in gazetteer.config.levels if known.code == level for word in known.total_words}
    coded = gazetteer.coded(cell.text)
    named = gazetteer.named(cell.text, top) or gazetteer.mentioned(cell.text)
    if key_of(cell.text) in whole or coded is not None or len(named) == 1:
        return top if key_of(cell.text) in whole else coded.code if coded is not None else named[0].code
    report.add("ledger_region_unknown", sheet, cell, nearest=gazetteer.nearest(cell.text) or "—")
    return ""


def _text(cell: Cell, field: LedgerField, sheet: str, report: Report) -> str:
    text = cell.text.strip()
    if cell.kind in ("fault", "formula"):
        report.add("ledger_cell_fault", sheet, cell, field=field.name)
        return ""
    if len(text) > field.longest:
        report.add("ledger_text_long", sheet, cell, field=field.name, length=len(text), limit=field.longest)
        return ""
    return text

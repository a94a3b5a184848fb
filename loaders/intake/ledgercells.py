"""What stands in a cell of a ledger as the text that is kept: texts, days, months, quarters, choices, regions."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping

from config.model import LedgerField, Quarter
from loaders.intake.cells import Cell
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.ledgerfigures import read_milestones, read_number, read_percent
from loaders.intake.report import Report
from loaders.intake.words import key_of, tight

_DAY = re.compile(r"^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:前|底前|之前)?$")
_COMPACT_DAY = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})(?:年|[-/.])(\d{1,2})月?份?(?:底|末|底前|末前|前)?$")


_PART = re.compile(
    r"^((?:19|20)\d{2})年?度?(?:第?([一二三四1-4])季度|(上半年)|下半年|年?底|年末|全年)(?:[末底]|之?前|底前)*$"
)
_QUARTER = re.compile(r"(?:19|20)\d{2}Q[1-4]")
_OPEN = re.compile(r"(?:长期|持续|常态化?|立行立改|即知即改|全年|每季度?|每月)(?:坚持|推进|整改|开展|落实|执行|进行)?")
"""What stands in place of a day where a matter is meant to go on, or was mended at once."""

_RULES: Mapping[str, str] = {
    "date": "ledger_date",
    "month": "ledger_month",
    "quarter": "ledger_quarter",
    "percent": "ledger_percent",
    "milestones": "ledger_milestones",
    "choice": "ledger_choice",
}


def read_field(
    cell: Cell, field: LedgerField, sheet: str, gazetteer: Gazetteer, report: Report, printed: str = ""
) -> str:
    """The text of a filled cell as it is kept, or an empty one with a finding.

    Days are kept as 2026-12-31, months as 2026-12, quarters as 2026Q4, numbers and per cent as decimal text, milestones
    as 25/50/75/100, choices and regions by their codes. `printed` is the unit that the column's head says.
    """
    if field.type == "region":
        return _region(cell, sheet, gazetteer, report)
    if field.type == "text":
        return _text(cell, field, sheet, report)
    if field.type == "number":
        return read_number(cell, field, printed, sheet, gazetteer.config.reading, report)
    rule = _RULES[field.type]
    if field.type == "date" and _OPEN.fullmatch(tight(cell.text)):
        rule = "ledger_date_open"
    return _told(_said(cell, field, gazetteer), rule, cell, field, sheet, report)


def _said(cell: Cell, field: LedgerField, gazetteer: Gazetteer) -> str:
    if field.type == "percent":
        return read_percent(cell, field, gazetteer.config.reading)
    if field.type == "choice":
        return _choice(cell, field)
    if field.type == "milestones":
        return read_milestones(cell)
    day = read_day(cell)
    if field.type == "month":
        return day[:7]
    if field.type == "quarter":
        return _quarter(cell, day)
    return day


def _quarter(cell: Cell, day: str) -> str:
    """A quarter as 2026Q4: written so, in words, or as the one that holds a day or month."""
    bare = tight(cell.text).upper()
    if _QUARTER.fullmatch(bare):
        return bare
    return str(Quarter.of_month(day[:7])) if day else ""


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
        report.add(rule, sheet, cell, field=field.name, choices=choices, limit=f"{field.most or 0:g}")
    return text


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

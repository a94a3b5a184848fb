"""What cells let in as they are filled in: numbers within their limits and the marks, days, per cent, choices."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from config.model import LedgerField, Reading
from config.wording import Say, mark
from loaders.intake.ledgerfigures import limits_in_words
from loaders.intake.slots import Slot, scale_of
from loaders.template.paper import Paper

Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""
MARKS = ("—", "/", "无")
"""Marks that may be typed in place of a number: not reported, not applicable, and a third that intake asks about."""
_TITLE, _MESSAGE = 32, 255


def let_in_numbers(paper: Paper, sheet: Worksheet, area: Area, slot: Slot, about: str) -> None:
    """Check what is typed into an area, say `about` as a cell is chosen, and redden what was pasted wrong."""
    cell = xl_rowcol_to_cell(area[0], area[1])
    right = _is_right(cell, slot, paper.config.reading)
    wrong = paper.say(
        mark("{name}: a number {limits}, in {unit}. Without a figure write —, where it does not apply /."),
        name=slot.name,
        limits=limits_of(slot, paper.say),
        unit=slot.unit,
    )
    rule = {"validate": "custom", "value": f"={right}"}
    sheet.data_validation(*area, _with_words(rule, slot.name, about, wrong))
    mistaken = f"=AND(NOT(ISBLANK({cell})),NOT({right}))"
    sheet.conditional_format(*area, {"type": "formula", "criteria": mistaken, "format": paper.alarm})


def _is_right(cell: str, slot: Slot, reading: Reading) -> str:
    """The formula (without =) that is true for what may stand in the cell of a figure."""
    parts = [f"{cell}>={_lowest(slot):.15g}"]
    parts += [f"{cell}<={slot.maximum:.15g}"] if slot.maximum is not None else []
    base = scale_of(slot.unit, reading)
    parts += [f"{cell}=INT({cell})"] if slot.whole and (base is None or base[1] == 1) else []
    others = [f'{cell}="{each}"' for each in MARKS]
    others += [f"ISNUMBER(VALUE({cell}))"] if slot.unit == "%" else []
    return f"IF(ISNUMBER({cell}),AND({','.join(parts)}),OR({','.join(others)}))"


def _lowest(slot: Slot) -> float:
    return slot.minimum if slot.minimum is not None else 0.0


def limits_of(slot: Slot, say: Say) -> str:
    """What the number may be, in words."""
    low = f"{_lowest(slot):g}"
    if slot.maximum is not None:
        limits = say(mark("from {low} to {high}"), low=low, high=f"{slot.maximum:g}")
    else:
        limits = say(mark("of at least {low}"), low=low)
    return say(mark("{limits} (whole)"), limits=limits) if slot.whole else limits


def percent_validation(cell: str, maximum: float, name: str, about: str, say: Say) -> dict[str, Any]:
    """The validation of per cent in a ledger, for a range whose first cell is `cell`."""
    limit = f"{maximum:g}"
    wrong = say(mark("{name}: a percentage from 0 to {limit}, such as 75 or 75%."), name=name, limit=limit)
    right = f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={limit})"
    return _with_words({"validate": "custom", "value": right}, name, about, wrong)


def number_validation(cell: str, field: LedgerField, name: str, about: str, say: Say) -> dict[str, Any]:
    """The validation of a number in a ledger, for a range whose first cell is `cell`."""
    limits = limits_in_words(field)
    wrong = say(mark("{name}: a number {limits}, in {unit}."), name=name, limits=limits, unit=field.unit or "—")
    highest = "" if field.most is None else f",{cell}<={field.most:g}"
    right = f"=AND(ISNUMBER({cell}),{cell}>={field.minimum:g}{highest},{cell}=ROUND({cell},{field.decimals}))"
    return _with_words({"validate": "custom", "value": right}, name, about, wrong)


def asked_validation(cell: str, name: str, about: str, say: Say) -> dict[str, Any]:
    """The validation of what intake reads in several ways (months, quarters, milestones): it asks at most."""
    wrong = say(mark("{name}: {about}"), name=name, about=about)
    rule = {"validate": "custom", "value": f"=LEN({cell})<=60", "error_type": "warning"}
    return _with_words(rule, name, about, wrong)


def day_validation(name: str, about: str, say: Say) -> dict[str, Any]:
    """The validation of days; anything else is asked about and may stay, as intake reads days in words, too."""
    wrong = say(mark("{name}: a day such as 2026-12-31."), name=name)
    rule = {"validate": "date", "criteria": ">=", "value": dt.date(2000, 1, 1), "error_type": "warning"}
    return _with_words(rule, name, about, wrong)


def list_validation(source: list[str] | str, name: str, about: str, say: Say, *, strict: bool) -> dict[str, Any]:
    """The validation by a list; where it is not strict, other texts are asked about and may stay."""
    wrong = say(mark("{name}: choose one from the list."), name=name)
    rule = {"validate": "list", "source": source, "error_type": "stop" if strict else "warning"}
    return _with_words(rule, name, about, wrong)


def length_validation(longest: int, name: str, about: str, say: Say) -> dict[str, Any]:
    """The validation of a text by its length."""
    wrong = say(mark("{name}: at most {limit} characters."), name=name, limit=longest)
    return _with_words({"validate": "length", "criteria": "<=", "value": longest}, name, about, wrong)


def _with_words(rule: dict[str, Any], title: str, about: str, wrong: str) -> dict[str, Any]:
    words = {"input_title": _cut(title, _TITLE), "input_message": _cut(about, _MESSAGE)}
    return rule | words | {"error_title": _cut(title, _TITLE), "error_message": _cut(wrong, _MESSAGE)}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"

"""Cross-checks of the ledgers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.checks.references import TWICE_CODE, TWICE_NAME, place, twice, unknown
from config.draft import Draft
from config.files import Entry, repeated
from config.model import Division, Ledger, LedgerField
from config.problems import Problem
from config.wording import mark

UNKNOWN_FIELD = mark("The ledger has no field {value}.")
SHEET_NAME = mark("A sheet's name has 1 to 31 characters and none of []:*?/\\.")
TWICE_SHEET = mark("The sheet {value} stands twice; it is also in {other}.")
TITLE_FIELD = mark("The field that names a line is a text that must be filled in.")
CHOICES = mark("A field of the type choice has choices, and no other has.")
ONE_REGION = mark("A ledger has one region at most.")
CLOSED_FIELD = mark("A line is closed by a field of the type choice, percent, number or date.")
CLOSED_NEVER = mark("Nothing says when a line is closed: closed_values is empty.")
CLOSED_VALUE = mark("{value} is none of the values of that field.")
TWICE_HEAD = mark("The head {value} stands twice; it is also in {other}.")
SHOWN_BESIDE = mark("Only a field with shown_as is shown beside another.")
OF_TYPE = mark("The field {value} has to be of the type {type}.")
TOGETHER = mark("What was done and the target go together: done_field needs target_field.")
NO_MILESTONES = mark("Progress by milestones needs the field that holds them (milestones_field).")
NO_PROGRESS = mark("Time progress needs what was done: progress_field, or done_field with target_field.")
UNIT = mark("Only a number has a unit, decimals or a sum.")
LIMITS = mark("The maximum is not above the minimum.")
NO_REPORTER = mark("Nobody reports this ledger: reported_by is empty.")
NOT_DIVISIONS = mark("Divisions are named, but reported_by leaves divisions out.")
UNKNOWN_DIVISION = mark("There is no division {value}.")

_SHEET = re.compile(r"[^\[\]:*?/\\]{1,31}")


def check_ledgers(draft: Draft) -> Iterator[Problem]:
    """Codes, names and sheets stand once; fields that are named exist and fit; a head names one field."""
    yield from twice(draft.ledgers, "code", TWICE_CODE)
    yield from twice(draft.ledgers, "name", TWICE_NAME)
    yield from twice(draft.ledgers, "sheet", TWICE_SHEET)
    for entry in draft.ledgers:
        fields = [Entry(entry.file, f"fields[{n}]", field) for n, field in enumerate(entry.it.fields, 1)]
        if not _SHEET.fullmatch(entry.it.sheet):
            yield entry.fault("sheet", SHEET_NAME)
        yield from twice(fields, "code", TWICE_CODE)
        yield from _heads(fields)
        yield from _named(entry)
        yield from _reckoned(entry)
        yield from _reporters(entry, draft)
        for field in fields:
            yield from _field(field, entry.it)
        regions = [field for field in fields if field.it.type == "region"]
        yield from (again.fault("type", ONE_REGION) for again in regions[1:])


def _heads(fields: list[Entry[LedgerField]]) -> Iterator[Problem]:
    heads = ((head, field) for field in fields for head in (*field.it.heads, *filter(None, (field.it.shown_as,))))
    for value, first, again in repeated(heads):
        yield again.fault("aliases", TWICE_HEAD, value=value, other=place(first))


def _named(entry: Entry[Ledger]) -> Iterator[Problem]:
    ledger = entry.it
    yield from unknown(entry, "title_field", [ledger.title_field], ledger.field, UNKNOWN_FIELD)
    yield from unknown(entry, "listed", ledger.listed, ledger.field, UNKNOWN_FIELD)
    yield from unknown(entry, "closed_field", [ledger.closed_field], ledger.field, UNKNOWN_FIELD)
    title, closed = ledger.field.get(ledger.title_field), ledger.field.get(ledger.closed_field)
    if title is not None and (title.type != "text" or not title.required):
        yield entry.fault("title_field", TITLE_FIELD)
    if closed is not None:
        yield from _closed(entry, closed)


def _closed(entry: Entry[Ledger], closed: LedgerField) -> Iterator[Problem]:
    ledger = entry.it
    if closed.type not in ("choice", "percent", "number", "date"):
        yield entry.fault("closed_field", CLOSED_FIELD)
        return
    if not ledger.closed_values and closed.type != "date" and closed.code != ledger.done_field:
        yield entry.fault("closed_values", CLOSED_NEVER)
    known = {choice.code for choice in closed.choices}
    for number, value in enumerate(entry.it.closed_values, 1):
        figure = closed.type != "date" and re.fullmatch(r"\d+(\.\d+)?", value)
        if not (value in known if closed.type == "choice" else figure):
            yield entry.fault(f"closed_values[{number}]", CLOSED_VALUE, value=value)


_TYPES = {
    "progress_field": "percent",
    "done_field": "number",
    "target_field": "number",
    "milestones_field": "milestones",
    "due_field": "date",
}
"""The keys of a ledger that name a field, and the type that this field must have."""


def _reckoned(entry: Entry[Ledger]) -> Iterator[Problem]:
    """How progress, time progress and due dates are reckoned."""
    ledger = entry.it
    for key, kind in _TYPES.items():
        code = getattr(ledger, key)
        yield from unknown(entry, key, [code], ledger.field, UNKNOWN_FIELD)
        if code in ledger.field and ledger.field[code].type != kind:
            yield entry.fault(key, OF_TYPE, value=code, type=kind)
    if bool(ledger.done_field) != bool(ledger.target_field):
        yield entry.fault("done_field", TOGETHER)
    if ledger.time_progress != "none" and not (ledger.progress_field or ledger.done_field):
        yield entry.fault("time_progress", NO_PROGRESS)
    if ledger.time_progress == "milestones" and not ledger.milestones_field:
        yield entry.fault("time_progress", NO_MILESTONES)


def _reporters(entry: Entry[Ledger], draft: Draft) -> Iterator[Problem]:
    ledger = entry.it
    if not ledger.reported_by:
        yield entry.fault("reported_by", NO_REPORTER)
    elif ledger.divisions and "divisions" not in ledger.reported_by:
        yield entry.fault("divisions", NOT_DIVISIONS)
    known = draft.codes(Division, draft.divisions)
    yield from unknown(entry, "divisions", ledger.divisions, known, UNKNOWN_DIVISION)


def _field(field: Entry[LedgerField], ledger: Ledger) -> Iterator[Problem]:
    if (field.it.type == "choice") != bool(field.it.choices):
        yield field.fault("choices", CHOICES)
    choices = [Entry(field.file, f"{field.key}.choices[{n}]", choice) for n, choice in enumerate(field.it.choices, 1)]
    yield from twice(choices, "code", TWICE_CODE)
    names = ((name, choice) for choice in choices for name in (choice.it.name, *choice.it.aliases))
    for value, first, again in repeated(names):
        yield again.fault("name", TWICE_NAME, value=value, other=place(first))
    if field.it.type != "number" and (field.it.unit or field.it.decimals or field.it.summed):
        yield field.fault("unit", UNIT)
    if field.it.most is not None and field.it.most <= field.it.minimum:
        yield field.fault("maximum", LIMITS)
    yield from unknown(field, "shown_beside", [field.it.shown_beside], ledger.field, UNKNOWN_FIELD)
    if field.it.shown_beside and not field.it.shown_as:
        yield field.fault("shown_beside", SHOWN_BESIDE)

"""Cross-checks of the ledgers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.checks.references import TWICE_CODE, TWICE_NAME, place, twice, unknown
from config.draft import Draft
from config.files import Entry, repeated
from config.model import Ledger, LedgerField
from config.problems import Problem
from config.wording import mark

UNKNOWN_FIELD = mark("The ledger has no field {value}.")
SHEET_NAME = mark("A sheet's name has 1 to 31 characters and none of []:*?/\\.")
TWICE_SHEET = mark("The sheet {value} stands twice; it is also in {other}.")
TITLE_FIELD = mark("The field that names a line is a text that must be filled in.")
CHOICES = mark("A field of the type choice has choices, and no other has.")
ONE_REGION = mark("A ledger has one region at most.")
CLOSED_FIELD = mark("A line is closed by a field of the type choice or percent.")
CLOSED_VALUE = mark("{value} is none of the values of that field.")
TWICE_HEAD = mark("The head {value} stands twice; it is also in {other}.")
SHOWN_BESIDE = mark("Only a field with shown_as is shown beside another.")

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
    yield from unknown(entry, "closed_field", [ledger.closed_field], ledger.field, UNKNOWN_FIELD)
    title, closed = ledger.field.get(ledger.title_field), ledger.field.get(ledger.closed_field)
    if title is not None and (title.type != "text" or not title.required):
        yield entry.fault("title_field", TITLE_FIELD)
    if closed is not None:
        yield from _closed(entry, closed)


def _closed(entry: Entry[Ledger], closed: LedgerField) -> Iterator[Problem]:
    if closed.type not in ("choice", "percent"):
        yield entry.fault("closed_field", CLOSED_FIELD)
        return
    known = {choice.code for choice in closed.choices}
    for number, value in enumerate(entry.it.closed_values, 1):
        if not (value in known if closed.type == "choice" else re.fullmatch(r"\d+(\.\d+)?", value)):
            yield entry.fault(f"closed_values[{number}]", CLOSED_VALUE, value=value)


def _field(field: Entry[LedgerField], ledger: Ledger) -> Iterator[Problem]:
    if (field.it.type == "choice") != bool(field.it.choices):
        yield field.fault("choices", CHOICES)
    choices = [Entry(field.file, f"{field.key}.choices[{n}]", choice) for n, choice in enumerate(field.it.choices, 1)]
    yield from twice(choices, "code", TWICE_CODE)
    names = ((name, choice) for choice in choices for name in (choice.it.name, *choice.it.aliases))
    for value, first, again in repeated(names):
        yield again.fault("name", TWICE_NAME, value=value, other=place(first))
    yield from unknown(field, "shown_beside", [field.it.shown_beside], ledger.field, UNKNOWN_FIELD)
    if field.it.shown_beside and not field.it.shown_as:
        yield field.fault("shown_beside", SHOWN_BESIDE)

"""Cross-checks of schemes: force, sums, bands and the references of sections; items are in config.checks.items."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from config.checks.items import check_item
from config.checks.references import TWICE_CODE, TWICE_NAME, UNKNOWN_GROUP, twice, unknown
from config.draft import Draft
from config.files import Entry
from config.model import Band, Model, PeerGroup, Scheme, SchemeItem
from config.problems import Problem
from config.wording import mark

TURNED = mark("The scheme ends in {last}, before it begins in {first}.")
OVERLAP = mark("The schemes {value} and {other} are in force in the same quarter.")
SECTION_SUM = mark("The full marks are {stated}, but the items add up to {added}.")
SCHEME_SUM = mark("The full marks are {stated}, but the sections add up to {added}.")
TOTAL_RESERVED = mark("The code total is kept for the whole scheme.")
NO_GROUPS = mark("A scheme needs at least one peer group.")
NO_BANDS = mark("A scheme needs at least one band.")
BAND_ORDER = mark("Bands run from high to low; {value} is not below {before}.")
BAND_FLOOR = mark("The lowest band must start at 0 or below, found {found}.")
BAND_CEILING = mark("The band starts at {found}, above the full marks {full_marks}.")


def check_schemes(draft: Draft) -> Iterator[Problem]:
    """Each scheme is sound in itself, and no two are in force at once."""
    yield from twice(draft.schemes, "code", TWICE_CODE)
    yield from _force(draft.schemes)
    for entry in draft.schemes:
        yield from _references(draft, entry)
        yield from _sums(entry)
        yield from _nodes(entry)
        yield from _bands(entry)
        for item in items_of(entry):
            yield from check_item(draft, entry.it.groups, item)
    for file, data in draft.files.unread(Scheme):
        for item in _readable_items(file, data):
            yield from check_item(draft, _texts(data.get("groups")), item)


def items_of(entry: Entry[Scheme]) -> Iterator[Entry[SchemeItem]]:
    """The items of a scheme with their places."""
    for s, section in enumerate(entry.it.sections, 1):
        for i, item in enumerate(section.items, 1):
            yield Entry(entry.file, f"sections[{s}].items[{i}]", item)


def _readable_items(file: str, data: dict[str, Any]) -> Iterator[Entry[SchemeItem]]:
    """The sound items of a scheme that cannot be read as a whole, so that their faults are told as well."""
    for s, section in enumerate(_tables(data.get("sections")), 1):
        for i, item in enumerate(_tables(section.get("items")), 1):
            try:
                yield Entry(file, f"sections[{s}].items[{i}]", SchemeItem.model_validate(item))
            except ValidationError:
                continue


def _tables(value: object) -> list[dict[str, Any]]:
    return [member if isinstance(member, dict) else {} for member in value] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _force(schemes: list[Entry[Scheme]]) -> Iterator[Problem]:
    for entry in schemes:
        if entry.it.valid_to and entry.it.valid_to < entry.it.valid_from:
            yield entry.fault("valid_to", TURNED, first=entry.it.valid_from, last=entry.it.valid_to)
    ordered = sorted(schemes, key=lambda entry: entry.it.valid_from)
    for earlier, later in pairwise(ordered):
        if not earlier.it.valid_to or earlier.it.valid_to >= later.it.valid_from:
            yield later.fault("valid_from", OVERLAP, value=earlier.it.code, other=later.it.code)


def _references(draft: Draft, entry: Entry[Scheme]) -> Iterator[Problem]:
    yield from unknown(entry, "groups", entry.it.groups, draft.codes(PeerGroup, draft.groups), UNKNOWN_GROUP)
    if not entry.it.groups:
        yield entry.fault("groups", NO_GROUPS)


def _sums(entry: Entry[Scheme]) -> Iterator[Problem]:
    scheme = entry.it
    for number, section in enumerate(scheme.sections, 1):
        added = math.fsum(item.full_marks for item in section.items)
        if not math.isclose(added, section.full_marks, abs_tol=1e-9):
            key = f"sections[{number}].full_marks"
            yield entry.fault(key, SECTION_SUM, stated=f"{section.full_marks:g}", added=f"{added:g}")
    added = math.fsum(section.full_marks for section in scheme.sections)
    if not math.isclose(added, scheme.full_marks, abs_tol=1e-9):
        yield entry.fault("full_marks", SCHEME_SUM, stated=f"{scheme.full_marks:g}", added=f"{added:g}")


def _nodes(entry: Entry[Scheme]) -> Iterator[Problem]:
    sections = (Entry[Model](entry.file, f"sections[{n}]", section) for n, section in enumerate(entry.it.sections, 1))
    nodes: list[Entry[Model]] = [*sections, *(Entry[Model](i.file, i.key, i.it) for i in items_of(entry))]
    yield from twice(nodes, "code", TWICE_CODE)
    for node in nodes:
        if getattr(node.it, "code", "") == "total":
            yield node.fault("code", TOTAL_RESERVED)


def _bands(entry: Entry[Scheme]) -> Iterator[Problem]:
    bands = [Entry(entry.file, f"bands[{n}]", band) for n, band in enumerate(entry.it.bands, 1)]
    if not bands:
        yield entry.fault("bands", NO_BANDS)
        return
    yield from twice(bands, "code", TWICE_CODE)
    yield from twice(bands, "name", TWICE_NAME)
    yield from _steps(bands)
    if bands[0].it.at_least > entry.it.full_marks:
        yield bands[0].fault("at_least", BAND_CEILING, found=bands[0].it.at_least, full_marks=entry.it.full_marks)
    if bands[-1].it.at_least > 0:
        yield bands[-1].fault("at_least", BAND_FLOOR, found=bands[-1].it.at_least)


def _steps(bands: list[Entry[Band]]) -> Iterator[Problem]:
    for higher, lower in pairwise(bands):
        if lower.it.at_least >= higher.it.at_least:
            yield lower.fault("at_least", BAND_ORDER, value=lower.it.at_least, before=higher.it.at_least)

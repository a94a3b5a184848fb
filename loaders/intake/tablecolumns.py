"""A table of regions with its columns recognised: against the catalogue or against a published form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from config.model import Config, Form
from loaders.intake.cells import Cell
from loaders.intake.headnames import match_heads
from loaders.intake.heads import (
    Head,
    Names,
    names_of_catalogue,
    names_of_form,
    note_unknown_columns,
    read_heads,
    with_units,
)
from loaders.intake.report import Report
from loaders.intake.slots import Slot
from loaders.intake.tables import Found
from loaders.intake.totals import TableLine
from loaders.intake.words import tight


@dataclass
class Table:
    """One table with its columns recognised; form is the published form, or None for the catalogue."""

    found: Found
    heads: list[Head]
    slots: dict[int, Slot]
    names: Names
    form: Form | None
    parent: str = ""
    lines: list[TableLine] = field(default_factory=list)


def recognise_table(found: Found, config: Config, report: Report) -> Table:
    """The table with the figure of each column, read as whatever names most of them.

    Findings: column_unknown (warning); column_twice, no_column_recognised, unit_unknown, unit_mismatch (errors).
    """
    assert found.grid is not None
    heads = read_heads(found.sheet, found.grid, config.reading)
    choices: list[tuple[Form | None, Names]] = [(None, names_of_catalogue(config))]
    marked = [form for form in config.forms if form.layout == "columns" and _is_marked(form, found, heads)]
    choices += [(form, names_of_form(form, config)) for form in marked]
    form, names = max(choices, key=lambda choice: len(match_heads(heads, choice[1], config.reading)))
    matched = match_heads(heads, names, config.reading)
    slots = with_units(heads, matched, found.sheet, found.block, config.reading, report)
    filled = {column for row, column in found.sheet.cells if row >= found.grid.first}
    note_unknown_columns(heads, matched, names, found.sheet, filled, report)
    if not matched:
        report.add("no_column_recognised", found.sheet.name, heads[0].cell if heads else None)
    return Table(found, heads, _single(heads, slots, found, report), names, form)


def _is_marked(form: Form, found: Found, heads: Sequence[Head]) -> bool:
    text = found.block.text + tight(found.sheet.name) + "".join(tight(text) for head in heads for text in head.path)
    return not form.markers or any(tight(marker) in text for marker in form.markers)


def _single(heads: list[Head], slots: dict[int, Slot], found: Found, report: Report) -> dict[int, Slot]:
    """Two columns that claim the same figure are an error at the second."""
    cells = {head.column: head.cell for head in heads}
    first: dict[tuple[str, str], Cell] = {}
    single: dict[int, Slot] = {}
    for column, slot in slots.items():
        if (slot.indicator, slot.role) in first:
            report.add(
                "column_twice",
                found.sheet.name,
                cells[column],
                where=first[slot.indicator, slot.role].address,
                name=slot.name,
            )
            continue
        first[slot.indicator, slot.role] = cells[column]
        single[column] = slot
    return single

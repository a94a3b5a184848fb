"""A table of regions with its columns recognised: against the catalogue or against a published form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from config.model import Config, Form
from loaders.intake.cells import Cell
from loaders.intake.headnames import match_heads
from loaders.intake.heads import (
    Head,
    Names,
    head_unit,
    names_of_catalogue,
    names_of_form,
    read_heads,
    strange_unit,
    with_units,
)
from loaders.intake.outcome import Told
from loaders.intake.report import Report
from loaders.intake.roles import read_heading
from loaders.intake.slots import Slot
from loaders.intake.tables import Found
from loaders.intake.totals import TableLine
from loaders.intake.unitnotes import check_unit_notes
from loaders.intake.unknownheads import as_told, ask_of_heads, note_headless
from loaders.intake.words import key_of, tight

_SHORTEST_NAME = 3


@dataclass
class Table:
    """One table with its columns recognised; form is the published form, or None for the catalogue.

    `filled` are the columns that hold anything below their heads.
    """

    found: Found
    heads: list[Head]
    slots: dict[int, Slot]
    names: Names
    form: Form | None
    filled: set[int]
    parent: str = ""
    lines: list[TableLine] = field(default_factory=list)


def recognise_table(found: Found, config: Config, told: Told, report: Report) -> Table:
    """The table with the figure of each column, read as whatever names most of them.

    What nobody knows is taken as it was told, or asked. Findings: column_unknown, meaning_unknown (warnings),
    meaning_applied (note), no_column_recognised, unit_unknown, unit_mismatch, unit_contradiction (errors).
    """
    assert found.grid is not None
    heads = list(found.heads) or read_heads(found.sheet, found.grid, config.reading)
    form, names = _best(found, heads, config)
    matched = match_heads(heads, names, config.reading)
    if not matched:
        heads = _titled(heads, names, found, config, report)
        matched = match_heads(heads, names, config.reading)
    heads = _led(heads, matched)
    matched = match_heads(heads, names, config.reading)
    filled = {column for row, column in found.sheet.cells if row >= found.grid.first}
    open_heads = [head for head in heads if head.column not in matched and head.column in filled]
    answered = as_told(open_heads, found.sheet, config, form, told, report)
    matched |= {column: slot for column, slot in answered.items() if slot is not None}
    slots = with_units(heads, matched, found.sheet, found.block, config.reading, report)
    check_unit_notes(found.block.remarks, found.sheet.name, heads, slots, config.reading, report)
    note_headless(found.sheet, found.grid, heads, report)
    left = [head for head in open_heads if head.column not in answered]
    ask_of_heads(left, names, found.sheet, found.grid, config.reading, report)
    if not matched and not answered and (heads or found.grid.head):
        report.add("no_column_recognised", found.sheet.name, heads[0].cell if heads else None)
    return Table(found, heads, slots, names, form, filled)


def _best(found: Found, heads: list[Head], config: Config) -> tuple[Form | None, Names]:
    choices: list[tuple[Form | None, Names]] = [(None, names_of_catalogue(config))]
    marked = [form for form in config.forms if form.layout == "columns" and _is_marked(form, found, heads)]
    choices += [(form, names_of_form(form, config)) for form in marked]
    return max(choices, key=lambda choice: len(match_heads(heads, choice[1], config.reading)))


def _is_marked(form: Form, found: Found, heads: Sequence[Head]) -> bool:
    text = found.block.text + tight(found.sheet.name) + "".join(tight(text) for head in heads for text in head.path)
    return not form.markers or any(tight(marker) in text for marker in form.markers)


def _titled(heads: list[Head], names: Names, found: Found, config: Config, report: Report) -> list[Head]:
    """Columns that only name periods (7月, 上年同期) are about the one figure that the title or the sheet names.

    Finding: figure_from_title (warning), because a title may well mean something else.
    """
    if not all(read_heading(text) for head in heads for text in head.path):
        return heads
    for title in (*reversed(found.block.text.splitlines()), found.sheet.name):
        figure = _only_figure(title, names)
        if figure and heads:
            name = names.slots[figure][0].name
            report.add("figure_from_title", found.sheet.name, heads[0].cell, title, name=name)
            unit = head_unit((title,), config.reading) or strange_unit((title,), config.reading)
            return [replace(head, path=(figure, *head.path), unit=head.unit or unit) for head in heads]
    return heads


def _led(heads: list[Head], matched: dict[int, Slot]) -> list[Head]:
    """上季度, 环比 beside a figure are about it where each figure is followed by the same columns."""
    groups: list[list[Head]] = []
    for head in heads:
        if head.column in matched or len(head.path) > 1 or not read_heading(head.path[0]):
            groups.append([head])
        elif groups:
            groups[-1].append(head)
    groups = [group for group in groups if group[1:] or group[0].column in matched]
    followers = {tuple(read_heading(head.path[0]) for head in group[1:]) for group in groups}
    if len(followers) != 1:
        return heads
    led = {head.column: group[0].path for group in groups for head in group[1:]}
    units = {head.column: group[0].unit for group in groups for head in group[1:]}
    return [
        replace(head, path=(*led.get(head.column, ()), *head.path), unit=head.unit or units.get(head.column, ""))
        for head in heads
    ]


def _only_figure(title: str, names: Names) -> str:
    """The longest name of the one figure that the text names, or an empty text."""
    text = key_of(title)
    said = sorted((name for name in names.slots if len(name) >= _SHORTEST_NAME and name in text), key=len)
    whole = [name for place, name in enumerate(said) if not any(name in longer for longer in said[place + 1 :])]
    figures = {slot.indicator for name in whole for slot in names.slots[name]}
    return whole[-1] if len(figures) == 1 else ""


def first_claims(table: Table, slots: dict[int, Slot], report: Report) -> dict[int, Slot]:
    """The slots without those that claim a figure again; that is the error column_twice at the second column."""
    cells = {head.column: head.cell for head in table.heads}
    first: dict[tuple[str, str], Cell] = {}
    single: dict[int, Slot] = {}
    for column, slot in slots.items():
        claim = (slot.indicator, slot.role)
        if claim in first:
            where = first[claim].address
            report.add("column_twice", table.found.sheet.name, cells[column], where=where, name=slot.name)
            continue
        first[claim] = cells[column]
        single[column] = slot
    return single

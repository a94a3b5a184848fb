"""Heads that the catalogue does not know: taken as the submitter said, or named and asked."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from config.model import Config, Form, Reading
from loaders.intake.cells import Sheet, letters
from loaders.intake.grid import Grid, is_figure
from loaders.intake.headnames import split_path, with_heading
from loaders.intake.heads import Head, Names
from loaders.intake.outcome import NOTHING, Told, Unmatched
from loaders.intake.report import Report
from loaders.intake.roles import read_heading
from loaders.intake.slots import Slot, slot_of_indicator, slot_of_statistic
from loaders.intake.words import key_of, listed, tight

SILENT = frozenset(listed("序号 备注 说明 行次 编号 no 代码 编码 行政区划代码 地区代码 区划代码 联系人 联系电话"))
"""Heads of columns that nobody expects figures in."""
_COMPARED = 60
_SAMPLES = 3


def as_told(
    heads: Sequence[Head], sheet: Sheet, config: Config, form: Form | None, told: Told, report: Report
) -> dict[int, Slot | None]:
    """The figure of each head that was explained; None for one that is not to be stored.

    Findings: meaning_applied (note), meaning_unknown (warning: the head stays unknown).
    """
    answered: dict[int, Slot | None] = {}
    for head in heads:
        key, headings = split_path(head.path, config.reading)
        meaning = told.meaning("column", key)
        slot = _slot(meaning, config, form)
        if meaning and slot is None and meaning != NOTHING:
            report.add("meaning_unknown", sheet.name, head.cell, _figure(head), meaning=meaning)
        elif meaning:
            name = slot.name if slot is not None else "—"
            report.add("meaning_applied", sheet.name, head.cell, _figure(head), name=name)
            for heading in headings if slot is not None else ():
                slot = with_heading(slot, heading) if slot is not None else None
            answered[head.column] = slot
    return answered


def _slot(meaning: str, config: Config, form: Form | None) -> Slot | None:
    if meaning in config.indicator:
        return slot_of_indicator(config.indicator[meaning])
    return slot_of_statistic(config.statistic[meaning]) if form is not None and meaning in config.statistic else None


def ask_of_heads(
    heads: Sequence[Head], names: Names, sheet: Sheet, grid: Grid, reading: Reading, report: Report
) -> None:
    """A warning for each column with figures that nobody knows, naming the most similar known name, and a question."""
    known = {slot.name: slot.indicator for found in names.slots.values() for slot in found}
    for place, head in enumerate(head for head in heads if key_of(head.path[-1]) not in SILENT):
        text = tight(head.path[-1])[:60]
        close = difflib.get_close_matches(text, known, n=1, cutoff=0.6) if place < _COMPARED else []
        read = _figure(head)
        report.add("column_unknown", sheet.name, head.cell, read, nearest=close[0] if close else "—")
        samples = _samples(sheet, grid, head.column)
        if samples:
            key, _ = split_path(head.path, reading)
            nearest = known[close[0]] if close else ""
            report.ask(Unmatched("column", key, read, sheet.name, head.cell.address, samples, nearest))


def note_headless(sheet: Sheet, grid: Grid, heads: Sequence[Head], report: Report) -> None:
    """The note column_headless for each column that is filled with figures and has no head to say what they are."""
    known = {head.column for head in heads}
    places = (place for place, cell in sheet.cells.items() if is_figure(cell))
    figures = Counter(column for row, column in places if row >= grid.first and column > grid.left)
    most = max(figures.values(), default=0)
    for column in sorted(set(figures) - known if grid.head else ()):
        if 2 * figures[column] >= most:
            first = next(cell for row in sheet.rows if row >= grid.first and (cell := sheet.at(row, column)))
            report.add("column_headless", sheet.name, first, column=letters(first.column))


def _figure(head: Head) -> str:
    """What the head names, without what it says of the period."""
    return "".join(tight(text) for text in head.path if read_heading(text) is None) or tight("".join(head.path))


def _samples(sheet: Sheet, grid: Grid, column: int) -> tuple[str, ...]:
    below = (sheet.at(row, column) for row in sheet.rows if row >= grid.first)
    figures = (cell.text.strip() for cell in below if cell is not None and is_figure(cell))
    return tuple(islice(figures, _SAMPLES))

"""Tables that list their figures line by line, found: for many regions, or for the one that the title names."""

from __future__ import annotations

from dataclasses import replace

from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import Grid, is_figure
from loaders.intake.headnames import match_heads, split_path
from loaders.intake.heads import Head, names_of_catalogue, read_heads
from loaders.intake.keycolumns import find_keys
from loaders.intake.outcome import Told
from loaders.intake.ownregion import own_region
from loaders.intake.panel import Panel
from loaders.intake.report import Report
from loaders.intake.spreading import Spread, spread
from loaders.intake.titleblock import TitleBlock
from loaders.intake.unknownheads import SILENT
from loaders.intake.words import key_of, tight

_LONGEST_NAME = 80
_COMPARED = 1000


class Known:
    """Whether a cell names an indicator of the catalogue, or something that was told; the texts are remembered."""

    def __init__(self, gazetteer: Gazetteer, told: Told) -> None:
        self.gazetteer = gazetteer
        self.config = gazetteer.config
        self.told = told
        self._names = names_of_catalogue(self.config)
        self._figures: dict[str, str] = {}

    def __call__(self, cell: Cell) -> bool:
        """True when the cell's text is the head of a known figure."""
        return len(cell.text) <= _LONGEST_NAME and (
            bool(self._figure(cell.text)) or bool(self.told.meaning("column", self._key(cell.text)))
        )

    def figure(self, cell: Cell) -> str:
        """What the spellings of one figure share: its indicator where it is known, else the key of its name."""
        return self._figure(cell.text) or self._key(cell.text)

    def _figure(self, text: str) -> str:
        if text not in self._figures:
            slots = match_heads([Head(1, Cell(1, 1, "text", text), (text,))], self._names, self.config.reading)
            self._figures[text] = f"{slots[1].indicator} {slots[1].headings}" if slots else ""
        return self._figures[text]

    def _key(self, text: str) -> str:
        return split_path((text,), self.config.reading)[0]


def find_listings(sheet: Sheet, panels: list[Panel], block: TitleBlock, known: Known) -> list[tuple[Grid, Sheet]]:
    """The tables with one indicator a line and no regions in their lines or heads: each with its part of the sheet.

    At least one line is known, or the sheet says that a division reports it.
    """
    starts = [panel.label_column or panel.code_column for panel in panels]
    found: list[tuple[Grid, Sheet]] = []
    ends = [*starts[1:], sheet.width + 1][: len(starts)]
    for panel, start, end in zip(panels, starts, ends, strict=True):
        if not _is_listing(panel, block, known) or _regions_across(sheet, panel, known.gazetteer):
            continue
        first = panel.lines[0].row
        grid = Grid(0, 0, 0, tuple(row for row in range(panel.head, first) if row in sheet.rows), first)
        left = start if len(panels) > 1 else 1
        part = {place: cell for place, cell in sheet.cells.items() if left <= place[1] < end}
        found.append((grid, replace(sheet, cells=part)))
    return found


def _is_listing(panel: Panel, block: TitleBlock, known: Known) -> bool:
    lines = panel.lines[:_COMPARED]
    if any(known(cell) for line in lines for cell in (line.label, line.code) if cell is not None):
        return True
    cells = [cell for line in lines for column, cell in line.values.items() if column in panel.headings]
    return bool(block.divisions) and 2 * sum(map(is_figure, cells)) > len(cells)


def _regions_across(sheet: Sheet, panel: Panel, gazetteer: Gazetteer) -> bool:
    heads = (cell for row in range(panel.head, panel.lines[0].row) for _, cell in sheet.rows.get(row, ()))
    return any(cell.kind == "text" and gazetteer.named(cell.text) for cell in heads)


def spread_table(sheet: Sheet, grid: Grid, block: TitleBlock, known: Known, report: Report) -> Spread | None:
    """The table spread into one of regions, or None where its lines are told apart by their regions alone, or where
    it does not say its region. Findings: those of own_region, no_current_column, value_twice (errors),
    value_repeated, column_role_unknown (notes)."""
    keys = find_keys(sheet, grid, known, known.config.reading)
    columns = {head.column for head in read_heads(sheet, grid, known.config.reading)} - keys.columns
    if not keys.any and not (keys.unit and len(columns) == 1):
        return None
    own = None
    if not grid.left:
        head = next(cell for column, cell in sheet.rows[grid.head[0]] if column in keys.columns)
        own = own_region(sheet, block, head, known.gazetteer, known.told, report)
        if own is None:
            return None
    table = spread(sheet, grid, keys, own, known.figure, known.config.reading)
    _note(table, sheet, grid, report)
    return table


def _note(table: Spread, sheet: Sheet, grid: Grid, report: Report) -> None:
    for head in table.unread:
        filled = any((row, head.column) in sheet.cells for row in sheet.rows if row >= grid.first)
        if filled and key_of(head.path[-1]) not in SILENT:
            report.add("column_role_unknown", sheet.name, head.cell)
    for first, second in table.twice:
        rule = "value_repeated" if tight(first.text) == tight(second.text) else "value_twice"
        report.add(rule, sheet.name, second, where=first.address, other=first.text)
    if not table.heads:
        report.add("no_current_column", sheet.name, sheet.rows[grid.head[0]][0][1] if grid.head else None)

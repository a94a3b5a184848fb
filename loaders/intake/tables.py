"""What each sheet is: a statutory form, a table of regions, highlight cases, a ledger, or something to pass over."""

from __future__ import annotations

from dataclasses import dataclass, field

from config.model import Config
from loaders.intake.cells import Book, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import Grid
from loaders.intake.highlights import HighlightTable, find_highlights
from loaders.intake.ledgers import LedgerTable, find_ledger
from loaders.intake.panel import Panel, find_panels
from loaders.intake.report import Report
from loaders.intake.sections import sections_of
from loaders.intake.titleblock import TitleBlock, read_title_block
from loaders.intake.versions import choose_version

_DATA_CELLS = 6


@dataclass(frozen=True)
class Found:
    """A sheet with what was recognised on it; exactly one of panels, grid, highlights and ledger is set."""

    sheet: Sheet
    block: TitleBlock
    panels: tuple[Panel, ...] = ()
    grid: Grid | None = None
    highlights: HighlightTable | None = None
    ledger: LedgerTable | None = None


@dataclass
class Recognised:
    """All recognised sheets of a file by what they are."""

    forms: list[Found] = field(default_factory=list)
    regions: list[Found] = field(default_factory=list)
    highlights: list[Found] = field(default_factory=list)
    ledgers: list[Found] = field(default_factory=list)

    @property
    def blocks(self) -> list[tuple[str, TitleBlock]]:
        """The title blocks with the names of their sheets; those of ledgers, which often name the year as a whole,
        only where nothing else was recognised."""
        said = (*self.forms, *self.regions, *self.highlights) or self.ledgers
        return [(found.sheet.name, found.block) for found in said]

    def take(self, found: Found) -> None:
        """Put a recognised sheet where it belongs."""
        if found.ledger is not None:
            self.ledgers.append(found)
        else:
            (self.forms if found.panels else self.regions if found.grid else self.highlights).append(found)


def recognise(book: Book, gazetteer: Gazetteer, config: Config, report: Report) -> Recognised:
    """Recognise every visible sheet; hidden ones and those that look like data but are none are noted."""
    recognised = Recognised()
    for sheet in book.sheets:
        if sheet.hidden:
            if _looks_like_data(sheet):
                report.add("sheet_hidden", sheet.name)
            continue
        tables = _found(sheet, gazetteer, config)
        if not tables and _looks_like_data(sheet):
            report.add("sheet_not_read", sheet.name)
        for found in tables:
            recognised.take(found)
        if tables:
            _note_hidden(sheet, tables, report)
    return recognised


def _looks_like_data(sheet: Sheet) -> bool:
    return sum(cell.kind == "number" for cell in sheet.cells.values()) >= _DATA_CELLS


def _found(sheet: Sheet, gazetteer: Gazetteer, config: Config) -> list[Found]:
    panels = find_panels(sheet)
    form = (
        Found(sheet, read_title_block(sheet, panels[0].head, gazetteer, config), panels=tuple(panels))
        if panels
        else None
    )
    if form is not None and any(choose_version(config, panel.lines, form.block.text, "") for panel in panels):
        return [form]
    highlights = find_highlights(sheet)
    if highlights is not None:
        return [Found(sheet, read_title_block(sheet, highlights.head, gazetteer, config), highlights=highlights)]
    ledger = find_ledger(sheet, config.ledgers)
    if ledger is not None:
        return [Found(sheet, read_title_block(sheet, ledger.head, gazetteer, config), ledger=ledger)]
    for way in (sheet, sheet.turn()):
        sections = sections_of(way, gazetteer, config.reading)
        if sections:
            return _tables(sheet, sections, gazetteer, config)
    return [form] if form is not None else []


def _tables(sheet: Sheet, sections: list[tuple[Sheet, Grid]], gazetteer: Gazetteer, config: Config) -> list[Found]:
    """The tables of a sheet; a later one takes from the first what its own title does not say."""
    tables: list[Found] = []
    for part, grid in sections:
        block = _block_above(sheet, part, grid, gazetteer, config)
        tables.append(Found(part, block.completed_by(tables[0].block) if tables else block, grid=grid))
    return tables


def _block_above(sheet: Sheet, way: Sheet, grid: Grid, gazetteer: Gazetteer, config: Config) -> TitleBlock:
    if not way.turned:
        return read_title_block(way, min(grid.head), gazetteer, config)
    regions = [
        cell.row for (row, column), cell in way.cells.items() if column == grid.name_column and row >= grid.first
    ]
    return read_title_block(sheet, min(regions, default=1), gazetteer, config)


def _note_hidden(sheet: Sheet, tables: list[Found], report: Report) -> None:
    """Hidden rows and columns are noted, but not a hidden column of region codes, which says nothing of its own."""
    codes = {found.grid.code_column for found in tables if found.grid is not None and not found.sheet.turned}
    used_rows, used_columns = set(sheet.rows), {column for _, column in sheet.cells} - codes
    rows, columns = sheet.hidden_rows & used_rows, sheet.hidden_columns & used_columns
    if rows:
        report.add("rows_hidden", sheet.name, count=len(rows))
    if columns:
        report.add("columns_hidden", sheet.name, count=len(columns))

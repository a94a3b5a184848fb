"""What each sheet is: a statutory form, a table of regions, highlight cases, a ledger, or something to pass over."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.intake.cells import Book, Sheet
from loaders.intake.covers import cover_of
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import Grid, find_grid, is_figure
from loaders.intake.heads import Head
from loaders.intake.highlights import HighlightTable, find_highlights
from loaders.intake.keycolumns import find_keys
from loaders.intake.ledgers import LedgerTable, find_ledger
from loaders.intake.listings import Known, find_listings, spread_table
from loaders.intake.outcome import Told
from loaders.intake.panel import Panel, find_panels, outside
from loaders.intake.report import Report
from loaders.intake.sections import sections_of, without_remarks
from loaders.intake.spreading import Spread
from loaders.intake.titleblock import TitleBlock, read_title_block
from loaders.intake.versions import choose_version

_DATA_CELLS = 6
_COVER_ROWS = 30
_OUTSIDE = 2
"""A number alone is a telephone number or a page."""
_COMPARED = 1000
"""As many lines tell what a table is."""


@dataclass(frozen=True)
class Found:
    """A sheet with what was recognised on it; exactly one of panels, grid, highlights and ledger is set.

    `heads` are the columns of a table that was spread (spreading.py); other tables have theirs in the head's rows.
    """

    sheet: Sheet
    block: TitleBlock
    panels: tuple[Panel, ...] = ()
    grid: Grid | None = None
    highlights: HighlightTable | None = None
    ledger: LedgerTable | None = None
    heads: tuple[Head, ...] = ()


@dataclass
class Recognised:
    """All recognised sheets of a file by what they are."""

    forms: list[Found] = field(default_factory=list)
    regions: list[Found] = field(default_factory=list)
    highlights: list[Found] = field(default_factory=list)
    ledgers: list[Found] = field(default_factory=list)
    covers: list[tuple[str, TitleBlock]] = field(default_factory=list)

    @property
    def blocks(self) -> list[tuple[str, TitleBlock]]:
        """The title blocks with the names of their sheets; those of ledgers, which often name the year as a whole,
        only where nothing else was recognised, and covers only where no table says its period."""
        said = (*self.forms, *self.regions, *self.highlights) or self.ledgers
        blocks = [(found.sheet.name, found.block) for found in said]
        return blocks if any(block.periods or block.title_periods for _, block in blocks) else [*blocks, *self.covers]

    def take(self, found: Found) -> None:
        """Put a recognised sheet where it belongs."""
        if found.ledger is not None:
            self.ledgers.append(found)
        else:
            (self.forms if found.panels else self.regions if found.grid else self.highlights).append(found)


def recognise(book: Book, gazetteer: Gazetteer, told: Told, report: Report) -> Recognised:
    """Recognise every visible sheet; hidden ones and those that look like data but are none are noted."""
    recognised = Recognised()
    known = Known(gazetteer, told)
    for sheet in book.sheets:
        if sheet.hidden:
            if _looks_like_data(sheet):
                report.add("sheet_hidden", sheet.name)
            continue
        before = len(report.findings)
        tables = _found(sheet, known, report)
        if not tables and len(report.findings) == before and _looks_like_data(sheet):
            report.add("sheet_not_read", sheet.name)
        if not tables and sheet.height <= _COVER_ROWS:
            recognised.covers.append((sheet.name, cover_of(sheet, gazetteer)))
        for found in tables:
            recognised.take(found)
        if tables:
            _note_hidden(sheet, tables, report)
    return recognised


def _looks_like_data(sheet: Sheet) -> bool:
    return sum(cell.kind == "number" for cell in sheet.cells.values()) >= _DATA_CELLS


def _found(sheet: Sheet, known: Known, report: Report) -> list[Found]:
    panels = find_panels(sheet)
    form = (
        Found(sheet, read_title_block(sheet, panels[0].head, known.gazetteer, known.config), panels=tuple(panels))
        if panels
        else None
    )
    if form is not None and _is_form(form, known):
        _note_outside(form, report)
        return [form]
    listed = _listed(sheet, known)
    if listed is not None:
        return [listed]
    upright = sections_of(sheet, known.gazetteer, known.config.reading)
    if upright:
        return _tables(sheet, upright, known, report)
    listings = find_listings(sheet, panels, form.block, known) if form is not None else []
    if listings and form is not None:
        spreads = [spread for grid, part in listings if (spread := spread_table(part, grid, form.block, known, report))]
        return [_spread_found(spread, form.block) for spread in spreads]
    turned = sections_of(without_remarks(sheet).turn(), known.gazetteer, known.config.reading)
    if turned:
        return _tables(sheet, turned, known, report)
    return [form] if form is not None and _has_figures(form) else []


def _note_outside(form: Found, report: Report) -> None:
    """The note figures_outside where numbers below a form's head belong to none of its lines."""
    cells = outside(form.sheet, list(form.panels))
    if len(cells) >= _OUTSIDE:
        report.add("figures_outside", form.sheet.name, cells[0], count=len(cells))


def _has_figures(form: Found) -> bool:
    """A plan in words under 一季度, 二季度 is no form that somebody has to register."""
    lines = (line for panel in form.panels for line in panel.lines[:_COMPARED])
    return any(is_figure(cell) for line in lines for cell in line.values.values())


def _listed(sheet: Sheet, known: Known) -> Found | None:
    """The sheet as a list of highlight cases or of a ledger's lines."""
    highlights, ledger = find_highlights(sheet), find_ledger(sheet, known.config.ledgers)
    head = highlights.head if highlights is not None else ledger.head if ledger is not None else 0
    if not head:
        return None
    block = read_title_block(sheet, head, known.gazetteer, known.config)
    return Found(sheet, block, highlights=highlights, ledger=ledger if highlights is None else None)


def _is_form(form: Found, known: Known) -> bool:
    """True when a registered form knows the lines, and the catalogue not more of them, nor as many of a division's."""
    compared = [panel.lines[:_COMPARED] for panel in form.panels]
    matches = [choose_version(known.config, lines, form.block.text, "") for lines in compared]
    hits = [match.hits for match in matches if match is not None]
    lines = [line for part in compared for line in part]
    figures = sum(any(cell is not None and known(cell) for cell in (line.label, line.code)) for line in lines)
    return bool(hits) and (
        sum(hits) > figures or (sum(hits) == figures and not (form.block.divisions or _by_region(form.sheet, known)))
    )


def _by_region(sheet: Sheet, known: Known) -> bool:
    grid = find_grid(sheet, known.gazetteer, known.config.reading)
    return grid is not None and find_keys(sheet, grid, known, known.config.reading).figure > 0


def _tables(sheet: Sheet, sections: list[tuple[Sheet, Grid]], known: Known, report: Report) -> list[Found]:
    """The tables of a sheet; a later one takes from the first what its own title does not say."""
    tables: list[Found] = []
    for part, grid in sections:
        block = _block_above(sheet, part, grid, known.gazetteer)
        block = block.completed_by(tables[0].block) if tables else block
        spread = spread_table(part, grid, block, known, report)
        tables.append(_spread_found(spread, block) if spread is not None else Found(part, block, grid=grid))
    return tables


def _spread_found(spread: Spread, block: TitleBlock) -> Found:
    return Found(spread.sheet, block, grid=spread.grid, heads=spread.heads)


def _block_above(sheet: Sheet, way: Sheet, grid: Grid, gazetteer: Gazetteer) -> TitleBlock:
    if not way.turned:
        return read_title_block(way, min(grid.head), gazetteer, gazetteer.config)
    named = grid.name_column or grid.code_column
    regions = [cell.row for (row, column), cell in way.cells.items() if column == named and row >= grid.first]
    return read_title_block(sheet, min(regions, default=1), gazetteer, gazetteer.config)


def _note_hidden(sheet: Sheet, tables: list[Found], report: Report) -> None:
    """Hidden rows and columns are noted, but not a hidden column of region codes, which says nothing of its own."""
    codes = {found.grid.code_column for found in tables if found.grid is not None and not found.sheet.turned}
    used_rows, used_columns = set(sheet.rows), {column for _, column in sheet.cells} - codes
    rows, columns = sheet.hidden_rows & used_rows, sheet.hidden_columns & used_columns
    if rows:
        report.add("rows_hidden", sheet.name, count=len(rows))
    if columns:
        report.add("columns_hidden", sheet.name, count=len(columns))

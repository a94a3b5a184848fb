"""台账 as a workbook: every line of a kind with its fields, its light, and the cell that it stands in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook

from config.model import Ledger, LedgerField
from config.wording import mark, translator
from dashboard.pack.grid import Cell, Grid, Page, Sheet
from dashboard.usecases.ledgers.lines import LedgerLine

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_SHARE = "0.0%"
_BEFORE = (mark("Reported by"), mark("Region"), mark("Light"))
_AFTER = (mark("Done"), mark("Time progress"), mark("Receipt"), mark("File"), mark("Place"))


def lines_workbook(
    ledger: Ledger, lines: Sequence[LedgerLine], lights: Mapping[str, str], title: str, state: str, locale: str
) -> bytes:
    """The lines as xlsx bytes; `lights` are the words of their lights by the line's number, `state` says whether they
    are released, and what is invented."""
    say = translator(locale)
    fields = [field for field in ledger.fields if field.type != "region" and field.code != ledger.title_field]
    heads = [
        ledger.field[ledger.title_field].label(locale),
        *map(say, _BEFORE),
        *(_head(field, locale) for field in fields),
        *map(say, _AFTER),
    ]
    rows = [_row(line, fields, lights[line.number], locale) for line in lines]
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})
        grid = Grid(workbook, Page(title, state, say(mark("Page {page} of {pages}"), page="&P", pages="&N")))
        grid.add(Sheet(name=ledger.label(locale)[:31], title=title, context=state, heads=heads, rows=rows))
    return buffer.getvalue()


def _head(field: LedgerField, locale: str) -> str:
    unit = field.measured(locale)
    return f"{field.label(locale)}\n{unit}" if unit else field.label(locale)


def _row(line: LedgerLine, fields: Sequence[LedgerField], light: str, locale: str) -> tuple[Cell, ...]:
    return (
        *map(Cell, (line.title, line.division_name, line.region_name, light)),
        *(_cell(field, line.said.get(field.code, ""), locale) for field in fields),
        Cell(line.pace.done, _SHARE),
        Cell(line.pace.expected, _SHARE),
        *map(Cell, (line.receipt, line.file_name, line.place)),
    )


def _cell(field: LedgerField, text: str, locale: str) -> Cell:
    if not text:
        return Cell(None)
    if field.type in ("number", "percent"):
        decimals = len(text.partition(".")[2])
        return Cell(float(text), "#,##0" + ("." + "0" * decimals if decimals else ""))
    return Cell(field.choice(text, locale) if field.type == "choice" else text)

"""A ledger that was filled in on the page: written as a workbook that intake reads like any other, and read back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook

from config.model import Config, Ledger, Quarter
from config.wording import translator
from loaders.intake.outcome import PrintedSheet
from loaders.template.earlier import Earlier
from loaders.template.ledgersheet import Column
from loaders.template.paper import HEAD_ROW, Paper, height_of

Line = Mapping[str, str]
"""What was written into each field, by its code; an empty field is left out."""
FIRST_LINE = HEAD_ROW + 2
"""The sheet's row of the first line, from 1 as cells are called."""
MOST_LINES = 250
"""As many lines are filled in on the page; longer ledgers are sent as workbooks."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def filled_workbook(config: Config, submitter: str, quarter: Quarter, ledger: Ledger, lines: Sequence[Line]) -> bytes:
    """The lines on the ledger's sheet as xlsx bytes, every text as it was written; the same lines give the same bytes.

    Raises KeyError for an unknown submitter.
    """
    division = config.division.get(submitter)
    name = division.name if division else config.region[submitter].name
    columns = [Column(field) for field in ledger.fields]
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": f"{name}{quarter}", "created": dt.datetime(quarter.year, 1, 1)})
        paper = Paper(book, config, submitter, name, quarter, Earlier(), translator())
        sheet = paper.sheet(ledger.sheet, f"{name}{paper.quarter_name}{ledger.name}台账", (), 0, len(columns))
        sheet.write_string(HEAD_ROW, 0, "序号", paper.style("head"))
        for place, column in enumerate(columns, 1):
            sheet.write_string(HEAD_ROW, place, column.head, paper.style("head"))
            sheet.set_column(place, place, column.width)
        for row, line in enumerate(lines, HEAD_ROW + 1):
            sheet.write_number(row, 0, row - HEAD_ROW, paper.style("number"))
            texts = [(line.get(column.field.code, ""), column.width) for column in columns]
            for place, (text, _) in enumerate(texts, 1):
                sheet.write_string(row, place, text, paper.style("answer"))
            sheet.set_row(row, height_of(texts))
    return buffer.getvalue()


def read_back(sheet: PrintedSheet, ledger: Ledger) -> tuple[Line, ...] | None:
    """The lines of a sheet that filled_workbook wrote, as they were written; None for any other sheet."""
    heads = ["序号", *(Column(field).head for field in ledger.fields)]
    if sheet.cut or len(sheet.lines) <= HEAD_ROW or list(sheet.lines[HEAD_ROW]) != heads:
        return None
    codes = [field.code for field in ledger.fields]
    lines = (dict(zip(codes, line[1:], strict=True)) for line in sheet.lines[HEAD_ROW + 1 :])
    return tuple({code: text for code, text in line.items() if text} for line in lines)

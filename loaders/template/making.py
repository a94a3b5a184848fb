"""The template of one submitter for one quarter: a workbook with only what it owes, ready to be filled in."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook

from config.model import Config, Quarter
from config.wording import translator
from loaders.template.cases import add_cases
from loaders.template.choices import Choices
from loaders.template.earlier import Earlier
from loaders.template.figures import add_figures, owed_tables
from loaders.template.form import add_form, form_of
from loaders.template.guide import add_guide
from loaders.template.ledgersheet import add_ledger
from loaders.template.paper import Paper

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_NOTHING = Earlier()


def template_of(config: Config, submitter: str, quarter: Quarter, earlier: Earlier = _NOTHING) -> bytes:
    """The template as xlsx bytes; the same input gives the same bytes.

    A division gets its indicators by region, one sheet a level, ledgers and highlight cases; a region the statutory
    form in force and ledgers. Heads and names are Chinese, as the intake reads them. Raises KeyError for an unknown
    submitter, or for a quarter outside the calendar.
    """
    division = config.division.get(submitter)
    name = division.name if division else config.region[submitter].name
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        opened = dt.datetime(quarter.year, quarter.number * 3 - 2, 1)
        book.set_properties({"title": f"{name}{quarter}", "company": config.province.department, "created": opened})
        paper = Paper(book, config, submitter, name, quarter, earlier, translator())
        tables = owed_tables(config, submitter) if division else ()
        form = None if division else form_of(config, quarter)
        add_guide(paper, tables, form)
        for table in tables:
            add_figures(paper, table)
        if form is not None:
            add_form(paper, form, config.region[submitter])
        _add_lines(paper, cases=division is not None)
    return buffer.getvalue()


def _add_lines(paper: Paper, *, cases: bool) -> None:
    choices = Choices()
    for ledger in paper.config.ledgers_of(paper.submitter):
        add_ledger(paper, ledger, choices)
    if cases:
        add_cases(paper, choices)
    choices.write(paper)

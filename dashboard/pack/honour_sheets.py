"""荣誉 as a workbook: the named, those near the line, the excluded and all others, and every quarter's figure."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from xlsxwriter import Workbook

from config.wording import Say, mark
from dashboard.pack.grid import Cell, Grid, Page, Sheet
from dashboard.parts.filters import quarter_name
from dashboard.parts.honour_words import MEASURES, STATES, UNITS, group_labels, rule_words, why_not
from dashboard.usecases.honours.drawn import Drawn, Group, Line

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def honours_workbook(drawn: Drawn, title: str, state: str, say: Say, language: str) -> bytes:
    """The list as xlsx bytes; `state` says whether it is confirmed or provisional, and what is invented."""
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})
        grid = Grid(workbook, Page(title, state, say(mark("Page {page} of {pages}"), page="&P", pages="&N")))
        grid.add(_units(drawn, title, state, say, language))
        grid.add(_figures(drawn, title, state, say, language))
        grid.add(_rule(drawn, title, state, say, language))
    return buffer.getvalue()


def _units(drawn: Drawn, title: str, state: str, say: Say, language: str) -> Sheet:
    measures = [f"{say(MEASURES[one])}\n{say(UNITS[one])}" for one in drawn.rule.measures]
    heads = [say(mark("Group")), say(mark("Rank")), say(mark("Unit")), say(mark("State")), *measures]
    heads += [say(mark("Line")), say(mark("Short of the line")), say(mark("Why not"))]
    rows = [_unit(drawn, group, line, say, language) for group, line in _every(drawn)]
    return Sheet(name=say(mark("List of honours")), title=title, context=state, heads=heads, rows=rows)


def _unit(drawn: Drawn, group: Group, line: Line, say: Say, language: str) -> tuple[Cell, ...]:
    rule = drawn.rule
    patterns = ["0" if one == "top_band_quarters" else _pattern(rule.decimals) for one in rule.measures]
    figures = [Cell(line.measures.get(one), pattern) for one, pattern in zip(rule.measures, patterns, strict=True)]
    return (
        Cell(group.label(language)),
        Cell(line.place),
        Cell(line.label(language)),
        Cell(say(STATES[line.state])),
        *figures,
        Cell(line.line, patterns[0]),
        Cell(line.gap, patterns[0]),
        Cell(why_not(rule, line, say, language)),
    )


def _figures(drawn: Drawn, title: str, state: str, say: Say, language: str) -> Sheet:
    heads = [say(head) for head in (mark("Group"), mark("Unit"), mark("Quarter"), mark("Score"), mark("Composite"))]
    heads += [say(head) for head in (mark("Rank"), mark("Band"), mark("Last year"), mark("Release"))]
    rows = [
        (
            *map(Cell, (group.label(language), line.label(language), quarter_name(one.quarter, say))),
            *(Cell(value, "0.00") for value in (one.score, one.composite)),
            Cell(one.rank),
            Cell(one.band_en if language == "en" else one.band),
            Cell(one.before, "0.00"),
            Cell(one.release),
        )
        for group, line in _every(drawn)
        for one in line.figures
    ]
    name = say(mark("Quarters"))
    return Sheet(name=name, title=f"{title} · {name}", context=state, heads=heads, rows=rows)


def _rule(drawn: Drawn, title: str, state: str, say: Say, language: str) -> Sheet:
    name = say(mark("The rule"))
    said = [(Cell(sentence),) for sentence in rule_words(drawn.rule, group_labels(drawn, language), say, language)]
    return Sheet(name=name, title=f"{title} · {name}", context=state, heads=[name], rows=said)


def _every(drawn: Drawn) -> Iterator[tuple[Group, Line]]:
    return ((group, line) for group in drawn.groups for line in group.lines)


def _pattern(decimals: int) -> str:
    return "0." + "0" * decimals if decimals else "0"

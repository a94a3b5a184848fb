"""Indicator data: the table of all regions' figures with places and sources, their map, where a figure came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.classes import classes_of
from dashboard.parts.indicator import ROLES, printed
from dashboard.parts.map import LABELS_UP_TO, Place, province_map
from dashboard.parts.markup import Html, element, facts, join, show
from dashboard.parts.numbers import MINUS, MISSING, figure, per_cent, signed
from dashboard.parts.provenance import (
    SUMS,
    derivation_words,
    inputs_table,
    parts_table,
    source_cell,
    source_facts,
    status_words,
)
from dashboard.parts.session import desk, edition, locale, say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.indicator_peers import Peers
from dashboard.usecases.indicator_report import CURRENT, FigureLine, IndicatorReport, inputs_of
from dashboard.usecases.shapes import layer_of

BETTER, WORSE = mark("better"), mark("worse")


def figures_and_map(report: IndicatorReport, found: Peers) -> FigureLine | None:
    """The table of the units' figures, the best first, beside it their map where there are shapes.

    Gives the line that was just opened in the table or on the map.
    """
    others = [line for line in report.among(found.units) if line.role != CURRENT]
    lines = (*found.lines, *others)
    level = lines[0].level if lines else ""
    mapped = layer_of(desk().config, level) is not None and len(found.known) > 1
    left, right = st.columns([15, 8], gap="medium") if mapped else (st.container(), None)
    with left:
        opened = figure_table(lines, found, key="figures")
    with right or left:
        clicked = figure_map(found, level, report.name, key="figure_map") if mapped else None
    if opened is not None:
        return lines[int(opened)]
    return next((line for line in found.lines if line.region_code == clicked), None)


def figure_table(lines: Sequence[FigureLine], found: Peers, *, key: str) -> str | None:
    """Every unit's place, figure, changes and source; the index of the line that was just opened, as text."""
    words = say()
    units = {line.unit for line in lines}
    shown = {
        "place": bool(found.places),
        "role": {line.role for line in lines} != {CURRENT},
        "unit": len(units) > 1,
        "moved": any(line.change is not None or line.year_change is not None for line in lines),
        "coverage": any(line.coverage_share is not None for line in lines),
    }
    columns = {
        "place": [Column(words(mark("Rank")), align="right")],
        "name": [Column(words(mark("Region")), align="tight", names=True)],
        "role": [Column(words(mark("Column of the form")), align="tight")],
        "figure": [Column(words(mark("Figure")), "" if len(units) > 1 else next(iter(units), ""), align="right")],
        "unit": [Column(words(mark("Unit")))],
        "moved": [
            Column(words(mark("Change")), words(mark("previous quarter")), align="right"),
            Column(words(mark("Change")), words(mark("last year")), align="right"),
        ],
        "coverage": [Column(words(mark("Reported")), words(mark("of the regions below")), align="right")],
        "source": [Column(words(mark("Source")), align="text")],
    }
    heads = [column for part, some in columns.items() if shown.get(part, True) for column in some]
    rows = [_row(index, line, found, shown, words) for index, line in enumerate(lines)]
    return table(heads, rows, key=key)


def figure_map(found: Peers, level: str, name: str, *, key: str) -> str | None:
    """The map of the units' figures; the code of the region that was just clicked."""
    decimals = max((line.decimals for line in found.lines), default=0)
    classes = classes_of([line.value for line in found.known], decimals)
    labelled = len(found.lines) <= LABELS_UP_TO
    places = {
        line.region_code: Place(
            classes.shade(line.value),
            line.short_name if labelled else "",
            f"<b>{escape(line.name)}</b><br>{escape(printed(line))}",
        )
        for line in found.lines
    }
    return province_map(level, places, classes.legend(), key=key, label=name, of=found)


def figure_source(report: IndicatorReport, line: FigureLine) -> None:
    """Everything that is known about where a figure came from; for a sum, its parts."""
    words = say()
    show(
        element("p", element("b", line.name), " ", printed(line)),
        facts(((words(mark("How it came about")), derivation_words(line.derivation, line.coverage_share, words)),)),
        source_facts(line.source, words),
    )
    if report.indicator is not None:
        source = edition(report.period)
        inputs = inputs_of(source.desk, source.book, report.indicator, report.period, line.region_code, locale())
        inputs_table(inputs, words)
    if line.derivation in SUMS and report.below(line.region_code):
        parts_table(report.below(line.region_code), words)


def _row(index: int, line: FigureLine, found: Peers, shown: Mapping[str, bool], words: Say) -> Row:
    cells: dict[str, list[object]] = {
        "place": [found.places.get(line.region_code, MISSING) if line.role == CURRENT else MISSING],
        "name": [line.name],
        "role": [words(ROLES[line.role])],
        "figure": [figure(line.value, line.decimals)],
        "unit": [line.unit],
        "moved": [_moved(line, found, words), signed(line.year_change, line.decimals)],
        "coverage": [per_cent(line.coverage_share)],
        "source": [_source(line, words)],
    }
    content = tuple(cell for part, some in cells.items() if shown.get(part, True) for cell in some)
    return Row(content, key=str(index), css="jp-muted" if line.value is None else "")


def _moved(line: FigureLine, found: Peers, words: Say) -> Html:
    """The change on the previous quarter; where high or low is better also whether it is for the better, in a word."""
    text = signed(line.change, line.decimals)
    if line.change is None or found.direction == "neutral" or text[:1] not in ("+", MINUS):
        return element("span", text)
    better = (line.change > 0) == (found.direction == "higher")
    word = element("span", words(BETTER if better else WORSE), css=f"jp-moved jp-{'up' if better else 'down'}")
    return join((word, element("span", text)))


def _source(line: FigureLine, words: Say) -> Html:
    """Receipt and cell, or how the figure came about, or why there is none."""
    if line.value is None:
        return element("span", status_words(line.status, words), css="jp-status")
    if line.source is not None:
        return source_cell(line.source)
    return element("span", derivation_words(line.derivation, None, words), css="jp-status")

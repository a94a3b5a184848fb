"""Indicator data: what the indicator is, the figures of all regions with their sources, their map."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from config.model import Quarter
from config.wording import Say, mark
from dashboard.parts.classes import classes_of
from dashboard.parts.definition import definition
from dashboard.parts.filters import quarter_name
from dashboard.parts.map import LABELS_UP_TO, Place, province_map
from dashboard.parts.markup import element, facts, section_head, show
from dashboard.parts.numbers import amount, figure, signed
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
from dashboard.usecases.indicator_report import CURRENT, FigureLine, IndicatorReport, inputs_of
from dashboard.usecases.shapes import layer_of

ROLES = {
    "current": mark("this period"),
    "previous_quarter": mark("the quarter before"),
    "previous_month": mark("previous month"),
    "same_month_last_year": mark("same month last year"),
    "change_pct": mark("change in per cent"),
}


def period_name(period: str, words: Say) -> str:
    """A quarter or a month as it is read."""
    if "Q" in period:
        return quarter_name(Quarter(period), words)
    year, month = period.split("-")
    return words(mark("{year}-{month}"), year=year, month=int(month))


def item_names(codes: Sequence[str]) -> dict[str, str]:
    """The names of indicators; a form's statistic says that it is one, so that it differs from its indicator."""
    config, words = desk().config, say()
    names = {code: config.item_name(code, locale()) for code in codes}
    form = mark("{name} (form)")
    return {code: name if code in config.indicator else words(form, name=name) for code, name in names.items()}


def indicator_title(report: IndicatorReport, level: str) -> str:
    """The answer: who has the most, or simply what is shown when a single region has a figure."""
    words = say()
    known = [line for line in report.at_level(level) if line.value is not None and line.role == CURRENT]
    places = {"name": report.name, "period": period_name(report.period, words)}
    if not known:
        return words(mark("{name}, {period}: no figures"), **places)
    top = max(known, key=lambda line: line.value or 0)
    top_figure = amount(top.value, top.decimals, top.unit)
    if len(known) == 1:
        return words(mark("{name}, {period}: {region} {figure}"), **places, region=top.name, figure=top_figure)
    return words(mark("{name}, {period}: highest in {region}, {figure}"), **places, region=top.name, figure=top_figure)


def figures_and_map(report: IndicatorReport, level: str) -> str | None:
    """The table of a level's figures, beside it their map (where there are shapes) and what the indicator is.

    Gives the index of the line that was just opened in the table or on the map, as text.
    """
    lines = report.at_level(level)
    mapped = layer_of(desk().config, level) is not None and sum(line.value is not None for line in lines) > 1
    left, right = st.columns([15, 8], gap="medium") if mapped else (st.container(), None)
    with left:
        opened = figure_table(lines, key="figures")
    with right or left:
        clicked = figure_map(report, level, key="figure_map") if mapped else None
        section_head(say()(mark("What it is")))
        definition(report)
    return opened or next((str(i) for i, line in enumerate(lines) if _is_of(line, clicked)), None)


def figure_table(lines: Sequence[FigureLine], *, key: str) -> str | None:
    """Every region's figure with its source; the index of the line that was just opened, as text."""
    words = say()
    units = {line.unit for line in lines}
    one_unit = units.pop() if len(units) == 1 else ""
    roles = {line.role for line in lines} != {CURRENT}
    moved = any(line.change is not None or line.year_change is not None for line in lines)
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        *([Column(words(mark("Column of the form")), align="tight")] if roles else []),
        Column(words(mark("Figure")), one_unit, align="right"),
        *([] if one_unit or not units else [Column(words(mark("Unit")))]),
        *([Column(words(mark("Change")), words(mark("previous quarter")), align="right")] if moved else []),
        *([Column(words(mark("Change")), words(mark("last year")), align="right")] if moved else []),
        Column(words(mark("Status"))),
        Column(words(mark("Source")), align="text"),
    ]
    rows = [
        _row(index, line, words, roles=roles, unit=not one_unit and bool(units), moved=moved)
        for index, line in enumerate(lines)
    ]
    return table(columns, rows, key=key)


def figure_map(report: IndicatorReport, level: str, *, key: str) -> str | None:
    """The map of a level's figures; the code of the region that was just clicked."""
    lines = [line for line in report.at_level(level) if line.role == CURRENT]
    decimals = max((line.decimals for line in lines), default=0)
    classes = classes_of([line.value for line in lines], decimals)
    labelled = len(lines) <= LABELS_UP_TO
    places = {
        line.region_code: Place(
            classes.shade(line.value),
            line.short_name if labelled else "",
            f"<b>{escape(line.name)}</b><br>{escape(amount(line.value, line.decimals, line.unit))}",
        )
        for line in lines
    }
    return province_map(level, places, classes.legend(), key=key, label=report.name)


def figure_source(report: IndicatorReport, line: FigureLine) -> None:
    """Everything that is known about where a figure came from; for a sum, its parts."""
    words = say()
    show(
        element("p", element("b", line.name), " ", amount(line.value, line.decimals, line.unit)),
        facts(((words(mark("How it came about")), derivation_words(line.derivation, line.coverage_share, words)),)),
        source_facts(line.source, words),
    )
    if report.indicator is not None:
        source = edition(report.period)
        inputs = inputs_of(source.desk, source.book, report.indicator, report.period, line.region_code, locale())
        inputs_table(inputs, words)
    if line.derivation in SUMS and report.below(line.region_code):
        parts_table(report.below(line.region_code), words)


def _is_of(line: FigureLine, region_code: str | None) -> bool:
    return line.region_code == region_code and line.role == CURRENT


def publishers(report: IndicatorReport) -> list[str]:
    """Who published the figures, when and where, each once; none for figures that the department was sent."""
    sources = {(s.publisher, s.published, s.address, s.note) for line in report.lines if (s := line.source)}
    return [" · ".join(part for part in source if part) for source in sorted(sources) if source[0]]


def _row(index: int, line: FigureLine, words: Say, *, roles: bool, unit: bool, moved: bool) -> Row:
    status = (
        status_words(line.status, words)
        if line.value is None
        else derivation_words(line.derivation, line.coverage_share, words)
    )
    cells = (
        line.name,
        *([words(ROLES[line.role])] if roles else []),
        figure(line.value, line.decimals),
        *([line.unit] if unit else []),
        *([signed(line.change, line.decimals), signed(line.year_change, line.decimals)] if moved else []),
        element("span", status or status_words(line.status, words), css="jp-status"),
        source_cell(line.source),
    )
    return Row(cells, key=str(index), css="jp-muted" if line.value is None else "")

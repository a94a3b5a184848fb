"""The scheme's items of a region: value, rule and points in a list, and one item in full with its source."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.model import Status
from config.wording import Say, mark
from dashboard.parts.chart import picture
from dashboard.parts.history import columns_figure, history_label
from dashboard.parts.markup import element, facts, join, section_head, show
from dashboard.parts.numbers import amount, figure, signed
from dashboard.parts.provenance import SUMS, derivation_words, inputs_table, parts_table, source_facts, status_words
from dashboard.parts.reasons import POINTS_DECIMALS, reason
from dashboard.parts.session import desk, edition, locale, say
from dashboard.parts.signs import sparkline
from dashboard.parts.table import Column, Row, table
from dashboard.parts.theme import palette
from dashboard.usecases.indicator_report import indicator_report, inputs_of
from dashboard.usecases.region_report import ItemLine, RegionReport


def item_list(report: RegionReport, *, key: str) -> None:
    """The items of the chosen section (of all when none is), most points lost first; an opened one is shown in full.

    The choice is kept in the session under the key; the pills offer what the waterfall offers to a mouse.
    """
    words, names = say(), {section.code: section.name for section in report.sections}
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    section = st.session_state[key]
    name = names.get(section, words(mark("All sections")))
    head = words(mark("{section}: items, most points lost first"), section=name)
    section_head(head, words(mark("Open an item to see its formula and its source.")))
    st.pills(words(mark("Section")), names, format_func=names.__getitem__, key=key, label_visibility="collapsed")
    items = sorted((one for one in report.items if section in (None, one.section)), key=lambda one: -(one.lost or 0))
    opened = item_table(report, items, key="items")
    for line in items:
        if line.item.code == opened:
            st.dialog(line.name, width="large")(item_detail)(report, line)


def item_table(report: RegionReport, items: Sequence[ItemLine], *, key: str) -> str | None:
    """Items with value, rule and points; the code of the item that was just opened."""
    words = say()
    heads = [
        Column(words(mark("Item")), align="text", names=True),
        Column(words(mark("Value")), align="right"),
        Column(words(mark("Change")), words(mark("previous quarter")), align="right"),
        Column(words(mark("Change")), words(mark("last year")), align="right"),
        Column(words(mark("Eight quarters"))),
        Column(words(mark("Why"))),
        Column(words(mark("Points")), align="right"),
        Column(words(mark("Lost")), words(mark("points")), align="right"),
    ]
    return table(heads, [_item_row(report, line, words) for line in items], key=key)


def item_detail(report: RegionReport, line: ItemLine) -> None:
    """One item in full: formula, what went in, the eight quarters against the target, and the cell it came from."""
    words, unit = say(), _unit(line)
    decimals = line.indicator.decimals
    show(element("p", reason(line, words)))
    drawn = columns_figure(report.quarters, line.history, decimals, palette(), words, line.target)
    picture(drawn, key="item_history", height="12rem", alt=history_label(report.quarters, line.history, decimals))
    show(element("p", unit, css="jp-note"))
    show(
        facts(
            (
                (
                    words(mark("Definition")),
                    line.indicator.definition_en if locale() == "en" else line.indicator.definition,
                ),
                (words(mark("How it came about")), derivation_words(line.derivation, line.coverage_share, words)),
                (words(mark("Formula")), formula(line, words)),
                (words(mark("Clause")), line.item.clause),
                (words(mark("Owner")), desk().config.division[line.item.owner].label(locale())),
            )
        ),
        source_facts(line.source, words),
    )
    source = edition(report.quarter)
    inputs_table(inputs_of(source.desk, source.book, line.indicator, report.quarter, report.code, locale()), words)
    if line.derivation in SUMS:
        figures = indicator_report(source.desk, source.book, line.indicator.code, report.quarter, locale())
        parts_table(figures.below(report.code), words)


def formula(line: ItemLine, words: Say) -> str:
    """A ratio as its numerator over its denominator with the numbers; empty for a value that is not derived."""
    indicator, config = line.indicator, desk().config
    if not indicator.is_ratio:
        return ""
    parts = ((indicator.numerator, line.numerator_value), (indicator.denominator, line.denominator_value))
    above, below = (f"{config.item_name(code, locale())} {_input(code, value)}" for code, value in parts)
    scale = "" if indicator.scale == 1 else f" × {figure(indicator.scale, 0)}"
    return f"{above} ÷ {below}{scale} = {amount(line.value, indicator.decimals, _unit(line))}"


def _item_row(report: RegionReport, line: ItemLine, words: Say) -> Row:
    decimals = line.indicator.decimals
    value = (
        figure(line.value, decimals)
        if line.value is not None
        else element("span", status_words(line.status, words), css="jp-status")
    )
    unit = element("span", _unit(line), css="jp-sub")
    cells = (
        join((line.name, element("span", line.section_name, css="jp-sub"))),
        join((value, unit)),
        signed(line.change, decimals),
        signed(line.year_change, decimals),
        sparkline(line.history, history_label(report.quarters, line.history, decimals)),
        reason(line, words),
        f"{figure(line.points, POINTS_DECIMALS)} / {figure(line.item.full_marks, 0)}",
        figure(line.lost, POINTS_DECIMALS),
    )
    css = "jp-muted" if line.status == Status.NOT_APPLICABLE else ""
    return Row(cells, key=line.item.code, css=css)


def _input(code: str, value: float | None) -> str:
    known = desk().config.indicator.get(code)
    return figure(value, known.decimals if known else 2)


def _unit(line: ItemLine) -> str:
    return line.indicator.unit_en if locale() == "en" else line.indicator.unit

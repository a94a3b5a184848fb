"""The scheme's items of a region: value, rule and points in a list, and one item in full with its source."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.model import Status
from config.wording import Say, mark
from dashboard.parts.chart import once_drawn, picture
from dashboard.parts.history import columns_figure, history_label
from dashboard.parts.links import open_indicator
from dashboard.parts.markup import Html, element, facts, join, section_head, show
from dashboard.parts.numbers import amount, figure, signed
from dashboard.parts.provenance import SUMS, derivation_words, inputs_table, parts_table, source_facts, status_words
from dashboard.parts.reasons import POINTS_DECIMALS, reason
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, edition, locale, say
from dashboard.parts.signs import sparkline
from dashboard.parts.source_cells import in_the_workbook
from dashboard.parts.table import Column, Row, table
from dashboard.parts.theme import palette
from dashboard.usecases.indicator_report import FigureLine, indicator_report, inputs_of
from dashboard.usecases.region_report import ItemLine, RegionReport

COSTLIEST = 10
"""How many items are listed, unless all are asked for."""
_SEEN = 0.005
"""A smaller loss is 0.00 at the two decimals that points are shown with."""


def item_list(report: RegionReport, *, key: str) -> None:
    """The items of the chosen section (of all when none is), most points lost first; an opened one is shown in full.

    The choice is kept in the session under the key; the pills offer what the waterfall offers to a mouse. Of many items
    those that cost most are listed, and all on demand.
    """
    words, names = say(), {section.code: section.name for section in report.sections}
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    section = st.session_state[key]
    items = sorted((one for one in report.items if section in (None, one.section)), key=lambda one: -(one.lost or 0))
    name = names.get(section, words(mark("All sections")))
    section_head(_answer(name, items, words), words(mark("Open an item to see its formula and its source.")))
    with st.container(horizontal=True, key="items_bar"):
        st.pills(words(mark("Section")), names, format_func=names.__getitem__, key=key, label_visibility="collapsed")
        shown = items if len(items) <= COSTLIEST or _every(len(items), words) else items[:COSTLIEST]
    opened = item_table(report, shown, key="items")
    for line in shown:
        if line.item.code == opened:
            st.dialog(line.name, width="large")(item_detail)(report, line)


def _answer(section: str, items: Sequence[ItemLine], words: Say) -> str:
    """How much was lost, and on how few items."""
    costing = [line.lost for line in items if line.lost is not None and line.lost >= _SEEN]
    if not costing:
        return words(mark("{section}: no points lost"), section=section)
    few, all_lost = costing[:COSTLIEST], sum(costing)
    lost = figure(sum(few), POINTS_DECIMALS)
    places = {"section": section, "count": len(few), "lost": lost, "all": figure(all_lost, POINTS_DECIMALS)}
    if len(few) == len(costing):
        return words(mark("{section}: {all} points lost on {count} items"), **places)
    return words(mark("{section}: {all} points lost, {lost} of them on {count} items"), **places)


def _every(count: int, words: Say) -> bool:
    """True where the reader asked for all items."""
    most = words(mark("The {count} that cost most"), count=COSTLIEST)
    names = {"most": most, "all": words(mark("All {count}"), count=count)}
    return choose_part(words(mark("How many items")), names, key="listed") == "all"


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
    key = ("item", line.item.code)
    drawn = once_drawn(
        report,
        key,
        lambda: columns_figure(report.quarters, line.history, decimals, palette(), words, line.target),
    )
    picture(drawn, key="item_history", height="12rem", alt=history_label(report.quarters, line.history, decimals))
    show(element("p", unit, css="jp-note"))
    show(_about(line, words), source_facts(line.source, words))
    _made_of(report, line, words)
    if line.item.indicator and st.button(words(mark("Open the indicator: all regions, trend, revisions"))):
        open_indicator(line.item.indicator, report.quarter)


def _about(line: ItemLine, words: Say) -> Html:
    definition = line.indicator.definition_en if locale() == "en" else line.indicator.definition
    return facts(
        (
            (words(mark("Definition")), definition),
            (words(mark("How it came about")), derivation_words(line.derivation, line.coverage_share, words)),
            (words(mark("Formula")), formula(line, words)),
            (words(mark("Clause")), line.item.clause),
            (words(mark("Owner")), desk().config.division[line.item.owner].label(locale())),
        )
    )


def _made_of(report: RegionReport, line: ItemLine, words: Say) -> None:
    """What a ratio or a sum is made of, each figure with its source, and the workbook around the cell of one."""
    source, code = edition(report.quarter), line.indicator.code
    inputs = inputs_of(source.desk, source.book, line.indicator, report.quarter, report.code, locale())
    inputs_table(inputs, words)
    below: tuple[FigureLine, ...] = ()
    if line.derivation in SUMS:
        below = indicator_report(source.desk, source.book, code, report.quarter, locale()).below(report.code)
        parts_table(below, words)
    made_of = [*inputs, *((one.name, one) for one in below)]
    places = [(line.name, line.source), *((name, one.source) for name, one in made_of)]
    in_the_workbook([(name, place) for name, place in places if place is not None])


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

"""指标数据: one indicator in one period: who is where, how far apart, since when, what it is, what was corrected."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from config.wording import mark
from dashboard.parts.file import file_name, file_source, file_table, file_title
from dashboard.parts.filters import by_file, choose
from dashboard.parts.frame import empty_state, nothing_released, open_page
from dashboard.parts.indicator import indicator_title, item_names, opening_indicator, period_name, publishers
from dashboard.parts.indicator_parts import PARTS, choose_unit, parts_of
from dashboard.parts.own import own_first, own_indicators
from dashboard.parts.segments import choose_part
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.values_download import values_download
from dashboard.usecases.file_report import file_report, files
from dashboard.usecases.indicator_peers import level_choices, peers
from dashboard.usecases.indicator_report import IndicatorReport, indicator_report, known_codes, periods_of
from dashboard.usecases.sources import Source

words = say()
page = open_page()


def filters(codes: tuple[str, ...], columns: Sequence[DeltaGenerator]) -> tuple[IndicatorReport, str]:
    """The indicator, one of its periods, one of its levels or peer groups."""
    with columns[1]:
        names = own_first(item_names(codes), own_indicators(desk()), words)
        code = choose(words(mark("Indicator")), names, key="indicator", first=opening_indicator(tuple(names)))
    with columns[2]:
        periods = {period: period_name(period, words) for period in periods_of(desk(), book(), code)}
        period = choose(words(mark("Period")), periods, key="period")
    source = edition(period)
    report = indicator_report(source.desk, source.book, code, period, locale())
    with columns[4]:
        values_download(period, code, report.name)
    with columns[3]:
        return report, choose(words(mark("Level")), level_choices(desk().config, report, locale()), key="level")


def show_indicator(report: IndicatorReport, units: str) -> None:
    """The answer, and one question at a time."""
    source = edition(report.period)
    found = peers(source.desk, source.book, report, units)
    coverage = words(mark("figures for {reported} of {units}"), reported=len(found.known), units=len(found.lines))
    context = (period_name(report.period, words), coverage)
    page.headline(indicator_title(report, found), context, unreleased=ranked, edition=source)
    names = {part: words(name) for part, name in parts_of(report).items()}
    left, right = st.container(key="parts").columns([10, 2], vertical_alignment="center")
    with left:
        part = choose_part(words(mark("Look at")), names)
    with right:
        unit = choose_unit(found, part)
    PARTS[part](source, report, found, unit)
    page.sources(publishers(report))


def show_file(found: tuple[tuple[int, Source], ...], place: DeltaGenerator) -> None:
    """One submitted file, as it was printed."""
    with place:
        number = choose(words(mark("File")), {str(number): file_name(source) for number, source in found}, key="file")
    report = file_report(desk(), book(), int(number), locale())
    page.headline(file_title(report), report.regions if not report.by_region else (), unreleased=ranked)
    file_source(report)
    file_table(report)


ranked = bool(desk().config.schemes)
codes, taken_in = known_codes(desk(), book()), files(desk(), book())
if not taken_in and not codes and book().scope is None:
    page.headline(words(mark("No figures yet")))
    empty_state(
        words(mark("Nothing has been submitted")),
        words(mark("Submit workbooks or forms on the page Submit, or load them with: jiping load.")),
    )
else:
    row = st.container(key="filters").columns([2, 4, 2, 2, 2], vertical_alignment="bottom")
    with row[0]:
        one_file = by_file(first=not desk().config.indicators)
    if one_file and taken_in:
        show_file(taken_in, row[1])
    elif codes and not one_file:
        show_indicator(*filters(codes, row))
    else:
        nothing_released(page)

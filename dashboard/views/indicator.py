"""指标数据: one indicator in one period, every region's figure with its source."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from config.wording import mark
from dashboard.parts.file import file_name, file_source, file_table, file_title
from dashboard.parts.filters import by_file, choose
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.indicator import (
    figure_source,
    figures_and_map,
    indicator_title,
    item_names,
    period_name,
    publishers,
)
from dashboard.parts.session import book, desk, edition, locale, say
from dashboard.parts.values_download import values_download
from dashboard.usecases.file_report import file_report, files
from dashboard.usecases.indicator_report import IndicatorReport, indicator_report, known_codes, periods_of
from dashboard.usecases.sources import Source

words = say()
page = open_page()


def filters(codes: tuple[str, ...], columns: Sequence[DeltaGenerator]) -> tuple[IndicatorReport, str]:
    """The indicator, one of its periods, one of its levels."""
    with columns[1]:
        code = choose(words(mark("Indicator")), item_names(codes), key="indicator")
    with columns[2]:
        periods = {period: period_name(period, words) for period in periods_of(desk(), book(), code)}
        period = choose(words(mark("Period")), periods, key="period")
    source = edition(period)
    report = indicator_report(source.desk, source.book, code, period, locale())
    levels = {level.code: level.label(locale()) for level in desk().config.levels if level.code in report.levels}
    with columns[4]:
        values_download(period, code, report.name)
    with columns[3]:
        return report, choose(words(mark("Level")), levels, key="level")


def show_figures(report: IndicatorReport, level: str) -> None:
    """The definition, the table of all figures and, where regions have shapes, their map."""
    lines = report.at_level(level)
    reported = sum(1 for line in lines if line.value is not None)
    coverage = words(mark("figures for {reported} of {units}"), reported=reported, units=len(lines))
    context = (period_name(report.period, words), coverage)
    page.headline(indicator_title(report, level), context, unreleased=ranked, edition=edition(report.period))
    opened = figures_and_map(report, level)
    if opened is not None:
        st.dialog(words(mark("Where the figure came from")), width="large")(figure_source)(report, lines[int(opened)])
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
if not taken_in:
    page.headline(words(mark("No figures yet")))
    empty_state(
        words(mark("Nothing has been submitted")),
        words(mark("Submit workbooks or forms on the page Submit, or load them with: jiping load.")),
    )
else:
    row = st.container(key="filters").columns([2, 4, 2, 2, 2], vertical_alignment="bottom")
    with row[0]:
        one_file = by_file(first=not desk().config.indicators)
    if one_file:
        show_file(taken_in, row[1])
    else:
        show_figures(*filters(codes, row))

"""The parts of an indicator's page, one question each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from config.wording import mark
from dashboard.parts.coverage import coverage_section
from dashboard.parts.definition import counts_for, definition
from dashboard.parts.filters import choose, choose_next
from dashboard.parts.indicator_figures import figure_source, figures_and_map
from dashboard.parts.indicator_trend import trend_section
from dashboard.parts.links import open_indicator
from dashboard.parts.outliers import doubts_section, outliers_section
from dashboard.parts.own import opening_region
from dashboard.parts.revisions import revisions_section
from dashboard.parts.session import desk, locale, say
from dashboard.parts.spread_chart import spread_section
from dashboard.releasing.reading import Edition
from dashboard.usecases.doubts import doubts
from dashboard.usecases.indicator_peers import Peers
from dashboard.usecases.indicator_report import FigureLine, IndicatorReport
from dashboard.usecases.revisions import revisions

NAMES = {
    "figures": mark("Ranking and map"),
    "spread": mark("Distribution"),
    "trend": mark("Trend and special causes"),
    "about": mark("What it is"),
    "revisions": mark("Revisions"),
}
SETS_OFF = ("spread", "trend")
"""The parts that set off one unit."""


def parts_of(report: IndicatorReport) -> dict[str, str]:
    """The parts of a report: what a form printed for a month has no trend."""
    return {code: name for code, name in NAMES.items() if code != "trend" or report.indicator is not None}


def choose_unit(found: Peers, part: str) -> str:
    """The unit that a part sets off: the reader's own to begin with, else the first; empty where a part has none."""
    names = {line.region_code: line.name for line in found.lines}
    if part not in SETS_OFF or not names:
        return ""
    return choose(say()(mark("Unit to set off")), names, key="unit", first=opening_region(desk()), visible=False)


def figures_part(_source: Edition, report: IndicatorReport, found: Peers, _unit: str) -> None:
    """The table and the map; a figure that is opened shows its source."""
    _open_source(report, figures_and_map(report, found))


def spread_part(source: Edition, report: IndicatorReport, found: Peers, unit: str) -> None:
    """How far the units are apart, who lies far out, and what checks found at the cells."""
    spread_section(found, unit)
    _open_source(report, outliers_section(found, key="outliers"))
    if source.desk.sight.has("submissions"):
        doubts_section(doubts(source.desk, source.book, report, locale()))


def trend_part(source: Edition, report: IndicatorReport, found: Peers, unit: str) -> None:
    """The chosen unit over eight quarters, and the others to choose from."""
    if report.indicator is None:
        return
    opened = trend_section(source, report.indicator, report.period, found, unit)
    if opened and opened != unit:
        choose_next("unit", opened)
        st.rerun()


def about_part(source: Edition, report: IndicatorReport, _found: Peers, _unit: str) -> None:
    """What the indicator is, what it counts for, and who reports it."""
    left, right = st.columns(2, gap="medium")
    with left:
        open_indicator(definition(report, source.desk.config), report.period)
    with right:
        coverage_section(report, source.desk.config.levels)
        counts_for(report, source)


def revisions_part(_source: Edition, report: IndicatorReport, _found: Peers, _unit: str) -> None:
    """What was reported or released otherwise later, in any period."""
    revisions_section(revisions(desk(), report.code, locale()), report.name)


Part = Callable[[Edition, IndicatorReport, Peers, str], None]
PARTS: Mapping[str, Part] = {
    "figures": figures_part,
    "spread": spread_part,
    "trend": trend_part,
    "about": about_part,
    "revisions": revisions_part,
}


def _open_source(report: IndicatorReport, line: FigureLine | None) -> None:
    if line is not None:
        st.dialog(say()(mark("Where the figure came from")), width="large")(figure_source)(report, line)

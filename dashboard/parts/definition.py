"""说明: what an indicator is, how it is made, who owns it, where it belongs, what it counts for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from config.model import Config, Indicator, Quarter
from config.wording import Say, mark
from dashboard.parts.clickable import clickable
from dashboard.parts.markup import Html, element, facts, join, section_head, show
from dashboard.parts.numbers import plain
from dashboard.parts.session import locale, say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.releasing.reading import Edition
from dashboard.usecases.indicator_report import IndicatorReport
from dashboard.usecases.method import method

DIRECTIONS = {
    "higher": mark("higher is better"),
    "lower": mark("lower is better"),
    "neutral": mark("neither high nor low is better"),
}
MEASURES = {
    "stock": mark("at the end of the period"),
    "flow": mark("within the quarter"),
    "ytd_cumulative": mark("since the beginning of the year"),
    "ratio": mark("ratio"),
}
ROLL_UPS = {
    "sum": mark("regions above: the sum of those below"),
    "ratio_of_sums": mark("regions above: the ratio of the sums of those below"),
    "none": mark("each level is reported by itself"),
}


def definition(report: IndicatorReport, config: Config) -> str | None:
    """What the indicator is, in a list; the code of the numerator or denominator that was just opened."""
    words = say()
    section_head(words(mark("What it is")))
    if report.indicator is None:
        show(facts(_of_statistic(report, config, words)))
        return None
    return clickable(facts(_of_indicator(report.indicator, report.period, config, words)), key="definition")


def counts_for(report: IndicatorReport, source: Edition) -> None:
    """The items of the scheme that score the indicator in its quarter; nothing where there is none."""
    if report.indicator is None or not source.desk.config.schemes:
        return
    words = say()
    scheme = method(source.desk, report.period, locale())
    rows = [
        Row((item.name, section.name, plain(item.marks), item.standard, item.clause))
        for section in scheme.sections
        for item in section.items
        if item.indicator == report.code
    ]
    if not rows:
        section_head(words(mark("The scheme does not score it: it explains other indicators")))
        return
    section_head(words(mark("What it counts for")), scheme.name)
    columns = [
        Column(words(mark("Item")), names=True),
        Column(words(mark("Section")), align="tight"),
        Column(words(mark("Full marks")), words(mark("points")), align="right"),
        Column(words(mark("How it is scored")), align="text"),
        Column(words(mark("Clause"))),
    ]
    plain_table(columns, rows)


def _of_statistic(report: IndicatorReport, config: Config, words: Say) -> list[tuple[str, object]]:
    statistic = config.statistic.get(report.code)
    units = {line.unit for line in report.lines if line.unit}
    return [
        (words(mark("Kind")), words(mark("a statistic of a published or statutory form"))),
        (words(mark("Measured")), words(MEASURES[statistic.measure]) if statistic else ""),
        (words(mark("Unit")), words(mark(", ")).join(sorted(units))),
    ]


def _of_indicator(indicator: Indicator, period: str, config: Config, words: Say) -> list[tuple[str, object]]:
    english = locale() == "en"
    levels = [level.label(locale()) for level in config.levels if level.code in indicator.filled_levels]
    filled = "" if indicator.computed or indicator.is_ratio else words(mark(", ")).join(levels)
    care = indicator.care
    checked = mark("written by {author}, checked by {checker}, reviewed on {date}")
    return [
        (words(mark("Definition")), indicator.definition_en if english else indicator.definition),
        (words(mark("Formula")), _formula(indicator, config)),
        (words(mark("Unit")), indicator.unit_en if english else indicator.unit),
        (words(mark("Which way is better")), words(DIRECTIONS[indicator.direction])),
        (words(mark("Measured")), words(MEASURES[indicator.measure])),
        (words(mark("Filled in for")), filled),
        (words(mark("Rolled up")), words(ROLL_UPS[indicator.roll_up])),
        (words(mark("Owner")), config.division[indicator.owner].label(locale())),
        (words(mark("Source")), indicator.source),
        (words(mark("Why it matters")), indicator.why),
        (words(mark("Frames it belongs to")), words(mark("; ")).join(frames_of(indicator, period, config))),
        (words(mark("Kept by")), words(checked, author=care.author, checker=care.checker, date=care.reviewed)),
    ]


def _formula(indicator: Indicator, config: Config) -> Html | str:
    """Numerator and denominator, each opening its indicator; with the scale where it is not 1."""
    if not indicator.is_ratio:
        return ""
    above, below = (_opens(code, config) for code in (indicator.numerator, indicator.denominator))
    scale = f" × {plain(indicator.scale)}" if indicator.scale != 1 else ""
    return join((above, " ÷ ", below, scale))


def _opens(code: str, config: Config) -> Html:
    button = element("button", config.item_name(code, locale()), css="jp-open", type="button")
    return element("span", button, data_key=code)


def frames_of(indicator: Indicator, period: str, config: Config) -> Iterator[str]:
    """Where the indicator belongs in each framework, as it stands at the end of the quarter."""
    year, month = (int(part) for part in Quarter(period).last_month.split("-"))
    for frame in config.frameworks:
        version = frame.at(dt.date(year, month, 28))
        if version is None:
            continue
        tag = indicator.tags.get(f"{frame.code}@{version.version}")
        yield from (f"{frame.label(locale())} · {one.label(locale())}" for one in version.categories if one.code == tag)

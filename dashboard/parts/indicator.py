"""Indicator data: the names of indicators and periods, the answer of the page, who published the figures."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Quarter
from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.numbers import amount, figure
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.indicator_peers import Peers
from dashboard.usecases.indicator_report import FigureLine, IndicatorReport

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


def opening_indicator(codes: Sequence[str]) -> str:
    """The indicator that the page begins with: the first of which high or low is better, else the first."""
    known = desk().config.indicator
    judged = (code for code in codes if code in known and known[code].direction != "neutral")
    return next(judged, codes[0] if codes else "")


def indicator_title(report: IndicatorReport, found: Peers) -> str:
    """The answer: who is best and who is last, who has the most where neither is better, or the one figure there is."""
    words = say()
    places = {"name": report.name, "period": period_name(report.period, words)}
    if not found.known:
        return words(mark("{name}, {period}: no figures"), **places)
    first, last = found.known[0], found.known[-1]
    places |= {"region": first.name, "figure": printed(first), "last": last.name, "least": printed(last)}
    if len(found.known) == 1:
        return words(mark("{name}, {period}: {region} {figure}"), **places)
    if not found.places:
        return words(mark("{name}, {period}: highest in {region}, {figure}"), **places)
    alike = sum(place == 1 for place in found.places.values())
    if alike == len(found.known):
        return words(mark("{name}, {period}: {figure} in all {units} units"), **places, units=alike)
    if alike > 1:
        shared = mark("{name}, {period}: {units} units share the first place with {figure}; last {last}, {least}")
        return words(shared, **places, units=alike)
    return words(mark("{name}, {period}: best {region}, {figure}; last {last}, {least}"), **places)


def printed(line: FigureLine) -> str:
    """A figure with its unit."""
    return amount(line.value, line.decimals, line.unit)


def distance(value: float, decimals: int, unit: str, words: Say) -> str:
    """How far two figures are apart, with the unit; rates are percentage points apart."""
    if unit == "%":
        return words(mark("{figure} percentage points"), figure=figure(abs(value), decimals))
    return amount(abs(value), decimals, unit)


def publishers(report: IndicatorReport) -> list[str]:
    """Who published the figures, when and where, each once; none for figures that the department was sent."""
    sources = {(s.publisher, s.published, s.address, s.note) for line in report.lines if (s := line.source)}
    return [" · ".join(part for part in source if part) for source in sorted(sources) if source[0]]

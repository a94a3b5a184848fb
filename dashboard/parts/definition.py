"""What an indicator is: definition, unit, direction, formula, owner, why it matters."""

from __future__ import annotations

from config.wording import mark
from dashboard.parts.markup import facts, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.indicator_report import IndicatorReport

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


def definition(report: IndicatorReport) -> None:
    """What the indicator is: definition, unit, direction, formula, owner, why it matters."""
    indicator, words, config = report.indicator, say(), desk().config
    if indicator is None:
        statistic = config.statistic.get(report.code)
        measure = words(MEASURES[statistic.measure]) if statistic else ""
        show(
            facts(
                (
                    (words(mark("Kind")), words(mark("a statistic of a published or statutory form"))),
                    (words(mark("Measured")), measure),
                )
            )
        )
        return
    english = locale() == "en"
    ratio = (config.item_name(code, locale()) for code in (indicator.numerator, indicator.denominator))
    show(
        facts(
            (
                (words(mark("Definition")), indicator.definition_en if english else indicator.definition),
                (words(mark("Formula")), " ÷ ".join(ratio) if indicator.is_ratio else ""),
                (words(mark("Measured")), words(MEASURES[indicator.measure])),
                (words(mark("Direction")), words(DIRECTIONS[indicator.direction])),
                (words(mark("Owner")), config.division[indicator.owner].label(locale())),
                (words(mark("Why it matters")), indicator.why),
                (words(mark("Source")), indicator.source),
            )
        )
    )

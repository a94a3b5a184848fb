"""走势与异常: the chosen unit against the median and in its control chart, and below it the units to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from config.model import Indicator
from config.wording import Say, mark
from dashboard.parts.against_median import AgainstMedian, against_median, median_figure, median_title
from dashboard.parts.chart import once_drawn, picture
from dashboard.parts.control_chart import SIGNALS, control_section
from dashboard.parts.history import history_label
from dashboard.parts.markup import section_head
from dashboard.parts.multiples import Multiple, multiples
from dashboard.parts.numbers import figure
from dashboard.parts.session import locale, say
from dashboard.parts.theme import palette
from dashboard.releasing.reading import Edition
from dashboard.usecases.boards import last_quarters
from dashboard.usecases.indicator_peers import Peers
from dashboard.usecases.indicator_report import FigureLine
from dashboard.usecases.variation import History, histories, variation

SHOWN = 30
"""How many units have a little line; of more the chosen one, those with a special cause, then the first ones."""
NAMED = 3


def trend_section(source: Edition, indicator: Indicator, quarter: str, found: Peers, chosen: str) -> str | None:
    """The chosen unit's two charts, then a little line of each unit; the code of the one that was just opened."""
    words = say()
    known = histories(source.desk, source.book, indicator, quarter)
    units = [line for line in found.lines if line.region_code in known]
    own = next((line for line in units if line.region_code == chosen), None)
    if own is None:
        section_head(words(mark("No unit has a figure in these quarters")))
        return None
    left, right = st.columns(2, gap="medium")
    with left:
        _beside_median(found, known, quarter, own, words)
    with right:
        moved = variation(source.desk, source.book, indicator, quarter, chosen, locale())
        control_section(moved, indicator.decimals, key="control")
    note = mark("Eight quarters on one scale; choose a unit to see its charts.")
    section_head(_title(units, known, words), words(note))
    first = sorted(units, key=lambda line: (line.region_code != chosen, not known[line.region_code].signals))[:SHOWN]
    shown = {line.region_code for line in first}
    cards = [_card(line, known[line.region_code], quarter, words) for line in units if line.region_code in shown]
    return multiples(cards, key="multiples", chosen=chosen)


def _beside_median(found: Peers, known: Mapping[str, History], quarter: str, line: FigureLine, words: Say) -> None:
    def beside() -> AgainstMedian:
        return against_median(found, known, last_quarters(quarter), line.name, line.region_code)

    shown = once_drawn(found, ("beside", line.region_code), beside)
    title = median_title(shown, words)
    drawn = once_drawn(shown, "median", lambda: median_figure(shown, palette(), words))
    whole = mark("The dashed line is the median of the units.")
    section_head(title, words(whole if found.whole else mark("The median is shown with the release.")))
    picture(drawn, key="median", height="19rem", alt=title)


def _title(units: Sequence[FigureLine], known: Mapping[str, History], words: Say) -> str:
    """The answer: how many units have a special cause in this quarter, and the first of them by name."""
    marked = [line.name for line in units if known[line.region_code].signals]
    if not marked:
        return words(mark("None of the {units} units has a special cause in this quarter"), units=len(units))
    some = words(mark(", ")).join(marked[:NAMED])
    if len(marked) > NAMED:
        some = words(mark("{names} and others, {count} in all"), names=some, count=len(marked))
    sentence = mark("{count} of {units} units have a special cause in this quarter: {names}")
    return words(sentence, count=len(marked), units=len(units), names=some)


def _card(line: FigureLine, known: History, quarter: str, words: Say) -> Multiple:
    return Multiple(
        line.region_code,
        line.short_name,
        known.values,
        figure(known.values[-1], line.decimals),
        history_label(last_quarters(quarter), known.values, line.decimals),
        f"◆ {words(SIGNALS[known.signals[0]])}" if known.signals else "",
    )

"""The control chart (XmR) of an indicator in a region: ordinary variation between two limits, special causes marked."""

from __future__ import annotations

import plotly.graph_objects as go

from config.wording import Say, mark
from dashboard.parts.chart import once_drawn, picture
from dashboard.parts.filters import quarter_name, short_quarter
from dashboard.parts.markup import section_head
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.parts.theme import Palette, palette
from dashboard.usecases.variation import Moment, Variation
from metrics.control import FEWEST_POINTS

SIGNALS = {
    "outside": mark("beyond a limit"),
    "run": mark("eight in a row on one side"),
    "near_limit": mark("close to a limit three times of four"),
    "jump": mark("an unusual jump"),
}
ABOVE, BELOW = mark("above the upper limit"), mark("below the lower limit")
_HOW = mark(
    "Between the dashed limits a quarter differs from the next by chance; only marked quarters ask for a cause."
)


def control_section(found: Variation, decimals: int, *, key: str) -> None:
    """The chart under its answer: which quarters have a special cause."""
    words = say()
    alone = words(mark("Quarter by quarter.")) if found.quarter_only else ""
    section_head(control_title(found, words), " ".join(part for part in (words(_HOW), alone) if part))
    drawn = once_drawn(found, ("control", decimals), lambda: control_figure(found, decimals, palette(), words))
    picture(drawn, key=key, height="19rem", alt=control_title(found, words))


def control_title(found: Variation, words: Say) -> str:
    """The answer: special causes or ordinary variation only."""
    if found.centre is None:
        few = mark("{region}: too few quarters for limits ({least} are needed)")
        return words(few, region=found.region, least=FEWEST_POINTS)
    if not found.special:
        return words(mark("{region}: ordinary variation only, no special cause"), region=found.region)
    last = found.special[-1]
    sentence = mark("{region}: a special cause in {quarter}, {signal}")
    places = {"region": found.region, "quarter": quarter_name(last.quarter, words)}
    return words(sentence, **places, signal=signal_words(last, found, words))


def signal_words(moment: Moment, found: Variation, words: Say) -> str:
    """What the gravest signal of a quarter is; of a point beyond a limit also beyond which."""
    signal = moment.signals[0]
    if signal == "outside" and moment.value is not None and found.centre is not None:
        return words(ABOVE if moment.value > found.centre else BELOW)
    return words(SIGNALS[signal])


def control_figure(found: Variation, decimals: int, colours: Palette, words: Say) -> go.Figure:
    """The quarters as a line with centre and limits; a marked quarter has another shape, colour and a word."""
    names = [short_quarter(moment.quarter) for moment in found.moments]
    special = [bool(moment.signals) for moment in found.moments]
    line = go.Scatter(
        x=names,
        y=[moment.value for moment in found.moments],
        mode="lines+markers+text",
        text=[_label(moment, found, decimals, words) for moment in found.moments],
        textposition="top center",
        line={"color": colours.quiet, "width": 2},
        marker={
            "symbol": ["diamond" if one else "circle" for one in special],
            "size": [13 if one else 7 for one in special],
            "color": [colours.soon if one else colours.quiet for one in special],
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
    drawn = go.Figure(line, {"template": colours.template})
    limits = (
        (found.centre, "solid", mark("mean")),
        (found.lower, "dash", mark("lower limit")),
        (found.upper, "dash", mark("upper limit")),
    )
    for value, dash, name in limits:
        if value is not None:
            drawn.add_hline(y=value, line={"color": colours.rest, "width": 1.5, "dash": dash}, layer="below")
            text = f"{words(name)} {figure(value, decimals)}"
            drawn.add_annotation(
                x=0.87, xref="paper", y=value, text=text, showarrow=False, xanchor="left", font={"color": colours.quiet}
            )
    drawn.update_yaxes(tickvals=[])
    return drawn.update_xaxes(type="category", range=[-0.4, len(names) - 0.6], domain=[0, 0.86])


def _label(moment: Moment, found: Variation, decimals: int, words: Say) -> str:
    value = "" if moment.value is None else figure(moment.value, decimals)
    return f"<b>{value}</b><br>{signal_words(moment, found, words)}" if moment.signals else value

"""分布: an indicator over the units of a level or group: every unit a dot, quartiles, the target, the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from config.wording import Say, mark
from dashboard.parts.chart import once_drawn, picture
from dashboard.parts.definition import DIRECTIONS
from dashboard.parts.indicator import printed
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.numbers import amount, figure
from dashboard.parts.session import say
from dashboard.parts.theme import Palette, palette
from dashboard.usecases.indicator_peers import Peers
from metrics.spread import Spread

NAMED_UP_TO = 20
"""More units than this are dots without names, but for those that lie far out and the chosen one."""
ROWS = 5


@dataclass(frozen=True)
class Dot:
    """A unit on the axis: its name, its value in the indicator's unit, whether it is named and set off."""

    name: str
    value: float
    named: bool
    own: bool


def spread_section(found: Peers, chosen: str) -> None:
    """The chart with its answer; a sentence where too few units have a figure."""
    words = say()
    if found.spread is None:
        section_head(words(mark("Distribution")))
        show(element("p", words(mark("Too few units have a figure for a distribution.")), css="jp-answer"))
        return
    title, known = spread_title(found, chosen, words), found.spread
    section_head(title, _how(found, known, words))
    drawn = once_drawn(found, ("spread", chosen), lambda: _drawn(found, known, chosen, words))
    picture(drawn, key="spread", height="18rem", alt=title)


def spread_title(found: Peers, chosen: str, words: Say) -> str:
    """Where the chosen unit stands among all; without one, where the middle half lies."""
    known = found.spread
    if known is None:
        return words(mark("Distribution"))
    decimals, unit = found.known[0].decimals, found.known[0].unit
    places: dict[str, object] = {"median": amount(known.middle, decimals, unit), "units": len(found.known)}
    mine = next((line for line in found.known if line.region_code == chosen), None)
    if mine is None or not found.whole:
        low, high = figure(known.low, decimals), amount(known.high, decimals, unit)
        half = mark("Half of the {units} units lie between {low} and {high}, the median is {median}")
        return words(half, low=low, high=high, **places)
    places |= {"region": mine.name, "value": printed(mine)}
    if chosen in found.places:
        sentence = mark("{region}: {value}, place {place} of {units}; the median is {median}")
        return words(sentence, place=found.places[chosen], **places)
    place = 1 + sum((line.value or 0.0) > (mine.value or 0.0) for line in found.known)
    sentence = mark("{region}: {value}, {place} of {units} from above; the median is {median}")
    return words(sentence, place=place, **places)


def dots_of(found: Peers, chosen: str) -> list[Dot]:
    """The units in the order of their values; which of them are named."""
    named = {line.region_code for line in found.far} | {chosen}
    every = len(found.known) <= NAMED_UP_TO
    dots = [
        Dot(line.short_name, line.value or 0.0, every or line.region_code in named, line.region_code == chosen)
        for line in found.known
    ]
    return sorted(dots, key=lambda dot: dot.value)


def spread_figure(
    dots: Sequence[Dot],
    found: Spread,
    decimals: int,
    unit: str,
    colours: Palette,
    words: Say,
    target: float | None = None,
) -> go.Figure:
    """Dots on one axis in a few rows, so that names have room; a band between the quartiles, lines at the median and,
    where there is one, at the target.
    """
    marks = go.Scatter(
        x=[dot.value for dot in dots],
        y=[place % ROWS for place in range(len(dots))],
        mode="markers+text",
        text=[_name(dot) for dot in dots],
        textposition="top center",
        textfont={"color": [colours.data if dot.own else colours.ink for dot in dots]},
        marker={
            "size": [15 if dot.own else 9 for dot in dots],
            "color": [colours.data if dot.own else colours.rest for dot in dots],
            "opacity": 1,
            "line": {"color": colours.quiet, "width": 1},
        },
        hovertext=[f"<b>{escape(dot.name)}</b> {escape(amount(dot.value, decimals, unit))}" for dot in dots],
        hoverinfo="text",
        cliponaxis=False,
    )
    drawn = go.Figure(marks, {"template": colours.template})
    drawn.add_vrect(x0=found.low, x1=found.high, fillcolor=colours.class_1, opacity=0.6, line_width=0, layer="below")
    median = words(mark("median {value}"), value=figure(found.middle, decimals))
    _upright(drawn, found.middle, median, ROWS + 0.1, colours.ink, "solid")
    if target is not None:
        said = words(mark("target {target}"), target=figure(target, decimals))
        _upright(drawn, target, said, ROWS + 0.9, colours.soon, "dash")
    drawn.update_yaxes(range=[-0.6, ROWS + 1.6], tickvals=[])
    return drawn.update_xaxes(nticks=7, tickformat=f",.{decimals}f", **_unit(unit))


def _unit(unit: str) -> dict[str, str]:
    """Per cent stands at each figure of the axis, any other unit below it."""
    return {"ticksuffix": unit} if unit == "%" else {"title_text": unit}


def _upright(drawn: go.Figure, x: float, text: str, top: float, colour: str, dash: str) -> None:
    """An upright line with its words at its upper end."""
    line = {"color": colour, "width": 1.5, "dash": dash}
    drawn.add_shape(type="line", x0=x, x1=x, y0=-0.6, y1=top, line=line, layer="below")
    drawn.add_annotation(x=x, y=top, text=escape(text), showarrow=False, yanchor="bottom", font={"color": colour})


def _name(dot: Dot) -> str:
    return "" if not dot.named else f"<b>{escape(dot.name)}</b>" if dot.own else escape(dot.name)


def _drawn(found: Peers, known: Spread, chosen: str, words: Say) -> go.Figure:
    line, dots = found.known[0], dots_of(found, chosen)
    return spread_figure(dots, known, line.decimals, line.unit, palette(), words, found.target)


def _how(found: Peers, known: Spread, words: Say) -> str:
    decimals = found.known[0].decimals
    how = mark("Every dot is a unit; the band holds the middle half ({low} to {high}).")
    said = words(how, low=figure(known.low, decimals), high=figure(known.high, decimals))
    direction = words(mark("{direction}."), direction=words(DIRECTIONS[found.direction]))
    part = "" if found.whole else words(mark("Only the units that you see before the release."))
    return " ".join(part for part in (said, direction, part) if part)

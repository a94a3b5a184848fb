"""A figure over the quarters: the score as a line, an item as columns from zero against its target."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name, short_quarter
from dashboard.parts.numbers import figure
from dashboard.parts.theme import Palette

_TEXT = {"mode": "text", "hoverinfo": "skip", "cliponaxis": False}


def history_label(quarters: Sequence[str], history: Sequence[float | None], decimals: int) -> str:
    """What a line or a sparkline over the quarters shows, in words."""
    pairs = zip(quarters, history, strict=False)
    return ", ".join(f"{short_quarter(quarter)} {figure(value, decimals)}" for quarter, value in pairs)


def line_figure(
    quarters: Sequence[str], values: Sequence[float | None], decimals: int, colours: Palette, words: Say
) -> go.Figure:
    """A figure over the quarters as a line, broken where there is none, every point labelled, the last set off."""
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    texts = ["" if value is None else figure(value, decimals) for value in values]
    line = go.Scatter(
        x=[short_quarter(quarter) for quarter in quarters],
        y=list(values),
        text=[f"<b>{text}</b>" if place == last else text for place, text in enumerate(texts)],
        textfont={"color": [colours.ink if place == last else colours.quiet for place in range(len(values))]},
        mode="lines+markers+text",
        textposition="top center",
        cliponaxis=False,
        line={"color": colours.quiet, "width": 2},
        marker={"color": [colours.data if p == last else colours.quiet for p in range(len(values))], "size": 7},
        **_hover(quarters, values, decimals, words),
    )
    known = [value for value in values if value is not None] or [0.0]
    room = (max(known) - min(known)) * 0.35 or 1.0
    drawn = go.Figure(line, {"template": colours.template})
    drawn.update_yaxes(range=[min(known) - room, max(known) + room], tickvals=[])
    return drawn.update_xaxes(type="category", range=[-0.4, len(values) - 0.6])


def columns_figure(
    quarters: Sequence[str],
    values: Sequence[float | None],
    decimals: int,
    colours: Palette,
    words: Say,
    target: float | None = None,
) -> go.Figure:
    """A figure over the quarters as columns from zero, each labelled, the last one in colour, the target as a line."""
    places = list(range(len(values)))
    bars = go.Bar(
        x=places,
        y=list(values),
        marker={"color": [colours.rest] * (len(values) - 1) + [colours.data]},
        **_hover(quarters, values, decimals, words),
    )
    labels = go.Scatter(
        x=places,
        y=list(values),
        text=["" if value is None else figure(value, decimals) for value in values],
        textposition=["bottom center" if (value or 0) < 0 else "top center" for value in values],
        **_TEXT,
    )
    drawn = go.Figure(bars, {"template": colours.template, "bargap": 0.25})
    if target is not None:
        drawn.add_traces(_target(target, len(values), figure(target, decimals), colours, words))
    drawn.add_trace(labels)
    known = [value for value in (*values, target) if value is not None] or [1.0]
    low, high = min(0.0, *known), max(0.0, *known)
    drawn.update_yaxes(range=[low * 1.2, high * 1.2 or 1.0], tickvals=[], zeroline=True, zerolinecolor=colours.ink)
    names = [short_quarter(quarter) for quarter in quarters]
    end = 0.88 if target is not None else 1.0
    return drawn.update_xaxes(tickvals=places, ticktext=names, range=[-0.5, len(values) - 0.5], domain=[0, end])


def _target(target: float, columns: int, text: str, colours: Palette, words: Say) -> list[go.Scatter]:
    """The target as a line across the columns, its value at the end."""
    ends = [-0.5, columns - 0.5]
    dashes = {"color": colours.soon, "width": 2, "dash": "dash"}
    line = go.Scatter(x=ends, y=[target] * 2, mode="lines", line=dashes, hoverinfo="skip")
    said = words(mark("target {target}"), target=text)
    style = {"textposition": "middle right", "textfont": {"color": colours.soon}, **_TEXT}
    return [line, go.Scatter(x=ends[1:], y=[target], text=[said], **style)]


def _hover(quarters: Sequence[str], values: Sequence[float | None], decimals: int, words: Say) -> dict[str, object]:
    pairs = zip(quarters, values, strict=True)
    texts = [f"<b>{escape(quarter_name(quarter, words))}</b> {figure(value, decimals)}" for quarter, value in pairs]
    return {"hovertext": texts, "hoverinfo": "text"}

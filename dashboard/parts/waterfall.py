"""The way from full marks to the score of a region, section by section."""

from __future__ import annotations

from html import escape
from math import floor

import plotly.graph_objects as go

from config.wording import Say, mark
from dashboard.parts.chart import chart, once_drawn
from dashboard.parts.numbers import figure, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.session import say
from dashboard.parts.theme import Palette, palette
from dashboard.usecases.region_report import RegionReport, SectionLine

STEP = 5
"""The axis of a waterfall begins at a multiple of so many points."""
ROW_HEIGHT = 2
"""In rem, as a row of a table."""
_BY_ROW = {"hovermode": "y", "clickmode": "event+select"}
COLUMN = 0.18
"""The share of the width that the points of each row take."""


def waterfall(report: RegionReport, *, key: str, chosen: str = "") -> str | None:
    """The chart on the page; the code of the section that was just opened."""
    drawn = once_drawn(report, ("waterfall", chosen), lambda: waterfall_figure(report, palette(), say(), chosen))
    height = f"{(len(report.sections) + 3) * ROW_HEIGHT}rem"
    return chart(drawn, key=key, height=height, alt=say()(mark("From full marks to the score")))


def waterfall_figure(report: RegionReport, colours: Palette, words: Say, chosen: str = "") -> go.Figure:
    """From full marks to the score, one bar for each section, from above to below; the chosen section is set off.

    The axis begins shortly below the score and says so. A clicked row gives the section's code as customdata.
    """
    score = report.row.published or 0.0
    start = _axis_start(report, score)
    names = [words(mark("Full marks")), *(section.name for section in report.sections), words(mark("Score"))]
    codes = [section.code for section in report.sections]
    steps = [-(section.lost or 0.0) for section in report.sections]
    falls = go.Waterfall(
        orientation="h",
        y=list(range(len(names))),
        x=[report.full_marks, *steps, score],
        measure=["absolute", *["relative"] * len(steps), "absolute"],
        text=["", *(signed(step, POINTS_DECIMALS) for step in steps), ""],
        textposition="outside",
        customdata=["", *codes, ""],
        hovertext=[
            _bold(names[0], figure(report.full_marks, POINTS_DECIMALS)),
            *(_section_words(section, report.precision, words) for section in report.sections),
            _bold(names[-1], figure(report.row.published, report.precision)),
        ],
        hoverinfo="text",
        connector={"line": {"color": colours.line, "width": 1}},
        decreasing={"marker": {"color": colours.quiet}},
        increasing={"marker": {"color": colours.data}},
        totals={"marker": {"color": colours.data}},
        cliponaxis=False,
    )
    drawn = go.Figure(falls, {"template": colours.template, "waterfallgap": 0.4, **_BY_ROW})
    labels = [f"<b>{escape(n)}</b>" if i in (0, len(names) - 1) else escape(n) for i, n in enumerate(names)]
    drawn.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=labels,
        range=[len(names) - 0.4, -0.6],
        tickfont_color=colours.ink,
        ticklabelstandoff=12,
    )
    drawn.update_xaxes(range=[start, report.full_marks], tickvals=[], title_text=_axis_words(start, words))
    if chosen in codes:
        _set_off(drawn, codes.index(chosen) + 1, colours)
    return _with_points(drawn, report)


def _axis_start(report: RegionReport, score: float) -> float:
    """A multiple of five points below the score and every step, so that the steps can be told apart."""
    left = lowest = report.full_marks
    for section in report.sections:
        left -= section.lost or 0.0
        lowest = min(lowest, left)
    span = report.full_marks - min(lowest, score)
    return max(0.0, floor((min(lowest, score) - 0.35 * span) / STEP) * STEP)


def _axis_words(start: float, words: Say) -> str:
    if not start:
        return words(mark("points, from zero"))
    return words(mark("points; the bars are cut off at {start}"), start=figure(start, 0))


def _section_words(section: SectionLine, precision: int, words: Say) -> str:
    earned, full = figure(section.published, precision), figure(section.full_marks, 0)
    said = words(mark("{earned} of {full} points"), earned=earned, full=full)
    return f"{_bold(section.name, signed(-(section.lost or 0.0), POINTS_DECIMALS))}<br>{said}"


def _bold(name: str, text: str) -> str:
    return f"<b>{escape(name)}</b> {text}"


def _set_off(drawn: go.Figure, place: int, colours: Palette) -> None:
    """A band across the row with a stripe before it, as a chosen row of a table has."""
    row = {"type": "rect", "xref": "x domain", "y0": place - 0.5, "y1": place + 0.5, "line_width": 0, "layer": "below"}
    drawn.add_shape(x0=0, x1=1, fillcolor=colours.panel, **row)
    drawn.add_shape(x0=-0.006, x1=0, fillcolor=colours.data, **row)


def _with_points(drawn: go.Figure, report: RegionReport) -> go.Figure:
    """What was earned of what could be, at the end of each row."""
    texts = [
        f"<b>{figure(report.full_marks, POINTS_DECIMALS)}</b>",
        *(f"{figure(s.published, report.precision)} / {figure(s.full_marks, 0)}" for s in report.sections),
        f"<b>{figure(report.row.published, report.precision)}</b>",
    ]
    for place, text in enumerate(texts):
        drawn.add_annotation(text=text, x=1, xref="paper", xanchor="right", y=place, showarrow=False)
    return drawn.update_xaxes(domain=[0, 1 - COLUMN])

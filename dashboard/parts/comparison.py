"""比较: up to five regions of a group side by side, section by section, and their scores over eight quarters."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from config.wording import mark
from dashboard.parts.chart import once_drawn, picture
from dashboard.parts.filters import short_quarter
from dashboard.parts.history import history_label
from dashboard.parts.markup import element, section_head
from dashboard.parts.multiples import Multiple, multiples
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.own import own_regions
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.parts.theme import Palette, palette
from dashboard.releasing.reading import Edition
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.region_report import region_report

MOST = 5
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def choose_regions(shown: Board) -> list[BoardRow]:
    """The regions to compare, kept in the address; begins with the reader's own and the first ones."""
    words, rows = say(), {row.region_code: row for row in shown.ranked}
    asked = [code for code in st.query_params.get("compare", "").split(",") if code in rows]
    own = [code for code in own_regions(desk()) if code in rows]
    key = f"compare_{shown.group}_{locale()}"
    st.session_state.setdefault(key, asked[:MOST] or list(dict.fromkeys((*own[:1], *rows)))[:3])
    st.session_state[key] = [code for code in st.session_state[key] if code in rows]
    chosen = st.multiselect(
        words(mark("Regions to compare (up to {most})"), most=MOST),
        list(rows),
        format_func=lambda code: rows[code].name,
        max_selections=MOST,
        key=key,
        placeholder=words(mark("choose regions")),
    )
    if st.query_params.get("compare", "") != ",".join(chosen):
        st.query_params["compare"] = ",".join(chosen)
    return sorted((rows[code] for code in chosen), key=lambda row: row.rank or 0)


def comparison(source: Edition, shown: Board, rows: Sequence[BoardRow]) -> None:
    """The chosen regions: where the first is ahead of the last and where not, by section; their scores over time."""
    words = say()
    if len(rows) < 2:
        section_head(words(mark("Choose at least two regions")))
        return
    reports = [region_report(source.desk, source.book, shown.quarter, row.region_code, locale()) for row in rows]
    points = [{one.code: one.published for one in report.sections} if report else {} for report in reports]
    names = {one.code: one.name for report in reports if report for one in report.sections}
    widest = max(names, key=lambda code: _apart([one.get(code) for one in points]), default="")
    section_head(
        words(mark("They differ most in {section}"), section=names.get(widest, "")),
        words(mark("Points by section; the best of each in bold.")),
    )
    columns = [Column(words(mark("Section")), names=True), *(Column(row.name, align="right") for row in rows)]
    body = [
        Row((words(mark("Rank")), *(row.rank for row in rows))),
        Row((words(mark("Score")), *_best([row.published for row in rows], shown.precision)), css="jp-group"),
        *(Row((name, *_best([one.get(code) for one in points], shown.precision))) for code, name in names.items()),
    ]
    plain_table(columns, body)
    section_head(words(mark("The score over eight quarters")))
    key = ("compared", *(row.region_code for row in rows))
    drawn = once_drawn(shown, key, lambda: lines_figure(shown.quarters, rows, shown.precision, palette()))
    said = words(mark("; ")).join(
        f"{row.name} {history_label(shown.quarters, row.history, shown.precision)}" for row in rows
    )
    picture(drawn, key="compared", height="20rem", alt=said)


def lines_figure(quarters: Sequence[str], rows: Sequence[BoardRow], decimals: int, colours: Palette) -> go.Figure:
    """One line for each region, the first in colour, all told apart by their dashes and the name at the end."""
    names = [short_quarter(quarter) for quarter in quarters]
    drawn = go.Figure(layout={"template": colours.template})
    for place, row in enumerate(rows):
        colour = colours.data if not place else colours.quiet
        drawn.add_scatter(
            x=names,
            y=list(row.history),
            mode="lines+markers+text",
            text=["" for _ in names[:-1]] + [f" {row.short_name} {figure(row.history[-1], decimals)}"],
            textposition="middle right",
            textfont={"color": colour},
            line={"color": colour, "width": 3 if not place else 2, "dash": DASHES[place % len(DASHES)]},
            marker={"size": 6},
            cliponaxis=False,
            hoverinfo="skip",
        )
    drawn.update_yaxes(nticks=5)
    return drawn.update_xaxes(type="category", range=[-0.3, len(names) - 0.7], domain=[0, 0.88])


def trends(shown: Board, rows: Sequence[BoardRow]) -> str | None:
    """Every region of the board as a little line on one scale; the code of the one that was just opened."""
    words, own = say(), own_regions(desk())
    risen = sum(1 for row in rows if (row.history[-1] or 0) > (row.history[-2] or 0) and row.history[-2] is not None)
    title = mark("{risen} of {units} scored more than in the quarter before")
    section_head(
        words(title, risen=risen, units=len(rows)),
        words(mark("Eight quarters on one scale. Open a region to see its page.")),
    )
    drawn = [
        Multiple(
            row.region_code,
            row.short_name,
            row.history,
            figure(row.history[-1], shown.precision),
            history_label(shown.quarters, row.history, shown.precision),
        )
        for row in rows
        if row.rank is not None
    ]
    return multiples(
        drawn, key="board_multiples", chosen=next((code for code in own if code in {r.region_code for r in rows}), "")
    )


def _apart(points: Sequence[float | None]) -> float:
    known = [one for one in points if one is not None]
    return max(known) - min(known) if known else 0.0


def _best(points: Sequence[float | None], decimals: int) -> list[object]:
    best = max((one for one in points if one is not None), default=None)
    return [
        MISSING if one is None else element("b", figure(one, decimals)) if one == best else figure(one, decimals)
        for one in points
    ]

"""A chart on the page: a Plotly figure in our look, of a given height, whose parts may be opened by a click."""

from __future__ import annotations

from functools import partial

import plotly.graph_objects as go
import streamlit as st

TOPOLOGY = "/topojson/"
"""Where Plotly looks for base maps; the server answers with an empty one: all shapes are the workspace's own."""
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "topojsonURL": TOPOLOGY}


def chart(figure: go.Figure, *, key: str, height: str, alt: str) -> str | None:
    """Show a figure whose parts can be opened; the customdata of the part that was just clicked, else None.

    height is a CSS length. An opened part is told once, and the chart that is shown then has nothing selected.
    """
    with _frame(key, height):
        st.plotly_chart(
            figure,
            key=_turn(key),
            height="stretch",
            theme=None,
            config=CONFIG,
            alt=alt,
            on_select=partial(_keep_opened, key),
            selection_mode="points",
        )
    opened = st.session_state.pop(f"{key}_opened", None)
    return None if opened is None else str(opened)


def _keep_opened(key: str) -> None:
    """Keep what was clicked for the run that follows, and have that run show the chart anew."""
    points = st.session_state[_turn(key)]["selection"]["points"]
    opened = [point["customdata"] for point in points if point.get("customdata")]
    if opened:
        st.session_state[f"{key}_opened"] = opened[0]
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1


def _turn(key: str) -> str:
    return f"{key}_{st.session_state.get(f'{key}_turn', 0)}"


def picture(figure: go.Figure, *, key: str, height: str, alt: str) -> None:
    """Show a figure that has nothing to open; height is a CSS length."""
    with _frame(key, height):
        st.plotly_chart(figure, key=f"{key}_picture", height="stretch", theme=None, config=CONFIG, alt=alt)


def _frame(key: str, height: str) -> st.delta_generator.DeltaGenerator:
    """A container of a height that may be given in rem, so that charts grow with the type around them."""
    st.html(f"<style>.st-key-{key}_frame{{height:{height};flex:none}}</style>")
    return st.container(key=f"{key}_frame")

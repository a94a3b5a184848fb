"""A chart on the page: a Plotly figure in our look, of a given height, whose parts may be opened by a click."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

from dashboard.parts.session import locale
from dashboard.parts.theme import palette

Drawn = TypeVar("Drawn")
KEPT = 512
"""How many drawings a process keeps in memory."""
_drawing = threading.Lock()
_drawn: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()

TOPOLOGY = "/topojson/"
"""Where Plotly looks for base maps; the server answers with an empty one: all shapes are the workspace's own."""
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "topojsonURL": TOPOLOGY}


class Settled(go.Figure):
    """A figure that changes no more: what the browser is sent of it is worked out once."""

    _written: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain values; they are shared, so nobody may change them."""
        if self._written is None:
            self._written = super().to_dict()
        return dict(self._written)


def once_drawn(owner: object, key: Hashable, draw: Callable[[], Drawn]) -> Drawn:
    """What is drawn of a report, in the reader's colours and language, once for all who read the same report.

    owner is the report itself (reports are kept and never change); key tells drawings of one report apart.
    """
    place = (id(owner), key, palette().name, locale())
    with _drawing:
        kept = _drawn.get(place)
        if kept is not None and kept[0] is owner:
            _drawn.move_to_end(place)
            found: Drawn = kept[1]
            return found
    found = _settled(draw())
    with _drawing:
        _drawn[place] = (owner, found)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return found


def _settled(drawn: Drawn) -> Drawn:
    return Settled(drawn) if type(drawn) is go.Figure else drawn


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

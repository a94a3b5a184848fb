"""Ink, paper, one blue-green for data, vermilion for the wrong: the colours, the style sheet, the chart template."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import plotly.graph_objects as go
import plotly.io as pio
import streamlit as st

from loaders.store.moment import asked_once

_STYLE = Path(__file__).parent / "style.css"


FONT = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance, and its name; `class_1` to `class_5` are one hue from least to most."""

    name: str
    paper: str
    panel: str
    ink: str
    quiet: str
    line: str
    data: str
    rest: str
    wrong: str
    soon: str
    class_0: str
    class_1: str
    class_2: str
    class_3: str
    class_4: str
    class_5: str

    @property
    def classes(self) -> tuple[str, ...]:
        """The colours of class 0 (no value) and of classes 1 to 5, from least to most."""
        return (self.class_0, self.class_1, self.class_2, self.class_3, self.class_4, self.class_5)

    @property
    def template(self) -> str:
        """The name of the Plotly template in these colours."""
        return f"jiping_{self.name}"


LIGHT = Palette(
    name="light",
    paper="#fbfaf7",
    panel="#f3f1eb",
    ink="#1b1d1f",
    quiet="#5c6265",
    line="#d9d5ca",
    data="#0f6e78",
    rest="#c3c0b6",
    wrong="#bf3119",
    soon="#96600b",
    class_0="#eceae3",
    class_1="#d3e6e5",
    class_2="#a3cccc",
    class_3="#6aabae",
    class_4="#318790",
    class_5="#0b5861",
)
DARK = Palette(
    name="dark",
    paper="#15181a",
    panel="#1e2224",
    ink="#eceae4",
    quiet="#a3a8a8",
    line="#373d40",
    data="#5fb7bf",
    rest="#4b5255",
    wrong="#f27d63",
    soon="#e3b057",
    class_0="#24292b",
    class_1="#1f4347",
    class_2="#2b6167",
    class_3="#3d868d",
    class_4="#63b0b7",
    class_5="#a9dfe2",
)
CLASSES = 5


def palette() -> Palette:
    """The palette of the reader's appearance (light unless the browser asks for dark)."""
    return asked_once("palette", lambda: DARK if st.context.theme.type == "dark" else LIGHT)


def apply_theme() -> None:
    """Put the style sheet on the page; once for each run, before anything else."""
    st.html(style_of(palette()))


@lru_cache(maxsize=2)
def style_of(colours: Palette) -> str:
    """The style element: the palette as CSS variables, ink on paper where the page is printed, then style.css."""
    printed = f"@media print{{:root{{{_variables(LIGHT)}}}}}"
    return f"<style>:root{{{_variables(colours)}}}\n{printed}\n{_STYLE.read_text(encoding='utf-8')}</style>"


def _variables(colours: Palette) -> str:
    return "".join(
        f"--jp-{name.replace('_', '-')}:{value};" for name, value in asdict(colours).items() if name != "name"
    )


def _axis(colours: Palette) -> dict[str, object]:
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": colours.quiet},
        "ticklabelstandoff": 8,
        "title": {"font": {"color": colours.quiet}, "standoff": 8},
    }


def chart_template(colours: Palette) -> go.layout.Template:
    """How every chart looks: the page's type and colours on a transparent ground, no grid, nothing to drag or zoom.

    The sizes of type are those of style.css, which grow with the screen; the size here is for what is not yet styled.
    """
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 15, "color": colours.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [colours.data, colours.quiet, colours.rest],
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "dragmode": "zoom",
            "separators": ".,",
            "hoverlabel": {
                "bgcolor": colours.panel,
                "bordercolor": colours.rest,
                "font": {"family": FONT, "color": colours.ink},
                "align": "left",
            },
            "xaxis": _axis(colours),
            "yaxis": _axis(colours),
            "geo": {"visible": False, "bgcolor": "rgba(0,0,0,0)", "projection": {"type": "mercator"}},
        }
    )


for _colours in (LIGHT, DARK):
    pio.templates[_colours.template] = chart_template(_colours)

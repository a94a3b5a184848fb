"""Ink, paper, one blue-green for data, vermilion for what is wrong: the colours, and the one style sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).parent / "style.css"


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance; `class_1` to `class_5` are one hue from least to most."""

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


LIGHT = Palette(
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
    return DARK if st.context.theme.type == "dark" else LIGHT


def apply_theme() -> None:
    """Put the style sheet on the page; once for each run, before anything else."""
    st.html(style_of(palette()))


@lru_cache(maxsize=2)
def style_of(colours: Palette) -> str:
    """The style element: the palette as CSS variables, then style.css."""
    variables = "".join(f"--jp-{name.replace('_', '-')}:{value};" for name, value in asdict(colours).items())
    return f"<style>:root{{{variables}}}\n{_STYLE.read_text(encoding='utf-8')}</style>"

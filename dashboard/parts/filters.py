"""What the reader chooses: quarter, group, board, region. Each keeps its own state and shows it in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from config.model import Quarter
from config.wording import Say, mark
from dashboard.parts.session import locale, say

QUARTERS = (mark("Q1 {year}"), mark("Q2 {year}"), mark("Q3 {year}"), mark("Q4 {year}"))


def quarter_name(quarter: str, words: Say) -> str:
    """`2025Q3` as it is read."""
    known = Quarter(quarter)
    return words(QUARTERS[known.number - 1], year=known.year)


def short_quarter(quarter: str) -> str:
    """`2025Q3` as it stands below a column of a chart."""
    return f"{quarter[2:4]}Q{quarter[5]}"


def choose(label: str, names: Mapping[str, str], *, key: str, first: str = "", visible: bool = True) -> str:
    """A list to choose one code from by its name; begins with `first`, or with the first code.

    The choice stands in the address as `?key=code`, so that a page can be linked to, and is kept for other pages.
    Each language has its own list (`key_zh_CN`), because a browser keeps the words of a list that it has drawn.
    """
    codes = list(names)
    asked, kept, shown = st.query_params.get(key, ""), f"kept_{key}", f"{key}_{locale()}"
    ahead = st.session_state.pop(f"next_{key}", "")
    if ahead in names:
        st.session_state[shown] = ahead
    if st.session_state.get(shown) not in names:
        st.session_state[shown] = next((c for c in (asked, st.session_state.get(kept), first) if c in names), codes[0])
    chosen = st.selectbox(
        label,
        codes,
        key=shown,
        format_func=lambda code: names[code],
        label_visibility="visible" if visible else "collapsed",
    )
    st.session_state[kept] = chosen
    if asked != chosen:
        st.query_params[key] = str(chosen)
    return str(chosen)


def choose_next(key: str, code: str) -> None:
    """Have a choice stand at a code when its list is shown next (the list itself may be on the page already)."""
    st.session_state[f"next_{key}"] = code


def choose_quarter(quarters: Sequence[str], *, key: str = "quarter") -> str:
    """The quarter, newest first; kept from page to page."""
    words = say()
    return choose(words(mark("Quarter")), {quarter: quarter_name(quarter, words) for quarter in quarters}, key=key)


def by_file(*, first: bool) -> bool:
    """True for figures file by file, False for indicator by indicator; begins with files where `first` says so."""
    words = say()
    names = {"indicator": words(mark("By indicator")), "file": words(mark("By file"))}
    return choose(words(mark("View")), names, key="view", first="file" if first else "indicator") == "file"

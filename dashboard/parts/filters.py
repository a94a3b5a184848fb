"""What the reader chooses: quarter, group, board, region. Each keeps its own state and shows it in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st

from config.model import Quarter
from config.wording import Say, mark
from dashboard.parts.session import locale, say

MISSED = "missed_link"
"""Where the session keeps, for the head of this page, that a link led to something that is not there."""
_QUARTER = re.compile(r"\d{4}Q[1-4]")
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

    What stands in the list is in the address as `?key=code`, so that a page can be linked to. What the reader chose,
    by hand or by such a link, is kept for other pages; where a page begins by itself is no choice.
    Each language has its own list (`key_zh_CN`), because a browser keeps the words of a list that it has drawn.
    """
    names = _one_for_all(tuple(names.items()))
    state, codes, shown = st.session_state, list(names), f"{key}_{locale()}"
    asked, ahead = st.query_params.get(key, ""), state.pop(f"next_{key}", "")
    asked = ahead if ahead in names else asked
    if asked in names and asked != state.get(f"written_{key}"):
        state[f"kept_{key}"] = asked
    start = first if first in names else codes[0]
    state[shown] = next((code for code in (asked, state.get(f"kept_{key}")) if code in names), start)
    chosen = st.selectbox(
        label,
        codes,
        key=shown,
        format_func=lambda code: names[code],
        label_visibility="visible" if visible else "collapsed",
        on_change=_keep,
        args=(key, shown),
    )
    _write(key, str(chosen))
    return str(chosen)


@lru_cache(maxsize=512)
def _one_for_all(names: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The same names for every session that has the list: each holds its lists as long as it lives."""
    return dict(names)


def _keep(key: str, shown: str) -> None:
    st.session_state[f"kept_{key}"] = st.session_state[shown]
    _write(key, st.session_state[shown])


def _write(key: str, chosen: str) -> None:
    st.session_state[f"written_{key}"] = chosen
    if st.query_params.get(key) != chosen:
        st.query_params[key] = chosen


def choose_next(key: str, code: str) -> None:
    """Have a choice stand at a code when its list is shown next (the list itself may be on the page already)."""
    st.session_state[f"next_{key}"] = code


def choose_quarter(quarters: Sequence[str], *, key: str = "quarter", first: str = "") -> str:
    """The quarter, newest first, beginning with `first` (else the newest); kept from page to page.

    A link to a quarter that the reader does not have (yet) opens another one, and the head of the page says so.
    """
    words, asked = say(), st.query_params.get(key, "")
    names = {quarter: quarter_name(quarter, words) for quarter in quarters}
    chosen = choose(words(mark("Quarter")), names, key=key, first=first)
    missed = asked if _QUARTER.fullmatch(asked) and asked not in names else ""
    _say_missed(f"missed_{key}", missed, chosen)
    return chosen


def _say_missed(key: str, missed: str, chosen: str) -> None:
    """A missed quarter is told as long as the page that the link led to shows what it opened with."""
    words, state, instead = say(), st.session_state, (chosen, urlsplit(st.context.url or "").path)
    if missed:
        state[key] = (missed, instead)
    told, shown = state.get(key, ("", ()))
    if shown == instead:
        sentence = mark("The link was to {quarter}, which has nothing that is open to you.")
        state[MISSED] = words(sentence, quarter=quarter_name(told, words))
    else:
        state.pop(key, None)


def by_file(*, first: bool) -> bool:
    """True for figures file by file, False for indicator by indicator; begins with files where `first` says so."""
    words = say()
    names = {"indicator": words(mark("By indicator")), "file": words(mark("By file"))}
    return choose(words(mark("View")), names, key="view", first="file" if first else "indicator") == "file"

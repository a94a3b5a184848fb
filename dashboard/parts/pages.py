"""The pages as Streamlit knows them, each made once: to make one costs a look at its file."""

from __future__ import annotations

from copy import copy
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboard.navigation import PAGES, may_open
from dashboard.parts.session import say
from dashboard.usecases.desk import Desk

VIEWS = Path(__file__).parent.parent / "views"
Visibility = Literal["visible", "hidden"]


def page(sitting: Desk, first: str, name: str, *, opens_first: bool = False) -> st.Page:
    """A page under its own address, in the navigation if the person may open it; the one that opens first is there
    under the bare address, and under its own one too, which links to it name.
    """
    shown = may_open(sitting, name) and (opens_first or name != first)
    return copy(_made(name, say()(PAGES[name].title), "" if opens_first else name, "visible" if shown else "hidden"))


@cache
def _made(name: str, title: str, address: str, visibility: Visibility) -> st.Page:
    """The page itself; Streamlit marks the one that is opened, so every rerun has copies."""
    return st.Page(VIEWS / f"{name}.py", title=title, url_path=address, default=not address, visibility=visibility)

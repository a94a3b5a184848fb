"""Pages and their order, nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from config.wording import mark
from dashboard.parts.language import page_language
from dashboard.parts.session import desk, locale, say
from dashboard.parts.theme import apply_theme

VIEWS = Path(__file__).parent / "views"
PAGES = {
    "ranking": mark("Results"),
    "region": mark("Regions"),
    "indicator": mark("Indicator data"),
    "highlights": mark("Highlights"),
    "upload": mark("Submit"),
    "progress": mark("Submission progress"),
    "review": mark("Review"),
    "clock": mark("Clock"),
}

st.set_page_config(page_title=say()(mark("Quarterly review")), layout="wide")
apply_theme()
page_language(locale())
first = "ranking" if desk().config.schemes else "indicator"
pages = [
    st.Page(VIEWS / f"{name}.py", title=say()(title), url_path=name, default=name == first)
    for name, title in PAGES.items()
]
st.navigation(pages, position="top").run()

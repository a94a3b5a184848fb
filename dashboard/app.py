"""The frame of all pages: what a person may open is in the navigation, anything else is refused in a sentence."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.access.gate import NotAllowed
from dashboard.navigation import PAGES, first_page, may_open
from dashboard.parts.failure import show_refusal
from dashboard.parts.frame import open_page
from dashboard.parts.language import page_language
from dashboard.parts.pages import page
from dashboard.parts.session import desk, locale, say
from dashboard.parts.signed_in import while_signed_in
from dashboard.parts.theme import apply_theme
from dashboard.parts.turns import my_turn
from loaders.store.moment import one_moment


def open_app() -> None:
    """The navigation of the person who is signed in, and the page that was asked for."""
    sitting = desk()
    first = first_page(sitting)
    pages = [page(sitting, first, name, opens_first=name == first) for name in PAGES]
    chosen = st.navigation([*pages, page(sitting, first, first)], position="top")
    if may_open(sitting, chosen.url_path or first):
        chosen.run()
        return
    open_page()
    show_refusal(NotAllowed(*PAGES[chosen.url_path or first].rights))


with my_turn(), one_moment():
    st.set_page_config(page_title=say()(mark("Quarterly review")), layout="wide")
    apply_theme()
    page_language(locale())
    while_signed_in(open_app)

"""Ways from one page to another, without loading the app anew."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import streamlit as st

from dashboard.navigation import may_open
from dashboard.parts.filters import choose_next
from dashboard.parts.session import desk

VIEWS = Path(__file__).parent.parent / "views"
CHOICES = frozenset({"region", "quarter", "group", "indicator", "period", "area"})
"""Lists whose choice is kept from page to page, so that an address has to change it."""


def open_region(code: str | None, quarter: str, part: str = "") -> None:
    """Go to a region's page (to one of its parts) in the same quarter; nothing when no region was opened."""
    if code:
        choose_next("region", code)
        chosen = {"region": code, "quarter": quarter, **({"part": part} if part else {})}
        st.switch_page(VIEWS / "region.py", query_params=chosen)


def open_assignment(number: str | None) -> None:
    """Go to an assignment with its chain; nothing when none was opened."""
    if number:
        st.switch_page(VIEWS / "assignments.py", query_params={"assignment": number})


def open_indicator(code: str | None, period: str) -> None:
    """Go to an indicator's page for the same period; nothing when none was opened."""
    if code:
        choose_next("indicator", code)
        choose_next("period", period)
        st.switch_page(VIEWS / "indicator.py", query_params={"indicator": code, "period": period})


def open_address(address: str | None) -> None:
    """Go to a page by its address (`region?region=430400&quarter=2026Q3`); nothing when none was opened."""
    if address:
        name, _, query = address.partition("?")
        chosen = dict(parse_qsl(query))
        for key in CHOICES & chosen.keys():
            choose_next(key, chosen[key])
        st.switch_page(VIEWS / f"{name}.py", query_params=chosen)


def link_to_progress(label: str, quarter: str) -> None:
    """A link to who has submitted for a quarter; nothing for who may not see that."""
    if not desk().sight.has("submissions"):
        return
    st.page_link(VIEWS / "progress.py", label=label, query_params={"quarter": quarter})


def link_to_review(label: str, quarter: str, receipt: str) -> None:
    """A link to the review of a submission, for who reviews or reads all of it."""
    if not may_open(desk(), "review"):
        return
    st.page_link(
        VIEWS / "review.py", label=label, query_params={"quarter": quarter, "which": "all", "receipt": receipt}
    )


def open_results(quarter: str) -> None:
    """Go to the ranking of a quarter."""
    st.session_state["quarter"] = quarter
    st.switch_page(VIEWS / "ranking.py", query_params={"quarter": quarter})


def link_to_releases(label: str, quarter: str) -> None:
    """A link to the releases of a quarter."""
    st.page_link(VIEWS / "release.py", label=label, query_params={"quarter": quarter})

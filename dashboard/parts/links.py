"""Ways from one page to another, without loading the app anew."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.parts.filters import choose_next

VIEWS = Path(__file__).parent.parent / "views"


def open_region(code: str | None, quarter: str) -> None:
    """Go to a region's page in the same quarter; nothing when no region was opened."""
    if code:
        choose_next("region", code)
        st.switch_page(VIEWS / "region.py", query_params={"region": code, "quarter": quarter})


def open_indicator(code: str | None, period: str) -> None:
    """Go to an indicator's page for the same period; nothing when none was opened."""
    if code:
        choose_next("indicator", code)
        choose_next("period", period)
        st.switch_page(VIEWS / "indicator.py", query_params={"indicator": code, "period": period})


def link_to_progress(label: str, quarter: str) -> None:
    """A link to who has submitted for a quarter."""
    st.page_link(VIEWS / "progress.py", label=label, query_params={"quarter": quarter})


def link_to_review(label: str, quarter: str, receipt: str) -> None:
    """A link to the review of a submission."""
    st.page_link(
        VIEWS / "review.py", label=label, query_params={"quarter": quarter, "which": "all", "receipt": receipt}
    )


def open_results(quarter: str) -> None:
    """Go to the ranking of a quarter."""
    st.session_state["quarter"] = quarter
    st.switch_page(VIEWS / "ranking.py", query_params={"quarter": quarter})

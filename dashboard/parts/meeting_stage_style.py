"""The frame of the big screen: without the navigation, for it is read from eight metres and moved by keys."""

from __future__ import annotations

import streamlit as st

_QUIET = """<style>
[data-testid="stHeader"], .st-key-language, .jp-signed { display: none !important; }
[data-testid="stMainBlockContainer"] { padding: 0.5rem 1.5rem 0.5rem !important; max-width: none !important; }
.st-key-meeting_faces { position: fixed; bottom: 0.5rem; left: 1.5rem; width: auto !important; }
</style>"""


def quiet_frame() -> None:
    """Leave the navigation, the language and the account out; the label of invented figures stays."""
    st.html(_QUIET)

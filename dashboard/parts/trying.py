"""试算 of the file that is looked at: computed once for each state of file and store, for this session only."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.session import desk, locale, say
from dashboard.parts.turns import long_work
from dashboard.usecases.trial import Trial, trial, trial_ground
from dashboard.usecases.uploading import Upload

_KEPT = "trial_of"


def tried(upload: Upload | None) -> Trial | None:
    """What the file would score; None where it cannot be submitted, or does not count for a score."""
    if upload is None or upload.standing not in ("unexplained", "ready"):
        return None
    state = (upload.key, upload.told, locale(), trial_ground(desk()))
    known = st.session_state.get(_KEPT)
    if known is None or known[0] != state:
        with long_work(), st.spinner(say()(mark("Computing the trial score …"))):
            known = (state, trial(desk(), upload.intake, locale()))
        st.session_state[_KEPT] = known
    found: Trial | None = known[1]
    return found

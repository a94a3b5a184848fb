"""审计: what happened, and whether the trail is whole; for the auditor alone."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.auditing import (
    ask_events,
    event_table,
    exports,
    headline,
    opened_event,
    paging,
    show_faults,
    verify_button,
)
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.audits import TrailPage, trail_page, trail_standing

words = say()
page = open_page()


def events(shown: TrailPage) -> None:
    """The table on the left, the opened event on the right."""
    chosen = next((line for line in shown.lines if str(line.number) == st.query_params.get("event")), shown.lines[0])
    left, right = st.columns([13, 8], gap="large")
    with left:
        picked = event_table(shown.lines, chosen.number)
        paging(shown)
    with right, st.container(key="opened"):
        opened_event(chosen)
    if picked is not None:
        st.query_params["event"] = picked
        st.rerun()


standing = trail_standing(desk())
page.headline(*headline(standing, words))
verify_button()
show_faults()
asked, before = ask_events()
shown = trail_page(desk(), asked, locale(), before)
if shown.lines:
    events(shown)
    exports(asked, shown.total)
elif asked.everything:
    empty_state(words(mark("No events yet")), words(mark("Every sign-in, upload, review and release will stand here.")))
else:
    empty_state(words(mark("No such events")), words(mark("Change what is asked for above, or clear it.")))

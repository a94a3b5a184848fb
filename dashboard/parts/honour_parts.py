"""The parts of a list of honours: the table that the reader looks at, the opened unit and the rule beside it."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.honours import honours_table, part_names, reckoning, rule_section
from dashboard.parts.segments import choose_part
from dashboard.parts.session import say
from dashboard.usecases.honours.confirming import ConfirmedList
from dashboard.usecases.honours.drawn import Drawn


def shown_list(now: Drawn | None, kept: ConfirmedList | None) -> Drawn | None:
    """The list as it was confirmed, else as it stands; where the two differ, the reader chooses."""
    words = say()
    if kept is None:
        return now
    if now is None or kept.sha256 == now.sha256:
        return kept.drawn
    names = {"confirmed": words(mark("As confirmed")), "now": words(mark("By the newest releases"))}
    return kept.drawn if choose_part(words(mark("State")), names, key="state") == "confirmed" else now


def list_parts(drawn: Drawn) -> None:
    """The part that the reader looks at, with the opened unit beside it."""
    part = choose_part(say()(mark("Look at")), part_names(drawn, say()))
    asked = st.query_params.get("unit", "")
    found = [(group, line) for group in drawn.groups for line in group.lines if f"{group.code} {line.code}" == asked]
    left, right = st.columns([12, 11], gap="large")
    with left:
        opened = honours_table(drawn, part, key=f"honours_{part}")
    if opened and opened != asked:
        st.query_params["unit"] = opened
        st.rerun()
    with right, st.container(key="opened"):
        if found:
            reckoning(drawn, *found[0])
        rule_section(drawn)

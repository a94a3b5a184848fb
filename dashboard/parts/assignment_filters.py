"""The lists by which the assignments on the page are narrowed: who does it, who is in charge."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import mark
from dashboard.parts.assignments import within
from dashboard.parts.filters import choose
from dashboard.parts.own import own_divisions, own_first, own_regions
from dashboard.parts.session import desk, say
from dashboard.usecases.assignments.reports import AssignmentReport


def narrowed(found: Sequence[AssignmentReport]) -> list[AssignmentReport]:
    """Those of the unit and of the division in charge that the reader chose; the reader's own come first."""
    words = say()
    owners = {
        code: name
        for one in found
        for code, name in zip((one.owner, *one.co_owners), (one.owner_name, *one.co_names), strict=True)
    }
    fields = {one.division: one.division_name for one in found}
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        first = {"all": words(mark("All units"))} | own_first(owners, own_regions(desk()), words)
        unit = choose(words(mark("To be done by")), first, key="unit")
    with columns[1]:
        first = {"all": words(mark("All divisions"))} | own_first(fields, own_divisions(desk()), words)
        division = choose(words(mark("In charge")), first, key="division")
    return within(found, () if unit == "all" else (unit,), division.replace("all", ""))

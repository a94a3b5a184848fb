"""下载填报模板: who has no table of their own takes ours, with only what their unit owes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from config.wording import mark
from dashboard.parts.filters import choose, quarter_name
from dashboard.parts.giving import give_button
from dashboard.parts.markup import section_head
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.templates import template_file, template_name, template_units

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_corner(quarter: str) -> None:
    """The list of those who owe something for a quarter, and the button that writes the template of one."""
    units = template_units(desk(), quarter, locale())
    if not units:
        return
    words = say()
    section_head(
        words(mark("No table yet? Take the template of {quarter}"), quarter=quarter_name(quarter, words)),
        words(
            mark("Only what the unit owes, with last quarter beside each cell. The unit's own table will do as well.")
        ),
    )
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        unit = choose(words(mark("Submitting unit")), units, key="template_unit", visible=False)
    with right:
        name = template_name(desk(), unit, quarter)
        give_button("template", words(mark("Download the template")), _written(unit, quarter), name, XLSX)


def _written(unit: str, quarter: str) -> Callable[[], bytes]:
    opened = desk()
    return lambda: template_file(opened, unit, quarter)[1]

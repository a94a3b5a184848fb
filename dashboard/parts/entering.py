"""申报: the cases of own units and how they stand, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from config.model import RECOGNITIONS
from config.wording import Say, mark
from dashboard.parts.assignment_acts import done
from dashboard.parts.filters import quarter_name
from dashboard.parts.highlight_words import CASE_KIND_NAMES, LEVEL_NAMES
from dashboard.parts.markup import element, nothing, section_head, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.names import line_names
from dashboard.usecases.selection.drafting import Suggestion, suggestions
from dashboard.usecases.selection.entering import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    WantedCase,
    enter,
    quota_left,
    units_to_enter,
)
from loaders.intake.evidence import KINDS

FILES = [kind for kind in KINDS if kind != "xlsx"]
_FROM = "entered_from"


def entering_part(quarter: str) -> None:
    """The form for a new case of an own unit, begun from a case of a workbook or from the figures."""
    words, units = say(), units_to_enter(desk(), locale())
    left, right = st.columns([10, 12], gap="large")
    with left:
        _suggested(suggestions(desk(), quarter, locale()), words)
    with right:
        section_head(words(mark("Enter a case")))
        _form(quarter, units, words)


def _suggested(found: Sequence[Suggestion], words: Say) -> None:
    """What may be written up: cases of the unit's workbooks, and what the figures show."""
    section_head(
        words(mark("What could be written up: {count}"), count=len(found)),
        words(mark("From your workbooks, and from figures that moved for the better.")),
    )
    if not found:
        show(element("p", words(mark("Nothing stands out; write the case yourself.")), css="jp-answer"))
    for place, one in enumerate(found):
        with st.container(key=f"suggested_{place}"):
            show(
                element(
                    "p",
                    element("b", one.region_name),
                    element("span", one.subject),
                    element("span", quarter_name(one.quarter, words)),
                    css="jp-kicker",
                ),
                element("p", one.why, css="jp-answer"),
            )
            st.button(words(mark("Write it up")), key=f"write_{place}", on_click=_begin, args=(one,))


def _begin(one: Suggestion) -> None:
    """Fill the form with what a suggestion says."""
    st.session_state[_FROM] = dict(one.source)
    filled = {
        "unit": one.unit, "region": one.region, "title": one.title, "what": one.what_was_done, "effect": one.effect,
        "line": one.line, "indicator": one.indicator or None,
    }  # fmt: skip
    for name, value in filled.items():
        st.session_state[f"case_{name}"] = value


def _form(quarter: str, units: Mapping[str, str], words: Say) -> None:
    first = next(iter(units), "")
    unit = st.selectbox(words(mark("For which unit")), list(units), key="case_unit", format_func=units.__getitem__)
    count, quota = quota_left(desk(), quarter, unit or first)
    if not quota:
        nothing(words(mark("Nothing can be entered for this quarter any more; choose a later one above.")))
        return
    show(
        element(
            "p", words(mark("{count} of {quota} places of the quarter used"), count=count, quota=quota), css="jp-note"
        )
    )
    given: dict[str, Any] = _where(unit or first, words)
    st.text_input(words(mark("Title")), key="case_title", max_chars=LONGEST_TITLE)
    st.text_area(words(mark("What was done")), key="case_what", max_chars=LONGEST_TEXT)
    st.text_area(words(mark("What came of it, with figures")), key="case_effect", max_chars=LONGEST_TEXT)
    label = words(mark("Files that show it: pictures (png, jpg), PDF, Word"))
    st.file_uploader(label, type=FILES, accept_multiple_files=True, key="case_files")
    st.button(words(mark("Enter the case")), key="enter_case", type="primary", on_click=_enter, args=(quarter, given))


def _where(unit: str, words: Say) -> dict[str, Any]:
    """Region, line, kind, level and the claimed indicator."""
    config = desk().config
    among = config.below(unit) if unit in config.region else frozenset(config.region) - {config.province.top}
    regions = {one.code: one.label(locale()) for one in config.regions if one.code in among}
    lines, kinds = line_names(config, locale()), {code: words(name) for code, name in CASE_KIND_NAMES.items()}
    levels = {str(code): words(LEVEL_NAMES[code]) for code in RECOGNITIONS}
    names = {one.code: one.label(locale()) for one in config.indicators if not one.computed}
    left, right = st.columns(2)
    with left:
        region = st.selectbox(
            words(mark("Where it was done")), list(regions), key="case_region", format_func=regions.__getitem__
        )
        kind = st.selectbox(words(mark("Kind")), list(kinds), 1, format_func=kinds.__getitem__, key="case_kind")
    with right:
        line = st.selectbox(words(mark("Line")), list(lines), key="case_line", format_func=lines.__getitem__)
        level = st.selectbox(
            words(mark("Level of recognition")), list(levels), format_func=levels.__getitem__, key="case_level"
        )
    indicator = st.selectbox(
        words(mark("Indicator that it moved; its figures stand beside the case")),
        list(names),
        None,
        format_func=names.__getitem__,
        key="case_indicator",
        placeholder=words(mark("none")),
    )
    return {"unit": unit, "region": region, "line": line, "kind": kind, "level": level, "indicator": indicator or ""}


def _enter(quarter: str, given: Mapping[str, Any]) -> None:
    """A callback, so that it enters what was seen; the form is emptied once it was taken."""
    words, state = say(), st.session_state
    texts = {"title": state["case_title"], "what_was_done": state["case_what"], "effect": state["case_effect"]}
    files = [(file.name, file.getvalue()) for file in state.get("case_files") or ()]
    source = state.get(_FROM) or {"kind": "page"}
    wanted = WantedCase(quarter=quarter, source=source, **given, **texts)
    told = words(mark("The case was entered; the office checks it first."))
    if done("entered", lambda: enter(desk(), wanted, files), told):
        state.pop(_FROM, None)
        for name in ("title", "what", "effect", "files"):
            state.pop(f"case_{name}", None)
        st.query_params["part"] = "own"

"""The form of one line of a ledger: a widget for each field, as its kind declares it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.model import Ledger, LedgerField
from config.wording import mark
from dashboard.parts.markup import Html, element, facts, show
from dashboard.parts.session import desk, locale, say
from loaders.intake.outcome import Finding
from loaders.template.filled import Line

NEW = 10**6
"""The number of a line that is not there yet."""
_LONG = 150


def line_form(
    ledger: Ledger, lines: Sequence[Line], opened: int, found: Sequence[Finding], place: str
) -> list[Line] | None:
    """The opened line to change, or an empty one to add; all lines as they are to be kept, once the reader keeps it."""
    words, line = say(), lines[opened] if opened < len(lines) else {}
    new = opened >= len(lines)
    show(element("h3", words(mark("A new line")) if new else line.get(ledger.title_field, ""), css="jp-part"))
    show(*(element("p", f"{one.message(locale())} {one.remedy(locale())}", css="jp-caution") for one in found))
    show(_guide(ledger))
    where = f"{place}/{opened}/{len(lines)}"
    with st.form(f"line/{where}", border=False):
        said = _widgets(ledger, line, where)
        with st.container(horizontal=True):
            keeps = st.form_submit_button(words(mark("Keep this line")), type="primary", key="fill_keep")
            drops = not new and st.form_submit_button(words(mark("Leave this line out")), key="fill_leave")
    kept = {code: text.strip() for code, text in said.items() if text.strip()}
    if keeps and kept:
        return [*lines, kept] if new else [*lines[:opened], kept, *lines[opened + 1 :]]
    if drops:
        return [*lines[:opened], *lines[opened + 1 :]]
    return None


def _guide(ledger: Ledger) -> Html:
    """What belongs into each field, to be opened by who wants to read it."""
    told = facts([(field.label(locale()), field.guide(locale())) for field in ledger.fields])
    return element("details", element("summary", say()(mark("How to fill in"))), told, css="jp-guide")


def _widgets(ledger: Ledger, line: Line, where: str) -> dict[str, str]:
    """What the reader writes into each field: short ones two beside each other, long texts over the whole width."""
    said: dict[str, str] = {}
    short = [field for field in ledger.fields if not _is_long(field)]
    for pair in (short[place : place + 2] for place in range(0, len(short), 2)):
        for field, column in zip(pair, st.columns(2), strict=False):
            with column:
                said[field.code] = _widget(field, line.get(field.code, ""), where)
    for field in filter(_is_long, ledger.fields):
        said[field.code] = _widget(field, line.get(field.code, ""), where)
    return said


def _is_long(field: LedgerField) -> bool:
    return field.type == "text" and field.longest > _LONG


def _widget(field: LedgerField, text: str, place: str) -> str:
    """What the reader writes into a field, as text."""
    words, unit = say(), field.measured(locale())
    label = field.label(locale()) + (f"（{unit}）" if unit else "")
    label += words(mark(" (required)")) if field.required else ""
    key = f"field/{place}/{field.code}/{locale()}"
    if field.type in ("choice", "region"):
        return _chosen(field, text, label, key)
    if _is_long(field):
        about = field.guide(locale())
        return str(st.text_area(label, text, key=key, max_chars=field.longest, height=96, placeholder=about))
    longest = field.longest if field.type == "text" else 60
    return str(st.text_input(label, text, key=key, max_chars=longest, placeholder=_EXAMPLES.get(field.type)))


_EXAMPLES = {"date": "2026-12-31", "month": "2026-09", "quarter": "2026年第三季度", "milestones": "25/50/75/100"}


def _chosen(field: LedgerField, text: str, label: str, key: str) -> str:
    words = say()
    named = [(choice.name, choice.label(locale())) for choice in field.choices]
    if field.type == "region":
        named = [(region.name, region.label(locale())) for region in desk().config.regions]
    names = dict(named) | ({text: text} if text and text not in dict(named) else {})
    options = list(names)
    chosen = st.selectbox(
        label,
        options,
        options.index(text) if text else None,
        key=key,
        format_func=names.__getitem__,
        placeholder=words(mark("please choose")),
    )
    return str(chosen or "")

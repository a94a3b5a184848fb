"""在网页上填台账: the own lines of a kind, one opened in a form, kept as a draft at once, handed in with a receipt."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.model import Ledger, Severity
from config.wording import Say, mark
from dashboard.parts.deadlines import window_words
from dashboard.parts.explaining import explain
from dashboard.parts.filters import choose, quarter_name
from dashboard.parts.ledger_form import NEW, line_form
from dashboard.parts.markup import Html, element, join, nothing, section_head, show
from dashboard.parts.numbers import MISSING
from dashboard.parts.receipt import receipt
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, table
from dashboard.parts.tray import Tray
from dashboard.parts.turns import long_work
from dashboard.usecases.ledgers.filling import (
    fill_units,
    filled_in,
    filled_name,
    line_of_cell,
    lines_of,
    lines_to_fill,
)
from dashboard.usecases.uploading import Upload, hand_in
from dashboard.usecases.windows import deadline
from loaders.intake.outcome import Finding
from loaders.template.filled import MOST_LINES, Line

_OPENED, _SENT = "fill_opened", "fill_sent"


def fills_in(ledger: Ledger) -> bool:
    """The switch between the list and the own lines to fill in, for who sends for a unit that reports the ledger."""
    if not desk().sight.has("submit") or not fill_units(desk(), ledger.code, locale()):
        return False
    words = say()
    parts = {"list": words(mark("Look up")), "fill": words(mark("Fill in on the page"))}
    return choose_part(words(mark("Look at")), parts) == "fill"


def fill_part(ledger: Ledger, quarter: str) -> None:
    """The lines of the unit that the reader sends for; what is kept becomes a draft, handed in it gets a receipt."""
    words, units = say(), fill_units(desk(), ledger.code, locale())
    with st.columns(4)[0]:
        unit = choose(words(mark("Submitting unit")), units, key="fill_unit")
    tray, name = Tray(), filled_name(desk(), unit, ledger.code, quarter)
    draft = next((upload for upload in tray.files if upload.name == name), None)
    lines = (lines_of(draft, ledger) if draft else None) or lines_to_fill(desk(), unit, ledger.code, quarter)
    window = window_words(deadline(desk(), quarter, unit), words)
    section_head(f"{units[unit]} · {quarter_name(quarter, words)} · {ledger.label(locale())}", window)
    _receipt(tray, words)
    if len(lines) > MOST_LINES:
        nothing(words(mark("More than {count} lines are sent as a workbook (Submit)."), count=MOST_LINES))
        return
    place = f"{unit}/{ledger.code}"
    left, right = st.columns([11, 10], gap="large")
    with left:
        opened = _lines(ledger, lines, draft, place)
    with right:
        kept = line_form(ledger, lines, opened, _said(draft, opened), place)
    if kept is not None:
        with long_work(), st.spinner(words(mark("Reading …"))):
            tray.put(filled_in(desk(), unit, ledger.code, quarter, kept))
        st.session_state.pop(f"{_OPENED}/{place}", None)
        st.rerun()
    if draft is not None:
        _hand_in(draft, tray, words)


def _lines(ledger: Ledger, lines: Sequence[Line], draft: Upload | None, place: str) -> int:
    """The lines as a list, and a button to add one; the number of the opened line, or NEW."""
    words, key = say(), f"{_OPENED}/{place}"
    found = draft is not None and any(one.cell for one in draft.findings)
    columns = [
        Column(ledger.field[ledger.title_field].label(locale()), names=True),
        Column(words(mark("Region")), align="tight"),
        *([Column(words(mark("To be mended")))] if found else ()),
    ]
    if lines:
        rows = [_row(ledger, line, number, draft, words, shows=found) for number, line in enumerate(lines)]
        opened = table(columns, rows, key=f"fill_lines_{place}")
        if opened:
            st.session_state[key] = int(opened)
    else:
        nothing(words(mark("Nothing was reported of this kind yet; fill in the first line beside.")))
    if lines and st.button(words(mark("Add a line")), key="fill_add"):
        st.session_state[key] = NEW
    chosen = int(st.session_state.get(key, NEW))
    return chosen if chosen < len(lines) else NEW


def _row(ledger: Ledger, line: Line, number: int, draft: Upload | None, words: Say, *, shows: bool) -> Row:
    found = _said(draft, number)
    region = ledger.region_field
    said = join(element("span", one.message(locale()), css="jp-sub") for one in found)
    errors = any(one.severity is Severity.ERROR for one in found)
    mark_ = element("b", words(mark("✕ to be mended")), css="jp-alarm") if errors else ""
    title = line.get(ledger.title_field) or words(mark("(without a name)"))
    cells = (title, line.get(region.code, MISSING) if region else MISSING)
    return Row((*cells, join((mark_, said))) if shows else cells, key=str(number))


def _said(draft: Upload | None, number: int) -> tuple[Finding, ...]:
    """What was found in a line of the draft."""
    if draft is None:
        return ()
    return tuple(one for one in draft.findings if one.cell and line_of_cell(one.cell) == number)


def _hand_in(draft: Upload, tray: Tray, words: Say) -> None:
    """How the draft stands, and the button that hands it in; warnings are answered here."""
    section_head(words(mark("Kept as a draft, not handed in yet")), draft.name)
    general = [one for one in draft.findings if not one.cell]
    show(*(element("p", f"{one.message(locale())} {one.remedy(locale())}", css="jp-caution") for one in general))
    explain(draft, tray)
    if draft.standing == "refused":
        show(element("p", words(mark("Mend the lines that are marked; then they can be handed in.")), css="jp-note"))
    with st.container(horizontal=True):
        ready = draft.standing == "ready"
        count = len(draft.intake.entries)
        sends = st.button(
            words(mark("Hand in {count} lines"), count=count), type="primary", disabled=not ready, key="fill_submit"
        )
        if st.button(words(mark("Throw the draft away")), key="fill_drop", type="tertiary"):
            tray.take_out(draft.key)
            st.rerun()
    if sends:
        with long_work(), st.spinner(words(mark("Submitting …"))):
            for done in hand_in(desk(), [draft], locale()):
                tray.settle(done)
                st.session_state[_SENT] = done.slip.number if done.slip else ""
        st.rerun()


def _receipt(tray: Tray, words: Say) -> None:
    """The receipt of what was just handed in, once; it stands on the page Submit, too."""
    number = st.session_state.pop(_SENT, "")
    slip = next((one for one in tray.slips if one.number == number), None)
    if slip is not None:
        show(_received(words), receipt(slip, words))


def _received(words: Say) -> Html:
    said = mark("Received. It goes the way of every submission: the division checks, the office confirms.")
    return element("div", words(said), css="jp-clear")

"""Cases as they stand, for their units and the office: the list, and one opened with its steps and what can be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.assignment_acts import done
from dashboard.parts.deadlines import moment
from dashboard.parts.entering import FILES
from dashboard.parts.highlight_words import STATE_NAMES, STEP_NAMES, kind_and_level, verdict_line
from dashboard.parts.markup import Html, element, join, nothing, section_head, show
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, table
from dashboard.parts.wall import picture
from dashboard.parts.wall_case import claim_section, earlier_section, given_files, replications, told
from dashboard.usecases.selection.alike import alike_entered
from dashboard.usecases.selection.checking import pass_case, return_case
from dashboard.usecases.selection.confirming import replicate
from dashboard.usecases.selection.entering import send_again, withdraw
from dashboard.usecases.selection.files import LARGE, entered_file, entered_picture
from dashboard.usecases.selection.reports import CaseReport, CaseStep
from loaders.store.steps import LONGEST_REASON

_CSS = {"returned": "jp-alarm", "confirmed": "jp-up", "declined": "jp-status"}


def entered_table(cases: Sequence[CaseReport], *, key: str) -> str | None:
    """The list; the number of the one that was just opened."""
    words = say()
    if not cases:
        nothing(words(mark("No case here.")))
        return None
    columns = [
        Column(words(mark("Case")), names=True),
        Column(words(mark("Entered by"))),
        Column(words(mark("Kind and level")), align="tight"),
        Column(words(mark("What the figures say"))),
        Column(words(mark("How it stands")), align="tight"),
    ]
    return table(columns, [_row(one, words) for one in cases], key=key)


def _row(one: CaseReport, words: Say) -> Row:
    again = element("span", f"{one.number} · {one.line_name}", css="jp-sub")
    cells = (
        join((one.title, again)),
        join((one.unit_name, element("span", one.region, css="jp-sub"))),
        kind_and_level(one.kind, one.level, words),
        verdict_line(one, words),
        element("span", words(STATE_NAMES[one.state]), css=_CSS.get(one.state, "")),
    )
    return Row(cells, key=one.number, css="jp-muted" if one.state == "withdrawn" else "")


def entered_case(case: CaseReport) -> None:
    """A case opened: its texts, figures, files and steps, earlier ones alike, and what the reader may do."""
    words = say()
    left, right = st.columns([12, 10], gap="large")
    with left:
        told(case.what_was_done, case.effect, words)
        shots = (entered_picture(desk(), case.number, file.sha256, LARGE) for file in case.files if file.picture)
        show(*(picture(shot, case.title, words, invented=case.invented) for shot in shots))
    with right:
        claim_section(case, words)
        section_head(words(mark("What happened")))
        show(element("ol", *(_step(step, words) for step in case.steps), css="jp-trail"))
        given_files(case.files, "entry_file", case.number, partial(entered_file, desk(), case.number))
        if case.state == "confirmed":
            replications(case.taken_up, words)
            _replicating(case, words)
    earlier_section(case.title, case.what_was_done, alike_entered(desk(), case.number, locale()))
    if case.phase == "collecting":
        _acts(case, words)


def _step(step: CaseStep, words: Say) -> Html:
    who = f"{step.actor} · {step.post_name}" if step.post_name else step.actor
    head = element("b", words(STEP_NAMES[step.action]), css=_CSS.get(step.action, ""))
    said = element("q", step.reason) if step.reason else ""
    return element("li", element("time", moment(step.at)), head, element("span", who), said)


def _acts(case: CaseReport, words: Say) -> None:
    selects, waits = desk().sight.whole("select"), case.state in ("entered", "returned")
    if selects and case.state in ("entered", "passed"):
        section_head(words(mark("First check")))
        reason = f"check_{case.number}"
        st.text_input(words(mark("Reason, or a remark (the unit reads it)")), key=reason, max_chars=LONGEST_REASON)
        with st.container(horizontal=True):
            if case.state == "entered":
                passed = words(mark("Passes"))
                st.button(
                    passed, key=f"pass_{case.number}", type="primary", on_click=_check, args=("passed", case.number)
                )
            st.button(
                words(mark("Send back")), key=f"return_{case.number}", on_click=_check, args=("returned", case.number)
            )
    if case.own and waits:
        _sending(case, words)


def _check(action: str, number: str) -> None:
    words, reason = say(), str(st.session_state[f"check_{number}"])
    if action == "passed":
        done(action, lambda: pass_case(desk(), number, reason), words(mark("The case passed the first check.")))
    else:
        done(action, lambda: return_case(desk(), number, reason), words(mark("The case was sent back to its unit.")))


def _sending(case: CaseReport, words: Say) -> None:
    section_head(words(mark("Mend it, or add to it")))
    with st.form(f"again_{case.number}", clear_on_submit=True):
        what = st.text_area(words(mark("What was done")), case.what_was_done, max_chars=LONGEST_REASON)
        effect = st.text_area(words(mark("What came of it, with figures")), case.effect, max_chars=LONGEST_REASON)
        note = st.text_input(words(mark("What was mended")), max_chars=LONGEST_REASON)
        label = words(mark("Files that show it: pictures (png, jpg), PDF, Word"))
        files = st.file_uploader(label, type=FILES, accept_multiple_files=True, key=f"again_files_{case.number}")
        if st.form_submit_button(words(mark("Send it again")), type="primary"):
            texts = {"what_was_done": what, "effect": effect}
            mended = {name: text for name, text in texts.items() if text.strip() != getattr(case, name)}
            sent = [(file.name, file.getvalue()) for file in files or ()]
            said = words(mark("The case was sent again; the office checks it."))
            done("sent", lambda: send_again(desk(), case.number, note, sent, mended), said)
            st.rerun()
    label = words(mark("Withdraw the case"))
    st.button(label, key=f"withdraw_{case.number}", on_click=_withdraw, args=(case.number,))


def _withdraw(number: str) -> None:
    gone = say()(mark("The case was withdrawn; its place is free again."))
    done("withdrawn", lambda: withdraw(desk(), number), gone)


def _replicating(case: CaseReport, words: Say) -> None:
    config = desk().config
    regions = {one.code: one.label(locale()) for one in config.regions}
    codes = [code for code in regions if code not in (case.region_code, config.province.top)]
    with st.form(f"taken_up_{case.number}", clear_on_submit=True):
        region = st.selectbox(words(mark("Region that took it up")), codes, format_func=regions.__getitem__)
        today = desk().local(desk().now()).date()
        since = st.date_input(words(mark("Since")), today, max_value=today, format="YYYY-MM-DD")
        note = st.text_input(words(mark("What is done there")), max_chars=LONGEST_REASON)
        if st.form_submit_button(words(mark("Add"))):
            day = since if isinstance(since, dt.date) else today
            said = words(mark("It was added where the case was taken up."))
            done("replicated", lambda: replicate(desk(), case.number, region, day, note), said)
            st.rerun()

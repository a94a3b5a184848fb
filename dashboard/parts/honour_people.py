"""最美民政人 on the page: who was named and confirmed, what the office still looks at; the form to name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from sqlalchemy.exc import DBAPIError

from config.wording import Say, mark
from dashboard.parts.deadlines import moment
from dashboard.parts.frame import empty_state
from dashboard.parts.giving import give_button
from dashboard.parts.honour_confirm import keep_said
from dashboard.parts.markup import Html, element, section_head, show
from dashboard.parts.numbers import figure
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.honours.people import (
    LONGEST_NAME,
    LONGEST_STORY,
    LONGEST_WORKPLACE,
    PersonLine,
    check,
    confirm_person,
    name,
    nominating_units,
    people,
    person_file,
    reject,
    withdraw,
)
from dashboard.usecases.reviewing import UNANSWERED
from loaders.intake.evidence import KINDS, EvidenceRefused, media_of
from loaders.store.refusals import StepRefused
from loaders.store.steps import LONGEST_REASON

PEOPLE = "people"
STATES = {
    "named": (mark("waits to be checked"), "jp-soon"),
    "checked": (mark("checked, waits to be confirmed"), "jp-soon"),
    "confirmed": (mark("✓ confirmed"), "jp-up"),
    "rejected": (mark("✕ not chosen"), "jp-alarm"),
    "withdrawn": (mark("withdrawn by the unit"), "jp-status"),
}
STEPS = {
    "named": mark("Named"),
    "checked": mark("Checked"),
    "confirmed": mark("Confirmed"),
    "rejected": mark("Not chosen"),
    "withdrawn": mark("Withdrawn"),
}
_ACTS: dict[str, tuple[str, Callable[..., None]]] = {
    "checked": (mark("Checked"), check),
    "confirmed": (mark("Confirm the person"), confirm_person),
    "rejected": (mark("Do not choose"), reject),
    "withdrawn": (mark("Withdraw"), withdraw),
}
_SURE = "person_sure"


def people_title(year: int) -> str:
    """The answer: how many people of a year are confirmed, and how many wait, as far as the reader sees."""
    words, found = say(), people(desk(), year, locale())
    confirmed = sum(line.state == "confirmed" for line in found)
    waiting = sum(line.state in ("named", "checked") for line in found)
    said = words(mark("Finest civil affairs people {year}: {count} confirmed"), year=year, count=confirmed)
    return words(mark("{said}, {waiting} to be looked at"), said=said, waiting=waiting) if waiting else said


def people_part(year: int) -> None:
    """The people in sight as cards, and the form for who may name."""
    words, found = say(), people(desk(), year, locale())
    left, right = st.columns([13, 10], gap="large")
    with left:
        if not found:
            how = mark("Units name people here with a story and evidence; the office checks and confirms them.")
            empty_state(words(mark("Nobody in sight yet")), words(how))
        for line in found:
            _card(line, words)
    with right:
        units = nominating_units(desk(), locale()) if desk().sight.has("nominate") else {}
        if units:
            _form(year, units)
        note = mark(
            "Named by units and confirmed by the office, not by figures. Until it is confirmed only the office and "
            "the unit see a nomination; its files always these two only."
        )
        show(element("p", words(note), css="jp-note"))


def _card(line: PersonLine, words: Say) -> None:
    said, css = STATES[line.state]
    section_head(line.name, f"{line.workplace} · {line.unit_name} · {line.number}")
    show(element("p", element("b", words(said), css=css)), *(element("p", one) for one in line.story.split("\n")))
    if line.steps:
        show(element("ol", *(_step(line, number, words) for number in range(len(line.steps))), css="jp-trail"))
    for file in line.files:
        label = words(mark("Save {name} ({size} KB)"), name=file.name, size=figure(max(file.size / 1024, 1), 0))
        give = partial(person_file, desk(), line.number, file.sha256)
        give_button("honour_file", label, give, file.name, media_of(file.name), of=f"{line.number}{file.sha256[:8]}")
    if line.acts:
        _acts(line, words)


def _step(line: PersonLine, number: int, words: Say) -> Html:
    step = line.steps[number]
    who = f"{step.actor} · {step.post}" if step.post else step.actor
    said = element("q", step.reason) if step.reason else ""
    return element(
        "li", element("time", moment(step.at)), element("b", words(STEPS[step.action])), element("span", who), said
    )


def _acts(line: PersonLine, words: Say) -> None:
    reason = f"person_reason_{line.number}"
    st.text_input(words(mark("Reason, or a remark (the unit reads it)")), key=reason, max_chars=LONGEST_REASON)
    sure = st.session_state.get(_SURE, ("", ""))
    with st.container(horizontal=True, key=f"person_acts_{line.number}"):
        for act in line.acts:
            label, asked = words(_ACTS[act][0]), (line.number, act)
            if sure == asked:
                st.button(words(mark("Not yet")), key=f"person_not_{line.number}", on_click=_sure, args=(("", ""),))
                label = words(mark("{action}: sure"), action=label)
                given = (line.number, act, reason)
                st.button(label, key=f"person_do_{line.number}", type="primary", on_click=_act, args=given)
            elif sure[0] != line.number:
                st.button(label, key=f"person_{act}_{line.number}", on_click=_sure, args=(asked,))


def _sure(asked: tuple[str, str]) -> None:
    st.session_state[_SURE] = asked


def _act(number: str, act: str, reason: str) -> None:
    """A callback, so that it acts on what was seen."""
    _sure(("", ""))
    _said(lambda: _ACTS[act][1](desk(), number, str(st.session_state.get(reason, ""))), mark("It is done and kept."))


def _said(do: Callable[[], object], done: str) -> bool:
    words = say()
    try:
        do()
    except (StepRefused, EvidenceRefused) as refused:
        keep_said(False, refused.text(words))
        return False
    except DBAPIError:
        keep_said(False, words(UNANSWERED))
        return False
    keep_said(True, words(done))
    return True


def _form(year: int, units: dict[str, str]) -> None:
    words = say()
    section_head(words(mark("Name a person")))
    with st.form("name_person", border=False):
        unit = st.selectbox(words(mark("Unit that names")), list(units), format_func=units.__getitem__)
        person = st.text_input(words(mark("Name")), max_chars=LONGEST_NAME)
        workplace = st.text_input(words(mark("Place of work and post")), max_chars=LONGEST_WORKPLACE)
        story = st.text_area(words(mark("What the person has done")), max_chars=LONGEST_STORY, height=160)
        label = words(mark("Files that show it: pictures, PDF, Word, Excel"))
        files = st.file_uploader(label, type=list(KINDS), accept_multiple_files=True)
        if st.form_submit_button(words(mark("Name the person")), type="primary"):
            sent = [(file.name, file.getvalue()) for file in files or ()]
            given = (year, str(unit), person, workplace, story, sent)
            done = mark("The person was named; the office checks it.")
            _said(lambda: name(desk(), *given), done)
            st.rerun()

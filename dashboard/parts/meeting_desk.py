"""The office's desk: start, turn, time and ballots; attendance; the agenda; each part of it under its own name."""

from __future__ import annotations

from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import element, section_head, show, unmarked
from dashboard.parts.meeting_acts import on_act, what_was_refused
from dashboard.parts.meeting_device import hand_out_form, may_hand_out
from dashboard.parts.meeting_live import SCREEN, again, clock_words, minutes_of, poll_words
from dashboard.parts.meeting_minutes import minutes_part, summary_part
from dashboard.parts.meeting_screen import comment_line
from dashboard.parts.segments import choose_part
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.assignments.making import units_to_ask
from dashboard.usecases.meetings import running
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport, meeting_report
from dashboard.usecases.meetings.results import vote_faults

PARTS = {
    "course": mark("Course"),
    "attendance": mark("Attendance {there}"),
    "minutes": mark("Minutes"),
    "summary": mark("Summary"),
    "agenda": mark("Add to the agenda"),
}


def office_desk(report: MeetingReport) -> None:
    """What runs the meeting, and what is written of it."""
    words, number = say(), report.number
    names = {code: words(name, there=report.there) for code, name in PARTS.items()}
    part = choose_part(words(mark("Look at")), names)
    what_was_refused()
    if part == "attendance":
        _attendance(report)
    elif part == "minutes":
        minutes_part(report)
    elif part == "summary":
        summary_part(report)
    elif part == "agenda":
        _agenda(report)
    else:
        again(partial(_course, number), SCREEN)


def _course(number: str) -> None:
    words, report = say(), meeting_report(desk(), number, locale())
    what_was_refused()
    left, right = st.columns([11, 9], gap="large")
    with left:
        _controls(report, words)
        _items(report, words)
    with right:
        section_head(words(mark("Comments, the newest first")))
        for one in report.comments[::-1][:8]:
            show(comment_line(one, words))
            if may_hand_out(one):
                hand_out_form(report, one)
        if not report.comments:
            show(element("p", words(mark("No comment yet")), css="jp-status"))
        faults = running_faults(report)
        if faults:
            section_head(words(mark("What the ballots say of themselves")))
            show(element("ul", *(element("li", line) for line in faults), css="jp-list"))


def running_faults(report: MeetingReport) -> tuple[str, ...]:
    """The faults of closed ballots, once the meeting has ended: scores that are not spread are known only then."""
    return vote_faults(desk(), report.number, locale()) if report.stage == "ended" else ()


def _controls(report: MeetingReport, words: Say) -> None:
    number, item = report.number, report.present
    if report.stage == "prepared":
        label = words(mark("Start the meeting"))
        st.button(
            label, key="start", type="primary", on_click=on_act, args=(partial(running.start_meeting, desk(), number),)
        )
        return
    if item is None:
        return
    clock = element("div", clock_words(item, words), css="jp-meet-clock")
    show(element("h2", item.title, css="jp-meet-now"), clock, element("p", poll_words(item, words), css="jp-meet-line"))
    if report.stage == "running":
        _buttons(number, item, words)


def _buttons(number: str, item: ItemLine, words: Say) -> None:
    turn, clock = (
        partial(running.turn, desk(), number),
        words(mark("Stop the time") if item.running else mark("Let the time run")),
    )
    with st.container(horizontal=True):
        _button("back", words(mark("◀ Back")), partial(turn, -1))
        _button("next", words(mark("Next ▶")), partial(turn, 1), primary=True)
        _button("clock", clock, partial(running.stop_or_go, desk(), number))
        _button("zero", words(mark("Set to zero")), partial(running.set_to_zero, desk(), number))
        if item.vote and not item.poll:
            _button(
                "open_ballot", words(mark("Open the ballot")), partial(running.open_ballot, desk(), number, item.key)
            )
        if item.poll == "open":
            _button(
                "close_ballot", words(mark("Close the ballot")), partial(running.close_ballot, desk(), number, item.key)
            )
        if st.session_state.get("end_sure"):
            _button("not_yet", words(mark("Not yet")), partial(_sure, False))
            _button(
                "end_now",
                words(mark("End the meeting: sure")),
                partial(running.end_meeting, desk(), number),
                primary=True,
            )
        else:
            _button("end", words(mark("End the meeting")), partial(_sure, True))


def _button(key: str, label: str, do: partial[None], *, primary: bool = False) -> None:
    st.button(label, key=key, type="primary" if primary else "secondary", on_click=on_act, args=(do,))


def _sure(sure: bool) -> None:
    st.session_state["end_sure"] = sure


def _items(report: MeetingReport, words: Say) -> None:
    """The agenda: one click goes to an item."""
    section_head(words(mark("Agenda")), words(mark("A click brings an item on; its time runs on where it stood.")))
    lines = st.container(key="agenda_lines", gap=None)
    for one in report.items:
        with lines.container(horizontal=True, vertical_alignment="center", key=f"agenda_{one.key}"):
            used = f" {minutes_of(one.seconds)}" if one.seconds else ""
            on, name = one.key == report.on and report.stage == "running", unmarked(f"{one.place} {one.title}")
            st.button(
                f"**▶ {name}**" if on else name,
                key=f"open_{one.key}",
                type="tertiary",
                disabled=report.stage != "running",
                on_click=on_act,
                args=(partial(running.open_item, desk(), report.number, one.key),),
            )
            given = words(mark("{minutes} min"), minutes=one.minutes)
            show(
                element(
                    "p",
                    element("span", f"{given}{used}", css="jp-status"),
                    " ",
                    poll_words(one, words),
                    css="jp-meet-line",
                )
            )


def _attendance(report: MeetingReport) -> None:
    """Ticks for everyone who may vote, and who signed in by themselves."""
    words, may = say(), running.may_attend(desk())
    names = {**may, **{login: guest.name for login, guest in report.guests.items() if guest.name}}
    section_head(words(mark("{there} present of {count} invited"), there=report.there, count=len(names)))
    columns = st.columns(3)
    for place, (login, name) in enumerate(sorted(names.items(), key=lambda one: one[1])):
        there = login in report.guests and report.guests[login].there
        with columns[place % 3]:
            label = unmarked(f"{'✓' if there else '○'} {name}")
            do = partial(running.mark_attendance, desk(), report.number, login, not there)
            st.button(label, key=f"there_{login}", type="tertiary", on_click=on_act, args=(do,))


def _agenda(report: MeetingReport) -> None:
    words, units = say(), units_to_ask(desk(), locale())
    section_head(words(mark("Add an item to the agenda")))
    places = {one.key: f"{one.place} {one.title}" for one in report.items}
    unit = st.selectbox(
        words(mark("About which unit")),
        list(units),
        None,
        format_func=units.__getitem__,
        placeholder=words(mark("none")),
        key="add_unit",
    )
    title = st.text_input(words(mark("Name (of the unit, if empty)")), key="add_title", max_chars=running.LONGEST_TITLE)
    behind = st.selectbox(
        words(mark("Behind")), list(places), len(places) - 1, format_func=places.__getitem__, key="add_behind"
    )
    minutes = st.number_input(words(mark("Minutes it has")), 1, running.MOST_MINUTES, 10, key="add_minutes")
    votes = st.checkbox(words(mark("It is voted on")), key="add_vote")
    do = partial(running.add_item, desk(), report.number, title, int(minutes), str(behind or ""), unit or "", votes)
    st.button(
        words(mark("Add it")),
        key="add",
        type="primary",
        on_click=on_act,
        args=(do, words(mark("The item stands on the agenda."))),
    )

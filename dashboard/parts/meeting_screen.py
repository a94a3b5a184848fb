"""The big screen of a meeting: agenda and clock on the left, the unit that has the word, its votes and comments."""

from __future__ import annotations

from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.clickable import clickable
from dashboard.parts.frame import NOT_RELEASED, RELEASED
from dashboard.parts.links import open_assignment, open_indicator, open_region
from dashboard.parts.markup import Html, element, show
from dashboard.parts.meeting_acts import act, what_was_refused
from dashboard.parts.meeting_bar import hold_place
from dashboard.parts.meeting_keys import pressed
from dashboard.parts.meeting_live import SCREEN, again, clock_words, minutes_of, of_all, poll_words
from dashboard.parts.meeting_stage import stage_of
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.meetings.dossier import dossier
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport, meeting_report
from dashboard.usecases.meetings.running import close_ballot, open_ballot, stop_or_go, turn
from metrics.meeting import Comment

LATEST, ROOM = 3, 14
"""How many comments stand on the screen, and how many items of the agenda."""


def big_screen(number: str) -> None:
    """The whole screen, drawn again every second; an item in the address holds it, else it follows the meeting."""
    with st.container(key="meeting_screen"):
        again(partial(_screen, number), SCREEN)


def _screen(number: str) -> None:
    words, report = say(), meeting_report(desk(), number, locale())
    for key in pressed(f"keys_{number}", moved_by(report)):
        _obey(report, key)
        report = meeting_report(desk(), number, locale())
    what_was_refused()
    held = report.of(st.query_params.get("item", ""))
    item = held or report.present or (report.items[0] if report.items else None)
    rail, stage = st.columns([5, 19], gap="medium")
    with rail:
        show(_rail(report, item, words))
        if held is not None and held.key != report.on and report.stage == "running":
            st.button(words(mark("Follow the meeting")), key="follow", on_click=follow)
    with stage:
        if item is not None:
            _on_stage(report, item, words)


def moved_by(report: MeetingReport) -> str:
    """A mark that changes when the meeting moves on, or something is said in it."""
    return f"{report.stage}/{report.on}/{len(report.comments)}"


def _obey(report: MeetingReport, key: str) -> None:
    """What a key does: the office moves the meeting, others only turn their own page."""
    if not desk().sight.has("meeting"):
        _turn_own(report, {"next": 1, "back": -1}.get(key, 0))
        return
    number, on = report.number, report.present
    if key in ("next", "back"):
        act(partial(turn, desk(), number, 1 if key == "next" else -1))
    elif key == "clock":
        act(partial(stop_or_go, desk(), number))
    elif key == "ballot" and on is not None:
        act(partial(close_ballot if on.poll == "open" else open_ballot, desk(), number, on.key))
    follow()


def _turn_own(report: MeetingReport, step: int) -> None:
    keys = [one.key for one in report.items]
    now = st.query_params.get("item", "") or report.on
    place = keys.index(now) + step if now in keys else 0
    if step and 0 <= place < len(keys):
        st.query_params["item"] = keys[place]


def follow() -> None:
    """Show again what the meeting is at."""
    st.query_params.pop("item", None)


def _on_stage(report: MeetingReport, item: ItemLine, words: Say) -> None:
    found = dossier(desk(), item.unit, report.quarter, report.number, locale())
    released = words(RELEASED, release=found.release.id, date=f"{found.release.made:%Y-%m-%d}") if found.release else ""
    context = " · ".join((report.title, released or words(NOT_RELEASED)))
    show(element("h1", item.title, element("small", context), css="jp-meet-unit"))
    opened = clickable(stage_of(found, words), key=f"stage_{report.number}")
    show(
        element(
            "div",
            element("div", poll_words(item, words, whole=True), css="jp-meet-poll"),
            *_comments(item, words),
            css="jp-meet-foot",
        )
    )
    if opened:
        hold_place(report.number, item.key, "screen")
        kind, _, code = opened.partition(":")
        if kind == "region":
            open_region(code, report.quarter)
        elif kind == "indicator":
            open_indicator(code, report.quarter)
        else:
            open_assignment(code)


def _comments(item: ItemLine, words: Say) -> tuple[Html, ...]:
    if not item.comments:
        return (element("p", words(mark("No comment yet")), css="jp-status"),)
    return tuple(comment_line(one, words) for one in item.comments[-LATEST:][::-1])


def comment_line(one: Comment, words: Say) -> Html:
    """A comment as it is read: who said it, what, and what came of it."""
    handed = (
        element("b", words(mark("✓ assigned {numbers}"), numbers=", ".join(one.assignments)), css="jp-up")
        if one.assignments
        else ""
    )
    return element("p", element("b", one.actor), element("q", one.text), handed, css="jp-meet-said")


def _rail(report: MeetingReport, item: ItemLine | None, words: Say) -> Html:
    """The agenda with the clock: what was, what is on, what comes."""
    on = report.present
    clock = element("div", clock_words(on, words), css="jp-meet-clock") if on else ""
    stages = {"prepared": mark("○ not begun"), "running": mark("▶ running"), "ended": mark("✓ ended")}
    told = words(mark("{there} present"), there=report.there)
    head = element(
        "p", element("b", words(stages[report.stage])), " ", of_all(report, words), " · ", told, css="jp-sub"
    )
    lines = [_agenda_line(one, report, item) for one in around(report, item)]
    return element("div", clock, head, element("ol", *lines, css="jp-meet-agenda"), css="jp-meet-rail")


def around(report: MeetingReport, item: ItemLine | None) -> tuple[ItemLine, ...]:
    """The items that the rail has room for: those around the one that is shown."""
    first = max(0, min((item.place if item else 1) - 1 - ROOM // 3, len(report.items) - ROOM))
    return report.items[first : first + ROOM]


def _agenda_line(one: ItemLine, report: MeetingReport, item: ItemLine | None) -> Html:
    sign = "▶" if one.key == report.on and report.stage == "running" else "✓" if one.seconds else ""
    used = minutes_of(one.seconds) if one.seconds else ""
    css = " ".join(
        name
        for name, fits in (("jp-on", one.key == report.on), ("jp-shown", item is not None and one.key == item.key))
        if fits
    )
    name = f"{one.place} {one.title}"
    return element("li", element("i", sign), element("span", name), element("time", used), css=css)

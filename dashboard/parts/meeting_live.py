"""What moves while a meeting runs: drawn again every so many seconds by itself, at the cost of one small question."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join
from dashboard.parts.signed_in import while_signed_in
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport
from dashboard.usecases.meetings.results import Part
from loaders.store.moment import one_moment

SCREEN, DEVICE = 1.0, 2.0
"""Seconds after which the big screen and the office's desk, and the devices of those who take part, look again."""


def again(draw: Callable[[], None], every: float) -> None:
    """Draw a part of the page now and every so many seconds, as one moment; nobody who signed out sees more of it."""

    @st.fragment(run_every=every)
    def drawn() -> None:
        with one_moment():
            while_signed_in(draw)

    drawn()


def minutes_of(seconds: float) -> str:
    """`05:32`: a length of time in minutes and seconds."""
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def clock_words(item: ItemLine, words: Say) -> Html:
    """The time of an item: how long it has had of how long; over time with a sign and a word beside the colour."""
    given = words(mark("of {minutes} min"), minutes=item.minutes)
    state = mark("over time") if item.over else mark("running") if item.running else mark("stopped")
    sign = "▲" if item.over else "▶" if item.running else "‖"
    css = "jp-alarm" if item.over else "jp-up" if item.running else "jp-status"
    return join(
        (
            element("b", minutes_of(item.seconds), css="jp-meet-time"),
            element("span", given, css="jp-sub"),
            element("span", f"{sign} {words(state)}", css=css),
        )
    )


def poll_words(item: ItemLine, words: Say, *, whole: bool = False) -> Html:
    """How a ballot stands: votes as dots while it is open, the result once it is closed, with `whole` by class too."""
    if not item.vote:
        return Html("")
    if item.poll == "closed" and item.result is not None:
        score = "—" if item.result.score is None else f"{item.result.score:.2f}"
        return join(
            (
                element("b", words(mark("✓ ballot closed")), css="jp-up"),
                element("span", words(mark("{votes} votes"), votes=item.result.votes)),
                element("b", words(mark("{score} of 100"), score=score), css="jp-meet-score"),
                *(element("span", _part(one), css="jp-sub") for one in item.result.classes if whole and one.votes),
            )
        )
    if item.poll == "open":
        dots = element("span", "●" * item.voted + "○" * max(item.expected - item.voted, 0), css="jp-meet-dots")
        said = words(mark("{voted} of {expected} have voted"), voted=item.voted, expected=item.expected)
        return join((element("b", words(mark("▶ ballot open")), css="jp-soon"), dots, element("span", said)))
    return element("span", words(mark("not voted on yet")), css="jp-status")


def _part(one: Part) -> str:
    return f"{one.name} {one.score:.2f}" if one.score is not None else one.name


def of_all(report: MeetingReport, words: Say) -> str:
    """`2 of 10`: the place of the item that is on."""
    present = report.present
    if present is None:
        return words(mark("{count} items"), count=len(report.items))
    return words(mark("item {place} of {count}"), place=present.place, count=len(report.items))

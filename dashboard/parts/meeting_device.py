"""The device of who takes part, a phone first: score the item that is on, comment, hand a comment out."""

from __future__ import annotations

from functools import partial

import streamlit as st

from config.model import Criterion
from config.wording import mark
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.meeting_acts import act, on_act, what_was_refused
from dashboard.parts.meeting_live import DEVICE, again, clock_words, poll_words
from dashboard.parts.meeting_screen import comment_line
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.assignments.making import MOST_DAYS, units_to_ask
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport, meeting_report
from dashboard.usecases.meetings.taking_part import LONGEST_COMMENT, comment, hand_out_comment, sign_in_to, vote
from metrics.meeting import Comment


def device(report: MeetingReport) -> None:
    """What can be done from the own device; the forms stay as they are until the meeting moves on."""
    number = report.number
    with st.container(key="meeting_device"):
        what_was_refused()
        again(partial(_live, number, seen_of(report)), DEVICE)
        if report.stage != "ended" and not report.signed_in:
            label = say()(mark("I am here: sign in to the meeting"))
            st.button(
                label, key="sign_in_to", type="primary", on_click=on_act, args=(partial(sign_in_to, desk(), number),)
            )
        for item in open_ballots(report):
            _ballot(report, item)
        if report.present is not None and report.stage == "running":
            _commenting(report, report.present)
        _said(report)


def seen_of(report: MeetingReport) -> tuple[object, ...]:
    """What decides which forms there are: when it changes, the whole page is drawn again."""
    polls = tuple((one.key, one.may_vote, bool(one.mine)) for one in report.items)
    handed = tuple((one.number, one.assignments) for one in report.comments)
    return report.stage, report.on, polls, report.signed_in, handed


def open_ballots(report: MeetingReport) -> list[ItemLine]:
    """The ballots in which the reader votes, the one of the item that is on first."""
    return sorted((one for one in report.items if one.may_vote), key=lambda one: one.key != report.on)


def _live(number: str, seen: tuple[object, ...]) -> None:
    words, report = say(), meeting_report(desk(), number, locale())
    if seen_of(report) != seen:
        st.rerun()
    item = report.present
    if item is None:
        waits = mark("The meeting has not begun; this page follows it by itself.")
        show(element("p", words(waits), css="jp-answer"))
        return
    head = element("h2", item.title, css="jp-meet-now")
    show(
        head,
        element("p", clock_words(item, words), css="jp-meet-line"),
        element("p", poll_words(item, words), css="jp-meet-line"),
    )


def _ballot(report: MeetingReport, item: ItemLine) -> None:
    words, criteria = say(), desk().config.meeting.criterion
    section_head(words(mark("Vote on {unit}"), unit=item.title))
    if item.mine:
        given = " · ".join(f"{one.label(locale())} {item.mine.get(one.code, 0):g}" for one in criteria)
        show(element("p", element("b", words(mark("✓ voted")), css="jp-up"), " ", given))
    for one in criteria:
        _score(one, item)
    label = words(mark("Change my vote") if item.mine else mark("Cast my vote"))
    st.button(
        label, key=f"vote_{item.key}", type="primary", width="stretch", on_click=_vote, args=(report.number, item.key)
    )
    show(
        element(
            "p",
            words(mark("Nobody sees scores before the ballot is closed; until then a vote can be changed.")),
            css="jp-note",
        )
    )


def _score(one: Criterion, item: ItemLine) -> None:
    """One tap a score where marks are few; a number where there are many."""
    label = say()(mark("{criterion} (0 to {full})"), criterion=one.label(locale()), full=f"{one.full_marks:g}")
    key, known = _key(item.key, one.code), item.mine.get(one.code)
    if one.full_marks > 10:
        st.number_input(label, 0, int(one.full_marks), value=None if known is None else int(known), step=1, key=key)
        return
    marks = [float(score) for score in range(int(one.full_marks), -1, -1)]
    st.pills(label, marks, default=known if known in marks else None, format_func="{:g}".format, key=key)


def _key(item: str, criterion: str) -> str:
    return f"score_{item}_{criterion}"


def _vote(number: str, item: str) -> None:
    """A callback, so that it casts what was seen."""
    words, state = say(), st.session_state
    given = {one.code: state.get(_key(item, one.code)) for one in desk().config.meeting.criterion}
    scores = {code: float(score) for code, score in given.items() if score is not None}
    act(partial(vote, desk(), number, item, scores), words(mark("Your vote was cast.")))


def _commenting(report: MeetingReport, item: ItemLine) -> None:
    words = say()
    section_head(words(mark("Comment on {unit}"), unit=item.title))
    st.text_area(
        words(mark("What you want to say; it stands on the big screen at once")),
        key="comment_text",
        max_chars=LONGEST_COMMENT,
        height=96,
    )
    st.button(
        words(mark("Send the comment")),
        key="comment",
        width="stretch",
        on_click=_comment,
        args=(report.number, item.key),
    )


def _comment(number: str, item: str) -> None:
    text = str(st.session_state.get("comment_text", ""))
    if act(partial(comment, desk(), number, item, text), say()(mark("Your comment stands on the big screen."))):
        st.session_state["comment_text"] = ""


def _said(report: MeetingReport) -> None:
    """The comments, the newest first; one's own to be handed out, or any by who runs the meeting."""
    words = say()
    if not report.comments:
        return
    section_head(words(mark("Comments")))
    titles = {item.key: item.title for item in report.items}
    for one in report.comments[::-1]:
        show(element("p", titles.get(one.item, ""), css="jp-note"), comment_line(one, words))
        if may_hand_out(one):
            hand_out_form(report, one)


def may_hand_out(one: Comment) -> bool:
    """True for a comment of which nothing came yet: the own one, or any for who runs the meeting."""
    sight = desk().sight
    mine = one.login == desk().person.login or sight.has("meeting")
    return sight.has("assign") and mine and not one.assignments


def hand_out_form(report: MeetingReport, one: Comment) -> None:
    """转为交办: the unit that had the word and the usual time stand there already."""
    words, names, item = say(), units_to_ask(desk(), locale()), report.of(one.item)
    codes, rules = list(names), desk().config.supervision.due
    with st.popover(words(mark("Hand it out")), key=f"hand_{one.number}"):
        st.selectbox(
            words(mark("To be done by")),
            codes,
            codes.index(item.unit) if item and item.unit in codes else None,
            format_func=names.__getitem__,
            placeholder=words(mark("choose a unit")),
            key=f"owner_{one.number}",
        )
        days = st.number_input(
            words(mark("Working days until it is due")), 1, MOST_DAYS, rules.days, key=f"days_{one.number}"
        )
        due = rules.workdays.after(desk().local(desk().now()).date(), int(days))
        show(
            element(
                "p",
                words(mark("Due on {due}, holidays and make-up days counted."), due=f"{due:%Y-%m-%d}"),
                css="jp-note",
            )
        )
        st.button(
            words(mark("Hand it out now")),
            key=f"hand_now_{one.number}",
            type="primary",
            on_click=_hand_out,
            args=(report.number, one.number),
        )


def _hand_out(number: str, comment: int) -> None:
    owner, days = st.session_state.get(f"owner_{comment}") or "", int(st.session_state[f"days_{comment}"])
    said = say()(mark("The comment was handed out as an assignment."))
    act(partial(hand_out_comment, desk(), number, comment, owner, days), said)

"""The acts of a review: the bar with its buttons, the return of some regions, and what became of each submission."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.posts import OFFICE, Reviewer, may
from dashboard.usecases.review import ReviewLine
from dashboard.usecases.reviewing import Act, Done, review
from dashboard.usecases.submissions import SubmissionStatus
from dashboard.usecases.trails import ACTIONS

_DONE, _REASON = "review_done", "return_reason"
BUTTONS: dict[Act, str] = {
    "approved": mark("Pass"),
    "returned": mark("Send back"),
    "confirmed": mark("Confirm for good"),
}
_FROM: dict[Act, tuple[str, ...]] = {
    "approved": ("submitted",),
    "confirmed": ("approved",),
    "returned": ("submitted", "approved"),
}


def act_bar(lines: Sequence[ReviewLine], by: Reviewer) -> None:
    """The bar at the foot: which submissions, the reason, and a button for each act of the post."""
    words = say()
    acts: tuple[Act, ...] = ("returned", "approved", *(("confirmed",) if by.post == OFFICE else ()))
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="review_bar"):
        show(_bar_words(lines, by, words))
        reason = st.text_input(
            words(mark("Reason of a return")),
            key=_REASON,
            label_visibility="collapsed",
            placeholder=words(mark("Reason of a return (the unit reads it)")),
        )
        for action in acts:
            if st.button(
                words(BUTTONS[action]),
                key=f"act_{action}",
                type="secondary" if action == "returned" else "primary",
                disabled=not _possible(lines, by, action),
            ):
                act(action, [line.key for line in lines], by, reason)


def return_regions(status: SubmissionStatus, by: Reviewer) -> None:
    """The form that sends back some regions of a submission, so that the others are not held up."""
    words, number = say(), status.delivery.number
    if len(status.regions) < 2 or status.delivery.state not in _FROM["returned"]:
        return
    with st.expander(words(mark("Send back some regions only"))):
        regions = st.multiselect(
            words(mark("Regions to send back; the others can be passed")),
            list(status.regions),
            format_func=lambda code: status.regions[code],
            key=f"regions_{number}",
            placeholder=words(mark("choose regions")),
        )
        reason = st.text_input(words(mark("Reason (the unit reads it)")), key=f"regions_reason_{number}")
        ready = bool(regions and reason.strip() and by.name)
        if st.button(words(mark("Send these regions back")), disabled=not ready, key=f"send_regions_{number}"):
            act("returned", [status.delivery.receipt], by, reason, regions)


def act(action: Act, receipts: Sequence[str], by: Reviewer, reason: str, regions: Sequence[str] = ()) -> None:
    """Take the step for each submission, and show the page anew with what became of it."""
    done = review(desk(), action, receipts, by, reason=reason, regions=regions, locale=locale())
    st.session_state[_DONE] = done
    if not any(one.refused for one in done):
        st.session_state.pop("ticked", None)
        if action == "returned" and not regions:
            st.session_state["clear_reason"] = True
    st.rerun()


def forget_reason() -> None:
    """Empty the reason of a return that was taken; called before the bar is drawn."""
    if st.session_state.pop("clear_reason", False):
        st.session_state[_REASON] = ""


def what_was_done() -> None:
    """What became of each submission of the last act, once."""
    done: Sequence[Done] = st.session_state.pop(_DONE, ())
    if not done:
        return
    words = say()
    taken = [one for one in done if not one.refused]
    lines = [element("p", one.refused) for one in done if one.refused]
    if taken:
        names = words(mark(", ")).join(f"{one.unit} {one.receipt}" for one in taken)
        lines.insert(
            0, element("p", words(mark("{action}: {names}"), action=words(ACTIONS[done[0].action]), names=names))
        )
    show(element("div", *lines, css="jp-caution" if len(taken) < len(done) else "jp-clear"))


def _possible(lines: Sequence[ReviewLine], by: Reviewer, action: Act) -> bool:
    """True when the act fits at least one of the submissions; the others are told why not."""
    return bool(by.name) and any(
        line.delivery is not None
        and line.state in _FROM[action]
        and may(desk().config, by.post, action, line.delivery.kind, line.delivery.unit)
        for line in lines
    )


def _bar_words(lines: Sequence[ReviewLine], by: Reviewer, words: Say) -> Html:
    if not by.name:
        said = element("b", words(mark("Write the name of the acting person above first")), css="jp-soon")
    elif not lines:
        said = element("span", words(mark("Tick submissions in the list, or open one")))
    else:
        names = words(mark(", ")).join(dict.fromkeys(line.unit.name for line in lines[:4]))
        count = element("b", words(mark("{count} submissions"), count=len(lines)))
        said = join([count, element("span", names + (" …" if len(lines) > 4 else ""))])
    return element("div", said, css="jp-bar-words jp-context")

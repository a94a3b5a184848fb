"""The acts of a review: the bar with its buttons, the return of some regions, and what became of each submission."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.posts import OFFICE, may
from dashboard.usecases.review import ReviewLine
from dashboard.usecases.reviewing import Act, Done, review
from dashboard.usecases.submissions import SubmissionStatus
from dashboard.usecases.trails import ACTIONS
from loaders.store.steps import LONGEST_REASON, OPEN

_DONE, _REASON, _ASKED = "review_done", "return_reason", "asked_to_confirm"
_SHOWN = 4
SURE = mark("Confirm {count} submissions for good? Nobody can send them back afterwards.")
BUTTONS: dict[Act, str] = {
    "approved": mark("Pass"),
    "returned": mark("Send back"),
    "confirmed": mark("Confirm for good"),
}
_FROM: dict[Act, tuple[str, ...]] = {
    "approved": ("submitted",),
    "confirmed": ("approved",),
    "returned": OPEN,
}


def act_bar(lines: Sequence[ReviewLine], post: str) -> None:
    """The bar at the foot: which submissions, the reason, and a button for each act of the post.

    Of what is ticked a button acts on what its act fits; whoever was quicker is told so for each submission.
    """
    words = say()
    asked: list[str] = st.session_state.get(_ASKED, [])
    if asked:
        _second_question(asked, post, words)
        return
    acts: tuple[Act, ...] = ("returned", "approved", *(("confirmed",) if post == OFFICE else ()))
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="review_bar"):
        show(_bar_words(lines, words))
        st.text_input(
            words(mark("Reason of a return")),
            key=_REASON,
            max_chars=LONGEST_REASON,
            label_visibility="collapsed",
            placeholder=words(mark("Reason of a return (the unit reads it)")),
        )
        for action in acts:
            fit = [line.key for line in lines if _fits(line, post, action)]
            label = words(BUTTONS[action])
            st.button(
                words(mark("{action} {count}"), action=label, count=len(fit)) if fit else label,
                key=f"act_{action}",
                type="secondary" if action == "returned" else "primary",
                disabled=not fit,
                on_click=_ask_again if action == "confirmed" else _act,
                args=(fit,) if action == "confirmed" else (action, fit, post, _REASON),
            )


def _second_question(receipts: Sequence[str], post: str, words: Say) -> None:
    """The bar while it is asked once more whether submissions are to be confirmed, which nobody can take back."""
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="review_bar"):
        shown = words(mark(", ")).join(receipts[:_SHOWN]) + (" …" if len(receipts) > _SHOWN else "")
        question = element("b", words(SURE, count=len(receipts)), css="jp-soon")
        show(element("div", join([question, element("span", shown)]), css="jp-bar-words jp-context"))
        st.button(words(mark("Not yet")), key="not_confirmed", on_click=_ask_again, args=([],))
        st.button(
            words(mark("{action} {count}"), action=words(BUTTONS["confirmed"]), count=len(receipts)),
            key="confirmed_for_good",
            type="primary",
            on_click=_act,
            args=("confirmed", receipts, post, _REASON),
        )


def _ask_again(receipts: Sequence[str]) -> None:
    st.session_state[_ASKED] = list(receipts)


def return_regions(status: SubmissionStatus, post: str) -> None:
    """The form that sends back some regions of a submission, so that the others are not held up."""
    words, number = say(), status.delivery.number
    delivery = status.delivery
    if len(status.regions) < 2 or delivery.state not in OPEN:
        return
    if not may(desk().config, post, "returned", delivery.kind, delivery.unit):
        return
    regions, reason = f"regions_{number}", f"regions_reason_{number}"
    with st.expander(words(mark("Send back some regions only"))):
        st.multiselect(
            words(mark("Regions to send back; the others can be passed")),
            list(status.regions),
            format_func=lambda code: status.regions[code],
            key=regions,
            placeholder=words(mark("choose regions")),
        )
        st.text_input(words(mark("Reason (the unit reads it)")), key=reason, max_chars=LONGEST_REASON)
        st.button(
            words(mark("Send these regions back")),
            disabled=not st.session_state[regions],
            key=f"send_regions_{number}",
            on_click=_act,
            args=("returned", [delivery.receipt], post, reason, regions),
        )


def _act(action: Act, receipts: Sequence[str], post: str, reason: str, regions: str = "") -> None:
    """Take the step for each submission that the reviewer saw; `reason` and `regions` name what was written beside it.

    A callback, so that it acts on the page as it was seen, before what happened meanwhile is read.
    """
    state = st.session_state
    state.pop(_ASKED, None)
    why = str(state[reason]) if action == "returned" else ""
    chosen = state[regions] if regions else ()
    state[_DONE] = review(desk(), action, receipts, post, reason=why, regions=chosen, locale=locale())
    if not any(one.refused for one in state[_DONE]):
        state.pop("ticked", None)
        if action == "returned":
            state[reason] = ""
        if regions:
            state[regions] = []


def what_was_done() -> None:
    """What became of each submission of the last act, once."""
    done: Sequence[Done] = st.session_state.pop(_DONE, ())
    if not done:
        return
    words = say()
    taken = [one for one in done if not one.refused]
    lines = [element("p", refused) for refused in dict.fromkeys(one.refused for one in done) if refused]
    if taken:
        names = words(mark(", ")).join(f"{one.unit} {one.receipt}" for one in taken)
        lines.insert(
            0, element("p", words(mark("{action}: {names}"), action=words(ACTIONS[done[0].action]), names=names))
        )
    show(element("div", *lines, css="jp-caution" if len(taken) < len(done) else "jp-clear"))


def _fits(line: ReviewLine, post: str, action: Act) -> bool:
    """True when the state of a submission and the post allow the act, as far as this page knows."""
    delivery = line.delivery
    if delivery is None or line.state not in _FROM[action]:
        return False
    return may(desk().config, post, action, delivery.kind, delivery.unit)


def _bar_words(lines: Sequence[ReviewLine], words: Say) -> Html:
    if not lines:
        said = element("span", words(mark("Tick submissions in the list, or open one")))
    else:
        names = words(mark(", ")).join(dict.fromkeys(line.unit.name for line in lines[:4]))
        count = element("b", words(mark("{count} submissions"), count=len(lines)))
        said = join([count, element("span", names + (" …" if len(lines) > 4 else ""))])
    return element("div", said, css="jp-bar-words jp-context")

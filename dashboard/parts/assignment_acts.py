"""What the reader may do about an opened assignment: send evidence, send it back, close it, open it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from sqlalchemy.exc import DBAPIError

from config.wording import mark
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.session import desk, say
from dashboard.usecases.assignments.acting import close, reopen, send_back, send_evidence
from dashboard.usecases.assignments.reports import AssignmentReport
from dashboard.usecases.reviewing import UNANSWERED
from loaders.intake.evidence import KINDS, EvidenceRefused
from loaders.store.refusals import StepRefused
from loaders.store.steps import LONGEST_REASON

_SAID, _SURE = "assignment_said", "assignment_sure"
DONE = {
    "sent": mark("The evidence was sent; the office or the division in charge looks at it."),
    "returned": mark("The evidence was sent back with its reason."),
    "closed": mark("The assignment is closed."),
    "reopened": mark("The assignment is open again."),
}


def what_became() -> None:
    """What became of the last act, once."""
    told: tuple[bool, str] | None = st.session_state.pop(_SAID, None)
    if told is not None:
        show(element("div", told[1], css="jp-clear" if told[0] else "jp-caution"))


def assignment_acts(one: AssignmentReport) -> None:
    """The acts that are open to the reader; nothing for who may only read."""
    if not one.acts:
        return
    section_head(say()(mark("What you can do")))
    if "sent" in one.acts:
        _sending(one)
    if one.acts - {"sent"}:
        _reviewing(one)


def _sending(one: AssignmentReport) -> None:
    words, number = say(), one.number
    with st.form(f"evidence_{number}", clear_on_submit=True):
        note = st.text_area(words(mark("What has been done")), key=f"note_{number}", max_chars=LONGEST_REASON)
        files = st.file_uploader(
            words(mark("Files that show it: pictures, PDF, Word, Excel")),
            type=list(KINDS),
            accept_multiple_files=True,
            key=f"files_{number}",
        )
        if st.form_submit_button(words(mark("Send the evidence")), type="primary"):
            sent = [(file.name, file.getvalue()) for file in files or ()]
            done("sent", lambda: send_evidence(desk(), number, note, sent))
            st.rerun()


def _reviewing(one: AssignmentReport) -> None:
    words, number = say(), one.number
    reason = f"reason_{number}"
    st.text_input(words(mark("Reason, or a remark (the owner reads it)")), key=reason, max_chars=LONGEST_REASON)
    with st.container(horizontal=True):
        if "returned" in one.acts:
            back = partial(send_back, desk(), number)
            st.button(words(mark("Send it back")), key=f"back_{number}", on_click=_act, args=("returned", back, reason))
        if "closed" in one.acts:
            _twice("closed", number, words(mark("Close")), partial(close, desk(), number), reason)
        if "reopened" in one.acts:
            _twice("reopened", number, words(mark("Open again")), partial(reopen, desk(), number), reason)


def _twice(action: str, number: str, label: str, act: Callable[[str], None], reason: str) -> None:
    """A button that asks once more before it acts."""
    words, asked = say(), f"{action} {number}"
    if st.session_state.get(_SURE) != asked:
        st.button(label, key=f"ask_{action}_{number}", type="primary", on_click=_sure, args=(asked,))
        return
    st.button(words(mark("Not yet")), key=f"not_{action}_{number}", on_click=_sure, args=("",))
    sure = words(mark("{action}: sure"), action=label)
    st.button(sure, key=f"do_{action}_{number}", type="primary", on_click=_act, args=(action, act, reason))


def _sure(asked: str) -> None:
    st.session_state[_SURE] = asked


def _act(action: str, act: Callable[[str], None], reason: str) -> None:
    """A callback, so that it acts on the page as it was seen."""
    st.session_state.pop(_SURE, None)
    why = str(st.session_state[reason])
    if done(action, lambda: act(why)):
        st.session_state[reason] = ""


def done(action: str, act: Callable[[], object], said: str = "") -> bool:
    """Do it, and keep what is to be said of it; False where it was refused."""
    words = say()
    try:
        act()
    except (StepRefused, EvidenceRefused) as refused:
        st.session_state[_SAID] = (False, refused.text(words))
        return False
    except DBAPIError:
        st.session_state[_SAID] = (False, words(UNANSWERED))
        return False
    st.session_state[_SAID] = (True, said or words(DONE[action]))
    return True

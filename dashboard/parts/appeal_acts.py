"""What a reader does with an appeal: each act has its reason and is asked twice; what became of it is said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.exc import DBAPIError

from config.wording import mark
from dashboard.parts.links import link_to_releases
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.appeals.asking import withdraw
from dashboard.usecases.appeals.deciding import decide, give_opinion, settle
from dashboard.usecases.appeals.listing import AppealLine
from dashboard.usecases.reviewing import UNANSWERED, refusal
from loaders.intake.evidence import EvidenceRefused
from loaders.store.appeals import NO_REASON
from loaders.store.refusals import StepRefused
from loaders.store.steps import LONGEST_REASON

_SAID, _SURE = "appeal_said", "appeal_sure"


@dataclass(frozen=True)
class Act:
    """An act: the word on its button, what is asked before it, what is said after it, and what it does."""

    code: str
    button: str
    question: str
    done: str
    do: Callable[[str], None]


def appeal_acts(line: AppealLine) -> None:
    """The acts that are the reader's for an appeal, with the field for their reason; nothing where there are none."""
    words, acts = say(), _acts(line)
    if line.state == "accepted" and desk().sight.whole("confirm"):
        _what_next(line)
    if line.state == "open" and line.asked_by_me and desk().sight.whole("confirm"):
        show(element("p", words(mark("You asked for it yourself; someone else decides it.")), css="jp-note"))
    if not acts:
        return
    reason = st.text_area(
        words(mark("Reason (the region, the division and the office read it)")),
        key=f"appeal_reason_{line.number}_{len(line.steps)}",
        max_chars=LONGEST_REASON,
        height=90,
    )
    sure: tuple[str, str] = st.session_state.get(_SURE, ("", ""))
    chosen = next((act for act in acts if sure == (line.number, act.code)), None)
    with st.container(horizontal=True, gap="small", key=f"appeal_acts_{line.number}"):
        if chosen is None:
            for act in acts:
                st.button(
                    words(act.button), key=f"{act.code}_{line.number}", on_click=_ask, args=(line.number, act.code)
                )
            return
        show(element("b", words(chosen.question, number=line.number), css="jp-soon"))
        st.button(words(mark("Not yet")), key=f"appeal_no_{line.number}", on_click=_ask, args=("", ""))
        if st.button(words(mark("Yes")), key=f"appeal_yes_{line.number}", type="primary"):
            attempt(lambda: chosen.do(reason), words(chosen.done, number=line.number), reason)
            st.session_state.pop(_SURE, None)
            st.rerun()


def attempt(act: Callable[[], object], done: str, reason: str) -> bool:
    """Do an act that needs its reason and keep what is to be said of it; True when it was done."""
    words = say()
    if not reason.strip():
        st.session_state[_SAID] = (words(NO_REASON), False)
        return False
    try:
        act()
    except StepRefused as refused:
        st.session_state[_SAID] = (refusal(desk().config, refused, locale()), False)
        return False
    except EvidenceRefused as refused:
        st.session_state[_SAID] = (refused.text(words), False)
        return False
    except DBAPIError:
        st.session_state[_SAID] = (words(UNANSWERED), False)
        return False
    st.session_state[_SAID] = (done, True)
    return True


def what_became_of_it() -> None:
    """What became of the last act, once."""
    said: tuple[str, bool] | None = st.session_state.pop(_SAID, None)
    if said:
        show(element("div", element("b", said[0]), css="jp-clear" if said[1] else "jp-caution"))


def _acts(line: AppealLine) -> list[Act]:
    at, number, sight = desk(), line.number, desk().sight
    acts = []
    if line.gives_opinion and not line.asked_by_me:
        question, done = mark("Give this opinion on {number}?"), mark("{number}: the opinion is with the office.")
        acts.append(
            Act("opinion", mark("Give the opinion …"), question, done, lambda why: give_opinion(at, number, why))
        )
    if line.state == "open" and sight.whole("confirm") and not line.asked_by_me:
        question, done = mark("Accept {number} for good?"), mark("{number} is accepted; the correction is to follow.")
        acts.append(Act("accept", mark("Accept …"), question, done, lambda why: decide(at, number, why, accepted=True)))
        question, done = mark("Reject {number} for good?"), mark("{number} is rejected; the region reads the reason.")
        acts.append(
            Act("reject", mark("Reject …"), question, done, lambda why: decide(at, number, why, accepted=False))
        )
    if line.state == "open" and line.own and sight.regions("appeal") and not sight.whole("appeal"):
        question, done = mark("Withdraw {number} for good?"), mark("{number} is withdrawn.")
        acts.append(Act("withdraw", mark("Withdraw …"), question, done, lambda why: withdraw(at, number, why)))
    if line.state == "accepted" and line.newer and sight.whole("confirm"):
        question, done = mark("Is {number} answered by the release in force?"), mark("{number} is settled.")
        acts.append(
            Act(
                "settle",
                mark("Answered by the release in force …"),
                question,
                done,
                lambda why: settle(at, number, why),
            )
        )
    return acts


def _what_next(line: AppealLine) -> None:
    words = say()
    then = mark(
        "Next: the division hands in the corrected figures, the office releases the correction and names {number}."
    )
    show(element("p", words(then, number=line.number), css="jp-note"))
    link_to_releases(words(mark("To the releases of this quarter")), line.quarter)


def _ask(number: str, code: str) -> None:
    st.session_state[_SURE] = (number, code)

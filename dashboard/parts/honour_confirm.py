"""The confirmed list beside the one by the newest releases, and the office's act of confirming, asked twice."""

from __future__ import annotations

import streamlit as st
from sqlalchemy.exc import DBAPIError

from config.wording import mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.frame import caution
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.honours.confirming import ConfirmedList, confirm
from dashboard.usecases.honours.drawn import Drawn
from dashboard.usecases.reviewing import UNANSWERED
from loaders.store.refusals import StepRefused
from loaders.store.steps import LONGEST_REASON

_SAID, _SURE = "honour_said", "honour_sure"


def what_became_of_honours() -> None:
    """What became of the last act, once."""
    told: tuple[bool, str] | None = st.session_state.pop(_SAID, None)
    if told is not None:
        show(element("div", told[1], css="jp-clear" if told[0] else "jp-caution"))


def keep_said(done: bool, sentence: str) -> None:
    """Keep what is to be said of an act when the page is drawn next."""
    st.session_state[_SAID] = (done, sentence)


def confirmed_note(kept: ConfirmedList) -> None:
    """When and by whom the list was confirmed, its hash, and what the newest releases would change of it."""
    words = say()
    sentence = mark("Confirmed as {number} on {date} by {name}; hash {hash}.")
    places = {"number": kept.number, "date": f"{kept.made:%Y-%m-%d %H:%M}", "name": kept.made_by}
    said = words(sentence, **places, hash=kept.sha256[:12])
    show(element("div", said, f" {kept.reason}" if kept.reason else "", css="jp-clear"))
    if not kept.intact:
        caution(words(mark("The confirmed list is not what was confirmed: its content was changed in the database.")))
    if kept.revised or kept.changed:
        caution(would_change(kept))


def would_change(kept: ConfirmedList) -> str:
    """What the newest releases would change: who would come in, who would fall out; the confirmed list stays."""
    words, language = say(), locale()
    quarters = words(mark(", ")).join(quarter_name(quarter, words) for quarter in kept.revised)
    sentences = (
        [words(mark("Newer releases than the confirmed ones: {quarters}."), quarters=quarters)] if quarters else []
    )
    for comes, message in ((True, mark("Would come in: {names}.")), (False, mark("Would fall out: {names}."))):
        names = [f"{line.label(language)}" for _, line, wins in kept.changed if wins == comes]
        sentences += [words(message, names=words(mark(", ")).join(names))] if names else []
    same = [] if kept.changed else [words(mark("The same would be named."))]
    return "".join((*sentences, *same, words(mark("The confirmed list stays as it is."))))


def confirm_button(drawn: Drawn, kept: ConfirmedList | None) -> None:
    """The office confirms the list that it looks at; nothing where there is nothing to confirm."""
    words, code = say(), drawn.rule.code
    if not desk().sight.has("release") or drawn.provisional or not drawn.named:
        return
    if kept is not None and kept.sha256 == drawn.sha256:
        return
    with st.columns(2)[0]:
        st.text_input(words(mark("Remark (who decided, and where)")), key="honour_reason", max_chars=LONGEST_REASON)
    with st.container(horizontal=True, key="confirm_honours"):
        if st.session_state.get(_SURE) != drawn.sha256:
            label = words(mark("Confirm the list"))
            st.button(label, key=f"ask_{code}", type="primary", on_click=_sure, args=(drawn.sha256,))
            return
        st.button(words(mark("Not yet")), key=f"not_{code}", on_click=_sure, args=("",))
        label = words(mark("Confirm the list: sure"))
        st.button(label, key=f"do_{code}", type="primary", on_click=_confirm, args=(code, drawn.year, drawn.sha256))


def _sure(asked: str) -> None:
    st.session_state[_SURE] = asked


def _confirm(code: str, year: int, sha256: str) -> None:
    """A callback, so that it confirms what was seen."""
    words = say()
    _sure("")
    try:
        number = confirm(desk(), code, year, sha256, str(st.session_state.get("honour_reason", "")))
    except StepRefused as refused:
        keep_said(False, refused.text(words))
    except DBAPIError:
        keep_said(False, words(UNANSWERED))
    else:
        keep_said(True, words(mark("The list is confirmed as {number}."), number=number))

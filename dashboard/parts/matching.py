"""对一对: what the intake could not match by itself is asked once, with a preview of its figures, and remembered."""

from __future__ import annotations

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, section_head, show, unmarked
from dashboard.parts.session import desk, locale, say
from dashboard.parts.tray import Tray
from dashboard.usecases.matching import answered_questions, meanings_for, name_of_meaning, questions
from dashboard.usecases.uploading import Upload, matched
from loaders.intake.outcome import NOTHING, Subject, Unmatched

ASKED: dict[Subject, str] = {
    "column": mark("Which indicator is “{text}”?"),
    "region": mark("Which region is “{text}”?"),
}
NOT_STORED = mark("not to be stored")


def match_names(upload: Upload, tray: Tray) -> None:
    """The questions, each with what stands in the file; an answer reads the file again at once."""
    asked, said = questions(upload), answered_questions(upload)
    if not asked and not said:
        return
    words = say()
    section_head(
        words(mark("Match {count} names that are not in the catalogue"), count=len(asked))
        if asked
        else words(mark("Names that you matched")),
        words(mark("An answer is remembered for this unit: it will not be asked again.")),
    )
    with st.container(key="matching"):
        for question in asked:
            _ask(upload, question, tray, words)
        for subject, key, meaning in said:
            _said(upload, subject, key, meaning, tray, words)


def _ask(upload: Upload, question: Unmatched, tray: Tray, words: Say) -> None:
    names = meanings_for(desk(), upload, question.subject, locale())
    codes = [NOTHING, *sorted(names, key=lambda code: code != question.nearest)]
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        chosen = st.selectbox(
            words(ASKED[question.subject], text=unmarked(question.text)),
            codes,
            index=None,
            format_func=lambda code: name_of_meaning(names, code, words(NOT_STORED)),
            placeholder=words(mark("please choose")),
            key=f"match_{upload.key}_{question.subject}_{question.key}",
        )
    with right:
        show(preview(question, words))
    if chosen:
        tray.put(matched(desk(), upload, question.subject, question.key, chosen))
        st.rerun()


def preview(question: Unmatched, words: Say) -> Html:
    """Where the name stands, and the first figures that belong to it."""
    samples = words(mark("figures: {samples}"), samples="、".join(question.samples)) if question.samples else ""
    place = " ".join(part for part in (question.sheet, question.cell) if part)
    return element("p", element("span", place, css="jp-where"), " ", samples, css="jp-note")


def _said(upload: Upload, subject: Subject, key: str, meaning: str, tray: Tray, words: Say) -> None:
    names = meanings_for(desk(), upload, subject, locale())
    with st.container(horizontal=True, vertical_alignment="center", key=f"said_{upload.key}_{subject}_{key}"):
        text = words(
            mark("“{text}” is read as: {meaning}"),
            text=key,
            meaning=name_of_meaning(names, meaning, words(NOT_STORED)),
        )
        show(element("p", "✓ ", text))
        if st.button(words(mark("Take it back")), key=f"unmatch_{upload.key}_{subject}_{key}", type="tertiary"):
            tray.put(matched(desk(), upload, subject, key, ""))
            st.rerun()

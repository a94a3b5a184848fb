"""纪要 and 总结: drafted from facts, written by the office, every version kept; given out as a Word document."""

from __future__ import annotations

from functools import partial

import streamlit as st

from config.wording import mark
from dashboard.pack.minutes import minutes_document, minutes_name
from dashboard.parts.deadlines import moment
from dashboard.parts.frame import edition_words
from dashboard.parts.giving import give_button
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.meeting_acts import act
from dashboard.parts.session import desk, edition, locale, say
from dashboard.usecases.downloads import record_download
from dashboard.usecases.meetings.drafting import drafted_minutes, drafted_summary
from dashboard.usecases.meetings.reports import MeetingReport, meeting_report
from dashboard.usecases.meetings.running import LONGEST_TEXT, sum_up, write_minutes
from metrics.meeting import Text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes_part(report: MeetingReport) -> None:
    """The minutes of one item, chosen from the agenda."""
    words = say()
    names = {one.key: f"{one.place} {one.title}{' ✓' if one.texts else ''}" for one in report.items}
    first = list(names).index(report.on) if report.on in names else 0
    key = st.selectbox(
        words(mark("Item of the agenda")), list(names), first, format_func=names.__getitem__, key="minutes_item"
    )
    item = report.of(str(key))
    if item is None:
        return
    draft = drafted_minutes(desk(), report.number, item.key, locale())
    _writing(
        f"minutes_{item.key}",
        item.text or "\n".join(draft),
        draft,
        partial(write_minutes, desk(), report.number, item.key),
    )
    _versions(item.texts)
    minutes_button(report)


def summary_part(report: MeetingReport) -> None:
    """The head's summary: facts are drafted, opinions are not."""
    draft = drafted_summary(desk(), report.number, locale())
    written = report.summaries[-1].text if report.summaries else "\n".join(draft)
    _writing("summary", written, draft, partial(sum_up, desk(), report.number))
    _versions(report.summaries)
    minutes_button(report)


def _writing(key: str, text: str, draft: tuple[str, ...], keep: partial[None]) -> None:
    words = say()
    left, right = st.columns([11, 9], gap="large")
    with left:
        state = f"text_{key}_{locale()}"
        st.session_state.setdefault(state, text)
        st.text_area(words(mark("Text")), key=state, height=360, max_chars=LONGEST_TEXT)
        done = words(mark("This version was kept; earlier ones stay."))
        st.button(
            words(mark("Keep this version")),
            key=f"keep_{key}",
            type="primary",
            on_click=_keep,
            args=(keep, state, done),
        )
    with right:
        section_head(
            words(mark("Facts of the figures and of the meeting")),
            words(mark("Drafted anew each time; opinions are yours to write.")),
        )
        show(element("ul", *(element("li", line) for line in draft), css="jp-meet-facts"))


def _keep(keep: partial[None], state: str, done: str) -> None:
    act(partial(keep, str(st.session_state[state])), done)


def _versions(texts: tuple[Text, ...]) -> None:
    if not texts:
        return
    words = say()
    with st.expander(words(mark("Versions {count}"), count=len(texts))):
        for number, one in reversed(list(enumerate(texts, 1))):
            at = moment(desk().local(one.at))
            show(
                element("p", element("b", f"{number} · {at} · {one.actor}")), element("p", one.text, css="jp-meet-text")
            )


def minutes_button(report: MeetingReport) -> None:
    """The button of the whole minutes as a Word document."""
    words, opened, language = say(), desk(), locale()
    state = edition_words(edition(report.quarter))
    file = minutes_name(report.title, words)

    def give() -> bytes:
        record_download(opened, "file", report.number, file=file)
        current = meeting_report(opened, report.number, language)
        drafts = {one.key: drafted_minutes(opened, report.number, one.key, language) for one in current.items}
        province = opened.config.province
        department = province.department_en if language == "en" else province.department
        summary = drafted_summary(opened, report.number, language)
        return minutes_document(current, drafts, summary, state, department, opened.local(opened.now()), language)

    give_button("meeting_minutes", words(mark("Minutes (Word)")), give, file, DOCX)

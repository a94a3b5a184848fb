"""A submission opened for review: what it is, what is odd, what changed, its trail, and the regions to send back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.changes import changes_table, changes_words
from dashboard.parts.collecting import delivery_facts, download
from dashboard.parts.filters import quarter_name
from dashboard.parts.findings import findings_list
from dashboard.parts.markup import Html, element, facts, section_head, show
from dashboard.parts.numbers import figure
from dashboard.parts.review_list import review_sign
from dashboard.parts.session import desk, locale, say
from dashboard.parts.trail import timeline
from dashboard.usecases.review import ReviewLine
from dashboard.usecases.submissions import SubmissionStatus, moved_since_last_quarter
from dashboard.usecases.trails import actor_words

NAMED = 12
"""How many regions a sentence names."""


def dossier(line: ReviewLine, status: SubmissionStatus) -> None:
    """Everything that a reviewer wants to know of one submission."""
    words = say()
    section_head(line.unit.name)
    said = [element("q", returned.reason) for returned in status.returns[:1]]
    why = element("div", returned_words(status, words), *said, css="jp-caution") if said else ""
    show(why, coverage_facts(line, status, words))
    _SECTIONS[_section(status, words)](status, words)
    with st.expander(words(mark("The file and its receipt"))):
        show(delivery_facts(status.delivery, words))
    download(status.delivery)


def nothing_came(line: ReviewLine) -> None:
    """A unit that has handed nothing in."""
    words = say()
    section_head(line.unit.name)
    show(element("p", review_sign(line.state, words)), element("p", words(mark("Nothing has come in yet."))))


def returned_words(status: SubmissionStatus, words: Say) -> str:
    """Who sent the submission back last, whole or for some regions."""
    last = status.returns[0]
    if last.regions:
        names = some_names(dict.fromkeys(last.regions), words)
        return words(mark("{actor} sent back {regions}: "), actor=actor_words(last), regions=names)
    return words(mark("{actor} sent the whole submission back: "), actor=actor_words(last))


def some_names(names: Mapping[str, object] | tuple[str, ...], words: Say) -> str:
    """Names in a row; of many the first, and how many there are."""
    listed = words(mark(", ")).join(tuple(names)[:NAMED])
    if len(names) <= NAMED:
        return listed
    return words(mark("{names} and others, {count} in all"), names=listed, count=len(names))


def coverage_facts(line: ReviewLine, status: SubmissionStatus, words: Say) -> Html:
    """How whole a submission is: what is owed and came, regions that are silent or sent back, what it corrects."""
    unit, aside = line.unit, tuple(status.set_aside.values())
    silent = tuple(name for name in unit.silent if name not in aside)
    reported = f"{figure(unit.reported, 0)}/{figure(unit.owed, 0)}" if unit.owed else ""
    return facts(
        [
            (words(mark("State")), review_sign(line.state, words)),
            (words(mark("Receipt")), status.delivery.receipt),
            (words(mark("Reported/owed")), reported),
            (words(mark("Regions without a figure")), some_names(silent, words)),
            (words(mark("Regions sent back")), some_names(aside, words)),
            (words(mark("Corrects")), line.corrects),
            (words(mark("Corrected by")), status.corrected_by),
        ]
    )


def _section(status: SubmissionStatus, words: Say) -> str:
    """Which section is looked at; only that one is drawn."""
    changed = len(status.before.rows) if status.before else 0
    former = words(mark("Against the former {count}"), count=changed)
    names = {
        "findings": words(mark("Findings {count}"), count=len(status.findings)),
        "before": former if status.before else words(mark("Against the former")),
        "since": words(mark("Against last quarter")),
        "trail": words(mark("Trail {count}"), count=len(status.trail)),
    }
    chosen = st.segmented_control(
        words(mark("Look at")),
        list(names),
        format_func=lambda code: names[code],
        default="findings",
        key=f"section_{locale()}",
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen or "findings")


def _findings(status: SubmissionStatus, words: Say) -> None:
    if not status.findings:
        show(element("p", words(mark("The file was accepted without a remark.")), css="jp-note"))
        return
    if status.unanswered:
        show(element("p", words(mark("{count} reminders have no reason yet"), count=status.unanswered), css="jp-soon"))
    reasons = {noted.finding.key: noted.reason for noted in status.findings if noted.reason}
    found = [noted.finding for noted in status.findings]
    show(element("div", findings_list(found, words, locale(), reasons=reasons, received=True), css="jp-found"))


def _before(status: SubmissionStatus, words: Say) -> None:
    if status.before is None:
        show(element("p", words(mark("The unit's first submission of the quarter.")), css="jp-note"))
        return
    show(element("p", changes_words(status.before, words), css="jp-note"))
    if status.before.rows:
        show(changes_table(status.before, words))


def _since(status: SubmissionStatus, words: Say) -> None:
    since = moved_since_last_quarter(desk(), status.delivery.receipt, locale())
    if since is None or not (since.rows or since.same):
        show(element("p", words(mark("Last quarter has no figures to compare with.")), css="jp-note"))
        return
    note = mark("{count} figures moved since {quarter}, {same} did not; those that moved most come first")
    quarter = quarter_name(since.against, words)
    show(element("p", words(note, count=len(since.rows), quarter=quarter, same=since.same), css="jp-note"))
    if since.rows:
        show(changes_table(since, words))


def _trail(status: SubmissionStatus, words: Say) -> None:
    show(timeline(status.trail, words))


_SECTIONS = {"findings": _findings, "before": _before, "since": _since, "trail": _trail}

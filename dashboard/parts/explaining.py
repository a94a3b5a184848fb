"""说明: each warning needs a reason before its file is submitted; many of one kind share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, section_head, show
from dashboard.parts.session import locale, say
from dashboard.parts.tray import Tray
from dashboard.usecases.uploading import Upload, explained
from loaders.intake.outcome import Finding

SINGLY = 3
"""Up to so many warnings of one kind are explained one by one, more of them together."""
LONGEST = 300


def explain(upload: Upload, tray: Tray) -> None:
    """A line to write the reason for each warning, or for each kind where there are many."""
    if not upload.warnings:
        return
    words, waiting = say(), len(upload.unexplained)
    title = mark("Say why: {count} reminders have no reason yet") if waiting else mark("All reminders have a reason")
    section_head(
        words(title, count=waiting),
        words(mark("Mend the file and choose it again, or say why the figures are right. The reviewer reads it.")),
    )
    with st.container(key="explaining"):
        for place, group in enumerate(groups(upload.warnings)):
            _ask(upload, group, place, tray, words)


def groups(warnings: Sequence[Finding]) -> Iterator[tuple[Finding, ...]]:
    """The warnings that share a reason: each by itself where a rule has few, all of a rule where it has many."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in warnings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for found in by_rule.values():
        yield from ([(one,) for one in found] if len(found) <= SINGLY else [tuple(found)])


def about(group: Sequence[Finding], words: Say) -> Html:
    """What a reason is about: the cells, and what was said of the first of them."""
    first = group[0]
    place = " ".join(part for part in (first.sheet, first.cell) if part)
    more = words(mark("and {count} more of the kind"), count=len(group) - 1) if len(group) > 1 else ""
    head = element("b", f"{place} {more}".strip()) if place or more else ""
    return element("p", head, " ", first.message(locale()), css="jp-asked")


def _ask(upload: Upload, group: Sequence[Finding], place: int, tray: Tray, words: Say) -> None:
    known = upload.reasons.get(group[0].key, "")
    left, right = st.columns([1, 1], gap="medium", vertical_alignment="center")
    with left:
        show(about(group, words))
    said = right.text_input(
        words(mark("Reason")),
        known,
        max_chars=LONGEST,
        placeholder=words(mark("Why is it right? For instance: two homes opened in September")),
        label_visibility="collapsed",
        key=f"reason_{upload.key}_{place}_{group[0].rule}",
    )
    if said.strip() != known:
        tray.put(explained(upload, group, said))
        st.rerun()

"""办法 on the page: sections with their marks, items with their rules in words, how points become places."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import element, facts, join, section_head, show
from dashboard.parts.numbers import plain
from dashboard.parts.session import say
from dashboard.parts.signs import bar
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.usecases.method import FRESH, GONE, OTHERWISE, Method, MethodSection

KINDS = {"regular": "", "bonus": mark("bonus"), "deduction": mark("deduction")}
CHANGES = {FRESH: mark("＋ added"), GONE: mark("－ removed"), OTHERWISE: mark("changed")}


def method_title(found: Method) -> str:
    """The answer: what the scheme is made of."""
    words = say()
    return words(
        mark("{scheme}: {sections} sections, {items} items, full marks {marks}"),
        scheme=found.name,
        sections=len(found.sections),
        items=found.items,
        marks=plain(found.full_marks),
    )


def method_context(found: Method) -> list[str]:
    """Version and time in force, and what the scheme stands on."""
    words = say()
    last = quarter_name(found.valid_to, words) if found.valid_to else words(mark("further notice"))
    force = mark("version {version}, in force from {first} to {last}")
    first = quarter_name(found.valid_from, words)
    return [words(force, version=found.version, first=first, last=last), found.document]


def sections_table(found: Method, *, key: str, chosen: str) -> str | None:
    """The sections with their share of the full marks; the code of the one that was just opened."""
    words = say()
    most = max(section.full_marks for section in found.sections)
    columns = [
        Column(words(mark("Section")), names=True),
        Column(words(mark("Full marks")), words(mark("points")), align="wide"),
        Column(words(mark("Items")), align="right"),
    ]
    rows = [
        Row(
            (
                join((one.name, element("span", words(KINDS[one.kind]), css="jp-sub") if KINDS[one.kind] else "")),
                bar(plain(one.full_marks), one.full_marks / most),
                len(one.items),
            ),
            key=one.code,
            css="jp-chosen" if one.code == chosen else "",
        )
        for one in found.sections
    ]
    return table(columns, rows, key=key)


def items_table(section: MethodSection, *, key: str) -> str | None:
    """The items of a section with their rules in words; the indicator of the one that was just opened."""
    words = say()
    section_head(section.name, words(mark("Open an item to see its indicator.")))
    columns = [
        Column(words(mark("Item")), names=True),
        Column(words(mark("Full marks")), words(mark("points")), align="right"),
        Column(words(mark("How it is scored")), align="text"),
        Column(words(mark("Clause"))),
        Column(words(mark("Division in charge")), align="tight"),
    ]
    rows = [
        Row((one.name, plain(one.marks), one.standard, one.clause, one.owner), key=one.indicator)
        for one in section.items
    ]
    return table(columns, rows, key=key)


def terms_part(found: Method) -> None:
    """From points to places: the terms of the scheme, and what follows from a score."""
    words = say()
    section_head(words(mark("From items to the score")))
    show(facts(found.terms))
    section_head(words(mark("From the score to band, lists and boards")))
    show(facts(found.results))


def changes_part(found: Method) -> None:
    """What is otherwise than in the scheme before."""
    words = say()
    if not found.earlier:
        show(
            element("p", words(mark("There is no earlier scheme in this workspace to compare with.")), css="jp-answer")
        )
        return
    counted = {kind: sum(one.kind == kind for one in found.changes) for kind in CHANGES}
    sentence = mark("Against {scheme}: {added} items added, {removed} removed, {changed} changed")
    section_head(words(sentence, scheme=found.earlier, **counted))
    columns = [
        Column(words(mark("Item")), names=True),
        Column(words(mark("Section")), align="tight"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Before")), align="text"),
        Column(words(mark("Now")), align="text"),
    ]
    plain_table(columns, [_change(row, words) for row in _rows(found)])


def _rows(found: Method) -> Sequence[tuple[str, str, str, str, str]]:
    return [(one.name, one.section, one.kind, one.before, one.after) for one in found.changes]


def _change(row: tuple[str, str, str, str, str], words: Say) -> Row:
    name, section, kind, before, after = row
    return Row((name, section, words(CHANGES[kind]), before, after))

"""A scheme's tree as a sheet shows it: items in rows, the sections above them in level columns."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Scheme, SchemeItem, SchemeSection
from config.sheet.inline import figure
from config.wording import mark, translator

_LABELS = {
    "regular": mark("{name} ({marks} points)"),
    "bonus": mark("{name} (bonus, at most {marks} points)"),
    "deduction": mark("{name} (deduction, at most {marks} points)"),
}


def label(section: SchemeSection, locale: str) -> str:
    """What a section is called in a level column: 社会救助（16分）."""
    return translator(locale)(_LABELS[section.kind], name=section.label(locale), marks=figure(section.full_marks))


def way(scheme: Scheme, section: SchemeSection) -> list[SchemeSection]:
    """The sections from the top down to this one."""
    by_code, above = {each.code: each for each in scheme.sections}, [section]
    while above[0].parent:
        above.insert(0, by_code[above[0].parent])
    return above


def deepest(scheme: Scheme) -> int:
    """How many levels of sections there are."""
    return max((len(way(scheme, section)) for section in scheme.sections), default=1)


def rows(scheme: Scheme) -> Iterator[tuple[SchemeItem, SchemeSection]]:
    """Items with their sections as a sheet lists them: a section's own items, then those of the sections below it."""
    for section in below(scheme, ""):
        yield from _within(scheme, section)


def below(scheme: Scheme, parent: str) -> list[SchemeSection]:
    """The sections directly below a section (or the whole scheme, ""), in the scheme's order."""
    return [section for section in scheme.sections if section.parent == parent]


def _within(scheme: Scheme, section: SchemeSection) -> Iterator[tuple[SchemeItem, SchemeSection]]:
    for item in section.items:
        yield item, section
    for child in below(scheme, section.code):
        yield from _within(scheme, child)

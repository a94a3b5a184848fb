"""The level columns of the scoring rules: which section an item of a row is in, merged cells or repeated ones alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from config.model import SchemeSection
from config.sheet.grid import Place
from config.sheet.layout import NONE_HERE
from config.sheet.tree import label
from config.wording import LOCALES, mark

NO_SECTION = mark("There is no such section here; the sheet {sheet} has {known}.")
OTHER_MARKS = mark("The marks are not those of the sheet {sheet}, which says: {label}.")
NO_FIRST = mark("Expected a section.")
NO_ITEM = mark("Expected the name of an item.")
GAP = mark("A section is named below a level that has none.")
_MARKS = re.compile(r"[（(].*[)）]$")

Fault = Callable[..., None]


class Levels:
    """Follows the level columns from row to row; a blank means the same as above."""

    def __init__(self, sections: list[SchemeSection], sheet: str, fault: Fault) -> None:
        self.sections, self.sheet, self.fault = sections, sheet, fault
        self.above: list[str] = []

    def section(self, places: list[Place]) -> tuple[str | None, str]:
        """The code of the section of a row (None where it is not found) and the item's name."""
        *levels, last = places
        said = [place.read for place in levels]
        for level, text in enumerate(said):
            if text:
                self.above = [*self.above[:level], *said[level:]]
                break
        while len(self.above) < len(levels):
            self.above.append("")
        for level, text in enumerate(said):
            self.above[level] = text or self.above[level]
        if not last.read:
            self.fault(last, NO_ITEM)
        return self._found(levels), last.read

    def _found(self, places: list[Place]) -> str | None:
        parent, ended = "", False
        for place, text in zip(places, self.above, strict=True):
            if text in ("", NONE_HERE, "-", "－", "/"):
                ended = True
                continue
            if ended:
                self.fault(place, GAP)
                return None
            code = self._child(parent, text, place)
            if code is None:
                return None
            parent = code
        if not parent:
            self.fault(places[0], NO_FIRST)
        return parent or None

    def _child(self, parent: str, text: str, place: Place) -> str | None:
        """The section of a level; what a blank repeats from above is blamed where it stands."""
        here = [section for section in self.sections if section.parent == parent]
        for known in (_labels, _names):
            for section in here:
                if text in known(section):
                    return section.code
        if not place.read:
            return None
        for section in here:
            if _MARKS.sub("", text).strip() in _names(section):
                self.fault(place, OTHER_MARKS, sheet=self.sheet, label=label(section, LOCALES[0]))
                return section.code
        self.fault(place, NO_SECTION, sheet=self.sheet, known="、".join(section.name for section in here) or "—")
        return None


def _labels(section: SchemeSection) -> tuple[str, ...]:
    return tuple(label(section, locale) for locale in LOCALES)


def _names(section: SchemeSection) -> tuple[str, ...]:
    return section.name, section.name_en, section.code


def readable_sections(records: list[dict[str, Any]]) -> list[SchemeSection]:
    """The sections as far as their rows can be used to find them again."""
    return [
        SchemeSection.model_construct(
            code=str(row.get("code", "")),
            name=str(row.get("name", "")),
            name_en=str(row.get("name_en", "")),
            parent=str(row.get("parent", "")),
            kind=row.get("kind", "regular"),
            full_marks=row.get("full_marks", 0.0),
        )
        for row in records
    ]

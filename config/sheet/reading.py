"""The Excel workbook of a scheme -> the scheme, or every fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.model import Config, Scheme, SchemeItem
from config.problems import ConfigProblems, Problem
from config.rulebook import rulebook
from config.schemefile import check_scheme_content
from config.sheet.general import read_general
from config.sheet.grid import Grid, Place, read_grids
from config.sheet.layout import (
    BACK,
    BAND_COLUMNS,
    DOCUMENT_WORDS,
    FRONT,
    GROUP_COLUMNS,
    NAME_COLUMNS,
    SECTION_COLUMNS,
    VETO_COLUMNS,
    Column,
)
from config.sheet.levels import Levels, readable_sections
from config.sheet.names import Names, read_names
from config.sheet.records import Record, Sheet, nested
from config.sheet.words import worded
from config.wording import LOCALES, mark

STALE_WORDS = mark(
    "The words do not say what the rule and its parameters say: {words} Empty the cell, or write 原文 in the column "
    "评分标准来源 where these are the document's own words."
)
NO_SOURCE = mark("Expected 原文 (document) where the document's own words stand in the column 评分标准, or nothing.")
NO_ITEM = mark("There is no item {value} on the sheet of scoring rules.")
TWICE = mark("The row stands twice; it is also in {other}.")
_NEEDED: dict[str, tuple[str, ...]] = {
    "rules": ("full_marks", "code", "rule"),
    "sections": ("code", "name", "full_marks"),
    "groups": ("item", "group"),
    "bands": ("code", "name", "at_least"),
    "vetoes": ("code", "name", "indicator", "effect"),
    "names": ("kind", "code", "name"),
}
_MAY_BE_EMPTY = ("name_en", "clause", "owner", "document")


def read_scheme_workbook(path: Path, config: Config | None = None) -> Scheme:
    """The scheme of a workbook; raises ConfigProblems with every fault at its cell."""
    scheme, problems = check_scheme_workbook(path, config)
    if scheme is None:
        raise ConfigProblems(problems)
    return scheme


def check_scheme_workbook(path: Path, config: Config | None = None) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme of a workbook (None when it has faults) and all faults, each with sheet and cell."""
    grids, missing = read_grids(path.read_bytes(), path.name)
    if missing:
        return None, tuple(missing)
    reader = _Reader(grids, path.name, {d.name: d.code for d in config.divisions} if config else {})
    content = reader.content()
    _, problems = check_scheme_content(content, path.name, config)
    faults = (*reader.faults, *reader.located(problems))
    return (None if faults else Scheme.model_validate(content)), faults


class _Reader:
    """Brings the sheets together; `places` maps the keys of the scheme to cells, `faults` gathers what is wrong."""

    def __init__(self, grids: Mapping[str, Grid], file: str, divisions: dict[str, str]) -> None:
        self.grids, self.file, self.divisions = grids, file, divisions
        self.faults: list[Problem] = []
        self.places: dict[str, Place] = {}
        self.unplaced = False
        self.names = Names()

    def content(self) -> dict[str, Any]:
        """The plain content of the scheme, as a TOML file would hold it."""
        content, self.places, faults = read_general(self.grids["general"], self.file)
        self.faults.extend(faults)
        content |= {name: "" for name in _MAY_BE_EMPTY if name in Scheme.model_fields and name not in content}
        content["sections"] = self._table("sections", SECTION_COLUMNS)
        content["bands"] = self._table("bands", BAND_COLUMNS)
        content["vetoes"] = self._table("vetoes", VETO_COLUMNS)
        rows = self._records("names", NAME_COLUMNS)
        self.names = read_names(tuple(str(row.values.get(c.path, "")) for c in NAME_COLUMNS) for row in rows)  # type: ignore[misc]
        self.divisions |= {name: code for code, name in self.names.divisions.items()}
        self._items(content["sections"])
        return content

    def located(self, problems: tuple[Problem, ...]) -> list[Problem]:
        """The problems of the content at the cells that it was read from; an unreadable cell is blamed once."""
        blamed = {fault.key for fault in self.faults}
        found = list[Problem]()
        for problem in problems:
            place = self._place(problem.key)
            sums = self.unplaced and problem.key.endswith(("full_marks", ".items", "tie_break", "lists"))
            if place.key not in blamed and not sums:
                found.append(place.fault(self.file, problem.message, **problem.places))
        return found

    def _place(self, key: str) -> Place:
        """The cell of a key, or of the nearest key above it; else the head of the general sheet."""
        while key and key not in self.places:
            cut = max(key.rfind("."), key.rfind("["))
            key = key[: max(cut, 0)]
        return self.places.get(key) or self.grids["general"].place(0, 0)

    def _records(self, part: str, columns: tuple[Column, ...], with_levels: bool = False) -> list[Record]:
        if part not in self.grids:
            return []
        sheet = Sheet(self.grids[part], self.file, columns, tuple((name,) for name in _NEEDED[part]))
        records = sheet.records(with_levels)
        self.faults.extend(sheet.faults)
        self.places.setdefault(part, self.grids[part].place(0, 0))
        return records

    def _table(self, part: str, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
        rows = list[dict[str, Any]]()
        for number, record in enumerate(self._records(part, columns), 1):
            self._remember(f"{part}[{number}]", record)
            rows.append(self._filled(record, columns))
        return rows

    def _filled(self, record: Record, columns: tuple[Column, ...]) -> dict[str, Any]:
        empty = {c.path: "" for c in columns if c.path[-1] in _MAY_BE_EMPTY}
        return nested({**empty, **record.values})

    def _remember(self, key: str, record: Record) -> None:
        """Which cells the keys of a row stand in; the row itself stands in its code's or name's cell."""
        for path, place in record.places.items():
            for end in range(1, len(path) + 1):
                self.places.setdefault(".".join((key, *path[:end])), place)
        first = record.places.get(("code",)) or next(iter(record.places.values()))
        self.places[key] = first

    def _items(self, sections: list[dict[str, Any]]) -> None:
        """Put the rows of the scoring rules into their sections, with the words and the terms of their groups."""
        title = self.grids["sections"].title
        levels = Levels(readable_sections(sections), title, self._fault)
        order = {section.get("code"): number for number, section in reversed(list(enumerate(sections)))}
        placed = list[tuple[dict[str, Any], str, Record]]()
        for record in self._records("rules", (*FRONT, *BACK), with_levels=True):
            code, name = levels.section(record.levels) if len(record.levels) > 1 else (None, "")
            item = self._item(record, name)
            if code is None:
                self.unplaced = True
                continue
            members = sections[order[code]].setdefault("items", [])
            members.append(item)
            key = f"sections[{order[code] + 1}].items[{len(members)}]"
            self._remember(key, record)
            self.places[f"{key}.name"] = record.levels[-1]
            placed.append((item, key, record))
        self._groups({str(item.get("code", "")): (item, key) for item, key, _ in reversed(placed)})
        for item, _, record in placed:
            self._standard(item, record)

    def _item(self, record: Record, name: str) -> dict[str, Any]:
        item = self._filled(record, (*FRONT, *BACK)) | ({"name": name} if name else {})
        item["owner"] = self.divisions.get(item["owner"], item["owner"])
        return item

    def _groups(self, items: dict[str, tuple[dict[str, Any], str]]) -> None:
        seen = dict[tuple[str, str], Place]()
        for record in self._records("groups", GROUP_COLUMNS):
            code, group = (str(record.values.pop((name,), "")) for name in ("item", "group"))
            place = record.places["item",]
            if code not in items:
                self._fault(place, NO_ITEM, value=code)
            elif (code, group) in seen:
                self._fault(place, TWICE, other=seen[code, group].key)
            else:
                item, key = items[code]
                item.setdefault("by_group", {})[group] = nested(record.values)
                self._remember(f"{key}.by_group.{group}", record)
            seen.setdefault((code, group), place)

    def _standard(self, item: dict[str, Any], record: Record) -> None:
        """The scheme's own words are kept; the program's, which it words again itself, are not."""
        place = record.places.get(("standard",))
        unsure = {each.key for each in record.places.values()} & {fault.key for fault in self.faults}
        words, source = item.pop("standard", ""), item.pop("standard_from", "")
        if source in DOCUMENT_WORDS:
            item["standard"] = words
        if source and (source not in DOCUMENT_WORDS or not words):
            self._fault(record.places["standard_from",], NO_SOURCE)
        if source:
            return
        try:
            said = [worded(SchemeItem.model_validate(item), locale, self.names) for locale in LOCALES]
        except ValidationError:
            return
        sure = not unsure and rulebook().named(item["rule"]) is not None
        if words and words not in said and sure and place is not None:
            self._fault(place, STALE_WORDS, words=said[0])

    def _fault(self, place: Place, message: str, /, **places: Any) -> None:
        self.faults.append(place.fault(self.file, message, **places))

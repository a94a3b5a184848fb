"""A scheme -> the Excel workbook that offices use: 评分细则 to print, and beside it everything else that it says."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from xlsxwriter import Workbook

from config.model import Model, Scheme, SchemeItem
from config.sheet import cells
from config.sheet.layout import (
    BACK,
    BAND_COLUMNS,
    DOCUMENT_WORDS,
    FRONT,
    GENERAL,
    GROUP_COLUMNS,
    NAME_COLUMNS,
    NONE_HERE,
    SECTION_COLUMNS,
    VETO_COLUMNS,
    Column,
    level_head,
    sheet_title,
)
from config.sheet.names import NO_NAMES, Names
from config.sheet.page import Page, Table
from config.sheet.tree import deepest, label, rows, way
from config.sheet.words import worded
from config.wording import DEFAULT_LOCALE

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_MADE = dt.datetime(2000, 1, 1)


def scheme_workbook(scheme: Scheme, locale: str = DEFAULT_LOCALE, names: Names = NO_NAMES) -> bytes:
    """The workbook as xlsx bytes; the same scheme and names give the same bytes."""
    buffer, names = io.BytesIO(), names.used(scheme)
    with Workbook(buffer, _OPTIONS) as workbook:
        title = scheme.name_en if locale == "en" else scheme.name
        workbook.set_properties({"title": title, "created": _MADE})
        page = Page(workbook, locale, title, scheme.document)
        page.add(_rules(scheme, locale, names))
        page.add(_general(scheme, locale))
        page.add(_table("sections", SECTION_COLUMNS, scheme.sections, locale))
        page.add(_groups(scheme, locale))
        page.add(_table("bands", BAND_COLUMNS, scheme.bands, locale))
        page.add(_table("vetoes", VETO_COLUMNS, scheme.vetoes, locale))
        if named := list(names.rows(locale)):
            page.add(Table(sheet_title("names", locale), NAME_COLUMNS, named))
    return buffer.getvalue()


def _rules(scheme: Scheme, locale: str, names: Names) -> Table:
    levels, columns = deepest(scheme), (*FRONT, *BACK)
    written = list[list[cells.Cell]]()
    for item, section in rows(scheme):
        labels = [label(part, locale) for part in way(scheme, section)]
        labels += [NONE_HERE] * (levels - len(labels))
        own = _item(item, locale, names)
        written.append([*labels, item.name, *(cells.write(c.key, own.get(c.path), locale) for c in columns)])
    heads = [level_head(level, locale) for level in range(1, levels + 2)]
    return Table(sheet_title("rules", locale), columns, written, level_heads=heads, printed=len(heads) + len(FRONT))


def _item(item: SchemeItem, locale: str, names: Names) -> dict[tuple[str, ...], Any]:
    """What stands in the columns of an item, by path."""
    given = {column.path: _at(item, column.path) for column in (*FRONT, *BACK)}
    given["standard",] = item.standard or worded(item, locale, names)
    given["standard_from",] = DOCUMENT_WORDS[locale == "en"] if item.standard else ""
    given["owner",] = names.divisions.get(item.owner, item.owner)
    return given


def _general(scheme: Scheme, locale: str) -> Table:
    given = {column.path: _at(scheme, column.path) for column in GENERAL}
    given["lists",] = scheme.lists is not None
    written = [[c.head(locale), cells.write(c.key, given[c.path], locale), c.key.meaning(locale)] for c in GENERAL]
    return Table(sheet_title("general", locale), GENERAL, written, pairs=True)


def _groups(scheme: Scheme, locale: str) -> Table:
    def lines() -> Iterator[list[cells.Cell]]:
        for item, _ in rows(scheme):
            for group, terms in item.by_group.items():
                own: dict[tuple[str, ...], str] = {("item",): item.code, ("group",): group}
                yield [cells.write(c.key, own.get(c.path, _at(terms, c.path)), locale) for c in GROUP_COLUMNS]

    return Table(sheet_title("groups", locale), GROUP_COLUMNS, list(lines()))


def _table(part: str, columns: tuple[Column, ...], members: Iterable[Model], locale: str) -> Table:
    written = [[cells.write(c.key, _at(member, c.path), locale) for c in columns] for member in members]
    return Table(sheet_title(part, locale), columns, written)


def _at(model: Model, path: tuple[str, ...]) -> Any:
    """What stands at a path of a model; None where the way ends before it."""
    inner: Any = model
    for name in path:
        inner = getattr(inner, name, None)
    return inner

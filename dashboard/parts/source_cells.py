"""A figure in the workbook that was handed in: the sheet around its cell, and the cell marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.source_cells import CellView, SheetLine, cell_in_workbook, open_to_reader
from dashboard.usecases.sources import Source

_NUMBER = re.compile(r"^[-−+]?[\d０-９,，.．%％]+$")
_GONE = mark("The workbook is not in the database any more, or has no such cell; tell the office the receipt's number.")
_NOT_SEEN = mark("The workbook itself is opened by the unit that sent it, its head, and those who check it.")


def in_the_workbook(places: Sequence[tuple[str, Source]]) -> None:
    """The sheet around the cell of a figure, for who may open the file; of several places (each with the name of its
    figure) the one that the reader chooses. Nothing where no figure has a cell.
    """
    words = say()
    told = [(name, source) for name, source in places if source.cell and source.receipt and not source.publisher]
    if not told:
        return
    show(element("h3", words(mark("In the workbook as it was handed in")), css="jp-part"))
    may = desk().sight.has("submissions")
    seen = open_to_reader(desk(), {source.receipt for _, source in told}) if may else frozenset()
    found = {_key(source): (name, source) for name, source in told if source.receipt in seen}
    if not found:
        show(element("p", words(_NOT_SEEN), css="jp-note"))
        return
    _, source = found[_choose(found)]
    view = cell_in_workbook(desk(), source.receipt, source.sheet, source.cell, locale())
    show(_trouble(view, words) or (sheet_of(view, words) if view else ""))


def sheet_of(view: CellView, words: Say) -> Html:
    """The shown part of a sheet as a table, lines and columns that are left out as gaps; the cell is marked."""
    before = (None, *view.columns[:-1])
    gaps = [_far(left, right) for left, right in zip(before, view.columns, strict=True)]
    head = element("tr", element("th", ""), *_with_gaps([element("th", c) for c in view.columns], gaps, "th"))
    lines: list[Html] = []
    last = 0
    for line in view.lines:
        if line.number > last + 1:
            width = 1 + len(view.columns) + sum(gaps)
            lines.append(element("tr", element("td", "⋮", colspan=width)))
        lines.append(_line(view, line, gaps))
        last = line.number
    read = words(mark("{sheet} · {cell} reads: {text}"), sheet=view.sheet, cell=view.cell, text=view.text or "—")
    table = element("table", element("caption", read), element("thead", head), element("tbody", *lines))
    return element("div", table, css="jp-grid jp-around", tabindex="0")


def _line(view: CellView, line: SheetLine, gaps: Sequence[bool]) -> Html:
    cells = [_cell(view, line, column, text) for column, text in zip(view.columns, line.texts, strict=True)]
    return element("tr", element("th", line.number), *_with_gaps(cells, gaps, "td"))


def _cell(view: CellView, line: SheetLine, column: str, text: str) -> Html:
    css = "jp-number" if _NUMBER.match(text) else ""
    if (column, line.number) != (view.column, view.line):
        return element("td", text, css=css)
    marked = {"data_cell": view.cell, "aria_current": "true"}
    return element("td", text, css=f"{css} jp-pointed".strip(), **marked)


def _with_gaps(cells: Sequence[Html], gaps: Sequence[bool], tag: str) -> list[Html]:
    found = []
    for cell, gap in zip(cells, gaps, strict=True):
        found += [element(tag, "…"), cell] if gap else [cell]
    return found


def _far(left: str | None, right: str) -> bool:
    """True where columns are left out between two that are shown."""
    return left is not None and _place(right) > _place(left) + 1


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def _choose(found: Mapping[str, tuple[str, Source]]) -> str:
    if len(found) == 1:
        return next(iter(found))
    names = {key: f"{name} · {source.sheet} {source.cell}" for key, (name, source) in found.items()}
    label = say()(mark("Which figure"))
    return str(st.selectbox(label, list(names), format_func=names.__getitem__, key=f"source_cell_{locale()}"))


def _key(source: Source) -> str:
    return f"{source.receipt}/{source.sheet}/{source.cell}"


def _trouble(view: CellView | None, words: Say) -> Html | None:
    if view is None or view.trouble:
        return element("p", view.trouble if view else words(_GONE), css="jp-caution")
    return None

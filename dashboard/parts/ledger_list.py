"""台账 on the page: the answer as the title, which lines are shown, and the list of a kind's lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from config.model import Ledger
from config.wording import Say, mark
from dashboard.parts.areas import choose_area, choose_division
from dashboard.parts.filters import choose
from dashboard.parts.ledger_downloads import lines_download
from dashboard.parts.ledger_words import STATUSES, decimals_of, field_words, line_light
from dashboard.parts.lights import share_bar
from dashboard.parts.markup import element, figures, join, nothing, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.session import locale, say
from dashboard.parts.table import Align, Column, Row, table
from dashboard.releasing.reading import Edition
from dashboard.usecases.ledgers.lines import LedgerLine, counted, sums_of

MOST = 150
"""As many lines are listed; the reader narrows the list to see others."""
_ALIGN: dict[str, Align] = {"number": "right", "percent": "right", "text": "text"}
Cells = Callable[[LedgerLine], object]


def ledger_title(ledger: Ledger, lines: Sequence[LedgerLine]) -> str:
    """The answer: how many lines there are, how many are behind, overdue and closed."""
    words, count = say(), counted(lines)
    name = ledger.label(locale())
    if not lines:
        return words(mark("{name}: no line was reported for this quarter"), name=name)
    places = {"name": name, "lines": figure(count.lines, 0), "closed": figure(count.closed, 0)}
    if not (ledger.closed_field or ledger.due_field or ledger.time_progress != "none"):
        return words(mark("{name}: {lines} lines"), **places)
    if ledger.time_progress == "none":
        late = mark("{name}: {lines} lines, {overdue} overdue, {closed} closed")
    elif not ledger.due_field:
        late = mark("{name}: {lines} lines, {behind} behind, {closed} closed")
    else:
        late = mark("{name}: {lines} lines, {behind} behind, {overdue} overdue, {closed} closed")
    return words(late, **places, behind=figure(count.behind, 0), overdue=figure(count.overdue, 0))


def show_lines(source: Edition, ledger: Ledger, lines: Sequence[LedgerLine], places: Sequence[DeltaGenerator]) -> None:
    """The lines as far as the reader narrows them by lists in three places, their sums, and the file of them."""
    shown = narrowed(source, lines, places)
    ledger_sums(ledger, shown)
    opened = ledger_table(ledger, shown, key=f"lines_{ledger.code}")
    if opened:
        st.query_params["line"] = opened
        st.rerun()
    lines_download(source, ledger, shown, lines[0].quarter)


def narrowed(source: Edition, lines: Sequence[LedgerLine], places: Sequence[DeltaGenerator]) -> list[LedgerLine]:
    """The lines of the area, the unit and the state that the reader chose in lists, which stand in three places."""
    left, middle, right = places
    with left:
        area = choose_area(source)
    with middle:
        unit = choose_division({line.division: line.division_name for line in lines})
    shown = [line for line in lines if (not area or line.region in area) and unit in ("", line.division)]
    with right:
        status = _status(shown)
    return [line for line in shown if _stands(line, status)]


def ledger_sums(ledger: Ledger, lines: Sequence[LedgerLine]) -> None:
    """The sums of what the ledger adds up, in their units."""
    units = {field.code: field.measured(locale()) for field in ledger.fields}
    pairs = [
        (f"{ledger.field[code].label(locale())}（{units[code]}）", figure(total, 0 if total == int(total) else 1))
        for code, total in sums_of(ledger, lines).items()
    ]
    if pairs:
        show(figures(pairs))


def ledger_table(ledger: Ledger, lines: Sequence[LedgerLine], *, key: str) -> str | None:
    """The lines with their lights; the number of the one that was just opened."""
    words = say()
    if not lines:
        nothing(words(mark("No line here; choose another area, unit or state.")))
        return None
    columns, cells = _columns(ledger, lines, words)
    rows = [
        Row(tuple(cell(line) for cell in cells), key=line.number, css="jp-muted" if line.closed else "")
        for line in lines[:MOST]
    ]
    opened = table(columns, rows, key=key)
    if len(lines) > MOST:
        rest = mark("{count} more lines: choose an area, a unit or a state to see them. The download has them all.")
        show(element("p", words(rest, count=figure(len(lines) - MOST, 0)), css="jp-note"))
    return opened


def _columns(ledger: Ledger, lines: Sequence[LedgerLine], words: Say) -> tuple[list[Column], list[Cells]]:
    title = ledger.field[ledger.title_field].label(locale())
    columns = [Column(title, names=True)]
    cells: list[Cells] = [_name]
    if any(line.region for line in lines):
        columns.append(Column(words(mark("Region")), align="tight"))
        cells.append(lambda line: line.region_name or words(mark("The whole province")))
    if ledger.due_field or ledger.time_progress != "none" or ledger.closed_field:
        columns.append(Column(words(mark("Light")), align="tight"))
        cells.append(lambda line: line_light(line, words))
    if any(line.pace.done is not None for line in lines):
        timed = words(mark("line: time progress")) if ledger.time_progress != "none" else ""
        columns.append(Column(words(mark("Done")), timed, align="wide"))
        cells.append(lambda line: _bar(line, words))
    if ledger.due_field:
        columns.append(Column(ledger.field[ledger.due_field].label(locale()), align="tight"))
        cells.append(lambda line: line.said.get(ledger.due_field) or MISSING)
    for code in ledger.listed:
        columns.append(_field_column(ledger, code))
        cells.append(_field_cell(ledger, code, lines, words))
    return columns, cells


def _name(line: LedgerLine) -> object:
    return join((line.title, element("span", line.division_name, css="jp-sub")))


def _bar(line: LedgerLine, words: Say) -> object:
    return share_bar(line.pace.done, line.pace.expected, late=line.pace.behind > 0, words=words)


def _field_column(ledger: Ledger, code: str) -> Column:
    field = ledger.field[code]
    align = _ALIGN.get(field.type, "tight")
    return Column(field.label(locale()), field.measured(locale()), align="left" if align == "text" else align)


def _field_cell(ledger: Ledger, code: str, lines: Sequence[LedgerLine], words: Say) -> Cells:
    field = ledger.field[code]
    numeric = field.type in ("number", "percent")
    decimals = decimals_of([line.said[code] for line in lines if line.said.get(code)]) if numeric else None
    return lambda line: field_words(field, line.said.get(code, ""), locale(), words, decimals)


def _status(lines: Sequence[LedgerLine]) -> str:
    words = say()
    counts = {status: sum(_stands(line, status) for line in lines) for status in STATUSES}
    there = [status for status in STATUSES if counts[status] or status == "all"]
    names = {
        status: words(mark("{state} ({count})"), state=words(STATUSES[status]), count=counts[status])
        for status in there
    }
    return choose(words(mark("How it stands")), names, key="status")


def _stands(line: LedgerLine, status: str) -> bool:
    if status in ("open", "closed"):
        return line.closed == (status == "closed")
    return status == "all" or (not line.closed and line.light == status)

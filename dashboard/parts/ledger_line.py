"""A line of a ledger opened: what it says, how it stands, how it moved over the quarters, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.model import Ledger
from config.wording import Say, mark
from dashboard.parts.assignment_new import hand_out
from dashboard.parts.filters import quarter_name
from dashboard.parts.ledger_words import demand_of, field_words, line_light, pace_words
from dashboard.parts.markup import Html, element, facts, join, section_head, show
from dashboard.parts.numbers import per_cent
from dashboard.parts.session import desk, locale, say
from dashboard.parts.source_cells import in_the_workbook
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.ledgers.lines import LedgerLine
from dashboard.usecases.sources import Source

_HISTORY = ("text", "number", "percent", "choice", "date")
_MOST_COLUMNS = 5


def opened_line(ledger: Ledger, line: LedgerLine, history: Sequence[LedgerLine]) -> None:
    """The whole line; who hands out assignments does so from here."""
    words = say()
    left, right = st.columns([10, 12], gap="large")
    with left:
        show(_facts(ledger, line, words))
        if desk().sight.has("assign") and not line.closed:
            st.button(
                words(mark("Hand out from this line")), key="assign_line", type="primary", on_click=_ask, args=(True,)
            )
    with right:
        section_head(words(mark("Quarter by quarter")))
        _history(ledger, history, words)
        section_head(words(mark("Where it came from")))
        show(facts([(words(mark("File")), line.file_name), (words(mark("Receipt")), line.receipt)]))
        in_the_workbook([(line.title, _source(line))])
    if st.session_state.pop("assign_line_asked", False):
        hand_out(line, demand_of(line, ledger, locale(), words), _kind(line))


def _ask(asked: bool) -> None:
    st.session_state["assign_line_asked"] = asked


def _kind(line: LedgerLine) -> dict[str, str]:
    known = {"key_tasks": "key_task", "rectifications": "rectification"}
    return {"kind": known[line.ledger]} if line.ledger in known else {"kind": "ledger", "ledger": line.ledger}


def _facts(ledger: Ledger, line: LedgerLine, words: Say) -> Html:
    stands = join((line_light(line, words), element("span", pace_words(line, words), css="jp-sub")))
    pairs: list[tuple[str, object]] = [
        (words(mark("How it stands")), stands),
        (words(mark("Reported by")), line.division_name),
        (words(mark("Region")), line.region_name),
    ]
    for field in ledger.fields:
        text = line.said.get(field.code, "")
        if text:
            unit = field.measured(locale())
            printed = field_words(field, text, locale(), words)
            pairs.append((field.label(locale()), f"{printed}{'' if unit == '%' else ' '}{unit}".strip()))
    return facts(pairs)


def _history(ledger: Ledger, history: Sequence[LedgerLine], words: Say) -> None:
    """One row a quarter: what was done beside what should be, and the fields that moved."""
    moved = _moved(ledger, history)
    columns = [Column(words(mark("Quarter")), align="tight", names=True)]
    timed = any(line.pace.done is not None for line in history)
    columns += [Column(words(mark("Done")), align="right"), Column(words(mark("Should be")), align="right")] * timed
    columns += [
        Column(
            ledger.field[code].label(locale()),
            ledger.field[code].measured(locale()),
            align="right" if ledger.field[code].type in ("number", "percent") else "left",
        )
        for code in moved
    ]
    plain_table(columns, [_row(ledger, line, moved, words, timed=timed) for line in history])


def _row(ledger: Ledger, line: LedgerLine, moved: Sequence[str], words: Say, *, timed: bool) -> Row:
    shares = (per_cent(line.pace.done), per_cent(line.pace.expected, 0)) if timed else ()
    texts = (field_words(ledger.field[code], line.said.get(code, ""), locale(), words) for code in moved)
    return Row((quarter_name(line.quarter, words), *shares, *texts))


def _moved(ledger: Ledger, history: Sequence[LedgerLine]) -> list[str]:
    """The fields that say something else from quarter to quarter; the listed ones where there is only one quarter."""
    told = [
        field.code
        for field in ledger.fields
        if field.type in _HISTORY and any(line.said.get(field.code) for line in history)
    ]
    differ = [code for code in told if len({line.said.get(code, "") for line in history}) > 1]
    return (differ or [code for code in ledger.listed if code in told])[:_MOST_COLUMNS]


def _source(line: LedgerLine) -> Source:
    return Source(line.receipt, line.file_name, line.division, "", line.sheet, line.cell)

"""交办 on the page: the answer, the lights with their words, and the list of what is due, by whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element, join, nothing
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.assignments.reports import AssignmentReport

SOON = 5
"""Working days before the due date from which the title counts an assignment as due soon."""
LIGHTS = {
    "red": ("●", mark("red"), "jp-alarm"),
    "yellow": ("▲", mark("yellow"), "jp-soon"),
    "blue": ("○", mark("blue"), "jp-up"),
    "": ("", mark("no light"), "jp-status"),
}
STATES = {
    "open": mark("to be done"),
    "sent": mark("evidence waits to be looked at"),
    "returned": mark("sent back, to be mended"),
    "closed": mark("closed"),
}
SOURCES = {
    "key_task": mark("key task behind"),
    "rectification": mark("rectification"),
    "bottom_line": mark("bottom line"),
    "finding": mark("question without an answer"),
    "comment": mark("comment of the meeting"),
    "free": mark("handed out"),
}


def assignments_title(found: Sequence[AssignmentReport]) -> str:
    """The answer: how many are overdue, due soon, and open in all."""
    words, still = say(), [one for one in found if not one.closed]
    overdue = [one for one in still if one.overdue]
    soon = [one for one in still if not one.overdue and one.state != "sent" and one.days_left <= SOON]
    if not still:
        return words(mark("Nothing is open: every assignment is closed"))
    return words(
        mark("Assignments: {overdue} overdue, {soon} due within {days} working days, {open} open"),
        overdue=len(overdue),
        soon=len(soon),
        days=SOON,
        open=len(still),
    )


def within(found: Sequence[AssignmentReport], units: Collection[str], division: str) -> list[AssignmentReport]:
    """Those of some units (all without any), and of the charge of a division (of every one when empty)."""
    own = [one for one in found if not units or {one.owner, *one.co_owners} & set(units)]
    return [one for one in own if division in ("", one.division, one.owner)]


def assignments_table(found: Sequence[AssignmentReport], *, key: str) -> str | None:
    """The list, overdue ones first; the number of the one that was just opened."""
    words = say()
    if not found:
        nothing(words(mark("No assignment here.")))
        return None
    columns = [
        Column(words(mark("Assignment")), names=True),
        Column(words(mark("To be done by"))),
        Column(words(mark("Light")), align="tight"),
        Column(words(mark("To be done until")), align="tight"),
        Column(words(mark("Left")), words(mark("working days")), align="right"),
        Column(words(mark("How it stands")), align="tight"),
    ]
    return table(columns, [_row(one, words) for one in found], key=key)


def assignment_light(one: AssignmentReport, words: Say) -> Html:
    """The light as sign, word and colour; a closed assignment has none."""
    if one.closed:
        return element("span", words(mark("✓ closed")), css="jp-up")
    sign, word, css = LIGHTS[one.light]
    return element("b" if one.light else "span", f"{sign} {words(word)}".strip(), css=css)


def source_words(one: AssignmentReport, words: Say) -> str:
    """Where an assignment came from: what kind of shortfall, and in which quarter."""
    kind = source_name(one.source, one.ledger_name, words)
    return words(mark("{kind}, {quarter}"), kind=kind, quarter=quarter_name(one.quarter, words))


def source_name(source: Mapping[str, Any], ledger_name: str, words: Say) -> str:
    """What kind of thing an assignment came from; a line of a ledger by the ledger's name."""
    if ledger_name:
        return words(mark("ledger {name}"), name=ledger_name)
    return words(SOURCES.get(str(source.get("kind", "free")), SOURCES["free"]))


def left_words(one: AssignmentReport, words: Say) -> Html | str:
    """The working days that are left, a word where they are over."""
    if one.closed or one.state == "sent":
        return "—"
    if one.days_left < 0:
        return element("b", words(mark("overdue by {days}"), days=figure(-one.days_left, 0)), css="jp-alarm")
    return figure(one.days_left, 0)


def _row(one: AssignmentReport, words: Say) -> Row:
    others = words(mark(", ")).join(one.co_names)
    with_others = words(mark("with {names}"), names=others) if others else ""
    again = element("span", words(mark("opened again")), css="jp-sub") if one.reopened and not one.closed else ""
    cells = (
        join((one.title, element("span", f"{one.number} · {source_words(one, words)}", css="jp-sub"))),
        join((one.owner_name, element("span", with_others, css="jp-sub"))),
        assignment_light(one, words),
        f"{one.due:%Y-%m-%d}",
        left_words(one, words),
        join((words(STATES[one.state]), again)),
    )
    return Row(cells, key=one.number, css="jp-muted" if one.closed else "")

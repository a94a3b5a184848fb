"""The collection of a quarter on the page: its answer in one sentence, the units one by one, a delivery opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.wording import Say, mark
from dashboard.parts.deadlines import moment, time_left, window_words
from dashboard.parts.filters import quarter_name
from dashboard.parts.findings import findings_list
from dashboard.parts.giving import give_button
from dashboard.parts.markup import Html, element, facts, section_head, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.receipt import KINDS
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.usecases.collection import Collection, State, Unit
from dashboard.usecases.deliveries import Delivery, Opened, raw_bytes
from dashboard.usecases.downloads import record_download
from dashboard.usecases.owing import Owed

TITLE = mark("{quarter}: {owed} units owe a submission, {came} have submitted, {missing} have not, {late} were late")
WITH_PARTIAL = mark(
    "{quarter}: {owed} units owe a submission, {came} have submitted, {partial} in part, {missing} have not, "
    "{late} were late"
)
WITH_RETURNED = mark("{title}; {returned} were sent back and are not in again")
ONE = mark("{quarter}: {unit}, {state}")
NO_OWED = mark("{quarter}: {count} files came in; in this workspace nobody owes a submission")
PUBLISHED = mark("{count} published files stand behind the figures")
LOST = mark("The raw file is not in the database any more; tell the office the receipt's number.")
STATES: dict[State, str] = {
    "missing": mark("missing"),
    "returned": mark("sent back to the unit"),
    "awaited": mark("not yet"),
    "partial": mark("in part"),
    "late": mark("late"),
    "on_time": mark("submitted"),
    "extra": mark("unasked"),
}
HEADS: dict[Owed, str] = {
    "division_workbook": mark("Divisions: quarterly workbook"),
    "statutory_form": mark("Prefectures: statutory form"),
    "other": mark("Came unasked"),
}
_SIGNS: dict[State, str] = {
    "missing": "✕",
    "returned": "↩",
    "awaited": "○",
    "partial": "◐",
    "late": "！",
    "on_time": "✓",
    "extra": "＋",
}
_CSS: dict[State, str] = {
    "missing": "jp-alarm",
    "returned": "jp-alarm",
    "awaited": "jp-soon",
    "partial": "jp-soon",
    "late": "jp-alarm",
    "on_time": "jp-up",
    "extra": "jp-same",
}


def collection_title(shown: Collection) -> str:
    """The answer: how many owe, how many came, whole or in part, how many did not, how many came late.

    For who sees only one unit that owes something how that one stands.
    """
    words = say()
    name = quarter_name(shown.quarter, words)
    if not shown.owing:
        return words(NO_OWED, quarter=name, count=len(shown.units))
    if len(shown.owing) == 1:
        return words(ONE, quarter=name, unit=shown.owing[0].name, state=words(STATES[shown.owing[0].state]))
    missing, partial, late = shown.count("missing", "awaited"), shown.count("partial"), shown.count("late")
    owed = len(shown.owing)
    returned = shown.count("returned")
    came = owed - missing - partial - returned
    places = {"quarter": name, "owed": owed, "came": came, "missing": missing, "late": late}
    title = words(WITH_PARTIAL, **places, partial=partial) if partial else words(TITLE, **places)
    return words(WITH_RETURNED, title=title, returned=returned) if returned else title


def collection_context(shown: Collection) -> list[str]:
    """The window and the number of units of each kind."""
    words = say()
    divisions = sum(unit.owes == "division_workbook" for unit in shown.units)
    forms = sum(unit.owes == "statutory_form" for unit in shown.units)
    owed = words(mark("{divisions} divisions, {forms} statutory forms"), divisions=divisions, forms=forms)
    return [window_words(shown.window, words), owed if len(shown.owing) > 1 else ""]


def standing_note(shown: Collection) -> None:
    """How long the window is still open, and by name who is missing and who was late."""
    words = say()
    lines = [element("p", time_left(shown.window, words), css="jp-left")]
    named = (
        (("missing", "awaited"), mark("Not submitted: {names}")),
        (("returned",), mark("Sent back: {names}")),
        (("partial",), mark("Submitted in part: {names}")),
        (("late",), mark("Late: {names}")),
    )
    for states, head in named:
        names = words(mark(", ")).join(unit.name for unit in shown.units if unit.state in states)
        if names:
            lines.append(element("p", words(head, names=names), css="jp-left"))
    show(*lines)


def unit_tables(shown: Collection, chosen: str) -> str | None:
    """The units with their state, a table for each kind; the key of the unit that was just opened."""
    words, opened = say(), None
    for owes, head in HEADS.items():
        units = [unit for unit in shown.units if unit.owes == owes]
        if units:
            section_head(words(head))
            opened = unit_table(units, key=f"units_{owes}", chosen=chosen) or opened
    return opened


def unit_table(units: Sequence[Unit], *, key: str, chosen: str) -> str | None:
    """The units with their state; the key of the unit that was just opened."""
    words = say()
    return table(_unit_columns(words), [_unit_row(unit, words, chosen) for unit in units], key=key)


def read_units(units: Sequence[Unit]) -> None:
    """The units with their state, only to be read."""
    words = say()
    plain_table(_unit_columns(words), [replace(_unit_row(unit, words, ""), key="") for unit in units])


def _unit_columns(words: Say) -> list[Column]:
    return [
        Column(words(mark("Submitting unit")), names=True),
        Column(words(mark("State")), align="tight"),
        Column(words(mark("Reported/owed")), align="right"),
        Column(words(mark("Received")), align="tight"),
        Column(words(mark("Receipt")), align="tight"),
        Column(words(mark("Figures")), align="right"),
        Column(words(mark("Reminders")), align="right"),
        Column(words(mark("Times")), align="right"),
    ]


def opened_unit(name: str, state: State, opened: Opened | None) -> None:
    """What a unit handed in: its receipt, its findings, and the file as it came."""
    words = say()
    section_head(name)
    if opened is None:
        show(element("p", state_sign(state, words)), element("p", words(mark("Nothing has come in yet."))))
        return
    show(delivery_facts(opened.delivery, words))
    download(opened.delivery)
    if opened.findings:
        show(element("div", findings_list(opened.findings, words, locale(), received=True), css="jp-found"))
    else:
        show(element("p", words(mark("The file was accepted without a remark.")), css="jp-note"))


def download(delivery: Delivery) -> None:
    """A button that gives the raw file back, byte for byte; a sentence when the database has lost it."""
    opened = desk()
    content = raw_bytes(opened, delivery)
    if content is None:
        show(element("p", say()(LOST), css="jp-caution"))
        return
    kept = content

    def give() -> bytes:
        record_download(opened, "file", delivery.receipt, file=delivery.file_name, sha256=delivery.sha256)
        return kept

    label = say()(mark("Download the file as it came"))
    give_button("received_file", label, give, delivery.file_name, "application/octet-stream", of=str(delivery.number))


def delivery_facts(delivery: Delivery, words: Say) -> Html:
    """What a delivery is, line by line."""
    return facts(
        [
            (words(mark("File")), delivery.file_name),
            (words(mark("Recognised as")), words(KINDS.get(delivery.kind, delivery.kind))),
            (words(mark("Received")), f"{moment(delivery.received)} {words(STATES['late']) if delivery.late else ''}"),
            (words(mark("Receipt")), delivery.receipt),
            (words(mark("Figures")), figure(delivery.rows, 0)),
            (words(mark("Published by")), delivery.publisher),
            (words(mark("Published on")), delivery.published),
            (words(mark("Address")), delivery.address),
            (words(mark("Note")), delivery.note),
            ("SHA-256", delivery.sha256),
        ]
    )


def source_table(deliveries: Sequence[Delivery], *, key: str, chosen: int) -> str | None:
    """Published files with their sources; the number of the delivery that was just opened."""
    words = say()
    columns = [
        Column(words(mark("File")), names=True, align="text"),
        Column(words(mark("Region")), align="tight"),
        Column(words(mark("Period")), align="tight"),
        Column(words(mark("Figures")), align="right"),
        Column(words(mark("Reminders")), align="right"),
        Column(words(mark("Published by")), align="text"),
        Column(words(mark("Published on")), align="tight"),
    ]
    rows = [
        Row(
            (d.file_name, d.region, d.period, figure(d.rows, 0), d.warnings or MISSING, d.publisher, d.published),
            key=str(d.number),
            css="jp-chosen" if d.number == chosen else "",
        )
        for d in deliveries
    ]
    return table(columns, rows, key=key)


def state_sign(state: State, words: Say) -> Html:
    """A state as sign and word."""
    return element("span", f"{_SIGNS[state]} {words(STATES[state])}", css=_CSS[state])


def _unit_row(unit: Unit, words: Say, chosen: str) -> Row:
    delivery = unit.delivery
    cells: tuple[object, ...] = (unit.name, state_sign(unit.state, words), _reported(unit), *([MISSING] * 5))
    if delivery is not None:
        cells = (
            unit.name,
            state_sign(unit.state, words),
            _reported(unit),
            f"{delivery.received:%m-%d %H:%M}",
            delivery.receipt,
            figure(delivery.rows, 0),
            delivery.warnings or MISSING,
            unit.times,
        )
    return Row(cells, key=unit.key, css="jp-chosen" if unit.key == chosen else "")


def _reported(unit: Unit) -> str:
    return f"{figure(unit.reported, 0)}/{figure(unit.owed, 0)}" if unit.owed else MISSING

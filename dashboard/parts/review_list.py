"""The list of a quarter's submissions to review: ticks, states, coverage, what is odd; and the answer as a title."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from config.wording import Say, mark
from dashboard.parts.filters import choose, quarter_name
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.session import desk, say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.review import STATE_NAMES, ReviewDesk, ReviewLine, State
from loaders.store.steps import OPEN

TICK = "tick:"
"""What stands before a line's key when its tick was clicked, not the line."""
EVERY = "*"
"""The key of the tick in the head."""
WHICH = {"turn": mark("Waiting for me"), "open": mark("Not confirmed yet"), "all": mark("All")}
_SIGNS: dict[State, str] = {
    "submitted": "○",
    "approved": "◐",
    "returned": "↩",
    "missing": "✕",
    "awaited": "·",
    "confirmed": "✓",
}
_CSS: dict[State, str] = {
    "submitted": "jp-soon",
    "approved": "jp-soon",
    "returned": "jp-alarm",
    "missing": "jp-alarm",
    "awaited": "jp-same",
    "confirmed": "jp-up",
}
_COUNTS: dict[State, str] = {
    "submitted": mark("{count} to be checked by the divisions"),
    "approved": mark("{count} to be confirmed by the office"),
    "returned": mark("{count} sent back"),
    "missing": mark("{count} units missing"),
    "awaited": mark("{count} units not yet in"),
    "confirmed": mark("{count} confirmed"),
}


def choose_which(post: str) -> str:
    """Which submissions to list; begins with those that are not confirmed. Nothing waits for who acts in no post."""
    words = say()
    names = {code: words(name) for code, name in WHICH.items() if post or code != "turn"}
    return choose(words(mark("Show")), names, key="which", first="open")


def lines_of(shown: ReviewDesk, post: str, which: str) -> list[ReviewLine]:
    """The lines that were asked for: those that wait for a post, those that are not confirmed, or all."""
    if which == "turn":
        return [line for line in shown.lines if line.waits_for(desk().config, post)]
    return [line for line in shown.lines if which == "all" or line.state != "confirmed"]


def review_title(shown: ReviewDesk) -> str:
    """The answer: how many submissions wait for whom."""
    words = say()
    counts = [words(sentence, count=shown.count(state)) for state, sentence in _COUNTS.items() if shown.count(state)]
    quarter = quarter_name(shown.collection.quarter, words)
    if not counts:
        return words(mark("{quarter}: nothing to review yet"), quarter=quarter)
    listed = reduce(lambda before, after: words(mark("{before}, {after}"), before=before, after=after), counts)
    return words(mark("{quarter}: {listed}"), quarter=quarter, listed=listed)


def review_table(lines: Sequence[ReviewLine], picked: Sequence[str], chosen: str, *, ticks: bool) -> str | None:
    """The lines, with their `ticks` for who acts; the key of that just opened, or TICK and the key of that ticked."""
    words = say()
    columns = [
        Column(_tick_all(lines, picked, words) if ticks else "", align="tight"),
        Column(words(mark("Submitting unit")), names=True),
        Column(words(mark("State")), align="tight"),
        Column(words(mark("Reported/owed")), align="right"),
        Column(words(mark("Explained/reminders")), align="figure"),
        Column(words(mark("Corrected figures")), align="figure"),
        Column(words(mark("Received")), align="tight"),
    ]
    rows = [
        _row(line, words, ticked=line.key in picked if ticks else None, chosen=line.key == chosen) for line in lines
    ]
    return table(columns, rows, key="review_lines")


def review_sign(state: State, words: Say) -> Html:
    """A state as sign and word."""
    return element("span", f"{_SIGNS[state]} {words(STATE_NAMES[state])}", css=_CSS[state])


def ticked_after(key: str, ticked: Sequence[str], lines: Sequence[ReviewLine]) -> list[str]:
    """The keys that are ticked when a tick was clicked: that in the head ticks every open submission, or none."""
    if key == EVERY:
        waiting = [line.key for line in lines if line.state in OPEN]
        return [] if set(waiting) <= set(ticked) else waiting
    return [one for one in ticked if one != key] if key in ticked else [*ticked, key]


def _row(line: ReviewLine, words: Say, *, ticked: bool | None, chosen: bool) -> Row:
    """A line; `ticked` is None where there are no ticks."""
    delivery = line.delivery
    cells: tuple[object, ...] = ("", line.unit.name, review_sign(line.state, words), _coverage(line), *([MISSING] * 3))
    if delivery is not None:
        cells = (
            _tick(line.key, line.unit.name, ticked=ticked) if ticked is not None and line.state in OPEN else "",
            line.unit.name,
            _state(line, words),
            _coverage(line),
            f"{line.answered}/{delivery.warnings}" if delivery.warnings else MISSING,
            figure(line.differs, 0) if line.corrects else MISSING,
            element("span", f"{delivery.received:%m-%d %H:%M}", css="jp-alarm" if delivery.late else ""),
        )
    return Row(cells, key=line.key, css="jp-chosen" if chosen else "")


def _tick_all(lines: Sequence[ReviewLine], picked: Sequence[str], words: Say) -> Html:
    """The tick in the head: of every submission that may still be acted on."""
    waiting = [line.key for line in lines if line.state in OPEN]
    ticked = bool(waiting) and set(waiting) <= set(picked)
    return _tick(EVERY, words(mark("All")), ticked=ticked) if waiting else Html("")


def _tick(key: str, label: str, *, ticked: bool) -> Html:
    return element(
        "button",
        "☑" if ticked else "☐",
        css="jp-tick",
        type="button",
        role="checkbox",
        aria_checked=str(ticked).lower(),
        aria_label=label,
        data_key=f"{TICK}{key}",
    )


def _state(line: ReviewLine, words: Say) -> Html:
    """The state, and beside it what of the submission was sent back, or that it was late."""
    delivery = line.delivery
    beside = []
    if delivery is not None and delivery.set_aside and line.state != "returned":
        beside.append(words(mark("{count} regions sent back"), count=len(delivery.set_aside)))
    if delivery is not None and delivery.late:
        beside.append(words(mark("late")))
    return element(
        "span", review_sign(line.state, words), *(element("small", text, css="jp-beside") for text in beside)
    )


def _coverage(line: ReviewLine) -> str:
    return f"{figure(line.unit.reported, 0)}/{figure(line.unit.owed, 0)}" if line.unit.owed else MISSING

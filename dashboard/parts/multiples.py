"""Small multiples: one little line for each unit, all on one scale, each opening its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.parts.clickable import clickable
from dashboard.parts.markup import Html, element
from dashboard.parts.signs import runs_of

WIDTH, HEIGHT = 160, 56


@dataclass(frozen=True)
class Multiple:
    """A unit: its code and name, its figures over the quarters, the last one as printed, and the line in words.

    `note` is what is odd about it, with its sign; empty for nothing.
    """

    code: str
    name: str
    values: tuple[float | None, ...]
    last: str
    said: str
    note: str = ""


def multiples(units: Sequence[Multiple], *, key: str, chosen: str = "") -> str | None:
    """Show the units in rows; the code of the one that was just opened."""
    known = [value for unit in units for value in unit.values if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    cards = [_card(unit, low, high, chosen=unit.code == chosen) for unit in units]
    return clickable(element("div", *cards, css="jp-multiples"), key=key)


def _card(unit: Multiple, low: float, high: float, *, chosen: bool) -> Html:
    name = element("button", unit.name, css="jp-open", type="button")
    head = element("p", name, element("b", unit.last))
    css = "jp-multiple jp-chosen" if chosen else "jp-multiple"
    note = element("p", unit.note, css="jp-soon") if unit.note else ""
    return element("div", head, _line(unit, low, high), note, css=css, data_key=unit.code)


def _line(unit: Multiple, low: float, high: float) -> Html:
    span, step = (high - low) or 1.0, WIDTH / max(len(unit.values) - 1, 1)
    points = [
        None if value is None else (place * step, HEIGHT - 4 - (HEIGHT - 8) * (value - low) / span)
        for place, value in enumerate(unit.values)
    ]
    lines = [
        element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in run))
        for run in runs_of(points)
        if len(run) > 1
    ]
    last = next((point for point in reversed(points) if point), None)
    dots = [element("circle", css="jp-last", cx=f"{last[0]:.1f}", cy=f"{last[1]:.1f}", r="2.5")] if last else []
    box = f"0 0 {WIDTH} {HEIGHT}"
    return element("svg", *lines, *dots, viewBox=box, preserveAspectRatio="none", role="img", aria_label=unit.said)

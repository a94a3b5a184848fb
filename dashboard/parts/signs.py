"""Signs beside words: movement, bands, bars, sparklines. Each says in words what its colour says."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import per_cent

UP = mark("▲{places} up")
DOWN = mark("▼{places} down")
SAME = mark("＝ unchanged")
NEW = mark("first time")
BACK = mark("unranked last quarter")


def movement(change: int | None, say: Say, *, ranked_before: bool = False) -> Html:
    """A rank change as sign and word; None is a unit that had no place in the quarter before."""
    css = "jp-new" if change is None else "jp-same" if not change else "jp-up" if change > 0 else "jp-down"
    return element("span", movement_words(change, say, ranked_before=ranked_before), css=css)


def movement_words(change: int | None, say: Say, *, ranked_before: bool = False) -> str:
    """A rank change as text alone; `ranked_before` tells a unit that comes back from one that is ranked first now."""
    if change is None:
        return say(BACK if ranked_before else NEW)
    return say(SAME) if change == 0 else say(UP if change > 0 else DOWN, places=abs(change))


def unranked_reason(coverage_share: float | None, minimum_coverage: float, say: Say) -> str:
    """Why a unit has no place: it has no data, or they are complete to less than the scheme asks for."""
    if not coverage_share or coverage_share >= minimum_coverage:
        return say(mark("nothing that counts was reported"))
    places = {"share": per_cent(coverage_share), "least": per_cent(minimum_coverage, 0)}
    return say(mark("too little data (complete to {share}, less than {least})"), **places)


def band(name: str, shade: int) -> Html:
    """A band's name with its shade (1 light to 5 dark, 0 none)."""
    return element("span", element("i", css=f"jp-class-{shade}"), name, css="jp-band") if name else Html("")


def bar(text: str, share: float | None) -> Html:
    """A figure with a bar from zero; share of the full length, 0 to 1."""
    length = 0.0 if share is None else min(max(share, 0.0), 1.0)
    return element("span", element("b", text), element("i", style=f"--share:{length:.1%}"), css="jp-bar")


def bar_from_zero(text: str, value: float, low: float, high: float) -> Html:
    """A difference with a bar to the left or right of a zero line; low (0 or less) and high are those of all rows."""
    span = (high - low) or 1.0
    start, length = (min(value, 0.0) - low) / span, abs(value) / span
    style = f"--zero:{-low / span:.1%};--start:{start:.1%};--length:{length:.1%}"
    drawn = element("i", element("u", css="jp-less" if value < 0 else ""), style=style)
    return element("span", element("b", text), drawn, css="jp-bar jp-from-zero")


def sparkline(values: Sequence[float | None], label: str) -> Html:
    """A line over equally spaced quarters, broken where a value is missing; the last one is marked."""
    known = [value for value in values if value is not None]
    if not known:
        return Html("")
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = 80 / max(len(values) - 1, 1)
    points = [None if v is None else (i * step, 18 - 16 * (v - low) / span) for i, v in enumerate(values)]
    last = max(i for i, point in enumerate(points) if point)
    drawn = [_line(run) for run in runs_of(points)] + [_dot(points[last], "jp-last")]
    return element("svg", *drawn, css="jp-spark", viewBox="0 0 80 20", role="img", aria_label=label)


def runs_of(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The points of a line in unbroken runs."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _line(run: list[tuple[float, float]]) -> Html:
    if len(run) == 1:
        return _dot(run[0])
    return element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in run))


def _dot(point: tuple[float, float] | None, css: str = "") -> Html:
    x, y = point or (0.0, 0.0)
    return element("circle", css=css, cx=f"{x:.1f}", cy=f"{y:.1f}", r="2" if css else "1.3")

"""分档: the points of the highest bound that the value reaches; 以上 and 以内 include the bound."""

from __future__ import annotations

from collections.abc import Iterable

from config.wording import mark
from metrics.rules.curve import Case, Curve, Numbers, Rule


def curve(case: Case) -> Curve:
    """`bounds` are [at_least, points] pairs in any order, `at_most` [bound, points] pairs for bounds from above.

    Beyond them all the value gets `otherwise` points (0). Points below 0 stay below 0. KeyError without any bounds.
    """
    if "at_most" in case.parameters:
        return _curve(case, [(-bound, points) for bound, points in _pairs(case, "at_most")], high=-1.0)
    if "bounds" in case.parameters:
        return _curve(case, _pairs(case, "bounds"), high=1.0)
    raise KeyError(f"{case.item.code}: parameter bounds")


def _curve(case: Case, steps: Iterable[tuple[float, float]], high: float) -> Curve:
    """The curve over bounds in the direction of z, which is the value itself or its negative."""
    points_below, jumps = case.number("otherwise", 0.0), []
    lowest = points_below
    for bound, points in sorted(steps):
        jumps.append((bound, case.share(points - points_below)))
        points_below, lowest = points, min(lowest, points)
    best, _ = max(_pairs(case, "bounds" if high > 0 else "at_most"), key=lambda tier: tier[1])
    base, floor = case.share(case.number("otherwise", 0.0)), min(0.0, case.share(lowest))
    return Curve(high=high, base=base, slope=0.0, tiers=tuple(jumps), floor=floor, shown=best)


def _pairs(case: Case, name: str) -> list[tuple[float, float]]:
    return [(float(bound), float(points)) for bound, points in case.parameters[name]]


def numbers(case: Case, row: Numbers) -> Numbers:
    """`tiers`: the bounds with their points in signs that need no words; `otherwise`: the points beyond them all."""
    name, sign = ("at_most", "≤") if "at_most" in case.parameters else ("bounds", "≥")
    listed = (f"{sign} {bound:.12g}: {points:.12g}" for bound, points in _pairs(case, name))
    return {"tiers": "; ".join(listed), "otherwise": case.number("otherwise", 0.0)}


RULE = Rule(
    curve,
    mark("By tiers ({tiers}; otherwise {otherwise}): {value} gets {points} of {full_marks} points."),
    numbers,
)

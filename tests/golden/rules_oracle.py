import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from config.model import SchemeItem

Peers = Sequence[Fraction]
ONE, NONE = Fraction(1), Fraction(0)


def exact(number: Any) -> Fraction:
    return Fraction(str(number))


def clip(number: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(high, number))


def points_of(item: SchemeItem, values: Sequence[float]) -> list[Fraction | None]:
    peers = [exact(value) for value in values]
    return [_RULES[item.rule](item, value, peers) for value in peers]


def named(item: SchemeItem, name: str, default: Any = None) -> Fraction:
    return exact(item.parameters.get(name, default))


def lower(item: SchemeItem) -> bool:
    return item.direction == "lower"


def target(item: SchemeItem) -> Fraction:
    assert item.target is not None
    return exact(item.target.value)


def full(item: SchemeItem) -> Fraction:
    return exact(item.full_marks)


def from_none_to_full(item: SchemeItem, points: Fraction) -> Fraction:
    return clip(points, NONE, full(item))


def better(item: SchemeItem, value: Fraction, other: Fraction) -> bool:
    return value < other if lower(item) else value > other


def best(item: SchemeItem, peers: Peers) -> Fraction:
    return min(peers) if lower(item) else max(peers)


def worst(item: SchemeItem, peers: Peers) -> Fraction:
    return max(peers) if lower(item) else min(peers)


def completion(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction | None:
    goal, cap = target(item), named(item, "cap", 1)
    if goal <= 0:
        return None
    if lower(item):
        return full(item) * (cap if value <= 0 else min(goal / value, cap))
    return full(item) * clip(value / goal, NONE, cap)


def step_deduction(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    short = value - named(item, "threshold") if lower(item) else named(item, "threshold") - value
    lost = NONE
    while short >= named(item, "step") and lost < full(item):
        short, lost = short - named(item, "step"), lost + named(item, "per_step")
    return from_none_to_full(item, full(item) - lost)


def shortfall_per_item(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    missing = max(NONE, named(item, "expected") - value)
    return from_none_to_full(item, full(item) - missing * named(item, "per_item"))


def tiers(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    for bound, points in item.parameters.get("bounds", []):
        if value >= exact(bound):
            return min(exact(points), full(item))
    for bound, points in item.parameters.get("at_most", []):
        if value <= exact(bound):
            return min(exact(points), full(item))
    return min(named(item, "otherwise", 0), full(item))


def per_event(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    each = named(item, "per_event")
    times = value
    if "every" in item.parameters:
        times = Fraction(math.floor(value / named(item, "every")))
    start = named(item, "start", 0 if each > 0 else item.full_marks)
    return clip(start + times * each, named(item, "floor", 0), full(item))


def by_results(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    top = best(item, peers)
    if lower(item):
        return full(item) if value <= 0 else from_none_to_full(item, full(item) * top / value)
    return NONE if top <= 0 else from_none_to_full(item, full(item) * value / top)


def between(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    if item.parameters.get("observed"):
        bad, good = worst(item, peers), best(item, peers)
    else:
        bad, good = sorted((named(item, "low"), named(item, "high")), reverse=lower(item))
    return ONE if bad == good else (value - bad) / (good - bad)


def efficacy(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    base = named(item, "base", 60)
    return full(item) * clip((base + (100 - base) * between(item, value, peers)) / 100, NONE, ONE)


def min_max(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    return full(item) * clip(between(item, value, peers), NONE, ONE)


def goalposts(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    reached = between(item, value, peers)
    return full(item) * (reached if item.parameters.get("open") else clip(reached, NONE, ONE))


def by_rank(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    place = value if item.parameters.get("given") else 1 + sum(better(item, other, value) for other in peers)
    return full(item) * clip(1 - (place - 1) * named(item, "loss"), NONE, ONE)


def places(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    of, top, bottom = (int(item.parameters.get(name, 0)) for name in ("of", "top", "bottom"))
    step, place = named(item, "step", 1), math.floor(value)
    awards = {first: (top + 1 - first) * step for first in range(1, top + 1)}
    costs = {of + 1 - last: -(bottom + 1 - last) * step for last in range(1, bottom + 1)}
    return (awards | costs).get(place, NONE)


def votes(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    return from_none_to_full(item, full(item) * value / 100)


def as_given(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    low, high = map(exact, item.points or (0, item.full_marks))
    if "full" in item.parameters:
        value = low + (high - low) * value / named(item, "full")
    return clip(value, low, high)


def z_score(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    mean = sum(peers, NONE) / len(peers)
    variance = sum(((other - mean) ** 2 for other in peers), NONE) / len(peers)
    off = mean - value if lower(item) else value - mean
    z = Fraction(math.copysign(math.sqrt(off**2 / variance), off)) if variance else NONE
    share = named(item, "middle", 0.5) + z * named(item, "per_deviation", 0.1)
    return full(item) * clip(share, named(item, "floor", 0), named(item, "cap", 1))


def distance_to_target(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    goal = target(item)
    start = worst(item, peers) if item.parameters.get("observed") else named(item, "low")
    way = better(item, goal, start)
    done = max(NONE, 1 - (goal - value) / (goal - start)) if way else ONE
    return full(item) * (done if item.parameters.get("open") else min(done, named(item, "cap", 1)))


def percentile(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    behind = sum(better(item, value, other) for other in peers)
    return full(item) * (behind + Fraction(list(peers).count(value), 2)) / len(peers)


def borda(item: SchemeItem, value: Fraction, peers: Peers) -> Fraction:
    if len(peers) == 1:
        return full(item)
    duels = [ONE if better(item, value, other) else Fraction(other == value, 2) for other in peers]
    return full(item) * (sum(duels, NONE) - Fraction(1, 2)) / (len(peers) - 1)


_RULES: dict[str, Callable[[SchemeItem, Fraction, Peers], Fraction | None]] = {
    rule.__name__: rule
    for rule in (
        completion,
        step_deduction,
        shortfall_per_item,
        tiers,
        per_event,
        by_results,
        efficacy,
        by_rank,
        places,
        votes,
        as_given,
        min_max,
        z_score,
        goalposts,
        distance_to_target,
        percentile,
        borda,
    )
}

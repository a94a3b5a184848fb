"""Every rule in words, with the numbers of its parameters put in: what stands in the column 评分标准."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from config.sheet import inline
from config.wording import Say, mark

Given = Mapping[str, Any]


def rule_in_words(rule: str, given: Given, say: Say) -> str:
    """A rule with its parameters in words; bare terms where they are not the rule's (which the check tells)."""
    try:
        return _WORDS[rule](given, say)
    except (KeyError, TypeError, ValueError):
        return say(mark("rule {rule}: {terms}"), rule=rule, terms=inline.written(given))


def _n(given: Given, name: str, default: float | None = None) -> str:
    """A parameter as it is printed; KeyError where it is missing and has no default."""
    value = given.get(name, default)
    if value is None:
        raise KeyError(name)
    return inline.figure(value) if isinstance(value, int | float) else str(value)


def _percent(value: float) -> str:
    return f"{value * 100:.10g}%"


def _completion(given: Given, say: Say) -> str:
    cap = float(given.get("cap", 1))
    return say(mark("marks times the rate of completion, counted up to {cap}"), cap=_percent(cap))


def _tiers(given: Given, say: Say) -> str:
    above = "at_most" not in given
    step = mark("{bound} and above: {points} points") if above else mark("{bound} or less: {points} points")
    pairs = given["bounds" if above else "at_most"]
    parts = [say(step, bound=inline.figure(bound), points=inline.figure(points)) for bound, points in pairs]
    return _joined(say, [*parts, say(mark("otherwise {points} points"), points=_n(given, "otherwise", 0))])


def _step_deduction(given: Given, say: Say) -> str:
    message = mark("full marks from {threshold} on; each {step} short of it costs {per_step} points, down to 0")
    return say(message, **{name: _n(given, name) for name in ("threshold", "step", "per_step")})


def _shortfall_per_item(given: Given, say: Say) -> str:
    message = mark("{expected} expected; each missing one costs {per_item} points, down to 0")
    return say(message, expected=_n(given, "expected"), per_item=_n(given, "per_item"))


def _per_event(given: Given, say: Say) -> str:
    per, every = float(given["per_event"]), _n(given, "every", 1)
    message = mark("each {every} earns {points} points") if per >= 0 else mark("each {every} costs {points} points")
    start = say(mark("{start} points to begin with"), start=_n(given, "start")) if given.get("start") else ""
    floor = say(mark("down to {floor} points"), floor=_n(given, "floor")) if given.get("floor") else ""
    return _joined(say, filter(None, (start, say(message, every=every, points=inline.figure(abs(per))), floor)))


def _by_results(given: Given, say: Say) -> str:
    return say(mark("own value divided by the best of the group, times the marks"))


def _by_rank(given: Given, say: Say) -> str:
    loss = _percent(float(given["loss"]))
    if given.get("given"):
        message = mark("the value is a place: full marks for the first, {loss} of them less for each place lower")
        return say(message, loss=loss)
    return say(mark("full marks for the first of the group, {loss} of them less for each place lower"), loss=loss)


def _efficacy(given: Given, say: Say) -> str:
    base = _percent(float(given.get("base", 60)) / 100)
    if given.get("observed"):
        return say(
            mark("efficacy coefficient: the best of the group gets full marks, the worst {base} of them"), base=base
        )
    message = mark("efficacy coefficient: {high} gets full marks, {low} gets {base} of them, in proportion between")
    return say(message, low=_n(given, "low"), high=_n(given, "high"), base=base)


def _min_max(given: Given, say: Say) -> str:
    if given.get("observed"):
        return say(mark("the best of the group gets full marks, the worst none, in proportion between"))
    return _goalposts(given, say)


def _goalposts(given: Given, say: Say) -> str:
    message = mark("{high} gets full marks, {low} none, in proportion between")
    parts = [say(message, low=_n(given, "low"), high=_n(given, "high"))]
    return _joined(say, [*parts, *([say(mark("beyond them as well"))] if given.get("open") else [])])


def _distance_to_target(given: Given, say: Say) -> str:
    message = mark("the target gets full marks, {low} none, in proportion to the way between")
    low = say(mark("the worst of the group")) if given.get("observed") else _n(given, "low")
    parts = [say(message, low=low)]
    if given.get("open"):
        parts.append(say(mark("beyond the target as well")))
    elif given.get("cap", 1) != 1:
        parts.append(say(mark("counted up to {cap}"), cap=_percent(float(given["cap"]))))
    return _joined(say, parts)


def _z_score(given: Given, say: Say) -> str:
    middle, each = float(given.get("middle", 0.5)), float(given.get("per_deviation", 0.1))
    message = mark("the mean of the group gets {middle} of the marks, each standard deviation better {each} more")
    return say(message, middle=_percent(middle), each=_percent(each))


def _percentile(given: Given, say: Say) -> str:
    return say(mark("the share of the group that is behind, times the marks"))


def _borda(given: Given, say: Say) -> str:
    return say(mark("the share of the other units that are beaten, times the marks (Borda count)"))


def _places(given: Given, say: Say) -> str:
    message = mark(
        "of {of} places the first {top} add points and the last {bottom} cost points, {step} more for each place"
    )
    step, top, bottom = _n(given, "step", 1), _n(given, "top", 0), _n(given, "bottom", 0)
    return say(message, of=_n(given, "of"), top=top, bottom=bottom, step=step)


def _votes(given: Given, say: Say) -> str:
    return say(mark("vote score out of 100, times the marks"))


def _as_given(given: Given, say: Say) -> str:
    if "full" in given:
        return say(mark("points of the evaluators, scaled from {full}"), full=_n(given, "full"))
    return say(mark("points as the evaluators give them"))


def _joined(say: Say, parts: Iterable[str]) -> str:
    return reduce(lambda before, after: say(mark("{before}, {after}"), before=before, after=after), parts)


_WORDS: dict[str, Callable[[Given, Say], str]] = {
    "completion": _completion,
    "step_deduction": _step_deduction,
    "tiers": _tiers,
    "shortfall_per_item": _shortfall_per_item,
    "per_event": _per_event,
    "by_results": _by_results,
    "by_rank": _by_rank,
    "efficacy": _efficacy,
    "min_max": _min_max,
    "goalposts": _goalposts,
    "distance_to_target": _distance_to_target,
    "z_score": _z_score,
    "percentile": _percentile,
    "borda": _borda,
    "places": _places,
    "votes": _votes,
    "as_given": _as_given,
}

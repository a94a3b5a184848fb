"""Why an item has its points: its rule in words with the numbers put in, one sentence for each rule."""

from __future__ import annotations

from collections.abc import Callable

from config.frames import TARGET_MISSING
from config.model import Status
from config.wording import Say, mark
from dashboard.parts.numbers import figure, per_cent, plain
from dashboard.usecases.region_report import ItemLine

POINTS_DECIMALS = 2

_COMPLETION = mark("{value} is {share} of the target {target}: {points} of {full} points.")
_INVERSE_COMPLETION = mark(
    "Lower is better; the target is {target}, reached {value}: {share} done, {points} of {full} points."
)
_STEP_DOWN = mark(
    "Full marks from {target}; each full {step} below costs {per_step} points. {value} gets {points} of {full}."
)
_STEP_UP = mark(
    "Full marks up to {target}; each full {step} above costs {per_step} points. {value} gets {points} of {full}."
)
_TIERS = mark("By tiers ({tiers}): {value} gets {points} of {full} points.")
_TIER = mark("from {bound}: {points}")
_MISSING_ITEMS = mark(
    "{target} are expected, each missing one costs {per_item} points. {value} gets {points} of {full}."
)
_EVENTS_ADD = mark("Each one adds {per_event} points, up to {full}. {value} gets {points}.")
_EVENTS_COST = mark("Each one costs {per_event} points, from {start}. {value} leaves {points}.")
_BY_RESULTS = mark("By results: the best of the group is {high}; {value} is {share} of it: {points} of {full} points.")
_BY_RANK = mark(
    "By rank in the group (best {high}); each place lower costs {loss} of full marks. {value} gets {points} of {full}."
)
_EFFICACY = mark("From {low} ({base} % of full marks) to {high} (full marks): {value} gets {points} of {full} points.")
_NOT_APPLICABLE = mark("Does not apply to this region; its {full} points are left out and the rest is scaled up.")
_MISSING_ZERO = mark("No value was reported, so the item has no points: −{full}.")
_MISSING_LEFT_OUT = mark("No value was reported; the item is left out and the rest is scaled up.")
_TARGET_ZERO = mark("No target was reported, so the item has no points: −{full}.")
_TARGET_LEFT_OUT = mark("No target was reported; the item is left out and the rest is scaled up.")


def reason(line: ItemLine, say: Say) -> str:
    """The rule of an item with its numbers; what happened instead where the item has no value."""
    full = plain(line.item.full_marks)
    if line.status == Status.NOT_APPLICABLE:
        return say(_NOT_APPLICABLE, full=full)
    if line.status == TARGET_MISSING:
        untargeted = _TARGET_ZERO if line.item.missing == "zero" else _TARGET_LEFT_OUT
        return say(untargeted, full=full)
    if line.value is None:
        missing = _MISSING_ZERO if line.item.missing == "zero" else _MISSING_LEFT_OUT
        return say(missing, full=full)
    places = {"value": _amount(line, line.value), "full": full, "points": figure(line.points, POINTS_DECIMALS)}
    return _SENTENCES[line.item.rule](line, places, say)


def _amount(line: ItemLine, value: float | None) -> str:
    return figure(value, line.indicator.decimals) if value is not None else "—"


def _number(line: ItemLine, name: str, default: float = 0.0) -> float:
    return float(line.item.parameters.get(name, default))


def _completion(line: ItemLine, places: dict[str, str], say: Say) -> str:
    inverse = line.indicator.direction == "lower"
    done = {"target": _amount(line, line.target), "share": per_cent(line.share)}
    return say(_INVERSE_COMPLETION if inverse else _COMPLETION, **places, **done)


def _step_deduction(line: ItemLine, places: dict[str, str], say: Say) -> str:
    inverse = line.indicator.direction == "lower"
    steps = {"target": plain(_number(line, "threshold")), "step": plain(_number(line, "step"))}
    return say(_STEP_UP if inverse else _STEP_DOWN, **places, **steps, per_step=plain(_number(line, "per_step")))


def _tiers(line: ItemLine, places: dict[str, str], say: Say) -> str:
    bounds = line.item.parameters["bounds"]
    tiers = "; ".join(say(_TIER, bound=plain(bound), points=plain(points)) for bound, points in bounds)
    return say(_TIERS, **places, tiers=tiers)


def _shortfall(line: ItemLine, places: dict[str, str], say: Say) -> str:
    expected, cost = plain(_number(line, "expected")), plain(_number(line, "per_item"))
    return say(_MISSING_ITEMS, **places, target=expected, per_item=cost)


def _per_event(line: ItemLine, places: dict[str, str], say: Say) -> str:
    each = _number(line, "per_event")
    if each > 0:
        return say(_EVENTS_ADD, **places, per_event=plain(each))
    start = plain(_number(line, "start", line.item.full_marks))
    return say(_EVENTS_COST, **places, per_event=plain(-each), start=start)


def _by_results(line: ItemLine, places: dict[str, str], say: Say) -> str:
    return say(_BY_RESULTS, **places, high=_amount(line, line.high), share=per_cent(line.share))


def _by_rank(line: ItemLine, places: dict[str, str], say: Say) -> str:
    return say(_BY_RANK, **places, high=_amount(line, line.high), loss=per_cent(_number(line, "loss"), 0))


def _efficacy(line: ItemLine, places: dict[str, str], say: Say) -> str:
    posts = {"low": _amount(line, line.low), "high": _amount(line, line.high)}
    return say(_EFFICACY, **places, **posts, base=plain(_number(line, "base", 60.0)))


_SENTENCES: dict[str, Callable[[ItemLine, dict[str, str], Say], str]] = {
    "completion": _completion,
    "step_deduction": _step_deduction,
    "tiers": _tiers,
    "shortfall_per_item": _shortfall,
    "per_event": _per_event,
    "by_results": _by_results,
    "by_rank": _by_rank,
    "efficacy": _efficacy,
}

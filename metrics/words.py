"""An item in words: its rule with the numbers put in, or what happened instead where it has no value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from config.frames import IMPUTED, TARGET_MISSING
from config.model import Indicator, Scheme, SchemeItem, Status
from config.wording import Say, mark
from metrics.rules import RULES
from metrics.rules.curve import Case

NOT_APPLICABLE = mark("Does not apply to this region; its {full} points are left out and the rest is scaled up.")
MISSING_ZERO = mark("No value was reported, so the item has no points: −{full}.")
MISSING_LEFT_OUT = mark("No value was reported; the item is left out and the rest is scaled up.")
MISSING_BESIDE = mark("No value was reported, so nothing is added or taken away.")
TARGET_ZERO = mark("No target was reported, so the item has no points: −{full}.")
TARGET_LEFT_OUT = mark("No target was reported; the item is left out and the rest is scaled up.")
STAND_IN = mark("No value was reported; {policy} stands in for it, {value}. {reason}")
POLICIES = {
    "group_median": mark("the median of the group"),
    "group_mean": mark("the mean of the group"),
    "previous": mark("the value of the quarter before"),
    "constant": mark("the value that the scheme declares"),
}
POINTS_DECIMALS = 2
_POSTS = ("value", "target", "low", "high")


def in_words(
    item: SchemeItem, row: Mapping[str, Any], scheme: Scheme, say: Say, indicator: Indicator | None = None
) -> str:
    """The sentence for one row of ITEMS.

    Values are written with the indicator's decimals (as many as they have, up to 6, without one), points with two.
    """
    full = plain(item.full_marks)
    if row["status"] == Status.NOT_APPLICABLE:
        return say(NOT_APPLICABLE, full=full)
    left_out = scheme.missing_of(item) == "exclude"
    if row["status"] == TARGET_MISSING:
        return say(TARGET_LEFT_OUT if left_out else TARGET_ZERO, full=full)
    if row["value"] is None:
        if _beside(item, scheme):
            return say(MISSING_BESIDE)
        return say(MISSING_LEFT_OUT if left_out else MISSING_ZERO, full=full)
    reason = _rule_in_words(item, row, say, indicator)
    if row["status"] == IMPUTED:
        stand_in = {"policy": say(POLICIES[scheme.missing_of(item)]), "value": _amount(row["value"], indicator)}
        return say(STAND_IN, **stand_in, reason=reason)
    return reason


def _beside(item: SchemeItem, scheme: Scheme) -> bool:
    """True for an item of a bonus or deduction section."""
    return any(
        one.code == item.code for section in scheme.sections if section.kind != "regular" for one in section.items
    )


def _rule_in_words(item: SchemeItem, row: Mapping[str, Any], say: Say, indicator: Indicator | None) -> str:
    rule = RULES[item.rule]
    lower = (item.direction or (indicator.direction if indicator else "")) == "lower"
    case = Case(item, row["peer_group"], lower)
    given = {**case.parameters, **row, **rule.numbers(case, row)}
    places = {name: plain(value) for name, value in given.items() if isinstance(value, int | float)}
    places |= {name: value for name, value in given.items() if isinstance(value, str)}
    places |= {name: _amount(row[name], indicator) for name in _POSTS}
    share = row["share"] or 0.0
    return say(rule.sentence, **{**places, "points": _points(row["points"]), "rate": f"{plain(share * 100, 1)}%"})


def plain(number: float, decimals: int = 6) -> str:
    """A number with as many decimals as it needs, up to `decimals`; a true minus sign."""
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    text = f"{number:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−") if text != "-0" else "0"


def _points(points: float | None) -> str:
    return "—" if points is None else f"{points:.{POINTS_DECIMALS}f}".replace("-", "−")


def _amount(value: float | None, indicator: Indicator | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.{indicator.decimals}f}".replace("-", "−") if indicator else plain(value)

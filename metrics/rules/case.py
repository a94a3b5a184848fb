"""What a rule sees of a scheme item: its indicator's column in the wide frame, its parameters and its goalposts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import narwhals as nw

from config.model import Indicator, SchemeItem

PEERS = ("quarter", "peer_group")
"""The columns within which units are compared with each other."""

POSTS = ("target", "low", "high")
"""The goalposts that a rule may take a value against."""

Post = float | nw.Expr
Posts = Mapping[str, Post]


@dataclass(frozen=True)
class Case:
    """One scheme item over a wide frame (one row per region and quarter, one column per indicator).

    `posts` holds its goalposts: numbers where the scheme fixes them, else the columns that the wide frame carries.
    """

    item: SchemeItem
    indicator: Indicator
    posts: Posts = field(default_factory=dict)

    @property
    def value(self) -> nw.Expr:
        """The indicator's value in its own unit; null when missing."""
        return nw.col(self.indicator.code)

    @property
    def lower_is_better(self) -> bool:
        """True for an inverse indicator (逆向指标)."""
        return self.indicator.direction == "lower"

    def number(self, name: str, default: float | None = None) -> float:
        """A parameter of the item as a number; KeyError when it is missing and has no default."""
        value = self.item.parameters.get(name, default)
        if value is None:
            raise KeyError(f"{self.item.code}: parameter {name}")
        return float(value)

    def column(self, part: str) -> str:
        """The wide column that holds a part of this item: target, low, high, na, points, marks or lost."""
        return f"{self.item.code}__{part}"


@dataclass(frozen=True)
class Rule:
    """A scoring idiom.

    `posts` gives the goalposts of an item, `share` the share of full marks taken against them (null where the value or
    a goalpost is null); `relative` tells whether one unit's points depend on other units' values; with `needs_target` a
    unit whose target is none (0) or does not apply has nothing to do here, so that the item does not apply to it.
    """

    share: Callable[[Case], nw.Expr]
    posts: Callable[[Case], Posts]
    relative: Callable[[SchemeItem], bool]
    needs_target: bool = False


def independent(item: SchemeItem) -> bool:
    """For rules that look at one unit alone."""
    return False


def dependent(item: SchemeItem) -> bool:
    """For rules that compare units."""
    return True


def between_none_and_full(points: nw.Expr, case: Case) -> nw.Expr:
    """Points as a share of the item's full marks, never below none (扣完为止) nor above full marks."""
    return (points / case.item.full_marks).clip(0.0, 1.0)


def worst_and_best(case: Case) -> tuple[nw.Expr, nw.Expr]:
    """The worst and the best value by the indicator's direction, still to be taken over the peers."""
    smallest, largest = case.value.min(), case.value.max()
    return (largest, smallest) if case.lower_is_better else (smallest, largest)

"""What every scoring idiom comes down to: a curve from a value to a share of full marks, as numbers, not code.

    z = (x - low) / (high - low)        form `line`       x is the value, or the unit's place among its peers
    z = high / x                        form `inverse`    x of 0 or less gets the cap
    z = the number of whole steps in it where `stepped`
    share = base + slope * z            and with tiers: base + the sum of the jumps whose bound x reaches
    share = between floor and cap

One kernel (metrics.kernel) evaluates all rules of a scheme at once, on frames and on arrays alike; a rule only says
which curve its item is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from config.model import SchemeItem


class Post(StrEnum):
    """A goalpost that is not a number of the scheme: the item's target, or a statistic of the peers' values.

    WORST and BEST go by the indicator's direction. BEYOND is the mean and one standard deviation (of the whole group,
    divided by n) further in the better direction. UNITS is the number of peers with a value.
    """

    TARGET = "target"
    WORST = "worst"
    BEST = "best"
    MEAN = "mean"
    BEYOND = "beyond"
    UNITS = "units"
    UNITS_HALF = "units_half"
    """UNITS and a half."""
    BEHIND = "behind"
    """WORST, or the target where that is the worse of the two: what no unit is behind once all have reached it."""


Goalpost = float | Post
Form = Literal["line", "inverse"]
Reads = Literal["value", "place", "middle_place"]
"""The value; the place among the peers (1 for the best, equals share the first: 1, 2, 2, 4); or with equals sharing
the middle of their places (1, 2.5, 2.5, 4)."""


@dataclass(frozen=True)
class Curve:
    """The curve of one item in one peer group, in shares of its full marks.

    `flat` is the share where low and high coincide or, with `positive`, where high is not above 0 (null: no share).
    `tiers` are (bound, jump) with bounds in the direction of z: the share is base plus all jumps with z >= bound; with
    low 0 and high 1 z is the value itself, with low 0 and high -1 its negative (bounds from above).
    """

    low: Goalpost = 0.0
    high: Goalpost = 1.0
    form: Form = "line"
    reads: Reads = "value"
    stepped: bool = False
    base: float = 0.0
    slope: float = 1.0
    tiers: tuple[tuple[float, float], ...] = ()
    floor: float = 0.0
    cap: float = 1.0
    flat: float | None = None
    positive: bool = False
    shown: Goalpost | None = None
    """What the screen shows as the target where the curve itself takes none (a threshold, the best tier's bound)."""

    @property
    def relative(self) -> bool:
        """True when one unit's share depends on other units' values."""
        among_peers = set(Post) - {Post.TARGET}
        return self.reads != "value" or self.low in among_peers or self.high in among_peers


@dataclass(frozen=True)
class Case:
    """What a rule sees: one item under the terms of one peer group."""

    item: SchemeItem
    group: str = ""
    lower_is_better: bool = False

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """The item's parameters with the group's own over them."""
        own = self.item.by_group.get(self.group)
        return {**self.item.parameters, **(own.parameters if own else {})}

    @property
    def full_marks(self) -> float:
        """The item's full marks."""
        return self.item.full_marks

    def number(self, name: str, default: float | None = None) -> float:
        """A parameter as a number; KeyError when it is missing and has no default."""
        value = self.parameters.get(name, default)
        if value is None:
            raise KeyError(f"{self.item.code}: parameter {name}")
        return float(value)

    def switch(self, name: str) -> bool:
        """A parameter that is on or off, off when left out."""
        return bool(self.parameters.get(name, False))

    def share(self, points: float) -> float:
        """Points as a share of the item's full marks."""
        return points / self.full_marks


Numbers = Mapping[str, Any]


def no_more_numbers(case: Case, row: Numbers) -> Numbers:
    """For rules whose sentence needs nothing beyond the row of ITEMS and the item's parameters."""
    return {}


@dataclass(frozen=True)
class Rule:
    """A scoring idiom: the curve of a case, and the sentence that says it in words with the numbers put in.

    `sentence` is a marked msgid that may name the columns of ITEMS (value, target, low, high, share, full_marks,
    points, lost), the item's parameters, `rate` (share in per cent), and what `numbers` adds for a row with a value.
    With `needs_target` a unit whose target is none (0) or does not apply has nothing to do, so the item does not apply.
    """

    curve: Callable[[Case], Curve]
    sentence: str
    numbers: Callable[[Case, Numbers], Numbers] = field(default=no_more_numbers)
    needs_target: bool = False

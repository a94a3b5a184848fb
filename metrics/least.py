"""The smallest change that is enough: bisection over the decimal values between a start and an end, many at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from metrics.grids import Flags, Numbers, Whole

_NOISE = 1e-6
"""Parts of a step below which a value is taken for the step itself."""
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Way:
    """From the start of each cell to its end in the better direction (sign 1 or -1), in steps of 10^-decimals.

    Step 0 is the start, the last step the end, both as they are; those between are the decimal numbers. With `silent`
    the start itself is yet to be reported. Fewer decimals are taken where numbers are too large for them.
    """

    start: Numbers
    end: Numbers
    sign: float
    decimals: int
    silent: Flags

    @cached_property
    def last(self) -> Whole:
        """The step of the end."""
        ceiling = np.ceil(self.sign * self.end * self._scale - _NOISE)
        return np.maximum(ceiling - self._first, 0).astype(np.int64) + 1

    @cached_property
    def _places(self) -> int:
        largest = max(1.0, float(np.abs(self.start).max()), float(np.abs(self.end).max()))
        return min(self.decimals, max(0, _MOST_DIGITS - len(str(int(largest)))))

    @property
    def _scale(self) -> float:
        return 10.0**self._places

    @cached_property
    def _first(self) -> Numbers:
        return np.asarray(np.floor(self.sign * self.start * self._scale + _NOISE) + 1)

    def at(self, cells: Whole, steps: Whole) -> Numbers:
        """The values of the cells after so many steps."""
        between = np.round(self.sign * (self._first[cells] + steps - 1) / self._scale, self._places) + 0.0
        return np.where(steps <= 0, self.start[cells], np.where(steps >= self.last[cells], self.end[cells], between))

    def part(self, values: Numbers) -> Numbers:
        """The part of the way, 0 to 1, that the values have gone; none of it where start and end are the same."""
        length = self.end - self.start
        return np.where(length == 0, values - self.start, (values - self.start) / np.where(length == 0, 1.0, length))


def least(way: Way, reachable: Flags, reaches: Callable[[Whole, Numbers], Flags]) -> Numbers:
    """The first value on each cell's way that is enough, NaN where even the end is not (`reachable` is False).

    `reaches` tells for some cells whether their values are enough, and is asked about every value that is given back
    but an end; it must not turn false again further on.
    """
    low, high = np.where(way.silent, -1, 0), way.last.copy()
    active = np.flatnonzero(reachable & (high - low > 1))
    while len(active):
        middle = (low[active] + high[active]) // 2
        enough = reaches(active, way.at(active, middle))
        high[active[enough]], low[active[~enough]] = middle[enough], middle[~enough]
        active = active[high[active] - low[active] > 1]
    return np.where(reachable, way.at(np.arange(len(high)), high), np.nan)

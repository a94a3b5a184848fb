"""Values moved by their declared measurement error, and the shares that the rules then give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from metrics.cube import Cube, Drawn
from metrics.grids import Flags, Numbers
from metrics.revalue import Revaluation

_LEVELS = 2**16


@cache
def _quantiles() -> Numbers:
    """The middles of 65,536 equally likely slices of the standard normal distribution."""
    upper = [NormalDist().inv_cdf((level + 0.5) / _LEVELS) for level in range(_LEVELS // 2, _LEVELS)]
    return np.array([-one for one in reversed(upper)] + upper)


def normal(chance: np.random.Generator, shape: tuple[int, int]) -> Numbers:
    """Standard normal numbers to 16 bits, several times faster than the generator's own; none is beyond 4.3."""
    levels = np.frombuffer(chance.bytes(2 * shape[0] * shape[1]), dtype=np.uint16)
    return _quantiles().take(levels).reshape(shape)


@dataclass
class Moved:
    """The shares of the items with an error in some draws; values of all units move, those of ranked ones are used."""

    given: Revaluation
    cube: Cube
    draws: int
    chance: np.random.Generator
    apart: Numbers | None = None

    def drawn(self) -> dict[int, Drawn]:
        """By item with an error: what draws its shares when the total asks for them."""
        moving = (number for number, item in enumerate(self.cube.scheme.items) if item.error > 0)
        return {column: partial(self._shares, column) for column in moving}

    def _shares(self, column: int) -> tuple[Numbers, Flags]:
        noise = normal(self.chance, (self.draws, len(self.given.units)))
        shares, kept = self.given.shares(column, self.given.moved(column, noise)), self._ranked
        if self.cube.scheme.tie == "broken" and column == self.cube.tie_column:
            self.apart = shares[:, kept]
        shares, counts = self.given.counted(column, shares)
        return (shares, counts) if isinstance(kept, slice) else (shares[:, kept], counts[:, kept])

    @cached_property
    def _ranked(self) -> npt.NDArray[np.int64] | slice:
        """The places of the ranked units among all."""
        if self.given.units == self.cube.units:
            return slice(None)
        return np.searchsorted(np.array(self.given.units), np.array(self.cube.units))

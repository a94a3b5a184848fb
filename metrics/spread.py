"""How figures are spread over the units of a group: quartiles, and which lie far from all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

FAR = 3.5
"""Modified z-score beyond which a figure is far out (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""
_TO_DEVIATION = 0.6745
"""The median absolute deviation of a normal distribution, in standard deviations."""


@dataclass(frozen=True)
class Spread:
    """Quartiles in the unit of the figures (inclusive method), and the places of the figures that lie far out.

    `deviation` is the median distance from the median, in the unit of the figures.
    """

    low: float
    middle: float
    high: float
    far: tuple[int, ...]
    deviation: float = 0.0


def spread(figures: Sequence[float]) -> Spread | None:
    """The spread of at least two figures; None for fewer. Far out: 0.6745 |x - median| / MAD > 3.5."""
    if len(figures) < 2:
        return None
    low, _, high = quantiles(figures, n=4, method="inclusive")
    middle = median(figures)
    deviation = median(abs(figure - middle) for figure in figures)
    far = tuple(
        place
        for place, figure in enumerate(figures)
        if deviation and _TO_DEVIATION * abs(figure - middle) / deviation > FAR
    )
    return Spread(low, middle, high, far, deviation)

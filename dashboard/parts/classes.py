"""Named classes for maps: one hue from light to dark, and the names of the classes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.parts.numbers import figure
from dashboard.parts.theme import CLASSES
from dashboard.usecases.board_shape import BandCount


@dataclass(frozen=True)
class Classes:
    """Five classes of equal width between the least and the greatest value; equal values are one class."""

    low: float
    width: float
    decimals: int

    def shade(self, value: float | None) -> int:
        """1 to 5, or 0 where there is no value."""
        if value is None:
            return 0
        if not self.width:
            return CLASSES
        return min(int((value - self.low) / self.width) + 1, CLASSES)

    def legend(self) -> list[tuple[int, str]]:
        """Shades with the bounds of their class, the greatest first."""
        if not self.width:
            return [(CLASSES, figure(self.low, self.decimals))]
        return [(shade, f"{low}–{high}") for shade, low, high in self.bounds()]

    def bounds(self) -> list[tuple[int, str, str]]:
        """Shades with the lower and the upper bound of their class, the greatest first."""
        steps = [figure(self.low + self.width * step, self.decimals) for step in range(CLASSES + 1)]
        return [(shade, steps[shade - 1], steps[shade]) for shade in range(CLASSES, 0, -1)]


def classes_of(values: Sequence[float | None], decimals: int) -> Classes:
    """The classes of some values."""
    known = [value for value in values if value is not None] or [0.0]
    return Classes(min(known), (max(known) - min(known)) / CLASSES, decimals)


def band_shades(bands: Sequence[BandCount]) -> dict[str, int]:
    """The shade of each band, the best the darkest."""
    step = (CLASSES - 1) / max(len(bands) - 1, 1)
    return {band.code: round(CLASSES - index * step) for index, band in enumerate(bands)}

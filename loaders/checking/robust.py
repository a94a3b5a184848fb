"""Medians, and how far the values of a series usually lie from theirs."""

from __future__ import annotations

from collections.abc import Sequence

TO_SIGMA = 1.4826
"""The median absolute deviation of normal noise times this is its standard deviation."""


def median(values: Sequence[float]) -> float:
    """The middle value, of an even number the mean of the middle two; IndexError without values."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(values: Sequence[float], middle: float) -> float:
    """The robust standard deviation about a middle: 1.4826 times the median absolute deviation."""
    return TO_SIGMA * median([abs(value - middle) for value in values])

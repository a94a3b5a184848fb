"""Winsorising on arrays, draw by draw, as metrics.standins does it on frames."""

from __future__ import annotations

import numpy as np

from metrics.grids import Flags, Numbers
from metrics.standins import MOST_WINSORISED, PEAKED, SKEWED


def winsorised(values: Numbers) -> Numbers:
    """The values (draws x units, NaN where missing) with outliers brought in, each draw by its own skewness.

    The most extreme value on the side of the skew becomes the next one while the draw is skewed and peaked, 5 times at
    most. Draws of fewer than four values stay.
    """
    found, open_draws = values.copy(), np.arange(len(values))
    for _ in range(MOST_WINSORISED):
        rows = found[open_draws]
        odd, skew = _odd(rows)
        if not odd.any():
            break
        open_draws = open_draws[odd]
        found[open_draws] = _brought_in(rows[odd], np.sign(skew[odd])[:, None])
    return found


def _brought_in(rows: Numbers, side: Numbers) -> Numbers:
    out = rows * side
    edge = np.fmax.reduce(out, axis=1, keepdims=True)
    inner = np.fmax.reduce(np.where(out < edge, out, np.nan), axis=1, keepdims=True)
    return np.where((out == edge) & ~np.isnan(inner), inner * side, rows)


def _odd(values: Numbers) -> tuple[Flags, Numbers]:
    """Which draws are skewed and peaked, and their skewness (both adjusted for the sample, type 2)."""
    known = ~np.isnan(values)
    n = known.sum(axis=1).astype(float)
    off = np.where(known, values - (np.where(known, values, 0.0).sum(axis=1) / n)[:, None], 0.0)
    squares = off * off
    m2, m3, m4 = (
        np.einsum("du,du->d", one, other) / n for one, other in ((off, off), (squares, off), (squares, squares))
    )
    able = (m2 > 0) & (n > 3)
    n, m2 = np.where(able, n, np.nan), np.where(able, m2, np.nan)
    skew = m3 / m2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    peak = ((n + 1) * (m4 / m2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return (np.abs(skew) > SKEWED) & (peak > PEAKED), skew

"""How a file is held against what was reported before and elsewhere: the thresholds of plausibility.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from config.model.base import Model

Check = Literal[
    "unit_slips",
    "cumulative_falls",
    "earlier_differs",
    "sums",
    "statutory",
    "shares",
    "own_history",
    "peers",
    "peer_ratios",
    "unchanged",
]
"""The kinds of checks, from the most telling to the least: of one cell only the first finding is said."""


class Slips(Model):
    """Unit slips: `tolerance` is how many times a figure may miss the value that a slip of exactly 10^n would give.

    Without history `least_peers` other regions must show the size. When the same slip stands in at least
    `column_share` of a column's figures, and in three of them, it is said once for the column.
    """

    tolerance: float = Field(default=3.0, gt=1.0, lt=10.0)
    least_peers: int = Field(default=2, ge=1)
    column_share: float = Field(default=0.8, gt=0, le=1)


class Outliers(Model):
    """Outliers by median and MAD: `deviations` of at least that many robust standard deviations are doubtful.

    A figure is held against its own history from `least_quarters` earlier quarters on, against its peers from
    `least_peers` other regions on. It must also miss the median by `least_share` of it (a rate by `least_points`
    percentage points), and a change must miss the peers' by `least_change`.
    """

    deviations: float = Field(default=5.0, gt=0)
    least_quarters: int = Field(default=5, ge=2)
    least_peers: int = Field(default=8, ge=3)
    least_share: float = Field(default=0.3, ge=0)
    least_points: float = Field(default=10.0, ge=0)
    least_change: float = Field(default=0.4, ge=0)


class Unchanged(Model):
    """Copied-forward workbooks: figures that are exactly those of the last quarter.

    Counted are figures of at least `least_value` (and rates with decimals) whose indicator moved in at least
    `moving_share` of the earlier pairs of quarters. A region is told of from `least_figures` of them on, when they are
    `share` of its figures; the whole file when they are `file_share` of all.
    """

    least_value: float = Field(default=100.0, ge=0)
    moving_share: float = Field(default=0.8, ge=0, le=1)
    least_figures: int = Field(default=3, ge=2)
    share: float = Field(default=0.5, gt=0, le=1)
    file_share: float = Field(default=0.9, gt=0, le=1)


class Plausibility(Model):
    """How a file is compared with the `quarters` before it, with its peers, and with what others reported.

    Checks in `off` are not made; `exempt` maps a check to the indicators or statistics that it passes over. Sums and
    figures that two sources report may differ by `tolerance`, a share of the figure, beside what rounding gives. Of
    one rule at most `most` findings are listed.
    """

    off: tuple[Check, ...] = ()
    exempt: dict[Check, tuple[str, ...]] = Field(default_factory=dict)
    quarters: int = Field(default=12, ge=1, le=40)
    most: int = Field(default=50, ge=1)
    tolerance: float = Field(default=0.0, ge=0, lt=1)
    slips: Slips = Slips()
    outliers: Outliers = Outliers()
    unchanged: Unchanged = Unchanged()

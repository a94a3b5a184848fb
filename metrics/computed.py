"""Computed indicators: what nobody reports but the product knows of a region, as values that a scheme may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from config.model import Status

Sums = Mapping[tuple[str, str], float]
"""Points by (region, quarter)."""


def computed_rows(
    indicator: str, sums: Sums, regions: Iterable[str], quarters: Iterable[str]
) -> list[dict[str, object]]:
    """Rows of VALUES of an indicator for each region and quarter, in order; 0 where there are no points."""
    every = sorted(set(regions))
    return [
        {
            "region_code": region,
            "quarter": quarter,
            "indicator": indicator,
            "value": sums.get((region, quarter), 0.0),
            "status": Status.REPORTED.value,
            "submission_id": None,
            "sheet": "",
            "cell": "",
        }
        for quarter in sorted(set(quarters))
        for region in every
    ]

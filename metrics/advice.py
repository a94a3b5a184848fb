"""Gaps and improvements in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from config.model import Indicator, SchemeItem
from config.wording import Say, mark
from metrics.rounding import NOISE
from metrics.words import plain

TO_PLACE = mark("Bring “{item}” from {value} to {needed} ({origin} {feasible}): enough for place {rank}.")
REPORT_TO_PLACE = mark("Report “{item}”, at least {needed} ({origin} {feasible}): enough for place {rank}.")
TO_FEASIBLE = mark("Bring “{item}” from {value} to {feasible} ({origin}): {gain} points more.")
REPORT_TO_FEASIBLE = mark("Report “{item}”, {feasible} ({origin}): {gain} points more.")
LOWER_TO_PLACE = mark("Bring “{item}” down from {value} to {needed} ({origin} {feasible}): enough for place {rank}.")
LOWER_TO_FEASIBLE = mark("Bring “{item}” down from {value} to {feasible} ({origin}): {gain} points more.")
REPORT_LOWER_TO_PLACE = mark("Report “{item}”, at most {needed} ({origin} {feasible}): enough for place {rank}.")
ORIGINS = {
    "history": mark("the unit's own best so far"),
    "peers": mark("the upper quartile of the group"),
}
PLACE_GAP = mark("{points} points to place {rank}.")
BAND_GAP = mark("{points} points to “{band}”.")
PLACE_AND_BAND_GAP = mark("{points} points to place {rank}, {band_points} points to “{band}”.")


def improvement_words(
    row: Mapping[str, Any], item: SchemeItem, say: Say, indicator: Indicator | None = None, locale: str = "zh_CN"
) -> str:
    """The sentence for one row of IMPROVEMENTS that also holds `next_rank` of the unit's row of GAPS.

    Values are written with the indicator's decimals, or as many as they have, up to 6; they are never cut shorter than
    the change needs.
    """
    falls = row["value"] is not None and row["feasible"] < row["value"]
    lower = (item.direction or (indicator.direction if indicator else "higher")) == "lower"
    names, origin = ("value", "needed_for_place", "feasible"), ORIGINS[row["feasible_from"]]
    value, needed, feasible = (_amount(row[name], indicator) for name in names)
    given = {
        "item": item.label(locale),
        "value": value,
        "feasible": feasible,
        "origin": say(origin),
    }
    silent = row["value"] is None
    if row["needed_for_place"] is None:
        sentence = REPORT_TO_FEASIBLE if silent else LOWER_TO_FEASIBLE if falls else TO_FEASIBLE
        return say(sentence, **given, gain=_points(row["gain"]))
    by_report = REPORT_LOWER_TO_PLACE if lower else REPORT_TO_PLACE
    sentence = by_report if silent else LOWER_TO_PLACE if falls else TO_PLACE
    return say(sentence, **given, needed=needed, rank=row["next_rank"])


def fewest(gains: Sequence[float], gap: float) -> tuple[int, ...]:
    """The places of the fewest gains (points) that add up to a gap or more, the greatest first; none where all of them
    together are not enough.

    Gains are each of an item alone. They add up in a sum of items; where items are scored against the group, or joined
    by another mean, it is an estimate.
    """
    chosen: list[int] = []
    left = gap - NOISE
    for place in sorted(range(len(gains)), key=lambda at: (-gains[at], at)):
        if left <= 0:
            break
        chosen.append(place)
        left -= gains[place]
    return tuple(chosen) if left <= 0 else ()


def gap_words(row: Mapping[str, Any], say: Say, bands: Mapping[str, str]) -> str:
    """The sentence for one row of GAPS, with the names of bands by their codes; empty where there is no gap."""
    place = {} if row["to_next_place"] is None else {"points": plain(row["to_next_place"]), "rank": row["next_rank"]}
    if row["next_band"] is None:
        return say(PLACE_GAP, **place) if place else ""
    band, points = bands[row["next_band"]], plain(row["to_next_band"])
    if place:
        return say(PLACE_AND_BAND_GAP, **place, band=band, band_points=points)
    return say(BAND_GAP, band=band, points=points)


def _points(points: float) -> str:
    """Two decimals, or as many as tell a small gain from none."""
    return plain(points, 2 if round(points, 2) > 0 else 6)


def _amount(value: float | None, indicator: Indicator | None) -> str:
    if value is None:
        return "—"
    shown = round(value, indicator.decimals) if indicator else value
    if indicator and math.isclose(shown, value, rel_tol=1e-12):
        return f"{value:,.{indicator.decimals}f}".replace("-", "−")
    return plain(value)

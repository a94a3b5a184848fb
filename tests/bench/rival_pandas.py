"""The same scoring in pandas: text to categories, one column of NumPy arithmetic per indicator, group transforms.

Faster here than DataFrame.pivot: the categories' codes place every value in one array, a row per indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from config.model import Scheme, SchemeItem
from tests.bench import scoring_task as task
from tests.bench.measuring import Work


def prepare(size: task.Size) -> Work:
    """The frames in pandas, and the work that gives the digest of region, quarter, published score and rank."""
    measures, regions = task.measures(size).to_pandas(), task.regions(size).to_pandas()
    return lambda: ranked(measures, regions, task.scheme())


@dataclass(frozen=True)
class Wide:
    """Arrays with a row per indicator and a column per region and quarter; `peers` numbers quarter and group."""

    values: Any
    closed: Any
    rows: dict[str, int]
    group: Any
    peers: Any
    progress: Any

    def value(self, indicator: str) -> Any:
        """The values of an indicator."""
        return self.values[self.rows[indicator]]

    def na(self, indicator: str) -> Any:
        """Where the indicator does not apply."""
        return self.closed[self.rows[indicator]]


def ranked(measures: Any, regions: Any, scheme: Scheme) -> pd.DataFrame:
    """Region, quarter, published score and rank."""
    region, regions_seen = pd.factorize(measures["region_code"])
    quarter, quarters_seen = pd.factorize(measures["quarter"])
    group, groups_seen = pd.factorize(regions.set_index("region_code")["peer_group"].reindex(regions_seen))
    columns = len(regions_seen) * len(quarters_seen)
    names, quarters = np.asarray(groups_seen), np.tile(np.arange(len(quarters_seen)), len(regions_seen))
    group = np.repeat(group, len(quarters_seen))
    values, closed, rows = _placed(measures, region * len(quarters_seen) + quarter, columns)
    progress = np.array([task.time_progress(name) for name in quarters_seen])[quarters]
    wide = Wide(values, closed, rows, names[group], quarters * len(names) + group, progress)
    ten = 10**scheme.precision
    published = pd.Series(np.floor(np.round(_totals(wide, scheme) * ten, 6) + 0.5) / ten)
    rank = published.groupby(wide.peers).rank(method="min", ascending=False).astype("int64")
    keys = {
        "region_code": np.repeat(np.asarray(regions_seen), len(quarters_seen)),
        "quarter": np.asarray(quarters_seen)[quarters],
    }
    return pd.DataFrame({**keys, "published": published, "rank": rank})


def _placed(measures: Any, column: Any, columns: int) -> tuple[Any, Any, dict[str, int]]:
    indicator, indicators_seen = pd.factorize(measures["indicator"])
    place = indicator * columns + column
    values = np.full((len(indicators_seen), columns), np.nan)
    values.ravel()[place] = measures["value"].to_numpy()
    closed = np.zeros((len(indicators_seen), columns), dtype=bool)
    closed.ravel()[place] = (measures["status"] == "not_applicable").to_numpy()
    return values, closed, {code: row for row, code in enumerate(indicators_seen)}


def _totals(wide: Wide, scheme: Scheme) -> Any:
    columns = wide.values.shape[1]
    total, live = np.zeros(columns), np.zeros(columns)
    for section in scheme.sections:
        points, counted = np.zeros(columns), np.zeros(columns)
        for item in section.items:
            share, out = _share(item, wide), wide.na(item.indicator)
            if item.target and item.target.indicator:
                out = out | wide.na(item.target.indicator) | (wide.value(item.target.indicator) == 0)
            if item.missing == "exclude":
                out = out | np.isnan(share)
            points += np.where(out, 0.0, np.nan_to_num(share) * item.full_marks)
            counted += np.where(out, 0.0, item.full_marks)
        with np.errstate(divide="ignore", invalid="ignore"):
            total += np.where(counted > 0, points * section.full_marks / counted, 0.0)
        live += np.where(counted > 0, section.full_marks, 0.0)
    return total * scheme.full_marks / live


def _target(item: SchemeItem, wide: Wide) -> Any:
    assert item.target is not None
    wanted = wide.value(item.target.indicator) if item.target.indicator else item.target.value
    for group, goal in item.target.by_group.items():
        wanted = np.where(wide.group == group, goal, wanted)
    return wanted * wide.progress if item.target.annual else wanted


def _share(item: SchemeItem, wide: Wide) -> Any:
    x, given, marks, lower = wide.value(item.indicator), item.parameters, item.full_marks, item.direction == "lower"
    with np.errstate(divide="ignore", invalid="ignore"):
        match item.rule:
            case "completion":
                target, cap = _target(item, wide), given.get("cap", 1.0)
                rate = np.where(x <= 0, cap, target / x) if lower else np.where(target > 0, x / target, np.nan)
                share = np.where(np.isnan(x), np.nan, np.clip(rate, 0, cap))
            case "step_deduction":
                short = (x - given["threshold"] if lower else given["threshold"] - x) / given["step"]
                share = np.clip((marks - np.floor(short + 1e-9) * given["per_step"]) / marks, 0, 1)
            case "tiers":
                bounds = sorted(given["bounds"], reverse=True)
                conditions = [np.isnan(x), *(x >= bound - 1e-9 for bound, _ in bounds)]
                share = np.select(
                    conditions, [np.nan, *(p / marks for _, p in bounds)], given.get("otherwise", 0) / marks
                )
            case "shortfall_per_item":
                share = np.clip((marks - (given["expected"] - x) * given["per_item"]) / marks, 0, 1)
            case "per_event":
                start = given.get("start", 0 if given["per_event"] > 0 else marks)
                share = np.clip((start + given["per_event"] * x) / marks, 0, 1)
            case "by_results":
                best = pd.Series(x).groupby(wide.peers).transform("min" if lower else "max").to_numpy()
                rate = np.where(x <= 0, 1.0, best / x) if lower else np.where(best > 0, x / best, 0.0)
                share = np.where(np.isnan(x), np.nan, np.clip(rate, 0, 1))
            case "by_rank":
                place = pd.Series(x).groupby(wide.peers).rank(method="min", ascending=lower).to_numpy()
                share = np.clip(1 - (place - 1) * given["loss"], 0, 1)
            case "efficacy":
                low, high = _goalposts(item, x, wide, lower)
                base = given.get("base", 60) / 100
                share = np.clip(base + (1 - base) * np.where(high == low, 1.0, (x - low) / (high - low)), 0, 1) + x * 0
            case _:
                raise ValueError(item.rule)
    return share


def _goalposts(item: SchemeItem, x: Any, wide: Wide, lower: bool) -> tuple[Any, Any]:
    if item.parameters.get("observed"):
        grouped = pd.Series(x).groupby(wide.peers)
        posts = (grouped.transform("min").to_numpy(), grouped.transform("max").to_numpy())
        return posts[::-1] if lower else posts
    low, high = item.parameters["low"], item.parameters["high"]
    return (max(low, high), min(low, high)) if lower else (low, high)

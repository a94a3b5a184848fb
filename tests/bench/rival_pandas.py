"""The same scoring in pandas: one pivot, columns of NumPy arithmetic, group transforms where units are compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from config.model import Scheme, SchemeItem
from tests.bench import scoring_task as task
from tests.bench.measuring import Work


def prepare() -> Work:
    """The frames in pandas, and the work that gives region, published score and rank."""
    measures, regions = task.measures().to_pandas(), task.regions().to_pandas()
    config, scheme = task.config(), task.scheme()
    lower = {i.code: i.direction == "lower" for i in config.indicators}
    levels = {i.code: i.levels for i in config.indicators}

    def run() -> task.Ranks:
        wide = measures.pivot(index="region_code", columns="indicator", values="value")
        closed = measures.assign(na=measures["status"] == "not_applicable")
        closed = closed.pivot(index="region_code", columns="indicator", values="na").fillna(False).astype(bool)
        wide, closed = wide.reindex(regions["region_code"]), closed.reindex(regions["region_code"])
        units = regions.set_index("region_code")
        return _ranked(_totals(wide, closed, units, scheme, lower, levels), units, scheme)

    return run


def _totals(wide: Any, closed: Any, units: Any, scheme: Scheme, lower: dict[str, bool], levels: dict[str, Any]) -> Any:
    total, live = np.zeros(len(units)), np.zeros(len(units))
    for section in scheme.sections:
        points, counted = np.zeros(len(units)), np.zeros(len(units))
        for item in section.items:
            share = _share(item, wide, units["peer_group"], lower[item.indicator])
            out = (
                closed[item.indicator].to_numpy()
                | ~units["level"].isin(item.levels or levels[item.indicator]).to_numpy()
            )
            out |= ~units["level"].isin(levels[item.indicator]).to_numpy()
            if item.rule == "completion" and item.target and item.target.indicator:
                out |= closed[item.target.indicator].to_numpy() | (wide[item.target.indicator] == 0).to_numpy()
            if item.missing == "exclude":
                out |= np.isnan(share)
            points += np.where(out, 0.0, np.nan_to_num(share) * item.full_marks)
            counted += np.where(out, 0.0, item.full_marks)
        with np.errstate(divide="ignore", invalid="ignore"):
            total += np.where(counted > 0, points * section.full_marks / counted, 0.0)
        live += np.where(counted > 0, section.full_marks, 0.0)
    return total * scheme.full_marks / live


def _target(item: SchemeItem, wide: Any, group: Any) -> Any:
    assert item.target is not None
    if item.target.indicator:
        wanted = wide[item.target.indicator].to_numpy()
    else:
        wanted = group.map(item.target.by_group).fillna(item.target.value).to_numpy(dtype=float)
    return wanted * task.TIME_PROGRESS if item.target.annual else wanted


def _share(item: SchemeItem, wide: Any, group: Any, lower: bool) -> Any:
    series, given, marks = wide[item.indicator], item.parameters, item.full_marks
    x = series.to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        match item.rule:
            case "completion":
                target, cap = _target(item, wide, group), given.get("cap", 1.0)
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
                best = series.groupby(group).transform("min" if lower else "max").to_numpy()
                rate = np.where(x <= 0, 1.0, best / x) if lower else np.where(best > 0, x / best, 0.0)
                share = np.where(np.isnan(x), np.nan, np.clip(rate, 0, 1))
            case "by_rank":
                place = series.groupby(group).rank(method="min", ascending=lower).to_numpy()
                share = np.clip(1 - (place - 1) * given["loss"], 0, 1)
            case "efficacy":
                low, high = _goalposts(item, series, group, lower)
                base = given.get("base", 60) / 100
                share = np.clip(base + (1 - base) * np.where(high == low, 1.0, (x - low) / (high - low)), 0, 1) + x * 0
            case _:
                raise ValueError(item.rule)
    return share


def _goalposts(item: SchemeItem, series: Any, group: Any, lower: bool) -> tuple[Any, Any]:
    if item.parameters.get("observed"):
        grouped = series.groupby(group)
        posts = (grouped.transform("min").to_numpy(), grouped.transform("max").to_numpy())
        return posts[::-1] if lower else posts
    low, high = item.parameters["low"], item.parameters["high"]
    return (max(low, high), min(low, high)) if lower else (low, high)


def _ranked(total: Any, units: Any, scheme: Scheme) -> task.Ranks:
    ten = 10**scheme.precision
    published = pd.Series(np.floor(np.round(total * ten, 6) + 0.5) / ten, index=units.index)
    method = "min" if scheme.tie == "shared" else "dense"
    ranks = published.groupby(units["peer_group"]).rank(method=method, ascending=False).astype(int)
    return sorted(zip(units.index, published.tolist(), ranks.tolist(), strict=True))

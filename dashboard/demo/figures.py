"""Invented figures with a fixed seed: every region has a character, every quarter a little luck.

A figure is drawn around its indicator's baseline (figures.csv): better regions lie on the better side, quarters drift
slowly, amounts follow the number of residents, cumulative amounts never fall within a year.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from config.model import Config, Indicator, Quarter, Region

BASELINES = Path(__file__).parent / "figures.csv"
SMALL_CHANCE = 0.08
"""The share of districts that have nothing to report for an indicator in NOT_EVERYWHERE."""
SHORT = -0.75
"""How far the province as a whole lies on the worse side of the baselines, in standard scores."""
STANDARD_FALLS = 0.01
"""The share of regions in which a benefit standard falls in the newest quarter."""
NOT_EVERYWHERE = ("illegal_organisation_rate",)


@dataclass(frozen=True)
class Baseline:
    """Where an indicator's figures lie.

    kind: population, per_10k (residents), absolute, percent, ratio (of the ratio itself), share_of (times the figure of
    the indicator `of`), from_ratio (the numerator of the ratio `of`). `spread` is in points of the unit or relative to
    the mean; `trend` is the relative growth a quarter; with `annual` the mean is the whole year's.
    """

    kind: str
    mean: float
    districts: float | None
    prefectures: float | None
    of: str
    spread: float
    in_points: bool
    trend: float
    annual: bool


@dataclass(frozen=True)
class Province:
    """The invented province: figures by (region, quarter, indicator)."""

    config: Config
    quarters: Sequence[Quarter]
    seed: int

    def value(self, region: str, quarter: str, indicator: str) -> float | None:
        """The figure of a region in the catalogue's unit; None where it has none."""
        if quarter not in self.quarters:
            return None
        series = self._series(region, indicator)
        return None if series is None else float(series[self.quarters.index(Quarter(quarter))])

    @cached_property
    def units(self) -> tuple[Region, ...]:
        """The regions that report, in the order of the config."""
        return tuple(r for r in self.config.regions if r.level in self.config.province.scored_levels)

    @cached_property
    def _kept(self) -> dict[tuple[str, str], np.ndarray | None]:
        return {}

    @cached_property
    def _baselines(self) -> dict[str, Baseline]:
        return read_baselines()

    def _series(self, region: str, code: str) -> np.ndarray | None:
        """The figures of all quarters, computed once."""
        key = (region, code)
        if key not in self._kept:
            self._kept[key] = self._compute(self.config.region[region], self.config.indicator[code])
        return self._kept[key]

    def _compute(self, region: Region, indicator: Indicator) -> np.ndarray | None:
        if region.level not in indicator.levels or self._has_none(region, indicator):
            return None
        parts = [c.code for c in self.config.children.get(region.code, ()) if c.level in indicator.levels]
        if indicator.roll_up == "sum" and parts:
            known = [series for code in parts if (series := self._series(code, indicator.code)) is not None]
            return np.sum(known, axis=0) if known else None
        drawn = self._draw_series(region, indicator)
        return None if drawn is None else self._shaped(region, indicator, drawn)

    def _draw_series(self, region: Region, indicator: Indicator) -> np.ndarray | None:
        baseline = self._baselines[indicator.code]
        if baseline.kind == "from_ratio":
            ratio = self.config.indicator[baseline.of]
            whole = self._series(region.code, ratio.denominator)
            if whole is None:
                return None
            return whole * self._level(region, ratio, self._baselines[ratio.code], 1.0) / ratio.scale
        size: float | np.ndarray = 1.0
        if baseline.kind == "per_10k":
            size = self._residents(region) / 10_000
        elif baseline.kind == "population":
            size = self._residents(region) / baseline.mean
        elif baseline.kind == "share_of":
            whole = self._series(region.code, baseline.of)
            if whole is None:
                return None
            size = whole
        return self._level(region, indicator, baseline, size)

    def _level(self, region: Region, indicator: Indicator, baseline: Baseline, size: float | np.ndarray) -> np.ndarray:
        """The baseline moved by trend and luck, times the size, kept between the indicator's bounds."""
        mean = self._mean(region, baseline)
        steps = np.arange(len(self.quarters))
        luck = self._luck(indicator, region)
        if baseline.spread > 1 and not baseline.in_points:
            rate = np.maximum(mean * (1 - 0.35 * luck), 0.0)
            return self._chance("rare", region.code, indicator.code).poisson(rate).astype(float)
        spread = baseline.spread if baseline.in_points else mean * baseline.spread
        bounded = self._bounded(indicator, mean * (1 + baseline.trend) ** steps + spread * luck)
        return bounded * size * (self._year_share() if baseline.annual else 1.0)

    def _mean(self, region: Region, baseline: Baseline) -> float:
        special = {"districts": baseline.districts, "prefectures": baseline.prefectures}.get(region.peer_group)
        return baseline.mean if special is None else special

    def _luck(self, indicator: Indicator, region: Region) -> np.ndarray:
        """Standard scores over the quarters: character, strength in the line, habit, drift and noise."""
        sign = {"higher": 1.0, "lower": -1.0, "neutral": 0.0}[indicator.direction]
        count = len(self.quarters)
        chance = self._chance("luck", region.code, indicator.code)
        lasting = 0.6 * self._character(region) + 0.4 * self._character(region, indicator.line or indicator.owner)
        own = chance.normal() + chance.normal(0, 0.45, count)
        return np.clip(sign * (0.9 * lasting + SHORT) + 0.6 * own, -3.0, 3.0)

    def _character(self, region: Region, *line: str) -> np.ndarray:
        """A region's drifting strength, in all or in one line; a county takes after its prefecture."""
        chance = self._chance("character", region.code, *line)
        own = chance.normal() + np.cumsum(chance.normal(0, 0.2, len(self.quarters)))
        above = self.config.region.get(region.parent_code)
        if above is None or above.level not in self.config.province.scored_levels:
            return own
        return 0.7 * own + 0.7 * self._character(above, *line)

    def _shaped(self, region: Region, indicator: Indicator, series: np.ndarray) -> np.ndarray:
        """Rounded as it is reported; a cumulative amount never falls within a year."""
        series = self._never_falling(region, indicator, series)
        rounded = np.round(series, 0 if indicator.whole else indicator.decimals)
        if indicator.measure != "ytd_cumulative":
            return rounded
        for place in range(1, len(rounded)):
            if self.quarters[place].number > 1:
                rounded[place] = max(rounded[place], rounded[place - 1])
        return rounded

    def _never_falling(self, region: Region, indicator: Indicator, series: np.ndarray) -> np.ndarray:
        """Benefit standards only rise; in a few regions the newest one falls, so that there is an alarm to see."""
        if indicator.bottom_line is None or indicator.bottom_line.kind != "standard":
            return series
        risen = np.maximum.accumulate(series)
        if len(risen) > 1 and self._chance("fall", region.code, indicator.code).random() < STANDARD_FALLS:
            risen[-1] = risen[-2] * 0.97
        return risen

    def _bounded(self, indicator: Indicator, series: np.ndarray) -> np.ndarray:
        highest = indicator.maximum if indicator.is_ratio or indicator.maximum is not None else None
        return np.clip(series, indicator.minimum or 0.0, np.inf if highest is None else highest)

    def _year_share(self) -> np.ndarray:
        return np.array([quarter.time_progress for quarter in self.quarters])

    def _residents(self, region: Region) -> float:
        children = self.config.children.get(region.code, ())
        if children:
            return sum(self._residents(child) for child in children)
        middle = 36 if region.peer_group == "districts" else 58
        people = np.exp(self._chance("residents", region.code).normal(np.log(middle), 0.35)) * 10_000
        return float(np.clip(people, 60_000, 1_400_000))

    def _has_none(self, region: Region, indicator: Indicator) -> bool:
        rare = indicator.code in NOT_EVERYWHERE and region.peer_group == "districts"
        return rare and self._chance("none", region.code, indicator.code).random() < SMALL_CHANCE

    def _chance(self, *names: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *"/".join(names).encode()])


def read_baselines(file: Path = BASELINES) -> dict[str, Baseline]:
    """The baselines by indicator code."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["indicator"]: _baseline(row) for row in csv.DictReader(lines)}


def _baseline(row: dict[str, str]) -> Baseline:
    return Baseline(
        kind=row["kind"],
        mean=float(row["mean"] or 0),
        districts=float(row["districts"]) if row["districts"] else None,
        prefectures=float(row["prefectures"]) if row["prefectures"] else None,
        of=row["of"],
        spread=float(row["spread"] or 0),
        in_points=row["spread_kind"] == "points",
        trend=float(row["trend"] or 0),
        annual=row["annual"] == "true",
    )

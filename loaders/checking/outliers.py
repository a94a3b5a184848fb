"""Outliers by median and median absolute deviation: against a region's own history, and against its peers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from config.model import Config
from loaders.checking.history import item_of, unit_of
from loaders.checking.robust import median, spread
from loaders.checking.scene import Figure, Scene, before
from loaders.intake.outcome import Finding


def own_history(scene: Scene) -> Iterator[Finding]:
    """A figure far off the region's own earlier quarters, unless it is near the last one or last year's.

    Cumulative amounts are compared in proportion to the time of the year, so that last year's same quarter counts as
    it is. Counts are granted the noise of counting (the square root).
    """
    limits = scene.config.plausibility.outliers
    for figure in scene.figures:
        levels = figure.levels
        if len(levels) < limits.least_quarters:
            continue
        middle = median(levels)
        if _near_any(figure, (middle, levels[-1], *_last_year(figure)), scene.config):
            continue
        noise = math.sqrt(abs(middle) + 1) if _counted(figure, scene) else 0.0
        if abs(figure.value - middle) > limits.deviations * max(spread(levels, middle), noise):
            places = {"expected": middle, "low": min(levels), "high": max(levels)}
            shown = {name: figure.shown(value) for name, value in places.items()}
            yield scene.find("outlier_history", figure, count=len(levels), where=figure.earlier[-1][1].where, **shown)


def peers(scene: Scene) -> Iterator[Finding]:
    """A figure whose change on the last quarter is far off the change of its peers, unless its own history knows it."""
    limits = scene.config.plausibility.outliers
    for changes in _changes(scene).values():
        if len(changes) <= limits.least_peers:
            continue
        values = [change for _, change in changes]
        middle = median(values)
        usual = spread(values, middle)
        for figure, change in changes:
            off = abs(change - middle)
            if off <= max(limits.deviations * max(usual, _noise(figure)), math.log1p(limits.least_change)):
                continue
            if not _near_any(figure, (figure.expected or 0.0, *_last_year(figure)), scene.config):
                yield _of_change(scene, figure, middle, len(changes) - 1)


def _of_change(scene: Scene, figure: Figure, middle: float, count: int) -> Finding:
    period, known = figure.earlier[-1]
    usual = figure.shown(math.exp(middle) * (figure.levels[-1] + 0.5) - 0.5)
    places = {"before": figure.printed(known), "period": period, "expected": usual, "where": known.where}
    return scene.find("outlier_peers", figure, count=count, **places)


def _changes(scene: Scene) -> dict[tuple[str, str, str], list[tuple[Figure, float]]]:
    """The logarithm of each figure's change on the period before, by indicator, month and peers."""
    groups: dict[tuple[str, str, str], list[tuple[Figure, float]]] = defaultdict(list)
    for figure in scene.figures:
        if figure.earlier and figure.earlier[-1][0] == before(figure.row.period):
            last = figure.levels[-1]
            if figure.value >= 0 and last >= 0:
                key = (figure.row.indicator, figure.row.period, scene.peers_of(figure.row.region_code))
                groups[key].append((figure, math.log((figure.value + 0.5) / (last + 0.5))))
    return groups


def _noise(figure: Figure) -> float:
    """The noise of counting in the logarithm of a change."""
    return math.sqrt(1 / (figure.value + 1) + 1 / (figure.levels[-1] + 1))


def _near_any(figure: Figure, levels: Sequence[float], config: Config) -> bool:
    limits = config.plausibility.outliers
    if unit_of(figure.row.indicator, config) == "%":
        return any(abs(figure.value - level) < limits.least_points for level in levels)
    return any(abs(figure.value - level) < limits.least_share * abs(level) for level in levels)


def _last_year(figure: Figure) -> list[float]:
    year, month = figure.row.period.split("-")
    same = f"{int(year) - 1}-{month}"
    return [level for (period, _), level in zip(figure.earlier, figure.levels, strict=True) if period == same]


def _counted(figure: Figure, scene: Scene) -> bool:
    item = item_of(figure.row.indicator, scene.config)
    return item is not None and item.whole

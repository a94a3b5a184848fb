"""Workbooks that were copied forward: figures that are exactly those of the last quarter."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from loaders.checking.history import unit_of
from loaders.checking.scene import Figure, Scene, before
from loaders.intake.outcome import Finding

_FIRST = 5


def unchanged(scene: Scene) -> Iterator[Finding]:
    """Regions, or the whole file, whose figures that normally move all stand as they stood before."""
    limits = scene.config.plausibility.unchanged
    regions: dict[str, list[Figure]] = defaultdict(list)
    for figure in _moving(scene):
        regions[figure.row.region_code].append(figure)
    same = {region: [one for one in figures if _stands(one)] for region, figures in regions.items()}
    count, total = (sum(map(len, groups.values())) for groups in (same, regions))
    if len(regions) > 1 and count >= max(limits.least_figures, limits.file_share * total):
        yield _told(scene, "file_unchanged", next(figures for figures in same.values() if figures), count, total)
        return
    for region, figures in same.items():
        if len(figures) >= max(limits.least_figures, limits.share * len(regions[region])):
            yield _told(scene, "region_unchanged", figures, len(figures), len(regions[region]))


def _moving(scene: Scene) -> Iterator[Figure]:
    """The figures with one of the period before that are large enough and whose indicator was seen to move."""
    moved = _moved(scene)
    for figure in scene.figures:
        last = figure.earlier[-1][0] if figure.earlier else ""
        if moved[figure.row.indicator] and last == before(figure.row.period) and _telling(figure, scene):
            yield figure


def _telling(figure: Figure, scene: Scene) -> bool:
    """True for a figure that hardly repeats by chance: a large one, or a rate with decimals."""
    if unit_of(figure.row.indicator, scene.config) == "%":
        return figure.value % 1 != 0
    return figure.value >= scene.config.plausibility.unchanged.least_value


def _moved(scene: Scene) -> dict[str, bool]:
    """Whether an indicator moved often enough between its earlier quarters; true where there is no pair of them."""
    moves: dict[str, list[bool]] = defaultdict(list)
    for figure in scene.figures:
        values = [known.value or 0.0 for _, known in figure.earlier]
        moves[figure.row.indicator] += [not math.isclose(one, other) for one, other in pairwise(values)]
    share = scene.config.plausibility.unchanged.moving_share
    return {code: sum(seen) >= share * len(seen) for code, seen in moves.items()}


def _stands(figure: Figure) -> bool:
    return math.isclose(figure.value, figure.earlier[-1][1].value or 0.0)


def _told(scene: Scene, rule: str, figures: list[Figure], count: int, total: int) -> Finding:
    """The finding at the first figure that nothing else was said of."""
    taken = {(sheet, cell) for _, sheet, cell in scene.found}
    figure = next((one for one in figures if (one.row.sheet, one.row.cell) not in taken), figures[0])
    period, known = figure.earlier[-1]
    cells = " ".join(one.row.cell for one in figures[:_FIRST])
    return scene.find(rule, figure, count=count, total=total, cells=cells, period=period, where=known.where)

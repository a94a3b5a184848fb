"""Figures against those of the same region that were reported before: what falls, and what was told otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.checking.history import Known
from loaders.checking.scene import Figure, Scene
from loaders.intake.outcome import Finding


def cumulative_falls(scene: Scene) -> Iterator[Finding]:
    """An amount since 1 January cannot be less than it was earlier in the year."""
    for figure in scene.figures:
        if not figure.cumulative or not figure.earlier:
            continue
        period, known = figure.earlier[-1]
        code = figure.row.indicator
        rounded = scene.rounding(known, code) + scene.rounding(_self(scene, figure), code)
        if period[:4] == figure.row.period[:4] and figure.value < (known.value or 0) - rounded:
            places = {"before": figure.printed(known), "period": period, "where": known.where}
            yield scene.find("cumulative_falls", figure, **places)


def earlier_differs(scene: Scene) -> Iterator[Finding]:
    """What the file's own column says of an earlier month is what was reported for it.

    A sheet of its own for that month reports it anew and is no such column.
    """
    for figure in scene.figures:
        code = figure.row.indicator
        reported = scene.history.series(figure.row.region_code, code)
        for period, known in figure.earlier:
            stored = reported.get(period)
            anew = (figure.row.region_code, code, period) in scene.at
            if anew or stored is None or known is stored or stored.value is None or known.value is None:
                continue
            if scene.apart(known, code, stored, code):
                places = {"before": figure.printed(stored), "period": period, "where": stored.where}
                yield scene.find_at((known.sheet, known.cell, known.text), "earlier_differs", figure, **places)


def _self(scene: Scene, figure: Figure) -> Known:
    return scene.own[figure.row.region_code, figure.row.indicator][figure.row.period]

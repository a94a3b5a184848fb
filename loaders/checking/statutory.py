"""A statutory form against the division's table, for the statistics that the catalogue links to an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Config
from loaders.checking.history import Known
from loaders.checking.scene import Scene
from loaders.intake.outcome import Finding


def statutory(scene: Scene) -> Iterator[Finding]:
    """A figure of the one that is not what the other says for the same region and month."""
    same = _linked(scene.config)
    for figure in scene.figures:
        row = figure.row
        own = scene.own[row.region_code, row.indicator][row.period]
        for code in same.get(row.indicator, ()):
            other = scene.known(row.region_code, code, row.period)
            if other is None or other.value is None:
                continue
            if scene.apart(own, row.indicator, other, code):
                places = {"other": figure.printed(other), "where": other.where}
                called = scene.config.item_name(code)
                yield scene.find("statutory_differs", figure, called=called, who=_who(scene.config, other), **places)


def _linked(config: Config) -> dict[str, list[str]]:
    """The codes under which the same figure may come as well, both ways."""
    same: dict[str, list[str]] = {}
    for statistic in config.statistics:
        if statistic.indicator not in ("", statistic.code):
            same.setdefault(statistic.code, []).append(statistic.indicator)
            same.setdefault(statistic.indicator, []).append(statistic.code)
    return same


def _who(config: Config, known: Known) -> str:
    unit = config.division.get(known.submitter) or config.region.get(known.submitter)
    return unit.name if unit else known.submitter

"""A region's own figure against the sum of the regions below it, of one file or of several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from config.model import Config, Region, Status
from loaders.checking.history import Known
from loaders.checking.scene import Figure, Scene
from loaders.intake.outcome import Finding


class Sum(NamedTuple):
    """A region's figure and those of the regions below it; `complete` when none of these is still to come."""

    code: str
    period: str
    region: str
    total: Known
    parts: dict[str, Known]
    complete: bool


class Suspect(NamedTuple):
    """A region below that departs from what was expected of it; `explains` when by about the difference."""

    region: str
    expected: float
    departure: float
    explains: bool = False


def sums(scene: Scene) -> Iterator[Finding]:
    """A figure that is not the sum of the regions below it; what is missing may only make the sum smaller.

    The finding stands at the total, or, when the file brings only regions below, at the one that departs most from
    what was expected of it. Of a total that the file itself prints wrong only that region is told.
    """
    for one in _sums(scene):
        over = _sum(one) - (one.total.value or 0.0)
        rounded = sum(scene.rounding(known, one.code) for known in (one.total, *one.parts.values()))
        allowed = rounded + scene.config.plausibility.tolerance * abs(one.total.value or 0.0)
        if over > allowed or (one.complete and -over > allowed):
            yield from _told(scene, one, _suspect(scene, one, over))


def _sums(scene: Scene) -> Iterator[Sum]:
    """What can be summed: each indicator, month and region that the file tells of itself or from below."""
    asked: dict[tuple[str, str, str], None] = {}
    for figure in scene.figures:
        region = scene.config.region[figure.row.region_code]
        for above in (region.code, region.parent_code):
            asked[figure.row.indicator, figure.row.period, above] = None
    for code, period, above in asked:
        total, below = scene.known(above, code, period), _below(scene.config, code, above)
        if total is None or total.value is None or not below:
            continue
        known = [(region.code, scene.known(region.code, code, period)) for region in below]
        parts = {region: part for region, part in known if part is not None and part.value is not None}
        silent = [part for region, part in known if region not in parts]
        complete = all(part is not None and part.status == Status.NOT_APPLICABLE for part in silent)
        if parts:
            yield Sum(code, period, above, total, parts, complete)


def _below(config: Config, code: str, region: str) -> list[Region]:
    """The regions below that report a figure which adds up; none for one that does not."""
    children, indicator = config.children.get(region, ()), config.indicator.get(code)
    if indicator is None:
        return list(children)
    return [child for child in children if child.level in indicator.levels] if indicator.roll_up == "sum" else []


def _sum(one: Sum) -> float:
    return sum(known.value or 0.0 for known in one.parts.values())


def _suspect(scene: Scene, one: Sum, over: float) -> Suspect | None:
    """Who departs clearly from what was expected, by about the difference; else who departs most in its direction."""
    found = [suspect for region in one.parts if (suspect := _departure(scene, one, region, over))]
    if not found:
        return None
    least = scene.config.plausibility.outliers.least_share
    clear = [
        it for it in found if abs(it.departure) >= least * it.expected and abs(over - it.departure) < abs(over) / 2
    ]
    if clear:
        return min(clear, key=lambda it: abs(over - it.departure))._replace(explains=True)
    return max(found, key=lambda it: abs(it.departure))


def _departure(scene: Scene, one: Sum, region: str, over: float) -> Suspect | None:
    expected, value = scene.expected(region, one.code, one.period), one.parts[region].value
    if expected is None or value is None or (value - expected) * over <= 0:
        return None
    return Suspect(region, expected, value - expected)


def _told(scene: Scene, one: Sum, suspect: Suspect | None) -> Iterator[Finding]:
    total = scene.at.get((one.region, one.code, one.period))
    below = scene.at.get((suspect.region, one.code, one.period)) if suspect else None
    if total is not None and ("total_mismatch", total.row.sheet, total.row.cell) in scene.found:
        if below is not None and suspect is not None and suspect.explains:
            expected = below.shown(suspect.expected)
            yield scene.find("county_of_wrong_total", below, expected=expected, where=one.total.where)
        return
    figure = total or below or next(scene.at[place] for place in _places(one) if place in scene.at)
    yield _differs(scene, one, figure, suspect)


def _places(one: Sum) -> list[tuple[str, str, str]]:
    return [(region, one.code, one.period) for region in one.parts]


def _differs(scene: Scene, one: Sum, figure: Figure, suspect: Suspect | None) -> Finding:
    places = {
        "above": scene.config.region[one.region].name,
        "total": figure.printed(one.total),
        "at_total": one.total.where,
        "computed": figure.shown(_sum(one)),
        "count": len(one.parts),
    }
    if suspect is None:
        return scene.find("sum_differs", figure, **places)
    part = one.parts[suspect.region]
    places |= {"county": scene.config.region[suspect.region].name, "where": part.where}
    places |= {"figure": figure.printed(part), "expected": figure.shown(suspect.expected)}
    return scene.find("county_sum_differs", figure, **places)

"""Unit slips: a figure that is 10,000 times what its history, its own earlier column or its peers lead to expect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from config.model import Config
from loaders.checking.robust import median
from loaders.checking.scene import Figure, Scene
from loaders.intake.outcome import Finding

_SMALLEST = 100
"""A slip is at least of this size; ten times as much may happen."""
_SURE = 10_000
"""From this size on peers without any history are proof enough."""
_APART = 100
"""So many times must a figure lie outside the range of its peers."""
_SEVERAL = 3
Group = tuple[str, str, str]
"""What is compared: an indicator, a month, a level."""


class Slip(NamedTuple):
    """How many times too large a figure is, what was expected, the unit that fits (if any), and who says so."""

    times: float
    expected: float
    meant: str
    by_peers: bool


def unit_slips(scene: Scene) -> Iterator[Finding]:
    """Each figure that is a power of ten off, with the unit that would explain it; a whole column is told once."""
    limits = scene.config.plausibility.slips
    peers, apart = _peers(scene), {unit: units_apart(unit, scene.config) for unit in _units(scene)}
    found = [(one, slip) for one in scene.figures if (slip := _slip(one, apart[one.row.unit], peers, scene))]
    alike = Counter((figure.row.indicator, slip.times) for figure, slip in found)
    all_figures = Counter(figure.row.indicator for figure in scene.figures)
    told = set()
    for figure, slip in found:
        column = (figure.row.indicator, slip.times)
        total = all_figures[figure.row.indicator]
        if slip.meant and alike[column] >= max(_SEVERAL, limits.column_share * total):
            if column not in told:
                yield _of_column(scene, figure, slip, alike[column], total)
            told.add(column)
            scene.explained.add((figure.row.sheet, figure.row.cell))
        else:
            yield _of_figure(scene, figure, slip)


def units_apart(unit: str, config: Config) -> dict[float, str]:
    """The slips that a unit may suffer: how many times the figure is too large, and the unit that it is then in.

    They are as large as units of its kind are apart, and 10,000 for every kind; the unit is empty where only the
    places can be wrong.
    """
    base, size = config.reading.units.get(unit, (unit, 1.0))
    if base == "%":
        return {100.0: "", 0.01: ""}
    kin = {other: factor for other, (kind, factor) in config.reading.units.items() if kind == base}
    sizes = {1.0, 10_000.0, *kin.values()}
    places = dict.fromkeys((one / other for one in sizes for other in sizes), "")
    named = {size / factor: other for other, factor in reversed(kin.items())}
    return {times: meant for times, meant in (places | named).items() if max(times, 1 / times) >= _SMALLEST}


def _units(scene: Scene) -> set[str]:
    return {figure.row.unit for figure in scene.figures}


def _slip(figure: Figure, apart: Mapping[float, str], peers: Mapping[Group, list[float]], scene: Scene) -> Slip | None:
    tolerance, by_peers = scene.config.plausibility.slips.tolerance, figure.expected is None
    usual = _among(figure, peers[_group(figure, scene)], scene) if by_peers else [figure.expected or 0.0]
    if figure.value <= 0 or not usual or min(usual) <= 0:
        return None
    for times, meant in apart.items():
        near = min(usual) / tolerance <= figure.value / times <= max(usual) * tolerance
        if near and not (by_peers and max(times, 1 / times) < _SURE):
            return Slip(times, median(usual), meant, by_peers)
    return None


def _among(figure: Figure, values: list[float], scene: Scene) -> list[float]:
    """The values of the peers, when the figure lies far outside them; none otherwise. `values` are sorted.

    A fifth at either end may have slipped as well.
    """
    others = len(values) - 1
    if figure.value <= 0 or others < scene.config.plausibility.slips.least_peers:
        return []
    wild = others // 5
    if figure.value > _APART * values[-2 - wild]:
        return values[wild : -1 - wild]
    return values[1 + wild : len(values) - wild] if figure.value * _APART < values[1 + wild] else []


def _peers(scene: Scene) -> Mapping[Group, list[float]]:
    groups: dict[Group, list[float]] = defaultdict(list)
    for figure in scene.figures:
        if figure.value > 0:
            groups[_group(figure, scene)].append(figure.value)
    return defaultdict(list, {group: sorted(values) for group, values in groups.items()})


def _group(figure: Figure, scene: Scene) -> Group:
    return figure.row.indicator, figure.row.period, scene.config.region[figure.row.region_code].level


def _of_figure(scene: Scene, figure: Figure, slip: Slip) -> Finding:
    places = {"times": f"{slip.times:g}", "expected": figure.shown(slip.expected), "meant": slip.meant}
    if slip.by_peers:
        return scene.find("unit_slip_peers" if slip.meant else "places_slip_peers", figure, **places)
    where = figure.earlier[-1][1].where
    return scene.find("unit_slip" if slip.meant else "places_slip", figure, where=where, **places)


def _of_column(scene: Scene, figure: Figure, slip: Slip, count: int, total: int) -> Finding:
    places = {"times": f"{slip.times:g}", "expected": figure.shown(slip.expected), "meant": slip.meant}
    return scene.find("unit_slip_column", figure, count=count, total=total, **places)

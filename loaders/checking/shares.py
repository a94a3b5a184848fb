"""Parts and wholes that come in different files, and ratios that no region else has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from config.model import Config, Indicator
from loaders.checking.history import Known, unit_of
from loaders.checking.robust import median, spread
from loaders.checking.scene import Figure, Scene
from loaders.intake.outcome import Finding


def shares(scene: Scene) -> Iterator[Finding]:
    """Rates over 100 %: a numerator above its denominator, one of which was reported elsewhere."""
    rates = [rate for rate in scene.config.indicators if _bounded(rate, scene.config)]
    for rate, region, period in _ratios(scene, rates):
        part, whole = (scene.known(region, code, period) for code in (rate.numerator, rate.denominator))
        if part is None or whole is None or part.value is None or whole.value is None:
            continue
        rounded = scene.rounding(part, rate.numerator) + scene.rounding(whole, rate.denominator)
        if part.value > whole.value + rounded and ("part_over_whole", part.sheet, part.cell) not in scene.found:
            yield _over(scene, rate, region, period, part, whole)


def peer_ratios(scene: Scene) -> Iterator[Finding]:
    """A ratio far off the peers', where the region has no history of its own to be held against."""
    limits = scene.config.plausibility.outliers
    groups: dict[tuple[str, str, str], list[tuple[Figure, float]]] = defaultdict(list)
    ratios = [indicator for indicator in scene.config.indicators if indicator.is_ratio]
    for ratio, region, period in _ratios(scene, ratios):
        figure = _figure_of(scene, ratio, region, period)
        value = _value(scene, ratio, region, period)
        if value is not None:
            groups[ratio.code, period, scene.peers_of(region)].append((figure, value))
    for (code, _, _), members in groups.items():
        values = [value for _, value in members]
        middle = median(values)
        ratio = scene.config.indicator[code]
        least = limits.least_points if ratio.unit == "%" else limits.least_share * middle
        usual = max(limits.deviations * spread(values, middle), least)
        for figure, value in members:
            if len(values) > limits.least_peers and not figure.earlier and abs(value - middle) > usual:
                yield _off(scene, figure, ratio, value, middle, len(values) - 1)


def _bounded(rate: Indicator, config: Config) -> bool:
    """True for a rate that cannot pass 100 % and whose parts are counted in one unit."""
    bounded = rate.is_ratio and rate.scale == 100 and rate.maximum is not None and rate.maximum <= 100
    return bounded and unit_of(rate.numerator, config) == unit_of(rate.denominator, config)


def _ratios(scene: Scene, ratios: list[Indicator]) -> Iterator[tuple[Indicator, str, str]]:
    """Each ratio, region and month of which the file has a part, once."""
    places: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for figure in scene.figures:
        places[figure.row.indicator][figure.row.region_code, figure.row.period] = None
    for ratio in ratios:
        for region, period in places[ratio.numerator] | places[ratio.denominator]:
            yield ratio, region, period


def _value(scene: Scene, ratio: Indicator, region: str, period: str) -> float | None:
    part, whole = (scene.known(region, code, period) for code in (ratio.numerator, ratio.denominator))
    if part is None or whole is None or part.value is None or not whole.value:
        return None
    return ratio.scale * part.value / whole.value


def _figure_of(scene: Scene, ratio: Indicator, region: str, period: str) -> Figure:
    part = scene.at.get((region, ratio.numerator, period))
    return part or scene.at[region, ratio.denominator, period]


def _over(scene: Scene, rate: Indicator, region: str, period: str, part: Known, whole: Known) -> Finding:
    names = {key: scene.config.item_name(code) for key, code in (("part", rate.numerator), ("whole", rate.denominator))}
    figure = _figure_of(scene, rate, region, period)
    if figure.row.indicator == rate.numerator:
        return scene.find("part_over_other_whole", figure, total=figure.printed(whole), where=whole.where, **names)
    return scene.find("whole_under_other_part", figure, total=figure.printed(part), where=part.where, **names)


def _off(scene: Scene, figure: Figure, ratio: Indicator, value: float, middle: float, count: int) -> Finding:
    shown = {key: f"{it:.{ratio.decimals}f}{ratio.unit}" for key, it in (("value", value), ("expected", middle))}
    return scene.find("outlier_ratio", figure, ratio=ratio.name, count=count, **shown)

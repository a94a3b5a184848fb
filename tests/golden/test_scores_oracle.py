from fractions import Fraction
from typing import Any

import pytest

from config.frames import TARGET_MISSING
from config.model import Scheme
from metrics.scorecard import measure, score
from tests.golden.oracle import judged, ranked
from tests.golden.oracle_province import Province
from tests.unit.metrics import builders as build
from tests.unit.metrics.random_province import CATALOGUE, QUARTERS, province, random_scheme


def decimal_points(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def near(number: Fraction | None) -> Any:
    return None if number is None else pytest.approx(float(number), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("in_memory", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_scores_and_ranks_equal_the_exact_calculation(seed: int, in_memory: bool) -> None:
    regions, given = province(seed)
    scheme: Scheme = random_scheme(seed)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)
    measures = measure(build.values(given), units, CATALOGUE, QUARTERS)

    card = score(measures, units, CATALOGUE, scheme, QUARTERS, in_memory=in_memory)

    expected = judged(given, regions, CATALOGUE, scheme, QUARTERS)
    places = ranked(expected, regions, scheme.tie)
    names = ("region_code", "quarter", "published", "rank", "band", "coverage_share")
    found = {(row[0], row[1]): (decimal_points(row[2]), *row[3:]) for row in build.rows(card.ranking, *names)}
    assert found == {
        unit: (result.published, places[unit], result.band, None if result.coverage is None else float(result.coverage))
        for unit, result in expected.items()
    }


@pytest.mark.parametrize("seed", range(12, 16))
def test_item_points_equal_the_exact_calculation(seed: int) -> None:
    regions, given = province(seed)
    scheme = random_scheme(seed)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)

    card = score(measure(build.values(given), units, CATALOGUE, QUARTERS), units, CATALOGUE, scheme, QUARTERS)

    expected = judged(given, regions, CATALOGUE, scheme, QUARTERS)
    names = ("region_code", "quarter", "node", "points", "status")
    for unit, quarter, node, points, status in build.rows(card.items, *names):
        result = expected[unit, quarter]
        assert points == near(result.items[node])
        assert (status == TARGET_MISSING) == (node in result.aimless)
    for unit, quarter, node, points in build.rows(card.nodes, "region_code", "quarter", "node", "points"):
        if node != "total":
            assert points == near(expected[unit, quarter].sections[node])


@pytest.mark.parametrize("seed", range(16, 24))
def test_measures_and_their_change_equal_the_exact_calculation(seed: int) -> None:
    quarters = ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2"]
    regions, given = province(seed, quarters)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)

    measures = measure(build.values(given), units, CATALOGUE, quarters)

    exactly = Province(given, regions, {indicator.code: indicator for indicator in CATALOGUE})
    known = {region.code: region for region in regions}
    names = ("value", "quarter_value", "previous", "change", "last_year", "year_change")
    for code, quarter, indicator, *found in build.rows(measures, "region_code", "quarter", "indicator", *names):
        at = known[code], quarter, indicator
        value = exactly.value(*at)
        values = (None if isinstance(value, str) else value, exactly.part(*at))
        wanted = (*values, *exactly.change(*at), *exactly.year_change(*at))
        assert found == [near(number) for number in wanted], at

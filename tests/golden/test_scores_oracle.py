from fractions import Fraction

import pytest

from config.model import Scheme
from metrics.scorecard import measure, score
from tests.golden.oracle import judged, ranked
from tests.unit.metrics import builders as build
from tests.unit.metrics.random_province import CATALOGUE, QUARTERS, province, random_scheme


def decimal_points(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


@pytest.mark.parametrize("seed", range(12))
def test_scores_and_ranks_equal_the_exact_calculation(seed: int) -> None:
    regions, given = province(seed)
    scheme: Scheme = random_scheme(seed)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)

    card = score(measure(build.values(given), units, CATALOGUE, QUARTERS), units, CATALOGUE, scheme, QUARTERS)

    expected = judged(given, regions, CATALOGUE, scheme, QUARTERS)
    places = ranked(expected, regions, scheme.tie)
    names = ("region_code", "quarter", "published", "rank", "band")
    found = {(row[0], row[1]): (decimal_points(row[2]), *row[3:]) for row in build.rows(card.ranking, *names)}
    assert found == {unit: (result.published, places[unit], result.band) for unit, result in expected.items()}


@pytest.mark.parametrize("seed", range(12, 16))
def test_item_points_equal_the_exact_calculation(seed: int) -> None:
    regions, given = province(seed)
    scheme = random_scheme(seed)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)

    card = score(measure(build.values(given), units, CATALOGUE, QUARTERS), units, CATALOGUE, scheme, QUARTERS)

    expected = judged(given, regions, CATALOGUE, scheme, QUARTERS)
    for unit, quarter, node, points in build.rows(card.items, "region_code", "quarter", "node", "points"):
        wanted = expected[unit, quarter].items[node]
        assert points == (None if wanted is None else pytest.approx(float(wanted), abs=1e-9))

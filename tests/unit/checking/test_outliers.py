import math
import random
import statistics

import pytest

from config.model import Config
from loaders.checking.compare import compare
from tests.unit.checking.files import CITIES, CITY, QUARTERS, column, file_of, reported, row, rules, series, tuned

BEDS, RATE, CASES = "elderly_beds", "low_income_check_rate", "assistance_complaints"
STEADY = [1210.0, 1195.0, 1220.0, 1232.0, 1226.0, 1240.0, 1251.0]


def test_a_figure_far_off_its_own_quarters_is_doubted_with_their_range(hunan: Config) -> None:
    (finding,) = compare(
        file_of([row(hunan, CITY, BEDS, 2460)]), reported(hunan, {(CITY, BEDS): series(STEADY)}), hunan
    )

    assert (finding.rule, finding.severity, finding.cell) == ("outlier_history", "warning", "B2")
    assert [finding.places[key] for key in ("expected", "low", "high", "count")] == ["1226", "1195", "1251", 7]


@pytest.mark.parametrize(
    ("values", "now"),
    [
        (STEADY, 1190),
        (STEADY, 1500),
        (STEADY[-4:], 2460),
        ([100, 300, 120, 350, 90, 310, 105], 340),
        ([100, 130, 170, 220, 290, 370, 480], 620),
        ([1200, 1210, 1220, 1190, 1200, 1205, 2400], 2450),
        ([0, 1, 0, 0, 2, 0, 1], 4),
    ],
)
def test_what_a_series_usually_does_is_no_outlier(hunan: Config, values: list[float], now: float) -> None:
    assert rules(hunan, [row(hunan, CITY, BEDS, now)], reported(hunan, {(CITY, BEDS): series(values)})) == []


def test_the_same_quarter_of_last_year_explains_a_season(hunan: Config) -> None:
    values = dict(zip(QUARTERS, (100.0, 105.0, 98.0, 900.0, 102.0, 99.0, 104.0), strict=True))

    assert rules(hunan, [row(hunan, CITY, CASES, 880)], reported(hunan, {(CITY, CASES): values})) == []
    values["2025-09"] = 101.0
    assert rules(hunan, [row(hunan, CITY, CASES, 880)], reported(hunan, {(CITY, CASES): values})) == [
        ("outlier_history", "B2")
    ]


def test_cumulative_amounts_are_compared_by_the_time_of_the_year(hunan: Config) -> None:
    values = dict(zip(QUARTERS, (400.0, 98.0, 205.0, 300.0, 410.0, 101.0, 199.0), strict=True))
    history = reported(hunan, {(CITY, "home_adaptations"): values})

    assert rules(hunan, [row(hunan, CITY, "home_adaptations", 310)], history) == []
    assert rules(hunan, [row(hunan, CITY, "home_adaptations", 610)], history) == [("outlier_history", "B2")]


def test_rates_are_compared_in_percentage_points(hunan: Config) -> None:
    history = reported(hunan, {(CITY, RATE): series([95, 96, 95.5, 94.8, 95.2, 96.1])})

    assert rules(hunan, [row(hunan, CITY, RATE, 87)], history) == []
    assert rules(hunan, [row(hunan, CITY, RATE, 80)], history) == [("outlier_history", "B2")]


def test_a_change_that_no_peer_has_made_is_doubted_from_the_second_quarter_on(hunan: Config) -> None:
    history = reported(hunan, {(region, BEDS): {"2026-06": 1000.0 + n} for n, region in enumerate(CITIES)})
    values: dict[str, float | None] = {region: 1010.0 + 2 * n for n, region in enumerate(CITIES)}
    values["430300"] = 1900

    (finding,) = compare(file_of(column(hunan, BEDS, values)), history, hunan)

    assert (finding.rule, finding.cell, finding.places["count"]) == ("outlier_peers", "B4", 13)
    assert (finding.places["before"], finding.places["period"]) == ("1002", "2026-06")
    assert abs(float(finding.places["expected"]) - 1016) <= 3


def test_a_change_that_all_peers_made_is_none(hunan: Config) -> None:
    history = reported(hunan, {(region, BEDS): {"2026-06": 1000.0 + n} for n, region in enumerate(CITIES)})

    assert rules(hunan, column(hunan, BEDS, {region: 2000.0 + n for n, region in enumerate(CITIES)}), history) == []


def test_few_peers_prove_nothing(hunan: Config) -> None:
    history = reported(hunan, {(region, BEDS): {"2026-06": 1000.0} for region in CITIES[:6]})
    values: dict[str, float | None] = dict.fromkeys(CITIES[:5], 1010.0)

    assert rules(hunan, column(hunan, BEDS, values | {CITIES[5]: 1900}), history) == []


def test_what_a_check_passes_over_is_the_workspaces_own(hunan: Config) -> None:
    history, line = reported(hunan, {(CITY, BEDS): series(STEADY)}), [row(hunan, CITY, BEDS, 2460)]

    assert rules(tuned(hunan, exempt={"own_history": [BEDS]}), line, history) == []
    assert rules(tuned(hunan, off=["own_history"]), line, history) == []
    assert rules(tuned(hunan, outliers={"least_quarters": 8}), line, history) == []


def naive_outlier(value: float, past: list[float], last_year: float) -> bool:
    middle = statistics.median(past)
    if any(abs(value - level) < 0.3 * abs(level) for level in (middle, past[-1], last_year)):
        return False
    mad = statistics.median(abs(one - middle) for one in past)
    return abs(value - middle) > 5 * max(1.4826 * mad, math.sqrt(middle + 1))


@pytest.mark.parametrize("seed", range(5))
def test_outliers_are_those_that_a_plain_loop_finds(hunan: Config, seed: int) -> None:
    chance = random.Random(seed)
    past = {region: [float(round(chance.lognormvariate(6, 0.25))) for _ in QUARTERS] for region in CITIES}
    now = {region: float(round(chance.lognormvariate(6, 0.9))) for region in CITIES}
    history = reported(hunan, {(region, BEDS): series(values) for region, values in past.items()})
    lone = tuned(hunan, off=["peers", "unit_slips", "sums", "unchanged"])

    found = rules(lone, column(hunan, BEDS, dict(now)), history)

    lines = [(f"B{line}", region) for line, region in enumerate(CITIES, 2)]
    last_year = QUARTERS.index("2025-09")
    expected = [cell for cell, region in lines if naive_outlier(now[region], past[region], past[region][last_year])]
    assert found == [("outlier_history", cell) for cell in expected]

import random

import pytest

from config.model import Config
from loaders.checking.compare import compare
from tests.unit.checking.files import CITIES, CITY, NOW, column, file_of, reported, row, rules, tuned

SALES, VISITED = "lottery_sales", "dibao_checked"


def test_an_amount_since_january_that_is_less_than_last_quarter_is_doubted(hunan: Config) -> None:
    history = reported(hunan, {(CITY, VISITED): {"2026-03": 50_000, "2026-06": 71_980}})

    (finding,) = compare(file_of([row(hunan, CITY, VISITED, 69_415)]), history, hunan)

    assert (finding.rule, finding.severity, finding.cell, finding.read) == (
        "cumulative_falls",
        "warning",
        "B2",
        "69415",
    )
    assert finding.places["before"] == "71980"
    assert "69415 is less than the 71980 of 2026-06 (JP-2026-06 旧表!D5)" in finding.message("en")


@pytest.mark.parametrize(
    ("period", "before", "value"),
    [
        ("2026-03", "2025-12", 20_000),
        (NOW, "2025-12", 40_000),
        (NOW, "2026-06", 71_980),
        (NOW, "2026-06", 90_000),
    ],
)
def test_a_new_year_begins_at_zero_and_what_stands_has_not_fallen(
    hunan: Config, period: str, before: str, value: float
) -> None:
    history = reported(hunan, {(CITY, VISITED): {before: 71_980}})

    assert "cumulative_falls" not in dict(rules(hunan, [row(hunan, CITY, VISITED, value, period=period)], history))


def test_stocks_may_fall(hunan: Config) -> None:
    history = reported(hunan, {(CITY, "elderly_beds"): {"2026-06": 1200}})

    assert rules(hunan, [row(hunan, CITY, "elderly_beds", 1100)], history) == []


def test_rounding_in_another_unit_is_no_fall(hunan: Config) -> None:
    history = reported(hunan, {(CITY, SALES): {"2026-06": 1234.5}})

    assert rules(hunan, [row(hunan, CITY, SALES, 12_344_900, unit="元")], history) == []
    assert rules(hunan, [row(hunan, CITY, SALES, 12_200_000, unit="元")], history) == [("cumulative_falls", "B2")]


def test_the_file_s_own_last_quarter_is_held_against_as_well(hunan: Config) -> None:
    before = row(hunan, CITY, "total_spending", 60_000.5, "E5", period="2026-06", role="previous_quarter")

    assert rules(hunan, [row(hunan, CITY, "total_spending", 59_000.5, "D5"), before]) == [("cumulative_falls", "D5")]


def test_an_earlier_column_that_was_reported_otherwise_is_told_at_its_cell(hunan: Config) -> None:
    history = reported(hunan, {(CITY, "total_spending"): {"2026-06": 40_000}})
    rows = [
        row(hunan, CITY, "total_spending", 60_000, "D5"),
        row(hunan, CITY, "total_spending", 40_400, "E5", period="2026-06", role="previous_quarter"),
    ]

    (finding,) = compare(file_of(rows), history, hunan)

    assert (finding.rule, finding.cell, finding.read, finding.places["before"]) == (
        "earlier_differs",
        "E5",
        "40400",
        "40000",
    )
    assert compare(file_of(rows), history, tuned(hunan, tolerance=0.02)) == ()


def test_falls_are_those_that_a_plain_loop_finds(hunan: Config) -> None:
    chance = random.Random(4)
    past = {region: float(chance.randint(500, 900)) for region in CITIES}
    now = {region: float(chance.randint(500, 900)) for region in CITIES}
    history = reported(hunan, {(region, VISITED): {"2026-06": value} for region, value in past.items()})

    found = rules(hunan, column(hunan, VISITED, dict(now)), history)

    expected = [f"B{line}" for line, region in enumerate(CITIES, 2) if now[region] < past[region]]
    assert [cell for rule, cell in found if rule == "cumulative_falls"] == expected

import random

from config.model import Config
from loaders.checking.compare import compare
from loaders.checking.history import History
from tests.unit.checking.files import CITIES, CITY, NOW, column, file_of, reported, row, rules, series, tuned

PART, WHOLE = "dibao_checked", "dibao_recipients"


def test_a_numerator_over_a_denominator_of_another_file_is_doubted(hunan: Config) -> None:
    history = reported(hunan, {(CITY, WHOLE): {NOW: 71_000}})

    (finding,) = compare(file_of([row(hunan, CITY, PART, 71_980)]), history, hunan)

    assert (finding.rule, finding.severity, finding.cell) == ("part_over_other_whole", "warning", "B2")
    assert (finding.places["total"], finding.places["where"]) == ("71000", "JP-2026-09 旧表!D5")


def test_a_denominator_under_the_numerator_of_another_file_is_doubted(hunan: Config) -> None:
    history = reported(hunan, {(CITY, PART): {NOW: 71_000}})

    assert rules(hunan, [row(hunan, CITY, WHOLE, 70_000)], history) == [("whole_under_other_part", "B2")]


def test_an_older_file_of_the_same_period_is_superseded_by_this_one(hunan: Config) -> None:
    history = reported(hunan, {(CITY, WHOLE): {NOW: 60_000}, (CITY, PART): {NOW: 66_000}})
    rows = [row(hunan, CITY, WHOLE, 70_000), row(hunan, CITY, PART, 69_000, "C2")]

    assert rules(hunan, rows, history) == []


def test_rates_over_a_hundred_are_those_that_a_plain_loop_finds(hunan: Config) -> None:
    chance = random.Random(7)
    parts: dict[str, float | None] = {region: float(chance.randint(80, 120)) for region in CITIES}
    wholes = {region: float(chance.randint(80, 120)) for region in CITIES}
    history = reported(hunan, {(region, WHOLE): {NOW: value} for region, value in wholes.items()})

    found = rules(tuned(hunan, off=["peer_ratios"]), column(hunan, PART, parts), history)

    over = [f"B{line}" for line, region in enumerate(CITIES, 2) if (parts[region] or 0) > wholes[region]]
    assert found == [("part_over_other_whole", cell) for cell in over]


def test_a_rate_far_off_all_peers_is_doubted_where_there_is_no_history(hunan: Config) -> None:
    wholes: dict[str, float | None] = {region: 1000.0 + 10 * n for n, region in enumerate(CITIES)}
    parts = {region: round((whole or 0) * 0.9) + 3.0 * n for n, (region, whole) in enumerate(wholes.items())}
    rows = [*column(hunan, WHOLE, wholes), *column(hunan, PART, {**parts, "430300": 500.0}, "C")]

    (finding,) = compare(file_of(rows), History(), hunan)

    assert (finding.rule, finding.cell) == ("outlier_ratio", "C4")
    assert finding.places["value"] == "49.02%"
    own = reported(hunan, {("430300", PART): series([480, 490])})
    assert "outlier_ratio" not in dict(rules(hunan, rows, own))

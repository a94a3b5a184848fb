import pytest

from config.model import Config
from loaders.checking.compare import compare
from loaders.checking.slips import units_apart
from tests.unit.checking.files import CITIES, CITY, column, file_of, reported, row, rules, series, tuned

BEDS, MONEY, RATE = "elderly_beds", "lottery_sales_plan", "low_income_check_rate"


@pytest.mark.parametrize(
    ("code", "value", "unit", "rule", "meant"),
    [
        (MONEY, 11_900_000, "万元", "unit_slip", "元"),
        (MONEY, 1_190_000, "万元", "places_slip", ""),
        (MONEY, 11_900, "元", "unit_slip", "千元"),
        (MONEY, 0.119, "万元", "unit_slip", "亿元"),
        (MONEY, 1190, "元", "unit_slip", "万元"),
        (MONEY, 0.12, "元", "unit_slip", "亿元"),
        (BEDS, 0.124, "张", "unit_slip", "万张"),
        (BEDS, 12_400_000, "张", "places_slip", ""),
        (RATE, 0.953, "%", "places_slip", ""),
    ],
)
def test_a_slip_names_the_unit_that_was_probably_meant(
    hunan: Config, code: str, value: float, unit: str, rule: str, meant: str
) -> None:
    usual = {MONEY: 1180.0, BEDS: 1240.0, RATE: 95.3}[code]
    history = reported(hunan, {(CITY, code): series([usual, usual * 1.02, usual * 0.97])})

    (finding,) = compare(file_of([row(hunan, CITY, code, value, unit=unit)]), history, hunan)

    assert (finding.rule, finding.severity, finding.cell) == (rule, "warning", "B2")
    assert finding.places["meant"] == meant
    assert finding.places["where"] == "JP-2026-06 旧表!D5"


def test_a_slip_says_what_was_read_and_what_was_expected_in_the_files_unit(hunan: Config) -> None:
    history = reported(hunan, {(CITY, MONEY): series([1180, 1190, 1200])})

    (finding,) = compare(file_of([row(hunan, CITY, MONEY, 1210, unit="元")]), history, hunan)

    assert finding.message("en") == (
        "福彩年度销售计划 of 长沙市: 1210 (元) is 0.0001 times the 11900000 that is to be expected after "
        "JP-2026-06 旧表!D5; in 万元 it would fit."
    )


@pytest.mark.parametrize("value", [1240, 12_400, 124, 400, 3000, 0])
def test_ten_times_as_much_and_less_is_no_unit_slip(hunan: Config, value: float) -> None:
    history = reported(hunan, {(CITY, BEDS): series([1240, 1250])})

    assert rules(hunan, [row(hunan, CITY, BEDS, value)], history) == []


def test_the_files_own_earlier_column_is_enough(hunan: Config) -> None:
    before = row(hunan, CITY, "total_spending", 40_442.3, "E5", period="2026-06", role="previous_quarter")
    current = row(hunan, CITY, "total_spending", 607_000_000, "D5")

    (finding,) = compare(file_of([current, before]), reported(hunan, {}), hunan)

    assert (finding.rule, finding.cell, finding.places["where"], finding.places["meant"]) == (
        "unit_slip",
        "D5",
        "数据!E5",
        "元",
    )


def test_without_any_history_the_peers_show_the_size(hunan: Config) -> None:
    values: dict[str, float | None] = {region: 900.0 + 100 * n for n, region in enumerate(CITIES)}
    values |= {"430300": 11_000_000, "430500": 0.11}

    found = compare(file_of(column(hunan, BEDS, values)), reported(hunan, {}), hunan)

    assert [(one.rule, one.cell) for one in found] == [("places_slip_peers", "B4"), ("unit_slip_peers", "B6")]


def test_two_of_many_peers_may_have_slipped_the_same_way(hunan: Config) -> None:
    values: dict[str, float | None] = {region: 900.0 + 100 * n for n, region in enumerate(CITIES)}
    values |= {"430300": 11_000_000, "430500": 13_000_000}

    assert rules(hunan, column(hunan, BEDS, values)) == [("places_slip_peers", "B4"), ("places_slip_peers", "B6")]


def test_peers_of_very_different_size_prove_nothing(hunan: Config) -> None:
    values: dict[str, float | None] = {"430100": 3, "430200": 4000, "430300": 25_000, "430400": 7}

    assert rules(hunan, column(hunan, BEDS, values)) == []


def test_a_column_in_the_wrong_unit_is_told_once(hunan: Config) -> None:
    history = reported(hunan, {(region, MONEY): series([1180, 1190]) for region in CITIES})
    values: dict[str, float | None] = dict.fromkeys(CITIES, 11_850_000.0)
    values["433100"] = 1_180

    (finding,) = compare(file_of(column(hunan, MONEY, values)), history, hunan)

    assert (finding.rule, finding.cell) == ("unit_slip_column", "B2")
    assert (finding.places["count"], finding.places["total"], finding.places["meant"]) == (13, 14, "元")


def test_the_tolerance_is_the_workspaces_own(hunan: Config) -> None:
    history = reported(hunan, {(CITY, BEDS): series([1000, 1000])})
    line = [row(hunan, CITY, BEDS, 25_000_000)]

    assert rules(hunan, line, history) == [("places_slip", "B2")]
    assert rules(tuned(hunan, slips={"tolerance": 2}), line, history) == []


@pytest.mark.parametrize("unit", ["元", "千元", "万元", "亿元", "人", "万人", "张"])
def test_the_units_of_a_kind_are_the_slips_that_are_possible(hunan: Config, unit: str) -> None:
    base, size = hunan.reading.units[unit]
    kin = {other: factor for other, (kind, factor) in hunan.reading.units.items() if kind == base}

    apart = units_apart(unit, hunan)

    assert {kin[meant] for meant in apart.values() if meant} == {f for f in kin.values() if not 0.01 < size / f < 100}
    assert all(times == size / kin[meant] for times, meant in apart.items() if meant)
    assert {10_000.0, 0.0001} <= set(apart)


def test_periods_of_cumulative_amounts_are_brought_to_the_same_time_of_the_year(hunan: Config) -> None:
    history = reported(hunan, {(CITY, "lottery_sales"): {"2025-12": 1200.0}})

    found = compare(file_of([row(hunan, CITY, "lottery_sales", 3_000_000, period="2026-03")]), history, hunan)

    assert [one.places["expected"] for one in found] == ["300"]


def test_a_slipped_column_is_told_once_though_its_sums_since_january_fall(hunan: Config) -> None:
    earlier = {(region, "lottery_sales"): {"2026-06": 40_000.0 + 100 * n} for n, region in enumerate(CITIES)}
    values: dict[str, float | None] = {region: 6.1 + 0.01 * n for n, region in enumerate(CITIES)}

    found = rules(hunan, column(hunan, "lottery_sales", values), reported(hunan, earlier))

    assert found == [("unit_slip_column", "B2")]

import random

from config.model import Config, Severity, Status
from loaders.checking.compare import compare
from loaders.checking.history import History
from loaders.intake.outcome import Finding
from tests.unit.checking.files import CITY, DISTRICTS, NOW, column, file_of, reported, row, rules, tuned

BEDS = "elderly_beds"
COUNTIES = {region: 100.0 + 10 * n for n, region in enumerate(DISTRICTS)}
TOTAL = sum(COUNTIES.values())
PAST = {(region, BEDS): {"2026-06": value - 1} for region, value in COUNTIES.items()}


def history_with(hunan: Config, **now: float) -> History:
    told = {(region, BEDS): {"2026-06": COUNTIES.get(region, TOTAL) - 1, NOW: value} for region, value in now.items()}
    return reported(hunan, {**PAST, **told})


def test_counties_that_do_not_make_the_reported_prefecture_name_the_one_that_departs(hunan: Config) -> None:
    history = history_with(hunan, **{CITY: TOTAL})
    values: dict[str, float | None] = {**COUNTIES, "430103": 118.0, "430104": 150.0}

    (finding,) = compare(file_of(column(hunan, BEDS, values)), history, hunan)

    assert (finding.rule, finding.severity, finding.cell, finding.read) == (
        "county_sum_differs",
        "warning",
        "B4",
        "150",
    )
    places = finding.places
    assert (places["above"], places["total"], places["computed"]) == ("长沙市", f"{TOTAL:.0f}", f"{TOTAL + 38:.0f}")
    assert (places["county"], places["figure"], places["expected"]) == ("岳麓区", "150", "119")
    assert places["at_total"] == "JP-2026-09 旧表!D5"


def test_a_prefecture_that_is_not_the_sum_of_reported_counties_is_told_at_its_own_cell(hunan: Config) -> None:
    history = history_with(hunan, **{**COUNTIES, "430112": 15.0})

    (finding,) = compare(file_of([row(hunan, CITY, BEDS, TOTAL)]), history, hunan)

    assert (finding.rule, finding.cell, finding.places["county"]) == ("county_sum_differs", "B2", "望城区")
    assert (finding.places["figure"], finding.places["expected"]) == ("15", f"{COUNTIES['430112'] - 1:.0f}")


def test_within_one_file_a_total_that_was_told_before_only_gets_its_county(hunan: Config) -> None:
    values: dict[str, float | None] = {CITY: TOTAL, **COUNTIES, "430112": 15.0}
    told = Finding("total_mismatch", Severity.WARNING, "数据", "B2")

    one_sheet = compare(file_of(column(hunan, BEDS, values), [told]), reported(hunan, PAST), hunan)
    two_sheets = compare(file_of(column(hunan, BEDS, values)), reported(hunan, PAST), hunan)

    assert [(one.rule, one.cell) for one in one_sheet] == [("county_of_wrong_total", "B8")]
    assert [(one.rule, one.cell) for one in two_sheets] == [("county_sum_differs", "B2")]


def test_without_earlier_figures_nobody_is_named(hunan: Config) -> None:
    values: dict[str, float | None] = {CITY: TOTAL + 5, **COUNTIES}

    assert rules(hunan, column(hunan, BEDS, values)) == [("sum_differs", "B2")]


def test_a_county_that_is_still_to_come_may_only_make_the_sum_smaller(hunan: Config) -> None:
    some: dict[str, float | None] = {region: value for region, value in COUNTIES.items() if region != "430182"}

    assert rules(hunan, column(hunan, BEDS, {CITY: TOTAL, **some})) == []
    assert rules(hunan, column(hunan, BEDS, {CITY: 300.0, **some})) == [("sum_differs", "B2")]


def test_a_county_to_which_it_does_not_apply_counts_as_nothing(hunan: Config) -> None:
    some: dict[str, float | None] = {region: value for region, value in COUNTIES.items() if region != "430182"}
    history = reported(hunan, {("430182", BEDS): {NOW: None}}, status=Status.NOT_APPLICABLE)

    assert rules(hunan, column(hunan, BEDS, {CITY: TOTAL, **some}), history) == [("sum_differs", "B2")]


def test_what_does_not_add_up_is_not_summed(hunan: Config) -> None:
    standards: dict[str, float | None] = dict.fromkeys((CITY, *DISTRICTS), 690.0)

    assert rules(hunan, column(hunan, "urban_dibao_standard", standards)) == []


def test_amounts_may_differ_by_their_rounding_and_by_the_tolerance(hunan: Config) -> None:
    money: dict[str, float | None] = dict.fromkeys(DISTRICTS, 10.1)

    def found(total: float, **keys: object) -> list[tuple[str, str]]:
        return rules(tuned(hunan, **keys), column(hunan, "lottery_sales_plan", {CITY: total, **money}))

    assert found(91.3) == []
    assert found(92.0) == [("sum_differs", "B2")]
    assert found(92.0, tolerance=0.02) == []


def test_sums_are_those_that_a_plain_loop_finds(hunan: Config) -> None:
    chance = random.Random(11)
    prefectures = [region.code for region in hunan.regions if region.level == "prefecture"]
    values: dict[str, float | None] = {}
    wrong = []
    for code in prefectures:
        below = {region.code: float(chance.randint(5, 500)) for region in hunan.children[code]}
        slip = chance.choice((0, 0, 1, -3))
        values |= {code: sum(below.values()) + slip, **below}
        wrong += [code] if slip else []
    line = {region: f"B{number}" for number, region in enumerate(values, 2)}

    assert rules(hunan, column(hunan, BEDS, values)) == [("sum_differs", line[code]) for code in wrong]

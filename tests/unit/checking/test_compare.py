import random

import pytest

from config.model import Config, Severity
from loaders.checking.compare import compare
from loaders.checking.history import History
from loaders.intake.outcome import Finding, ValueRow
from tests.unit.checking.files import CITIES, CITY, column, file_of, reported, row, rules, series, tuned

BEDS, MONEY = "elderly_beds", "lottery_sales_plan"
STEADY = [1210.0, 1195.0, 1220.0, 1232.0, 1226.0, 1240.0, 1251.0]


def wild(hunan: Config, seed: int = 5) -> tuple[list[ValueRow], History]:
    chance = random.Random(seed)
    codes = (BEDS, "dibao_recipients", "dibao_checked", "home_adaptations", MONEY)
    past = {(city, code): series([chance.uniform(500, 900) for _ in range(7)]) for city in CITIES for code in codes}
    rows: list[ValueRow] = []
    for letter, code in zip("BCDEF", codes, strict=True):
        rows += column(hunan, code, {city: float(chance.randint(1, 20_000)) for city in CITIES}, letter)
    return rows, reported(hunan, past)


def test_only_the_most_telling_finding_of_a_cell_is_told(hunan: Config) -> None:
    history = reported(hunan, {(CITY, BEDS): series(STEADY)})
    line = [row(hunan, CITY, BEDS, 12_500_000)]

    assert rules(hunan, line, history) == [("places_slip", "B2")]
    assert rules(tuned(hunan, off=["unit_slips"]), line, history) == [("outlier_history", "B2")]


def test_a_cell_with_an_error_of_its_own_gets_no_other(hunan: Config) -> None:
    history = reported(hunan, {(CITY, BEDS): series(STEADY)})
    error = Finding("not_whole", Severity.ERROR, "数据", "B2")
    warning = Finding("part_over_whole", Severity.WARNING, "数据", "B2")
    line = [row(hunan, CITY, BEDS, 2500)]

    assert compare(file_of(line, [error]), history, hunan) == ()
    assert len(compare(file_of(line, [warning]), history, hunan)) == 1


def test_findings_stand_in_the_order_of_the_sheet_whatever_the_order_of_the_rows(hunan: Config) -> None:
    rows, history = wild(hunan)
    shuffled = random.Random(1).sample(rows, len(rows))

    found = compare(file_of(rows), history, hunan)

    lines = [(int(one.cell[1:]), one.cell[0]) for one in found if one.cell]
    assert len(found) > 20
    assert lines == sorted(lines)
    assert compare(file_of(shuffled), history, hunan) == found


def test_none_of_it_is_an_error_and_every_cell_is_told_once(hunan: Config) -> None:
    rows, history = wild(hunan)

    found = compare(file_of(rows), history, hunan)

    assert {one.severity for one in found} <= {Severity.WARNING, Severity.NOTE}
    assert len({(one.sheet, one.cell) for one in found}) == len(found)
    assert all("{" not in one.message(locale) + one.remedy(locale) for one in found for locale in ("en", "zh_CN"))


def test_of_one_rule_so_many_are_listed_and_the_others_counted(hunan: Config) -> None:
    rows, history = wild(hunan)
    every = [one.rule for one in compare(file_of(rows), history, tuned(hunan, most=1000))]

    few = compare(file_of(rows), history, tuned(hunan, most=3))

    listed = [one.rule for one in few if one.rule != "more_alike"]
    assert {rule: listed.count(rule) for rule in set(every)} == {rule: min(3, every.count(rule)) for rule in set(every)}
    notes = [one for one in few if one.rule == "more_alike"]
    assert sorted(one.places["count"] for one in notes) == sorted(
        every.count(rule) - 3 for rule in set(every) if every.count(rule) > 3
    )
    assert {one.severity for one in notes} == {Severity.NOTE}


def test_units_that_do_not_fit_and_unknown_codes_are_left_to_the_reading(hunan: Config) -> None:
    history = reported(hunan, {(CITY, BEDS): series(STEADY)})
    strange = row(hunan, CITY, BEDS, 12_500_000, unit="万元")

    assert rules(hunan, [strange], history) == []
    assert rules(hunan, [row(hunan, "999999", BEDS, 12_500_000)], history) == []


def test_a_file_of_several_months_is_its_own_history(hunan: Config) -> None:
    rows = [
        row(hunan, CITY, BEDS, 1200, "B2", period="2026-03", sheet="3月"),
        row(hunan, CITY, BEDS, 12_300_000, "B2", period="2026-06", sheet="6月"),
    ]

    (finding,) = compare(file_of(rows), History(), hunan)

    assert (finding.rule, finding.sheet, finding.places["where"]) == ("places_slip", "6月", "3月!B2")


@pytest.mark.parametrize("text", ["0.000000000000000000000000000001", "999999999999999.999999999999999", "-0", "1e15"])
def test_numbers_at_the_ends_of_what_is_read_are_compared_and_printed(hunan: Config, text: str) -> None:
    history = reported(hunan, {(CITY, MONEY): series([800.0, 810, 790, 805, 820, 799, 801])})

    found = compare(file_of([row(hunan, CITY, MONEY, text, unit="亿元")]), history, hunan)

    assert len(found) == 1
    assert "{" not in found[0].message()


def test_rows_without_a_month_are_left_until_the_month_is_told(hunan: Config) -> None:
    rows = [row(hunan, CITY, BEDS, 12_500_000, period=""), row(hunan, CITY, BEDS, 1250, "B9", period="2026-09")]

    assert compare(file_of(rows), reported(hunan, {(CITY, BEDS): series(STEADY)}), hunan) == ()


def test_a_sheet_that_reports_an_earlier_month_anew_is_no_contradiction(hunan: Config) -> None:
    history = reported(hunan, {(CITY, BEDS): {"2026-06": 1300.0}})
    anew = row(hunan, CITY, BEDS, 1250, "B3", period="2026-06", sheet="6月")

    assert rules(hunan, [anew, row(hunan, CITY, BEDS, 1260)], history) == []

from collections.abc import Sequence
from typing import Any

import pytest

from config.model import Indicator
from metrics.scorecard import measure
from tests.unit.metrics import builders as build

ALL = ("province", "prefecture", "county")
A = build.indicator("a", levels=ALL)
B = build.indicator("b", levels=ALL)
YTD = build.indicator("ytd", levels=ALL, measure="ytd_cumulative")
RATE = build.ratio("rate", "a", "b", levels=ALL)
REGIONS = [
    ("p", "", "province", ""),
    ("c", "p", "prefecture", "prefectures"),
    ("d", "p", "prefecture", "prefectures"),
    ("c1", "c", "county", "counties"),
    ("c2", "c", "county", "counties"),
    ("d1", "d", "county", "counties"),
]


def measured(
    given: build.Given, catalogue: Sequence[Indicator], quarters: Sequence[str], *names: str
) -> dict[Any, Any]:
    frame = measure(build.values(given), build.regions(REGIONS), catalogue, quarters)
    rows = build.rows(frame, "region_code", "indicator", "quarter", *names)
    return {row[:3]: row[3:] if len(names) > 1 else row[3] for row in rows}


def test_every_region_and_indicator_that_is_due_has_a_row() -> None:
    local = build.indicator("local", levels=("county",))

    rows = measured({}, [A, local], ["2025Q1"], "status")

    assert len(rows) == 6 + 3
    assert set(rows.values()) == {"not_reported"}


def test_the_quarter_part_of_a_cumulative_amount() -> None:
    given = {("c1", "2024Q4", "ytd"): 90.5, ("c1", "2025Q1", "ytd"): 10.1, ("c1", "2025Q2", "ytd"): 30.4}
    given |= {("c1", "2025Q4", "ytd"): 70}

    rows = measured(given, [YTD], ["2025Q1", "2025Q2", "2025Q3", "2025Q4"], "value", "quarter_value")

    series = [rows["c1", "ytd", f"2025Q{n}"] for n in (1, 2, 3, 4)]
    assert series == [(10.1, 10.1), (30.4, 20.3), (None, None), (70, None)]


def test_the_quarter_part_looks_back_beyond_the_wanted_quarters() -> None:
    given = {("c1", "2025Q1", "ytd"): 10, ("c1", "2025Q2", "ytd"): 30}

    assert measured(given, [YTD], ["2025Q2"], "quarter_value")["c1", "ytd", "2025Q2"] == 20


def test_sums_rise_from_county_to_province_with_the_share_they_cover() -> None:
    given = {("c1", "2025Q1", "a"): 0.1, ("d1", "2025Q1", "a"): 0.2}

    rows = measured(given, [A], ["2025Q1"], "value", "derivation", "coverage_share")

    assert rows["c", "a", "2025Q1"] == (0.1, "sum", 0.5)
    assert rows["d", "a", "2025Q1"] == (0.2, "sum", 1.0)
    assert rows["p", "a", "2025Q1"] == (0.3, "sum", pytest.approx(2 / 3))


def test_an_own_value_stands_only_where_no_child_reported() -> None:
    given = {("c", "2025Q1", "a"): 99, ("c1", "2025Q1", "a"): 1, ("d", "2025Q1", "a"): 50, ("p", "2025Q1", "a"): 7}

    rows = measured(given, [A], ["2025Q1"], "value", "derivation")

    assert rows["c", "a", "2025Q1"] == (1, "sum")
    assert rows["d", "a", "2025Q1"] == (50, "reported")
    assert rows["p", "a", "2025Q1"] == (51, "sum")


def test_an_indicator_that_does_not_roll_up_keeps_to_its_own_value() -> None:
    own = build.indicator("own", levels=ALL, roll_up="none")

    rows = measured({("c1", "2025Q1", "own"): 5}, [own], ["2025Q1"], "status")

    assert rows["c", "own", "2025Q1"] == "not_reported"


def test_children_to_which_it_does_not_apply_are_not_expected() -> None:
    given: dict[tuple[str, str, str], float | str] = {
        ("c1", "2025Q1", "a"): 3,
        ("c2", "2025Q1", "a"): "not_applicable",
        ("d1", "2025Q1", "a"): "not_applicable",
    }

    rows = measured(given, [A], ["2025Q1"], "value", "status", "coverage_share")

    assert rows["c", "a", "2025Q1"] == (3, "reported", 1.0)
    assert rows["d", "a", "2025Q1"] == (None, "not_applicable", None)
    assert rows["p", "a", "2025Q1"] == (3, "reported", 1.0)


def test_a_parents_ratio_is_the_ratio_of_the_sums() -> None:
    given = {("c1", "2025Q1", "a"): 1, ("c1", "2025Q1", "b"): 2, ("c2", "2025Q1", "a"): 1, ("c2", "2025Q1", "b"): 8}

    rows = measured(given, [A, B, RATE], ["2025Q1"], "value", "numerator_value", "denominator_value", "derivation")

    assert rows["c1", "rate", "2025Q1"] == (50, 1, 2, "ratio")
    assert rows["c", "rate", "2025Q1"] == (20, 2, 10, "ratio_of_sums")
    assert rows["p", "rate", "2025Q1"] == (20, 2, 10, "ratio_of_sums")


@pytest.mark.parametrize("missing", ["not_applicable", "not_reported", "withheld"])
@pytest.mark.parametrize("side", ["a", "b"])
def test_a_unit_without_one_side_leaves_numerator_and_denominator(side: str, missing: str) -> None:
    given: dict[tuple[str, str, str], float | str] = {
        ("c1", "2025Q1", "a"): 9,
        ("c1", "2025Q1", "b"): 10,
        ("c2", "2025Q1", "a"): 5,
        ("c2", "2025Q1", "b"): 5,
    }
    given["c2", "2025Q1", side] = missing

    rows = measured(given, [A, B, RATE], ["2025Q1"], "value", "numerator_value", "denominator_value", "status")

    assert rows["c2", "rate", "2025Q1"] == (None, None, None, missing)
    assert rows["c", "rate", "2025Q1"] == (90, 9, 10, "reported")


@pytest.mark.parametrize(
    ("numerator", "denominator", "status"),
    [(0, 0, "not_applicable"), ("not_reported", 0, "not_applicable"), (3, 0, "not_reported")],
)
def test_a_denominator_of_none(numerator: float | str, denominator: float, status: str) -> None:
    given = {("c1", "2025Q1", "a"): numerator, ("c1", "2025Q1", "b"): denominator}

    assert measured(given, [A, B, RATE], ["2025Q1"], "value", "status")["c1", "rate", "2025Q1"] == (None, status)


def test_sums_that_share_no_unit_make_no_ratio() -> None:
    given = {("c1", "2025Q1", "a"): 9, ("c2", "2025Q1", "b"): 3}

    assert measured(given, [A, B, RATE], ["2025Q1"], "value", "status")["c", "rate", "2025Q1"] == (None, "not_reported")


def test_a_reported_value_knows_its_cell_and_a_derived_one_has_none() -> None:
    given = {("c1", "2025Q1", "a"): 9, ("c1", "2025Q1", "b"): 3}

    rows = measured(given, [A, B, RATE], ["2025Q1"], "submission_id", "sheet", "cell")

    assert rows["c1", "a", "2025Q1"] == (7, "S", "B2")
    assert rows["c", "a", "2025Q1"] == (None, None, None)
    assert rows["c1", "rate", "2025Q1"] == (None, None, None)


def test_change_on_the_previous_quarter_and_on_last_year() -> None:
    given = {("c1", "2024Q2", "a"): 8, ("c1", "2025Q1", "a"): 5, ("c1", "2025Q2", "a"): 6}
    names = ("previous", "change", "change_share", "last_year", "year_change", "year_change_share")

    assert measured(given, [A], ["2025Q2"], *names)["c1", "a", "2025Q2"] == (5, 1, 0.2, 8, -2, -0.25)


def test_change_of_a_cumulative_amount_compares_quarter_parts_and_years_as_they_stand() -> None:
    amounts = {"2024Q1": 4, "2024Q2": 10, "2025Q1": 5, "2025Q2": 12}
    given = {("c1", quarter, "ytd"): amount for quarter, amount in amounts.items()}

    rows = measured(given, [YTD], ["2025Q1", "2025Q2"], "previous", "change", "last_year", "year_change")

    assert rows["c1", "ytd", "2025Q2"] == (5, 2, 10, 2)
    assert rows["c1", "ytd", "2025Q1"] == (None, None, 4, 1)


def test_the_share_of_a_change_from_none_is_unknown() -> None:
    given = {("c1", "2025Q1", "a"): 0, ("c1", "2025Q2", "a"): 6}

    assert measured(given, [A], ["2025Q2"], "change", "change_share")["c1", "a", "2025Q2"] == (6, None)


def test_a_pair_of_an_own_value_and_a_sum_is_no_ratio() -> None:
    given = {("c1", "2025Q1", "a"): 50, ("c", "2025Q1", "b"): 10, ("d", "2025Q1", "a"): 4, ("d1", "2025Q1", "b"): 2}
    given |= {("d1", "2025Q2", "a"): 0, ("d", "2025Q2", "b"): 0}

    rows = measured(given, [A, B, RATE], ["2025Q1", "2025Q2"], "value", "status")

    assert rows["c", "rate", "2025Q1"] == rows["d", "rate", "2025Q1"] == (None, "not_reported")
    assert rows["p", "rate", "2025Q1"] == (None, "not_reported")
    assert rows["d", "rate", "2025Q2"] == (None, "not_reported")


def test_own_values_on_both_sides_make_a_ratio() -> None:
    given = {("c", "2025Q1", "a"): 5, ("c", "2025Q1", "b"): 10, ("d1", "2025Q1", "a"): 1, ("d1", "2025Q1", "b"): 10}

    rows = measured(given, [A, B, RATE], ["2025Q1"], "value", "derivation", "coverage_share")

    assert rows["c", "rate", "2025Q1"] == (50, "ratio", 1.0)
    assert rows["p", "rate", "2025Q1"] == (30, "ratio_of_sums", 1.0)


@pytest.mark.parametrize(("second", "value"), [(5, 2.0), ("not_reported", None), ("not_applicable", None)])
def test_what_is_collected_for_the_whole_goes_with_a_sum_that_lacks_no_unit(
    second: float | str, value: float | None
) -> None:
    whole = build.indicator("whole", levels=("prefecture",), roll_up="none")
    per_head = build.ratio("per_head", "whole", "b", levels=("prefecture",), scale=1.0)
    given = {("c", "2025Q1", "whole"): 30, ("c1", "2025Q1", "b"): 10, ("c2", "2025Q1", "b"): second}

    assert measured(given, [whole, B, per_head], ["2025Q1"], "value")["c", "per_head", "2025Q1"] == value


def test_a_sum_has_a_quarter_part_only_when_each_of_its_children_has_one() -> None:
    given = {("c1", "2025Q1", "ytd"): 10, ("c1", "2025Q2", "ytd"): 30, ("c2", "2025Q2", "ytd"): 7}
    given |= {("c1", "2025Q3", "ytd"): 35, ("c2", "2025Q3", "ytd"): 8}

    rows = measured(given, [YTD], ["2025Q1", "2025Q2", "2025Q3"], "value", "quarter_value")

    series = [rows["c", "ytd", f"2025Q{n}"] for n in (1, 2, 3)]
    assert series == [(10, 10), (37, None), (43, 6)]
    assert rows["p", "ytd", "2025Q2"] == (37, None)


def test_sums_are_compared_only_over_the_same_children() -> None:
    given = {("c1", "2024Q2", "a"): 1, ("c2", "2024Q2", "a"): 9}
    given |= {("c1", "2025Q1", "a"): 2, ("c1", "2025Q2", "a"): 3, ("c2", "2025Q2", "a"): 4, ("d1", "2025Q2", "a"): 1}
    given |= {("c1", "2025Q3", "a"): 5, ("d1", "2025Q3", "a"): 2, ("c1", "2025Q4", "a"): 6, ("d1", "2025Q4", "a"): 4}
    quarters = ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    names = ("previous", "change", "change_share", "last_year", "year_change", "year_change_share")

    rows = measured(given, [A], quarters, *names)

    nothing = (None, None, None)
    assert rows["c", "a", "2025Q2"] == (*nothing, 10, -3, -0.3)
    assert rows["p", "a", "2025Q2"] == (*nothing, *nothing)
    assert rows["c", "a", "2025Q3"] == rows["p", "a", "2025Q3"] == (*nothing, *nothing)
    assert rows["c", "a", "2025Q4"] == (5, 1, 0.2, *nothing)
    assert rows["p", "a", "2025Q4"] == (7, 3, pytest.approx(3 / 7), *nothing)


def test_a_sum_is_not_compared_with_an_own_value() -> None:
    given = {("c", "2025Q1", "a"): 8, ("c1", "2025Q2", "a"): 3, ("c", "2025Q3", "a"): 9, ("c", "2025Q4", "a"): 10}

    rows = measured(given, [A], ["2025Q2", "2025Q3", "2025Q4"], "value", "previous", "change")

    assert rows["c", "a", "2025Q2"] == (3, None, None)
    assert rows["c", "a", "2025Q3"] == (9, None, None)
    assert rows["c", "a", "2025Q4"] == (10, 9, 1)


def test_ratios_of_sums_are_compared_only_over_the_same_pairs() -> None:
    given = {(code, "2025Q1", side): amount for code in ("c1", "c2") for side, amount in (("a", 1), ("b", 4))}
    given |= {("c1", "2025Q2", "a"): 2, ("c1", "2025Q2", "b"): 4, ("c2", "2025Q2", "a"): 3}

    rows = measured(given, [A, B, RATE], ["2025Q2"], "value", "previous", "change")

    assert rows["c", "rate", "2025Q2"] == (50, None, None)
    assert rows["c1", "rate", "2025Q2"] == (50, 25, 25)


def test_a_ratio_with_a_cumulative_numerator_has_a_quarter_part_of_its_own() -> None:
    done = build.ratio("done", "ytd", "b", levels=ALL)
    amounts = {"2024Q4": 90, "2025Q1": 30, "2025Q2": 45, "2024Q3": 65, "2024Q1": 20}
    given = {("c1", quarter, "ytd"): amount for quarter, amount in amounts.items()}
    given |= {("c1", quarter, "b"): 100 for quarter in amounts}

    rows = measured(given, [YTD, B, done], ["2025Q1", "2025Q2"], "value", "quarter_value", "change", "year_change")

    for code in ("c1", "c", "p"):
        assert rows[code, "done", "2025Q1"] == (30, 30, 5, 10)
        assert rows[code, "done", "2025Q2"] == (45, 15, -15, None)


def test_a_ratio_of_two_cumulative_amounts_has_that_of_their_quarter_parts() -> None:
    whole = build.indicator("whole", levels=ALL, measure="ytd_cumulative")
    done = build.ratio("done", "ytd", "whole", levels=ALL)
    given = {("c1", "2025Q1", "ytd"): 10, ("c1", "2025Q2", "ytd"): 30, ("c1", "2025Q3", "ytd"): 31}
    given |= {("c1", "2025Q1", "whole"): 40, ("c1", "2025Q2", "whole"): 80, ("c1", "2025Q3", "whole"): 80}

    rows = measured(given, [YTD, whole, done], ["2025Q2", "2025Q3"], "value", "quarter_value")

    assert rows["c1", "done", "2025Q2"] == rows["p", "done", "2025Q2"] == (37.5, 50)
    assert rows["c1", "done", "2025Q3"] == (38.75, None)


def test_a_percentage_is_multiplied_before_it_is_divided() -> None:
    given = {("c1", "2025Q1", "a"): 29, ("c1", "2025Q1", "b"): 100}

    assert measured(given, [A, B, RATE], ["2025Q1"], "value", "quarter_value")["c1", "rate", "2025Q1"] == (29, 29)


def test_what_is_not_a_number_is_not_reported() -> None:
    assert measured({("c1", "2025Q1", "a"): float("nan")}, [A], ["2025Q1"], "value", "status")["c1", "a", "2025Q1"] == (
        None,
        "not_reported",
    )

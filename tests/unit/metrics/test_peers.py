from typing import Any

import polars as pl
import pytest

from metrics.scorecard import Scorecard, measure, score
from tests.unit.metrics import builders as build

Q1, Q2 = "2025Q1", "2025Q2"
CATALOGUE = [build.indicator(code) for code in ("a", "b", "people")]


def card(given: dict[tuple[str, str, str], Any], *items: Any, **changes: Any) -> Scorecard:
    units = build.counties(*sorted({unit for unit, _, _ in given}))
    scheme = build.scheme(build.section("main", *items), **changes)
    quarters = sorted({quarter for _, quarter, _ in given})
    return score(measure(build.values(given), units, CATALOGUE, quarters), units, CATALOGUE, scheme, quarters)


def values(found: Scorecard, quarter: str = Q2, node: str = "a") -> dict[str, tuple[Any, ...]]:
    rows = build.collect(found.items).filter(pl.col("quarter") == quarter, pl.col("node") == node)
    return {
        unit: (value, status, share)
        for unit, value, status, share in rows.select("region_code", "value", "status", "share").rows()
    }


def of(*numbers: Any, quarter: str = Q2, code: str = "a") -> dict[tuple[str, str, str], Any]:
    return {(f"u{place}", quarter, code): number for place, number in enumerate(numbers)}


def item(code: str = "a", **changes: Any) -> Any:
    return build.item(code, "completion", 10, **({"target": {"value": 100}} | changes))


@pytest.mark.parametrize(
    ("missing", "changes", "stand_in"),
    [("group_median", {}, 30), ("group_mean", {}, 40), ("constant", {"constant": 25}, 25)],
)
def test_a_missing_value_gets_the_declared_stand_in_and_says_so(missing: str, changes: Any, stand_in: float) -> None:
    found = card(of(10, 30, 80, "not_reported"), item(missing=missing, **changes))

    assert values(found)["u3"] == (stand_in, "imputed", stand_in / 100)
    ranking = {row[0]: row[1] for row in build.rows(found.ranking, "region_code", "coverage_share")}
    assert (ranking["u0"], ranking["u3"]) == (1, 0)


def test_a_missing_value_is_carried_over_from_the_quarter_before() -> None:
    found = card({**of(20, 40, quarter=Q1), **of("not_reported", 50)}, item(missing="previous"))

    assert values(found)["u0"] == (20, "imputed", 0.2)
    assert values(found, Q1)["u0"] == (20, "reported", 0.2)


def test_what_does_not_apply_gets_no_stand_in_and_is_no_peer() -> None:
    found = card(of(10, 30, "not_applicable", "not_reported"), item(missing="group_median"))

    assert values(found)["u2"] == (None, "not_applicable", None)
    assert values(found)["u3"][0] == 20


def test_a_value_is_made_of_several_indicators_with_weights_and_a_denominator() -> None:
    made = build.item(
        "made",
        "completion",
        10,
        indicator="",
        target={"value": 50},
        direction="higher",
        inputs={"sum": {"a": 2, "b": 1}, "per": {"people": 1}, "scale": 10},
    )
    given = {**of(3, 3, 3, 3), **of(4, "not_reported", 4, 4, code="b"), **of(4, 4, 0, "not_applicable", code="people")}

    found = values(card(given, made), node="made")

    assert found["u0"] == (25, "reported", 0.5)
    assert found["u1"] == (None, "not_reported", None)
    assert found["u2"] == found["u3"] == (None, "not_applicable", None)


def test_an_item_may_be_about_growth() -> None:
    given = {**of(20, 40, quarter="2024Q2"), **of(25, 30)}

    found = values(card(given, item(figure="year_change_share", target={"value": 0.5})))

    assert found["u0"] == (0.25, "reported", 0.5)
    assert found["u1"] == (-0.25, "reported", 0)


def test_an_outlier_is_brought_in_to_the_next_value_and_what_is_even_stays() -> None:
    observed = {"rule": "efficacy", "target": None, "parameters": {"observed": True, "base": 0}}
    crowd = [float(number) for number in range(1, 21)]
    plain, treated = (
        values(card(of(*crowd, 1000.0), build.item("a", full_marks=10, winsorise=winsorise, **observed)))
        for winsorise in (False, True)
    )
    even = values(card(of(*crowd), build.item("a", full_marks=10, winsorise=True, **observed)))

    assert plain["u19"][2] == pytest.approx(19 / 999)
    assert treated["u19"][2] == treated["u20"][2] == 1
    assert treated["u20"][0] == 1000
    assert even["u10"][2] == pytest.approx(10 / 19)


def test_logarithms_are_taken_of_values_and_goalposts_and_none_has_none() -> None:
    logged = build.item("a", "efficacy", 10, log=True, parameters={"low": 100, "high": 10000, "base": 0})

    found = values(card(of(1000, 0), logged))

    assert found["u0"][2] == pytest.approx(0.5)
    assert found["u1"] == (0, "target_missing", None)


def shares(numbers: list[float], rule: str, **changes: Any) -> list[float]:
    found = values(card(of(*numbers), build.item("a", rule, 10, **changes)))
    return [found[f"u{place}"][2] for place in range(len(numbers))]


def test_equal_values_have_no_deviation_even_where_binary_sums_say_so() -> None:
    assert shares([97.3] * 122, "z_score") == [0.5] * 122


def test_standard_scores_are_of_the_whole_group() -> None:
    assert shares([10, 20, 30], "z_score") == pytest.approx([0.5 - 0.1 * 1.5**0.5, 0.5, 0.5 + 0.1 * 1.5**0.5])


def test_the_way_to_a_target_starts_at_the_worst_and_all_who_passed_it_are_there() -> None:
    observed = {"parameters": {"observed": True}, "target": {"value": 80}}

    assert shares([20, 50, 90], "distance_to_target", **observed) == [0, 0.5, 1]
    assert shares([85, 90], "distance_to_target", **observed) == [1, 1]


def test_places_and_shares_of_the_group_are_taken_among_peers_with_a_value() -> None:
    assert shares([30, 20, 20, 10], "borda") == pytest.approx([1, 0.5, 0.5, 0])
    assert shares([30, 20, 20, 10], "percentile") == pytest.approx([0.875, 0.5, 0.5, 0.125])
    assert shares([30, 20, 20, 10], "by_rank", parameters={"loss": 0.1}) == pytest.approx([1, 0.9, 0.9, 0.7])

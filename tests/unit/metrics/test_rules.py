from collections.abc import Sequence
from typing import Any

import pytest

from config.model import SchemeItem
from metrics.scorecard import measure, score
from tests.unit.metrics import builders as build

QUARTER = "2025Q2"


def points(item: SchemeItem, values: Sequence[float | str], **changes: Any) -> list[float | None]:
    catalogue = [build.indicator("x", **changes)]
    units = build.counties(*(f"u{n}" for n in range(len(values))))
    given = build.values({(f"u{n}", QUARTER, "x"): value for n, value in enumerate(values)})
    scheme = build.scheme(build.section("only", item))
    card = score(measure(given, units, catalogue, [QUARTER]), units, catalogue, scheme, [QUARTER])
    return [row[0] for row in build.rows(card.items, "points")]


def item(rule: str, full_marks: float, **changes: Any) -> SchemeItem:
    return build.item("x", rule, full_marks, **changes)


def test_completion_pays_the_share_of_the_target_up_to_the_cap() -> None:
    plain = item("completion", 10, target={"value": 80})
    capped = item("completion", 10, target={"value": 80}, parameters={"cap": 1.2})

    assert points(plain, [0, 40, 80, 100, -5]) == [0, 5, 10, 10, 0]
    assert points(capped, [40, 88, 100]) == [5, pytest.approx(11), 12]


def test_completion_of_an_inverse_indicator_turns_the_share_round() -> None:
    assert points(item("completion", 10, target={"value": 20}), [40, 20, 10, 0], direction="lower") == [5, 10, 10, 10]


def test_an_annual_target_grows_with_time_progress() -> None:
    assert points(item("completion", 10, target={"value": 80, "annual": True}), [20, 40]) == [5, 10]


def test_a_target_by_group_comes_before_the_general_one() -> None:
    target = {"value": 80, "by_group": {"counties": 40, "districts": 1000}}

    assert points(item("completion", 10, target=target), [20]) == [5]


def test_step_deduction_costs_each_full_step_down_to_none() -> None:
    rule = item("step_deduction", 2, parameters={"threshold": 98, "step": 1, "per_step": 0.5})

    assert points(rule, [100, 98, 97.01, 97, 96.5, 95, 94, 50]) == [2, 2, 2, 1.5, 1.5, 0.5, 0, 0]


def test_step_deduction_counts_decimal_steps_exactly() -> None:
    rule = item("step_deduction", 1, parameters={"threshold": 0.3, "step": 0.1, "per_step": 0.25})

    assert points(rule, [0.2, 0.1, 0.0]) == [0.75, 0.5, 0.25]


def test_step_deduction_of_an_inverse_indicator_counts_upwards() -> None:
    rule = item("step_deduction", 2, parameters={"threshold": 3, "step": 1, "per_step": 0.5})

    assert points(rule, [1, 3, 4, 5.5], direction="lower") == [2, 2, 1.5, 1]


def test_tiers_include_their_bound() -> None:
    bounds = [[90, 200], [80, 190], [70, 180], [60, 170]]
    rule = item("tiers", 200, parameters={"bounds": bounds, "otherwise": 160})

    assert points(rule, [95, 90, 89.99, 80, 70, 60, 59.9]) == [200, 200, 190, 190, 180, 170, 160]


def test_tiers_see_through_binary_noise() -> None:
    rule = item("tiers", 2, parameters={"bounds": [[0.3, 2]], "otherwise": 1})

    assert points(rule, [0.1 + 0.2, 0.3, 0.7 - 0.4, 0.29]) == [2, 2, 2, 1]


def test_each_missing_article_costs_its_points() -> None:
    rule = item("shortfall_per_item", 4, parameters={"expected": 4, "per_item": 1})

    assert points(rule, [6, 4, 3, 1, 0]) == [4, 4, 3, 1, 0]


def test_events_add_up_to_full_marks_or_cost_down_to_none() -> None:
    bonus = item("per_event", 2, parameters={"per_event": 0.5})
    penalty = item("per_event", 15, parameters={"per_event": -10})
    started = item("per_event", 15, parameters={"per_event": -10, "start": 12})

    assert points(bonus, [0, 1, 3, 9]) == [0, 0.5, 1.5, 2]
    assert points(penalty, [0, 1, 2]) == [15, 5, 0]
    assert points(started, [0, 1]) == [12, pytest.approx(2)]


def test_by_results_is_the_share_of_the_best() -> None:
    assert points(item("by_results", 10), [50, 40, 0]) == [10, 8, 0]
    assert points(item("by_results", 10), [4, 5, 10], direction="lower") == [10, 8, 4]
    assert points(item("by_results", 10), [0, 5], direction="lower") == [10, 0]
    assert points(item("by_results", 10), [0, 0]) == [0, 0]


def test_efficacy_between_fixed_goalposts() -> None:
    rule = item("efficacy", 100, parameters={"low": 60, "high": 100})

    assert points(rule, [60, 80, 100, 120, 40, 0, -60]) == pytest.approx([60, 80, 100, 100, 40, 0, 0])


@pytest.mark.parametrize("posts", [{"low": 10, "high": 2}, {"low": 2, "high": 10}])
def test_efficacy_of_an_inverse_indicator_is_reversed(posts: dict[str, float]) -> None:
    rule = item("efficacy", 100, parameters={**posts, "base": 50})

    assert points(rule, [2, 6, 10], direction="lower") == pytest.approx([100, 75, 50])


def test_efficacy_between_the_peers_worst_and_best() -> None:
    rule = item("efficacy", 100, parameters={"observed": True})

    assert points(rule, [3, 5, 7]) == pytest.approx([60, 80, 100])
    assert points(rule, [3, 5, 7], direction="lower") == pytest.approx([100, 80, 60])
    assert points(rule, [4, 4]) == [100, 100]


def test_by_rank_loses_a_share_with_each_place_and_shares_places() -> None:
    rule = item("by_rank", 100, parameters={"loss": 0.02})

    assert points(rule, [9, 7, 7, 1]) == pytest.approx([100, 98, 98, 94])
    assert points(rule, [9, 7, 7, 1], direction="lower") == pytest.approx([94, 98, 98, 100])


def test_by_rank_never_falls_below_none() -> None:
    assert points(item("by_rank", 10, parameters={"loss": 0.6}), [3, 2, 1]) == pytest.approx([10, 4, 0])


@pytest.mark.parametrize(
    "rule",
    [
        item("completion", 10, target={"value": 80}),
        item("step_deduction", 10, parameters={"threshold": 98, "step": 1, "per_step": 0.5}),
        item("tiers", 10, parameters={"bounds": [[5, 10]], "otherwise": 4}),
        item("shortfall_per_item", 10, parameters={"expected": 4, "per_item": 1}),
        item("per_event", 10, parameters={"per_event": -1}),
        item("by_results", 10),
        item("efficacy", 10, parameters={"observed": True}),
        item("by_rank", 10, parameters={"loss": 0.1}),
    ],
    ids=lambda rule: rule.rule,
)
def test_a_missing_value_gets_nothing_and_one_that_does_not_apply_leaves(rule: SchemeItem) -> None:
    assert points(rule, [5, "not_reported", "not_applicable"])[1:] == [0, None]


def test_an_item_without_the_parameters_of_its_rule_is_a_programmers_mistake() -> None:
    with pytest.raises(KeyError, match="threshold"):
        points(item("step_deduction", 2), [1])
    with pytest.raises(KeyError, match="target"):
        points(item("completion", 2), [1])


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize(
    "target", [{"value": 0}, {"value": -5}, {"value": 0, "annual": True}, {"by_group": {"counties": 0}}]
)
def test_completion_without_a_positive_target_counts_as_missing(target: dict[str, Any], direction: str) -> None:
    zero, excluded = (item("completion", 10, target=target, missing=missing) for missing in ("zero", "exclude"))

    assert points(zero, [0, 5], direction=direction) == [0, 0]
    assert points(excluded, [0, 5], direction=direction) == [None, None]


def test_a_rule_that_divides_none_by_none_counts_as_missing() -> None:
    rule = item("efficacy", 10, parameters={"low": 5, "high": 5}, missing="exclude")

    assert points(rule, [5, 5]) == [None, None]

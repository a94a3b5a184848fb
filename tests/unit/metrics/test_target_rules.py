import math
from typing import Any

import pytest

from metrics.rules import RULES
from metrics.rules.curve import Case
from tests.unit.metrics.one_item import curve_of, item, near, points, shares


def test_completion_pays_the_share_of_the_target_up_to_the_cap() -> None:
    plain = item("completion", 10, target={"value": 80})
    capped = item("completion", 10, target={"value": 80}, parameters={"cap": 1.2})

    assert points(plain, [0, 40, 80, 100, -5]) == near(0, 5, 10, 10, 0)
    assert points(capped, [40, 88, 100]) == near(5, 11, 12)


def test_completion_of_an_inverse_indicator_turns_the_share_round() -> None:
    rule = item("completion", 10, target={"value": 20}, direction="lower")

    assert points(rule, [40, 20, 10, 0]) == near(5, 10, 10, 10)


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("target", [0, -5])
def test_completion_without_a_positive_target_gives_no_share(target: float, direction: str) -> None:
    assert points(item("completion", 10, target={"value": target}, direction=direction), [0, 5]) == [None, None]


def test_completion_takes_the_target_of_the_group_alone() -> None:
    rule = item("completion", 10, by_group={"counties": {"target": {"value": 40}}})

    assert RULES["completion"].curve(Case(rule, "counties")).high == "target"
    with pytest.raises(KeyError, match="target"):
        RULES["completion"].curve(Case(rule, "districts"))


def test_efficacy_between_fixed_goalposts() -> None:
    rule = item("efficacy", 100, parameters={"low": 60, "high": 100})

    assert points(rule, [60, 80, 100, 120, 40, 0, -60]) == near(60, 80, 100, 100, 40, 0, 0)


@pytest.mark.parametrize("posts", [{"low": 10, "high": 2}, {"low": 2, "high": 10}])
def test_efficacy_of_an_inverse_indicator_is_reversed(posts: dict[str, float]) -> None:
    rule = item("efficacy", 100, parameters={**posts, "base": 50}, direction="lower")

    assert points(rule, [2, 6, 10]) == near(100, 75, 50)


def test_goalposts_with_logs_give_the_income_index_of_undp() -> None:
    rule = item("goalposts", 1, parameters={"low": 100, "high": 75_000}, log=True)

    expected = [(math.log(17_054) - math.log(100)) / (math.log(75_000) - math.log(100)), 1.0, 0.0]
    assert shares(rule, [17_054, 80_000, 90]) == near(*expected)


def test_goalposts_are_capped_at_both_ends_unless_open() -> None:
    posts = {"low": 20, "high": 85}

    assert shares(item("goalposts", 1, parameters=posts), [20, 52.5, 85, 98, 7]) == near(0, 0.5, 1, 1, 0)
    assert shares(item("goalposts", 1, parameters={**posts, "open": True}), [98, 7]) == near(1.2, -0.2)


def test_distance_to_target_is_capped_unless_the_scheme_pays_for_more() -> None:
    rules = [
        item("distance_to_target", 10, target={"value": 90}, parameters={"low": 40, **more})
        for more in ({}, {"cap": 1.1}, {"open": True})
    ]

    assert [points(rule, [40, 65, 90, 115, 30]) for rule in rules] == [
        near(0, 5, 10, 10, 0),
        near(0, 5, 10, 11, 0),
        near(0, 5, 10, 15, 0),
    ]


def test_distance_to_target_from_the_worst_gives_all_full_marks_once_all_have_reached_it() -> None:
    rule = item("distance_to_target", 10, target={"value": 80}, parameters={"observed": True})
    inverse = item("distance_to_target", 10, target={"value": 0}, parameters={"observed": True}, direction="lower")

    assert points(rule, [60, 70, 80, 95]) == near(0, 5, 10, 10)
    assert points(rule, [90, 95]) == near(10, 10)
    assert points(inverse, [4, 1, 0]) == near(0, 7.5, 10)


@pytest.mark.parametrize(
    ("rule", "parameters", "needed"),
    [
        ("step_deduction", {"step": 1, "per_step": 1}, "threshold"),
        ("tiers", {}, "bounds"),
        ("places", {"top": 3}, "of"),
        ("completion", {}, "target"),
        ("distance_to_target", {"low": 1}, "target"),
        ("goalposts", {"low": 1}, "high"),
    ],
)
def test_an_item_without_what_its_rule_needs_is_a_programmers_mistake(
    rule: str, parameters: dict[str, Any], needed: str
) -> None:
    with pytest.raises(KeyError, match=needed):
        curve_of(item(rule, 2, parameters=parameters))

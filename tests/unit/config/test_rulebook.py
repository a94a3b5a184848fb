from typing import Any

import pytest

from config.rulebook import RuleDeclaration, rulebook
from metrics.rules import RULES
from metrics.rules.curve import Case
from tests.unit.metrics import builders as build

SAMPLES: dict[str, Any] = {
    "number": 2.0,
    "positive": 1.0,
    "share": 0.5,
    "count": 3,
    "switch": True,
    "bounds": [[9, 2], [5, 1]],
    "bounds_above": [[5, 2], [9, 1]],
}


def declared(name: str) -> RuleDeclaration:
    rule = rulebook().named(name)
    assert rule is not None
    return rule


def filled(rule: RuleDeclaration, choice: tuple[str, ...]) -> dict[str, Any]:
    return {name: SAMPLES[rulebook().parameters[name]] for name in (*rule.required, *choice)}


def test_the_rulebook_declares_the_rules_that_the_engine_has() -> None:
    assert [rule.name for rule in rulebook().rule] == list(RULES)


def test_every_parameter_of_a_rule_has_a_kind_and_every_kind_is_used() -> None:
    named = {name for rule in rulebook().rule for name in (*rule.required, *rule.optional)}

    assert named == set(rulebook().parameters)


@pytest.mark.parametrize("name", list(RULES))
def test_a_rule_makes_a_curve_of_what_it_requires_and_tells_truly_what_depends_on_others(name: str) -> None:
    rule = declared(name)
    target = {"value": 80} if rule.target == "required" else None
    for choice in (*(rule.either or ((),)), *((one,) for one in rule.optional if one in ("given", "peers"))):
        parameters = filled(rule, choice)
        item = build.item("x", name, 10, parameters=parameters, target=target)

        curve = RULES[name].curve(Case(item))

        assert curve.relative == rule.is_relative(parameters)
        assert (curve.floor < 0) == rule.may_be_negative(parameters)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("tiers", {"bounds": [[9, 2], [5, -1]]}),
        ("tiers", {"at_most": [[5, 1]], "otherwise": -2}),
        ("per_event", {"per_event": -1, "floor": -5}),
        ("places", {"of": 31, "bottom": 5}),
        ("z_score", {"floor": -1}),
        ("goalposts", {"low": 1, "high": 2, "open": True}),
    ],
)
def test_points_below_none_are_declared(name: str, parameters: dict[str, Any]) -> None:
    curve = RULES[name].curve(Case(build.item("x", name, 10, parameters=parameters)))

    assert declared(name).may_be_negative(parameters)
    assert curve.floor < 0


def test_a_rule_that_needs_a_target_says_so() -> None:
    for name in (rule.name for rule in rulebook().rule if rule.target == "required"):
        with pytest.raises(KeyError, match="target"):
            RULES[name].curve(Case(build.item("x", name, 10, parameters={"low": 1})))


def test_every_rule_is_named_and_described_in_both_languages() -> None:
    for rule in rulebook().rule:
        assert rule.label_in("zh_CN") != rule.label_in("en")
        assert rule.about_in("zh_CN").endswith("。")
        assert rule.about_in("en").endswith(".")

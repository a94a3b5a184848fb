import pytest

from metrics.rules import RULES
from metrics.rules.curve import Case
from tests.unit.metrics.one_item import item

ROW = {
    "value": 96.5,
    "target": 98.0,
    "low": 90.0,
    "high": 98.0,
    "share": 0.75,
    "points": 1.5,
    "full_marks": 2.0,
    "lost": 0.5,
    "rate": 75.0,
}
SAID = {
    "completion": {"target": {"value": 98}},
    "step_deduction": {"parameters": {"threshold": 98, "step": 1, "per_step": 0.5}},
    "shortfall_per_item": {"parameters": {"expected": 98, "per_item": 1}},
    "tiers": {"parameters": {"bounds": [[98, 2], [95, 1.5]]}},
    "per_event": {"parameters": {"per_event": 0.5}},
    "by_results": {},
    "efficacy": {"parameters": {"low": 90, "high": 98}},
    "by_rank": {"parameters": {"loss": 0.02}},
    "places": {"parameters": {"of": 31, "top": 5}},
    "votes": {},
    "as_given": {},
    "min_max": {"parameters": {"observed": True}},
    "z_score": {},
    "goalposts": {"parameters": {"low": 90, "high": 98}},
    "distance_to_target": {"target": {"value": 98}, "parameters": {"low": 90}},
    "percentile": {},
    "borda": {},
}


@pytest.mark.parametrize("rule", list(RULES))
def test_the_sentence_of_a_rule_gets_all_its_numbers(rule: str) -> None:
    case = Case(item(rule, 2, **SAID[rule]))

    said = RULES[rule].sentence.format(**{**case.parameters, **ROW, **RULES[rule].numbers(case, ROW)})

    assert "96.5" in said
    assert "1.5" in said


def test_the_sentence_of_a_deduction_counts_the_full_steps() -> None:
    rule, case = RULES["step_deduction"], Case(item("step_deduction", 2, **SAID["step_deduction"]))

    assert rule.numbers(case, ROW) == {"short": 1.5, "steps": 1}
    assert rule.numbers(case, {**ROW, "value": 96.99999999999999})["steps"] == 1
    assert rule.numbers(case, {**ROW, "value": 99.0}) == {"short": 0, "steps": 0}


def test_the_sentence_of_tiers_lists_them_in_signs() -> None:
    case = Case(item("tiers", 2, parameters={"bounds": [[98, 2], [95, 1.5]], "otherwise": 1}))
    above = Case(item("tiers", 2, parameters={"at_most": [[5, 2]]}))

    assert RULES["tiers"].numbers(case, ROW) == {"tiers": "≥ 98: 2; ≥ 95: 1.5", "otherwise": 1}
    assert RULES["tiers"].numbers(above, ROW) == {"tiers": "≤ 5: 2", "otherwise": 0}


def test_the_sentence_of_events_counts_how_often_they_count() -> None:
    case = Case(item("per_event", 10, parameters={"per_event": -1, "every": 2}))

    assert RULES["per_event"].numbers(case, {**ROW, "value": 5.0}) == {"start": 10, "every": 2, "times": 2}

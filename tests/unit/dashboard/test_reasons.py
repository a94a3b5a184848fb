from dataclasses import replace
from typing import Any

import pytest

from config.model import Config, SchemeItem
from config.wording import translator
from dashboard.pack.phrases import status_phrase
from dashboard.parts.provenance import status_words
from dashboard.parts.reasons import reason
from dashboard.usecases.region_report import ItemLine

ENGLISH = translator("en")


def line(hunan: Config, indicator: str, rule: str, points: float, **given: Any) -> ItemLine:
    missing = given.pop("missing", "zero")
    item = SchemeItem(
        code="item",
        name="项",
        name_en="Item",
        indicator=indicator,
        rule=rule,
        full_marks=given.pop("full_marks", 4),
        clause="1",
        owner="office",
        parameters=given.pop("parameters", {}),
        missing=missing,
    )
    empty = ("value", "target", "low", "high", "share", "lost", "change", "year_change")
    derived = ("numerator_value", "denominator_value", "coverage_share", "source")
    blank: dict[str, Any] = dict.fromkeys((*empty, *derived))
    made = ItemLine(
        item=item,
        name="Item",
        section="s",
        section_name="S",
        indicator=hunan.indicator[indicator],
        status="reported",
        points=points,
        history=(),
        derivation="reported",
        peer_group="counties",
        scheme=hunan.schemes[0],
        **blank,
    )
    return replace(made, **given)


def test_completion_puts_value_target_and_points_in(hunan: Config) -> None:
    told = reason(line(hunan, "cremations", "completion", 3.0, value=75.0, target=100.0, share=0.75), ENGLISH)

    assert told == "Reached 75, the target is 100: 75% done, 3.00 of 4 points."


@pytest.mark.parametrize(
    ("rule", "parameters", "extra", "expected"),
    [
        ("step_deduction", {"threshold": 98, "step": 1, "per_step": 0.5}, {}, "each full 1 short of it costs 0.5"),
        ("tiers", {"bounds": [[90, 4], [80, 3]]}, {}, "≥ 90: 4; ≥ 80: 3"),
        ("shortfall_per_item", {"expected": 4, "per_item": 1}, {}, "4 are expected, each missing one costs 1 points"),
        ("per_event", {"per_event": 0.5}, {}, "Starts from 0 points; 0.5 points for every 1"),
        ("per_event", {"per_event": -10}, {}, "Starts from 4 points; −10 points for every 1"),
        ("by_results", {}, {"high": 200.0, "share": 0.5}, "The best of the group is 200; 100 is worth 50% of it"),
        ("by_rank", {"loss": 0.02}, {"high": 200.0}, "each place lower costs 2 % of them"),
        ("efficacy", {"low": 50, "high": 150}, {"low": 50.0, "high": 150.0}, "From 50 (60 % of full marks) to 150"),
    ],
)
def test_each_rule_tells_its_numbers(
    hunan: Config, rule: str, parameters: dict[str, Any], extra: dict[str, Any], expected: str
) -> None:
    told = reason(line(hunan, "cremations", rule, 2.0, value=100.0, parameters=parameters, **extra), ENGLISH)

    assert expected in told


def test_a_missing_target_is_told_with_what_is_done_instead(hunan: Config) -> None:
    zero = line(hunan, "cremations", "completion", 0.0, status="target_missing", value=5.0)
    left_out = line(hunan, "cremations", "completion", 0.0, status="target_missing", value=5.0, missing="exclude")

    assert reason(zero, translator()) == "目标值未报送，按零分处理：−4。"
    assert reason(left_out, translator()) == "目标值未报送，按不计入处理，其余项目按比例折算。"


def test_a_status_that_has_no_words_yet_is_no_fault(hunan: Config) -> None:
    unknown = replace(line(hunan, "cremations", "completion", 0.0, status="some_new_status"), points=None)

    assert reason(unknown, ENGLISH).startswith("No value was reported")
    assert status_words("some_new_status", ENGLISH) == "some_new_status"
    assert status_phrase("some_new_status", ENGLISH) == "some_new_status"


def test_what_is_missing_or_does_not_apply_is_told_instead(hunan: Config) -> None:
    closed = line(hunan, "cremations", "completion", 0.0, status="not_applicable")
    missing = line(hunan, "cremations", "completion", 0.0, status="not_reported")
    left_out = line(hunan, "cremations", "completion", 0.0, status="not_reported", missing="exclude")

    assert reason(closed, ENGLISH).startswith("Does not apply")
    assert reason(missing, ENGLISH) == "No value was reported, so the item has no points: −4."
    assert reason(left_out, ENGLISH).startswith("No value was reported; the item is left out")

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.rules import RULES
from tests.golden.rules_oracle import points_of
from tests.unit.metrics import builders as build
from tests.unit.metrics.one_item import points

amounts = st.integers(-500, 12_000).map(lambda cents: cents / 100)
positive = st.integers(1, 5_000).map(lambda cents: cents / 100)
counts = st.integers(0, 40).map(float)
switch = st.just(True)
pairs = st.lists(st.tuples(amounts, st.integers(-40, 40).map(lambda n: n / 4)), min_size=1, max_size=5)
directions = st.sampled_from(["higher", "lower"])


def descending(tiers: list[tuple[float, float]]) -> list[list[float]]:
    return [list(pair) for pair in sorted(dict(tiers).items(), reverse=True)]


def ascending(tiers: list[tuple[float, float]]) -> list[list[float]]:
    return descending(tiers)[::-1]


def parameters(required: dict[str, Any] | None = None, **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional=optional)


posts = st.lists(amounts, min_size=2, max_size=2, unique=True).map(lambda two: {"low": min(two), "high": max(two)})
observed = st.just({"observed": True})
PARAMETERS = {
    "completion": parameters(cap=positive),
    "step_deduction": parameters({"threshold": amounts, "step": positive, "per_step": positive}),
    "shortfall_per_item": parameters({"expected": positive, "per_item": positive}),
    "tiers": parameters({"bounds": pairs.map(descending)}, otherwise=st.just(-2.5))
    | parameters({"at_most": pairs.map(ascending)}, otherwise=st.just(1.5)),
    "per_event": parameters({"per_event": amounts}, start=amounts, every=positive, floor=st.just(-7.5)),
    "by_results": parameters(),
    "efficacy": (posts | observed).flatmap(lambda two: parameters(base=positive).map(lambda more: two | more)),
    "by_rank": parameters({"loss": positive}, given=switch),
    "places": parameters(
        {"of": st.integers(12, 40), "top": st.integers(0, 5)}, bottom=st.integers(0, 5), step=positive
    ),
    "votes": parameters(),
    "as_given": parameters(full=positive),
    "min_max": posts | observed,
    "z_score": parameters(middle=st.just(0.6), per_deviation=st.just(0.2), floor=st.just(-0.3), cap=st.just(0.9)),
    "goalposts": posts.flatmap(lambda two: parameters(open=switch).map(lambda more: two | more)),
    "distance_to_target": (amounts.map(lambda low: {"low": low}) | observed).flatmap(
        lambda start: parameters(cap=positive, open=switch).map(lambda more: start | more)
    ),
    "percentile": parameters(),
    "borda": parameters(),
}
COUNTED = {"places": st.integers(1, 12).map(float), "per_event": counts}


@pytest.mark.parametrize("rule", list(RULES))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_random_items_get_the_points_of_the_oracle(rule: str, data: st.DataObject) -> None:
    given_parameters = data.draw(PARAMETERS[rule])
    direction, goal = data.draw(directions), data.draw(amounts)
    if rule == "distance_to_target" and "low" in given_parameters:
        further = data.draw(positive) * (1 if direction == "higher" else -1)
        goal = round(given_parameters["low"] + further, 2)
    full_marks = 5 * given_parameters.get("step", 1) if rule == "places" else data.draw(positive)
    item = build.item(
        "x",
        rule,
        full_marks,
        direction=direction,
        parameters=given_parameters,
        target={"value": goal},
    )
    values = data.draw(st.lists(COUNTED.get(rule, amounts), min_size=1, max_size=8))

    expected = points_of(item, values)

    assert points(item, values) == pytest.approx([None if one is None else float(one) for one in expected], abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(st.lists(amounts, min_size=1, max_size=8), st.booleans())
def test_points_given_in_a_range_are_those_of_the_oracle(values: list[float], scaled: bool) -> None:
    item = build.item("x", "as_given", 100, points=(90, 110), parameters={"full": 50} if scaled else {})

    assert points(item, values) == pytest.approx([float(one) for one in points_of(item, values) if one is not None])
